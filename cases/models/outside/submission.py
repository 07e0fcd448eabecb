import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from cases.models.catalogue.adoption import Adoption
from cases.models.catalogue.case import Case
from cases.models.outside.mailbox import functional
from gouden.web.forms.model_fields import CleanCharField, CleanEmailField, CleanTextField
from gouden.web.text.days import past_year
from municipalities.models import Municipality

LONG = 5_000


def new_token() -> str:
    """Return what nobody can guess: 32 random bytes."""
    return secrets.token_urlsafe(32)


class Submission(models.Model):
    """What somebody outside sends the editors: an example, a nomination, a mistake, a question or what they do too."""

    class Kind(models.TextChoices):
        EXAMPLE = "voorbeeld", "praktijkvoorbeeld"
        NOMINATION = "voordracht", "voordracht"
        MISTAKE = "fout", "gemelde fout"
        CASE_QUESTION = "vraag", "vraag over een voorbeeld"
        BOARD_QUESTION = "bordvraag", "vraag voor het vragenbord"
        BOARD_ANSWER = "antwoord", "antwoord voor het vragenbord"
        ADOPTION = "navolging", "wij doen dit ook"

    class State(models.TextChoices):
        STARTED = "begonnen", "begonnen"
        UNCONFIRMED = "te-bevestigen", "wacht op bevestiging"
        WAITING = "binnen", "binnen"
        TAKEN_UP = "in-behandeling", "in behandeling"
        ACCEPTED = "overgenomen", "overgenomen"
        REFUSED = "afgewezen", "afgewezen"

    # How far a municipality is, by what it becomes.
    STAGES = (
        (Adoption.Status.EXPLORING.value, "We verkennen het"),
        (Adoption.Status.STARTED.value, "We zijn ermee gestart"),
        (Adoption.Status.RUNNING.value, "Het loopt"),
        (Adoption.Status.ENDED.value, "We zijn ermee gestopt"),
    )
    # Of these a case can be made; the others are about one that is there.
    CASES_TO_BE = (Kind.EXAMPLE, Kind.NOMINATION)

    kind = models.CharField("soort", max_length=10, choices=Kind)
    state = models.CharField("stand", max_length=14, choices=State, default=State.STARTED)
    # In the sender's own link: who has it may read on, go on and erase.
    token = models.CharField("kenmerk van de link", max_length=43, unique=True, default=new_token, editable=False)
    title = CleanCharField("titel", max_length=160, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="gemeente", related_name="+", null=True, blank=True
    )
    organisation = CleanCharField("organisatie", max_length=150, blank=True)
    summary = CleanTextField("samenvatting", max_length=1_000, blank=True)
    background = CleanTextField("aanleiding", max_length=LONG, blank=True)
    approach = CleanTextField("aanpak", max_length=LONG, blank=True)
    results = CleanTextField("opbrengst", max_length=LONG, blank=True)
    lessons = CleanTextField("leerpunten", max_length=LONG, blank=True)
    lifecycle = models.CharField(
        "loopt het nog?", max_length=10, choices=Case.Lifecycle, default=Case.Lifecycle.UNKNOWN
    )
    # Of who does what a case describes.
    stage = models.CharField("hoe ver zij zijn", max_length=10, choices=STAGES, blank=True, default="")
    since = models.PositiveSmallIntegerField("begonnen in", null=True, blank=True, validators=[past_year])
    mailbox = CleanEmailField("mailbox voor collega’s", blank=True, default="", validators=[functional])
    function = CleanCharField("functie", max_length=100, blank=True, default="")
    adoption = models.ForeignKey(
        Adoption,
        models.SET_NULL,
        verbose_name="navolging",
        related_name="+",
        null=True,
        blank=True,
        help_text="Wat ervan gemaakt is.",
    )
    message = CleanTextField("bericht", max_length=LONG, blank=True)
    sources = CleanTextField("bronnen", max_length=2_000, blank=True)
    name = CleanCharField("naam", max_length=100, blank=True)
    email = CleanEmailField("mailadres", blank=True)
    email_confirmed_at = models.DateTimeField("mailadres bevestigd op", null=True, blank=True)
    case = models.ForeignKey(
        Case,
        models.SET_NULL,
        verbose_name="voorbeeld",
        related_name="submissions",
        null=True,
        blank=True,
        help_text="Wat ervan gemaakt is, of waar het over gaat.",
    )
    # Of a mistake in one claim of the case: its key, and what it said to who reported it.
    claim_key = models.SlugField("kenmerk van de uitspraak", max_length=80, blank=True, default="", db_index=False)
    claim_text = CleanTextField("uitspraak", blank=True, default="")
    # What an answer for the board answers.
    board_question = models.ForeignKey(
        "cases.BoardQuestion",
        models.SET_NULL,
        verbose_name="vraag op het vragenbord",
        related_name="submitted_answers",
        null=True,
        blank=True,
    )
    changed_at = models.DateTimeField("gewijzigd op", auto_now=True)
    sent_at = models.DateTimeField("verstuurd op", null=True, blank=True)
    decided_at = models.DateTimeField("besloten op", null=True, blank=True)

    class Meta:
        verbose_name = "inzending"
        verbose_name_plural = "inzendingen"
        ordering = ["-sent_at", "-id"]
        indexes = [
            # The queue, and what is to be erased.
            models.Index(fields=["state", "sent_at"], name="submission_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(email_confirmed_at__isnull=True) | ~Q(email=""),
                name="submission_confirmed_address_is_there",
                violation_error_message="Zonder mailadres valt er niets te bevestigen.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["overgenomen", "afgewezen"], decided_at__isnull=False)
                | (~Q(state__in=["overgenomen", "afgewezen"]) & Q(decided_at__isnull=True)),
                name="submission_decided_has_a_date",
                violation_error_message="Een besluit heeft een datum.",
            ),
        ]

    def __str__(self) -> str:
        if self.kind == self.Kind.MISTAKE:
            where = "een uitspraak bij " if self.claim_key else ""
            return f"Fout in {where}{self.case}" if self.case else "Gemelde fout"
        if self.kind == self.Kind.CASE_QUESTION:
            return f"Vraag over {self.case or 'een voorbeeld'}"
        if self.kind == self.Kind.BOARD_ANSWER:
            return f"Antwoord op ‘{self.board_question or 'een vraag'}’"
        if self.kind == self.Kind.ADOPTION:
            return f"Wij doen dit ook: {self.municipality}"
        return self.title or f"{self.get_kind_display().capitalize()} {self.municipality or ''}".strip()

    def get_absolute_url(self) -> str:
        """Return the sender's own link."""
        return reverse("share-status", args=[self.token])

    @property
    def standing(self) -> str:
        """How it stands, in the words of its kind."""
        return STANDINGS.get((self.kind, self.state)) or self.get_state_display()

    @property
    def is_open(self) -> bool:
        """Whether the sender can still change it."""
        return self.state in {self.State.STARTED, self.State.UNCONFIRMED}


