from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cases.models.catalogue.case import Case
from cases.models.outside.submission import Submission
from gouden.web.forms.model_fields import CleanCharField, CleanTextField, IdentifierField
from municipalities.models import Municipality


class BoardQuestion(models.Model):
    """A reader's question on the board (`/vragen/`), in the words an editor put there. Readers see all of it.

    Written by `cases.submissions.board`; who asked stands in the submission, which may be erased before it.
    """

    class State(models.TextChoices):
        OPEN = "open", "open"
        CLOSED = "gesloten", "gesloten"
        WITHDRAWN = "van-bord", "van het bord gehaald"

    identifier = IdentifierField()
    question = CleanCharField("vraag", max_length=160)
    explanation = CleanTextField("toelichting", max_length=1_000, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="gemeente", related_name="+", null=True, blank=True
    )
    state = models.CharField("stand", max_length=8, choices=State, default=State.OPEN)
    asked_on = models.DateField("gevraagd op", default=timezone.localdate)
    closed_on = models.DateField("gesloten op", null=True, blank=True)
    submission = models.OneToOneField(
        Submission,
        models.SET_NULL,
        verbose_name="inzending",
        related_name="placed_question",
        null=True,
        blank=True,
        editable=False,
    )
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="geplaatst door",
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        verbose_name = "vraag op het vragenbord"
        verbose_name_plural = "vragen op het vragenbord"
        ordering = ["-asked_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_on__isnull=True) | ~Q(state="open") & Q(closed_on__isnull=False),
                name="board_question_closed_has_a_date",
                violation_error_message="Wat gesloten is, heeft een datum.",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("board-question", args=[self.identifier])


class BoardAnswer(models.Model):
    """An answer on the board: a case or one of its claims, words, or both. Readers see it as an editor put it there."""

    question = models.ForeignKey(
        BoardQuestion, models.CASCADE, verbose_name="vraag", related_name="answers", editable=False
    )
    text = CleanTextField("antwoord", max_length=2_000, blank=True)
    case = models.ForeignKey(Case, models.CASCADE, verbose_name="voorbeeld", related_name="+", null=True, blank=True)
    # Of one claim of the case.
    claim_key = models.SlugField("kenmerk van de uitspraak", max_length=80, blank=True, default="", db_index=False)
    by = CleanCharField("van wie", max_length=150, blank=True, help_text="Een gemeente of organisatie, geen persoon.")
    given_on = models.DateField("gegeven op", default=timezone.localdate)
    submission = models.OneToOneField(
        Submission,
        models.SET_NULL,
        verbose_name="inzending",
        related_name="placed_answer",
        null=True,
        blank=True,
        editable=False,
    )
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="geplaatst door",
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        verbose_name = "antwoord op het vragenbord"
        verbose_name_plural = "antwoorden op het vragenbord"
        ordering = ["given_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(case__isnull=False),
                name="board_answer_says_something",
                violation_error_message="Schrijf een antwoord, of noem een voorbeeld.",
            ),
        ]

    def __str__(self) -> str:
        return f"Antwoord op ‘{self.question}’"
