from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.catalogue.case import Case
from cases.models.outside.inquiry_round import InquiryRound
from gouden.web.forms.model_fields import CleanEmailField, CleanTextField


class Inquiry(models.Model):
    """Whether a case still runs, asked of its contact by mail; an answer changes nothing until an editor takes it over.

    Written by `cases.editorial.inquiries`.
    """

    class Answer(models.TextChoices):
        RUNS = "loopt", "het loopt nog"
        CHANGED = "veranderd", "het is veranderd"
        ENDED = "gestopt", "het is gestopt"

    class Outcome(models.TextChoices):
        ACCEPTED = "overgenomen", "overgenomen"
        LAID_ASIDE = "opzij", "opzij gelegd"

    case = models.ForeignKey(Case, models.CASCADE, verbose_name="voorbeeld", related_name="inquiries")
    round = models.ForeignKey(
        InquiryRound,
        models.CASCADE,
        verbose_name="samen gevraagd",
        related_name="inquiries",
        null=True,
        blank=True,
    )
    mailbox = CleanEmailField("gevraagd aan")
    asked_on = models.DateField("gevraagd op")
    reminded_on = models.DateField("herinnerd op", null=True, blank=True)
    answer = models.CharField("antwoord", max_length=10, choices=Answer, blank=True)
    remark = CleanTextField("toelichting", max_length=2000, blank=True)
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True)
    outcome = models.CharField("wat ermee is gedaan", max_length=12, choices=Outcome, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="door", related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = "navraag"
        verbose_name_plural = "navragen"
        ordering = ["-asked_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "asked_on"],
                name="inquiry_once_a_day",
                violation_error_message="Naar dit voorbeeld is vandaag al gevraagd.",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="inquiry_answer_has_a_moment",
                violation_error_message="Bij een antwoord hoort het moment waarop het kwam.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | ~Q(answer=""),
                name="inquiry_outcome_is_of_an_answer",
                violation_error_message="Alleen een antwoord kan worden overgenomen of opzij gelegd.",
            ),
        ]

    def __str__(self) -> str:
        return f"navraag bij {self.mailbox} naar {self.case}"
