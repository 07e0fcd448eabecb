from django.db import models
from django.db.models import Q

from gouden.web.forms.model_fields import CleanCharField


class AskedInVain(models.Model):
    """Words that were asked often enough in one week, and found nothing. By whom, nobody knows."""

    # Fewer are told to nobody, and kept as a fingerprint for a week at most (`cases.search.asked_in_vain`).
    LEAST = 5
    LONGEST = 120

    # Known words, folded and in the order of the alphabet: not as they were typed.
    words = CleanCharField("woorden", max_length=LONGEST)
    # Its Monday.
    week = models.DateField("week vanaf")
    times = models.PositiveIntegerField("aantal keer")

    class Meta:
        verbose_name = "vergeefse zoekvraag"
        verbose_name_plural = "vergeefse zoekvragen"
        ordering = ["-week", "-times", "words"]
        indexes = [
            # The last weeks on the page of the search words, and what is to be erased.
            models.Index(fields=["week"], name="asked_in_vain_by_week"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["words", "week"],
                name="asked_in_vain_once_a_week",
                violation_error_message="Deze woorden staan er deze week al.",
            ),
            models.CheckConstraint(
                condition=Q(times__gte=5),
                name="asked_in_vain_often_enough",
                violation_error_message="Wat minder dan vijf keer is gevraagd, wordt niet bewaard.",
            ),
        ]

    def __str__(self) -> str:
        return self.words
