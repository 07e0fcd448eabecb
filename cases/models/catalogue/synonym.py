from django.db import models

from gouden.web.forms.model_fields import CleanCharField, CleanLinesField


class Synonym(models.Model):
    """Terms that search treats as one."""

    class Kind(models.TextChoices):
        EQUAL = "gelijk", "betekenen hetzelfde"
        ABBREVIATION = "afkorting", "afkorting"
        TRANSLATION = "vertaling", "vertaling uit het Engels"
        BROADER = "ruimer", "valt onder de eerste term"

    terms = CleanLinesField("termen", help_text="Eén term per regel, minstens twee.")
    kind = models.CharField("soort", max_length=10, choices=Kind, default=Kind.EQUAL)
    note = CleanCharField("toelichting", max_length=200, blank=True)

    class Meta:
        verbose_name = "synoniem"
        verbose_name_plural = "synoniemen"
        ordering = ["id"]

    def __str__(self) -> str:
        return " = ".join(self.terms)
