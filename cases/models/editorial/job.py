from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.models.querysets import JobQuerySet
from gouden.web.forms.model_fields import CleanCharField, CleanTextField


class Job(models.Model):
    """Work that takes longer than a request: what it is, for whom, how far it is and how it ended."""

    class Kind(models.TextChoices):
        REFRESH = "bijwerken", "Openbare voorbeelden bijwerken"
        VERB = "samen", "Hetzelfde doen met veel voorbeelden"
        REBUILD = "opnieuw", "Alles wat openbaar is opnieuw maken"
        VECTORS = "vectoren", "Nagaan waar passages over gaan"
        IMPORT = "inlezen", "Een bestand inlezen"

    class Result(models.TextChoices):
        DONE = "gedaan", "Gedaan"
        FAILED = "mislukt", "Mislukt"

    kind = models.CharField("soort", max_length=10, choices=Kind)
    subject = CleanCharField("waarover", max_length=250)
    # What the kind needs, under "cases" one item for each step of `position`.
    arguments = models.JSONField("gegevens")
    # Who holds it may start the job again: what its work asks of an editor.
    permission = models.CharField("recht", max_length=100)
    # Empty: the account is gone. Work that needs a person then does not go on.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="door", related_name="+", null=True, blank=True
    )
    made_at = models.DateTimeField("gevraagd op", default=timezone.now)
    started_at = models.DateTimeField("begonnen op", null=True, blank=True)
    # Goes up with each batch; when it stands still, whoever was at it is gone.
    heartbeat_at = models.DateTimeField("laatste teken", default=timezone.now)
    ended_at = models.DateTimeField("afgelopen op", null=True, blank=True)
    position = models.PositiveIntegerField("gedaan", default=0)
    total = models.PositiveIntegerField("van")
    # How many of them were changed, the others being refused or right already.
    changed = models.PositiveIntegerField("veranderd", default=0)
    result = models.CharField("afloop", max_length=10, choices=Result, blank=True)
    outcome = CleanTextField("uitkomst", blank=True)
    # What was not done: pairs of a title and why.
    failures = models.JSONField("niet gedaan", default=list, blank=True)
    # How often it was taken up since it last came further.
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    # Of the worker that is at it; empty: nobody is.
    claim = models.CharField("kenmerk", max_length=16, blank=True, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "opdracht"
        verbose_name_plural = "opdrachten"
        ordering = ["-made_at", "-pk"]
        indexes = [
            # What is not done yet: few of them, asked for every few seconds.
            models.Index(fields=["heartbeat_at"], name="job_open", condition=Q(ended_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(position__lte=F("total")),
                name="job_position_within_total",
                violation_error_message="Er is niet meer gedaan dan er te doen was.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, result="") | Q(ended_at__isnull=False) & ~Q(result=""),
                name="job_result_when_ended",
                violation_error_message="Een afloop hoort bij een opdracht die afgelopen is.",
            ),
        ]

    def __str__(self) -> str:
        return f"opdracht {self.pk}: {self.subject}"

    @property
    def items(self) -> list[Any]:
        """What is still to be done, in order."""
        items: list[Any] = self.arguments["cases"][self.position :]
        return items
