from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.models.catalogue.case import Case
from gouden.web.forms.model_fields import CleanTextField


class ProbableDuplicate(models.Model):
    """Two cases that may be the same one, until an editor says they are not.

    Written by `cases.editorial.quality.duplicates`.
    """

    # The one that was made first.
    a = models.ForeignKey(Case, models.CASCADE, verbose_name="voorbeeld", related_name="+")
    b = models.ForeignKey(Case, models.CASCADE, verbose_name="ander voorbeeld", related_name="+")
    reason = CleanTextField("waarom")
    found_on = models.DateField("gevonden op", auto_now_add=True)
    dismissed_on = models.DateField("opzij gelegd op", null=True, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="door", related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = "mogelijk dubbel voorbeeld"
        verbose_name_plural = "mogelijk dubbele voorbeelden"
        ordering = ["-found_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(a__lt=F("b")),
                name="duplicate_older_case_first",
                violation_error_message="Kies twee verschillende voorbeelden, het oudste eerst.",
            ),
            models.UniqueConstraint(
                fields=["a", "b"],
                name="duplicate_once_a_pair",
                violation_error_message="Dit tweetal staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a} en {self.b}"
