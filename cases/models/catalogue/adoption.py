from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from cases.models.catalogue.case import Case
from cases.models.catalogue.recognition import PUBLIC
from cases.models.catalogue.sources import Article
from cases.models.outside.mailbox import functional
from cases.models.querysets import AdoptionQuerySet
from gouden.web.forms.model_fields import CleanCharField, CleanEmailField, CleanTextField, IdentifierField
from gouden.web.text.days import past_day, past_year
from municipalities.models import Municipality, Region


class Adoption(models.Model):
    """Somebody else does what a case describes, or looked into it: a source says so, or they say so themselves.

    Public as soon as it is saved, where its case is. `cases.submissions.adopting` makes one of what people outside say.
    """

    # As `/id/<soort>/` calls it.
    KIND = "navolging"

    class Status(models.TextChoices):
        # Said by themselves, and so of the day on which they confirmed it.
        EXPLORING = "verkent", "verkent het"
        EXPLORED = "verkend", "verkend"
        PILOT = "pilot", "pilot"
        STARTED = "gestart", "is ermee gestart"
        ADOPTED = "ingevoerd", "ingevoerd"
        RUNNING = "loopt", "loopt"
        ENDED = "gestopt", "gestopt"

    identifier = IdentifierField()
    case = models.ForeignKey(Case, models.PROTECT, verbose_name="voorbeeld", related_name="adoptions")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="gemeente", related_name="+", null=True, blank=True
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        verbose_name="regio",
        related_name="+",
        null=True,
        blank=True,
        limit_choices_to=PUBLIC,
    )
    adopter = CleanCharField(
        "overnemer", max_length=150, blank=True, help_text="Alleen als het geen gemeente of regio is."
    )
    year = models.PositiveSmallIntegerField(
        "jaar", null=True, blank=True, validators=[past_year], help_text="Waarvan de bron dit zegt."
    )
    since = models.PositiveSmallIntegerField(
        "begonnen in", null=True, blank=True, validators=[past_year], help_text="Zoals zij zelf zeggen."
    )
    status = models.CharField("stand", max_length=10, choices=Status)
    note = CleanTextField("toelichting", blank=True, help_text="Wat de bron erover zegt.")
    differently = CleanTextField(
        "wat zij anders doen", max_length=2_000, blank=True, help_text="In hun eigen woorden; lezers zien dit."
    )
    article = models.ForeignKey(
        Article,
        models.PROTECT,
        verbose_name="artikel",
        related_name="+",
        limit_choices_to=PUBLIC,
        null=True,
        blank=True,
        help_text="Mag leeg zijn als zij het zelf bevestigden.",
    )
    passage = CleanCharField("passage", max_length=250, blank=True)
    confirmed_by = CleanCharField(
        "bevestigd door",
        max_length=150,
        blank=True,
        help_text="Een functie of een organisatie, geen naam van een mens: ‘beleidsadviseur, gemeente Borne’.",
    )
    confirmed_on = models.DateField("bevestigd op", null=True, blank=True, validators=[past_day])
    mailbox = CleanEmailField(
        "mailbox voor vragen",
        blank=True,
        validators=[functional],
        help_text="Ingevuld: collega’s mogen het hun vragen. Lezers zien dit adres nooit.",
    )
    withdrawn_because = CleanTextField(
        "ingetrokken, want",
        blank=True,
        help_text="Met een reden zien lezers deze navolging niet meer; het blijvende adres zegt dan waarom.",
    )
    # The day on which readers first saw it, or its last confirmation; empty in what is older than this column.
    added_on = models.DateField("erbij gekomen op", null=True, default=timezone.localdate, editable=False)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = "navolging"
        verbose_name_plural = "navolgingen"
        ordering = ["year", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(municipality__isnull=False, region__isnull=True, adopter="")
                | Q(municipality__isnull=True, region__isnull=False, adopter="")
                | (Q(municipality__isnull=True, region__isnull=True) & ~Q(adopter="")),
                name="adoption_is_by_one_party",
                violation_error_message="Kies precies één van gemeente, regio of overnemer.",
            ),
            models.UniqueConstraint(
                "case",
                Coalesce("municipality", 0),
                Coalesce("region", 0),
                "adopter",
                name="adoption_once_a_party",
                violation_error_message="Deze navolging staat er al.",
            ),
            models.CheckConstraint(
                condition=Q(article__isnull=False) | Q(confirmed_on__isnull=False),
                name="adoption_has_a_source_or_was_confirmed",
                violation_error_message="Geef het artikel waar dit staat, of wie het bevestigde en wanneer.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by="", confirmed_on__isnull=True)
                | (~Q(confirmed_by="") & Q(confirmed_on__isnull=False)),
                name="adoption_confirmation_has_a_day_and_a_party",
                violation_error_message="Bij een bevestiging horen wie het bevestigde en de dag.",
            ),
            models.CheckConstraint(
                condition=Q(mailbox="") | Q(confirmed_on__isnull=False),
                name="adoption_asked_is_confirmed",
                violation_error_message="Alleen wie het zelf bevestigde, kan zeggen dat collega’s het mogen vragen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} → {self.party}"

    @property
    def party(self) -> str:
        """Who it is by."""
        return str(self.municipality or self.region or self.adopter)

    @property
    def cited(self) -> "Adoption | None":
        """Where a source says it; None without one."""
        return self if self.article_id else None

    @property
    def may_be_asked(self) -> bool:
        """Whether colleagues may ask them."""
        return bool(self.mailbox)

    @property
    def year_in_words(self) -> str:
        """When it began, as they say themselves, or else the year that the source tells of; empty: not known."""
        return f"begonnen in {self.since}" if self.since else str(self.year or "")

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its case."""
        return f"navolging-{self.identifier}"

    @property
    def lasting_path(self) -> str:
        """The address that leads to where it is told now."""
        return reverse("identifier", args=[self.KIND, self.identifier])
