from django.conf import settings
from django.db import models

from cases.models.catalogue.case import Case
from gouden.web.forms.model_fields import CleanCharField


class Revision(models.Model):
    """A case as it was saved at one moment. Never changed: differences, restore and publication start from it.

    But for one thing: what a sender asks to have erased says from then on that it is (`cases.submissions.erasing`).
    """

    belongs_to = "case"

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="voorbeeld", related_name="revisions")
    number = models.PositiveIntegerField("nummer")
    # Empty: the system. An account that wrote something is switched off, and not deleted.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="door", related_name="+", null=True, blank=True
    )
    at = models.DateTimeField("op", auto_now_add=True)
    note = CleanCharField("toelichting", max_length=250, blank=True)
    snapshot = models.JSONField("inhoud")
    erased_at = models.DateTimeField("gewist op", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "versie"
        verbose_name_plural = "versies"
        ordering = ["case", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"],
                name="revision_number_once_a_case",
                violation_error_message="Dit versienummer bestaat al.",
            ),
        ]

    def __str__(self) -> str:
        return f"versie {self.number} van {self.case}"


class LoadedEntry(models.Model):
    """What `load_catalogue` wrote last for one entry, so that it can tell an editor's change from its own."""

    kind = models.CharField("soort", max_length=40)
    key = models.CharField("kenmerk", max_length=2_000)
    digest = models.CharField("vingerafdruk", max_length=64, help_text="SHA-256 van de rij zoals geladen.")

    class Meta:
        verbose_name = "geladen rij"
        verbose_name_plural = "geladen rijen"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], name="loaded_entry_once", violation_error_message="Deze rij is al geladen."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
