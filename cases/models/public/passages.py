from django.db import models

from cases.models.public.published import PublishedCase


class CasePassages(models.Model):
    """What one public case tells, in passages, and what each is about. Written where a model makes vectors of them."""

    published_case = models.OneToOneField(
        PublishedCase, models.CASCADE, primary_key=True, related_name="passages", verbose_name="voorbeeld"
    )
    # Which model made the vectors; another one's say nothing beside them. Empty: there are none yet.
    model = models.CharField("model", max_length=200, blank=True)
    # How many passages have no vector yet; a job makes them. Kept by cases.search.meaning.storage.
    waiting = models.PositiveIntegerField("nog zonder vector")
    # [kind, place, key] of each: what sort of text, which one of the case, and a hash of it.
    passages = models.JSONField("passages", default=list, blank=True)
    # One after the other, a byte for each number; zeros where there is none yet.
    vectors = models.BinaryField("vectoren", default=bytes)

    class Meta:
        verbose_name = "passages van een voorbeeld"
        verbose_name_plural = "passages van voorbeelden"
        indexes = [
            # Which cases have passages without a vector of the model in use; asked every few seconds.
            models.Index(fields=["model", "waiting"], name="passages_by_model"),
        ]

    def __str__(self) -> str:
        return f"passages van {self.published_case_id}"
