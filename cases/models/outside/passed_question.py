from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models.outside.submission import LONG, Submission
from gouden.web.forms.model_fields import CleanCharField, CleanEmailField, CleanTextField


class PassedQuestion(models.Model):
    """That a question about a case went on to the mailbox of its contact, and what the contact answered.

    Written by `cases.submissions.passing_on`; goes with its submission. Who asked never sees the mailbox, nor the
    contact the asker's address.
    """

    submission = models.OneToOneField(Submission, models.CASCADE, verbose_name="inzending", related_name="passed")
    # As the asker reads it: 'Figulus Welzijn'. Empty for a mailbox that an editor gave.
    party = CleanCharField("aan wie", max_length=200, blank=True)
    mailbox = CleanEmailField("doorgestuurd aan")
    passed_on_at = models.DateTimeField("doorgestuurd op", default=timezone.now)
    passed_on_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="door", related_name="+", null=True, blank=True
    )
    reminded_at = models.DateTimeField("herinnerd op", null=True, blank=True)
    answer = CleanTextField("antwoord", max_length=LONG, blank=True)
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True)

    class Meta:
        verbose_name = "doorgestuurde vraag"
        verbose_name_plural = "doorgestuurde vragen"
        ordering = ["-passed_on_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="passed_question_answer_has_a_moment",
                violation_error_message="Bij een antwoord hoort het moment waarop het kwam.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission}, doorgestuurd aan {self.party or self.mailbox}"
