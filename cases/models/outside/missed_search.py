from django.db import models
from django.db.models import Q
from django.utils import timezone

from gouden.web.forms.model_fields import CleanCharField, CleanLinesField, CleanTextField


class MissedSearch(models.Model):
    """What a reader looked for in vain and chose to tell: never written by a search itself."""

    sent_on = models.DateField("gestuurd op", default=timezone.localdate)
    searched = CleanCharField("gezocht", max_length=200, blank=True)
    # Those of the words that the thesaurus or the catalogue knows; made once, when it comes in.
    words = CleanLinesField("bekende woorden", default=list, blank=True)
    message = CleanTextField("gemist", max_length=1000, blank=True)

    class Meta:
        verbose_name = "gemiste zoekvraag"
        verbose_name_plural = "gemiste zoekvragen"
        ordering = ["-sent_on", "-id"]
        indexes = [
            # By week in the admin, and what is to be erased.
            models.Index(fields=["sent_on"], name="missed_search_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(searched="", message=""),
                name="missed_search_says_something",
                violation_error_message="Vul in wat u zocht of wat u miste.",
            ),
        ]

    def __str__(self) -> str:
        return self.searched or self.message[:80]
