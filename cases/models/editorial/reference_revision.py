from django.conf import settings
from django.db import models

from cases.models.querysets import ReferenceRevisionQuerySet
from gouden.web.forms.model_fields import CleanCharField


class ReferenceRevision(models.Model):
    """A reference row as it was saved at one moment, with what hangs on it. Its content is never changed."""

    # As Django writes it: cases.theme.
    model = models.CharField("soort", max_length=60)
    row = models.PositiveBigIntegerField("rij")
    number = models.PositiveIntegerField("nummer")
    # Empty: the system.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="door", related_name="+", null=True, blank=True
    )
    at = models.DateTimeField("op", auto_now_add=True)
    note = CleanCharField("toelichting", max_length=250, blank=True)
    # When readers began to see it; empty: they never did.
    published_at = models.DateTimeField("openbaar geworden op", null=True, blank=True)
    snapshot = models.JSONField("inhoud")

    objects = ReferenceRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = "versie van een verwijzing"
        verbose_name_plural = "versies van verwijzingen"
        ordering = ["model", "row", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "row", "number"],
                name="reference_revision_number_once_a_row",
                violation_error_message="Dit versienummer bestaat al.",
            ),
        ]

    def __str__(self) -> str:
        return f"versie {self.number}"
