from django.conf import settings
from django.db import models

from gouden.web.forms.model_fields import CleanEmailField
from municipalities.models import Municipality


class InquiryRound(models.Model):
    """A municipality was asked in one mail whether its cases still run; an inquiry for each of them belongs to it.

    Written by `cases.editorial.inquiry_rounds`.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name="gemeente", related_name="+")
    mailbox = CleanEmailField("gevraagd aan")
    asked_on = models.DateField("gevraagd op")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="gevraagd door", related_name="+", null=True, blank=True
    )
    reminded_on = models.DateField("herinnerd op", null=True, blank=True)

    class Meta:
        verbose_name = "navraag bij een gemeente"
        verbose_name_plural = "navragen bij gemeenten"
        ordering = ["-asked_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "asked_on"],
                name="inquiry_round_once_a_day",
                violation_error_message="Deze gemeente is vandaag al gevraagd.",
            ),
        ]

    def __str__(self) -> str:
        return f"navraag bij {self.municipality}"