# What a state is called of some kinds.
STANDINGS: dict[tuple[str, str], str] = {
    (Submission.Kind.CASE_QUESTION, Submission.State.TAKEN_UP): "doorgestuurd",
    (Submission.Kind.CASE_QUESTION, Submission.State.ACCEPTED): "beantwoord",
    (Submission.Kind.BOARD_QUESTION, Submission.State.TAKEN_UP): "op het vragenbord",
    (Submission.Kind.BOARD_QUESTION, Submission.State.ACCEPTED): "gesloten",
    (Submission.Kind.BOARD_ANSWER, Submission.State.ACCEPTED): "op het vragenbord",
}


class SubmissionNote(models.Model):
    """Something that happened with a submission, or that an editor wants to remember of it. No sender sees it."""

    submission = models.ForeignKey(Submission, models.CASCADE, verbose_name="inzending", related_name="notes")
    at = models.DateTimeField("op", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="door", related_name="+", null=True, blank=True
    )
    text = CleanTextField("notitie", max_length=LONG)

    class Meta:
        verbose_name = "notitie"
        verbose_name_plural = "notities"
        ordering = ["at", "id"]

    def __str__(self) -> str:
        day = date_format(localtime(self.at), "j F Y")
        return f"{day}, {self.by}" if self.by else day
