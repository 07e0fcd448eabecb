from django.db import models


class StepRun(models.Model):
    """When a step of `run_due` last ran, and when it last ended well."""

    name = models.CharField("stap", max_length=60, primary_key=True)
    started_at = models.DateTimeField("begonnen op", null=True)
    # Nobody else takes the step up before; it then has ended, or was stopped.
    busy_until = models.DateTimeField("bezig tot uiterlijk", null=True)
    ended_well_at = models.DateTimeField("goed afgelopen op", null=True)

    class Meta:
        verbose_name = "stap van run_due"
        verbose_name_plural = "stappen van run_due"

    def __str__(self) -> str:
        return self.name
