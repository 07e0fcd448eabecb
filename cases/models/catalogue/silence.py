from django.db import models

from cases.models.catalogue.case import Case
from gouden.web.forms.model_fields import CleanCharField


class SilentSection(models.Model):
    """The sources of a case were read for this section, and say nothing about it."""

    belongs_to = "case"

    class Section(models.TextChoices):
        """The sections by their name in the record of a case."""

        BACKGROUND = "aanleiding", "aanleiding"
        APPROACH = "aanpak", "aanpak"
        RESULTS = "opbrengst", "opbrengst"
        LESSONS = "leerpunten", "leerpunten"
        TRANSFERABILITY = "overdraagbaarheid", "overdraagbaarheid"

    case = models.ForeignKey(Case, models.CASCADE, verbose_name="voorbeeld", related_name="silent_sections")
    section = models.CharField("onderdeel", max_length=20, choices=Section)
    passages = CleanCharField(
        "gelezen passages", max_length=250, help_text="Wat is gelezen zonder er iets over te vinden."
    )

    class Meta:
        verbose_name = "onderdeel waar de bronnen over zwijgen"
        verbose_name_plural = "onderdelen waar de bronnen over zwijgen"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "section"],
                name="silent_section_once_a_case",
                violation_error_message="Dit onderdeel staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_section_display()
