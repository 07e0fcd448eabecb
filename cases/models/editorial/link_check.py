from django.db import models
from django.db.models import F, Q

from gouden.web.forms.model_fields import CleanCharField, CleanURLField


class LinkCheck(models.Model):
    """How a web address that the catalogue refers to answered, the last time it was visited.

    Apart from the links themselves: what the machine finds is no edit, and makes no version of a case.
    """

    url = CleanURLField("webadres", max_length=500, unique=True)
    checked_at = models.DateTimeField("bezocht op", null=True, blank=True)
    # A run is at it; what never ended is tried again after this.
    claimed_until = models.DateTimeField("in behandeling tot", null=True, blank=True, editable=False)
    result = CleanCharField("antwoord", max_length=100, blank=True)
    # The first and the last day of failures in a row. It fails when these differ: anyone may be away for a day.
    failing_since = models.DateField("werkt niet sinds", null=True, blank=True)
    failed_on = models.DateField("werkte niet op", null=True, blank=True)

    class Meta:
        verbose_name = "bezochte link"
        verbose_name_plural = "bezochte links"
        ordering = ["failing_since", "url"]
        indexes = [
            # Which are to be visited next.
            models.Index(fields=["checked_at"], name="link_check_oldest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(failing_since__isnull=True, failed_on__isnull=True)
                | Q(failing_since__isnull=False, failed_on__isnull=False, failed_on__gte=F("failing_since")),
                name="link_check_fails_from_a_day_on",
                violation_error_message="De laatste dag kan niet vóór de eerste liggen.",
            ),
        ]

    def __str__(self) -> str:
        return self.url
