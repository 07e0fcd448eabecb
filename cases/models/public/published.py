import secrets
from typing import NamedTuple

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cases.models.catalogue.case import Case
from cases.models.catalogue.claim import Claim
from cases.models.catalogue.element import Element
from cases.models.catalogue.initiative import Initiative
from cases.models.catalogue.obstacle import Obstacle
from cases.models.catalogue.people import Speaker
from cases.models.catalogue.sources import Article
from cases.models.catalogue.theme import Theme
from cases.models.editorial.revision import Revision
from cases.models.querysets import PublishedCaseQuerySet, selected
from gouden.web.forms.model_fields import CleanCharField, CleanTextField
from gouden.web.http.cursor import Cursor
from municipalities.models import Municipality, Organisation, Province, Region

# In place of evidence: none of the claims is a result.
NO_RESULT = "geen"
RESULT_EVIDENCE = [*Claim.Evidence.choices, (NO_RESULT, "geen resultaat genoemd")]


class PublishedCase(models.Model):
    """A case as readers and partners see it. Written only by `cases.publishing`; all of it can be made again."""

    belongs_to = "case"

    case = models.OneToOneField(
        Case, models.PROTECT, primary_key=True, related_name="published", verbose_name="voorbeeld"
    )
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+", verbose_name="versie")
    slug = models.SlugField("adresnaam", max_length=160, unique=True)
    title = CleanCharField("titel", max_length=160)
    kind = models.CharField("soort", max_length=12, choices=Case.Kind)
    lifecycle = models.CharField("loopt het nog?", max_length=10, choices=Case.Lifecycle)
    # The strongest among the claims; empty without claims.
    evidence = models.CharField("sterkste bewijs", max_length=24, choices=Claim.Evidence, blank=True)
    # The strongest among the claims that are results; empty until `rebuild_published` made it in an upgrade.
    result_evidence = models.CharField(
        "bewijs voor het resultaat", max_length=24, choices=RESULT_EVIDENCE, blank=True, default=""
    )
    described_in = models.PositiveSmallIntegerField("beschreven in")
    started_year = models.PositiveSmallIntegerField("begonnen in", null=True)
    ended_year = models.PositiveSmallIntegerField("geëindigd in", null=True)
    featured = models.BooleanField("uitgelicht", default=False)
    # Articles cited, reprints not counted.
    source_count = models.PositiveSmallIntegerField("aantal bronnen")
    part_of = models.ForeignKey(Case, models.SET_NULL, verbose_name="onderdeel van", null=True, related_name="+")
    # The address of the portrait that the version names, public or not. Indexed: a portrait that is published, moved or
    # withdrawn looks for the practices that name it.
    portrait_slug = models.SlugField("genoemd portret", max_length=160, blank=True, default="")
    published_at = models.DateTimeField("gepubliceerd op")
    changed_at = models.DateTimeField("gewijzigd op")
    # When somebody last looked how it stands, if that was after the year in which it was described; none until
    # `rebuild_published` made it in an upgrade.
    checked_since = models.DateField("sindsdien nagegaan op", null=True)
    # What the API's list and detail show: the stored output of cases.projection.public_serializers. The longest stands
    # last in its table too: SQLite reads through a value to reach what stands behind it.
    card = models.JSONField("kaartje")
    record = models.JSONField("volledig")

    municipalities = models.ManyToManyField(
        Municipality, through="PublishedPlace", verbose_name="gemeenten", related_name="cases"
    )
    # Provinces and regions of today, by way of each municipality's successors; refreshed by import_municipalities.
    provinces = models.ManyToManyField(Province, verbose_name="provincies", related_name="cases")
    regions = models.ManyToManyField(Region, verbose_name="regio's", related_name="cases")
    organisations = models.ManyToManyField(Organisation, verbose_name="organisaties", related_name="cases")
    initiatives = models.ManyToManyField(Initiative, verbose_name="initiatieven", related_name="cases")
    themes = models.ManyToManyField(Theme, verbose_name="thema's", related_name="cases")
    articles = models.ManyToManyField(Article, verbose_name="artikelen", related_name="cases")
    obstacles = models.ManyToManyField(Obstacle, verbose_name="obstakels", related_name="cases")
    elements = models.ManyToManyField(Element, verbose_name="werkzame elementen", related_name="cases")
    speakers = models.ManyToManyField(Speaker, verbose_name="sprekers", related_name="cases")
    # What claims and parties name, wherever the case is found: their names are in the record.
    named_municipalities = models.ManyToManyField(Municipality, verbose_name="genoemde gemeenten", related_name="+")
    named_regions = models.ManyToManyField(Region, verbose_name="genoemde regio's", related_name="+")

    objects = PublishedCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "gepubliceerd voorbeeld"
        verbose_name_plural = "gepubliceerde voorbeelden"
        ordering = ["title"]
        indexes = [
            # The list in its default order.
            models.Index(fields=["-described_in", "title"], name="published_newest_knowledge"),
            # The feed.
            models.Index(fields=["-published_at"], name="published_latest"),
            # What the home page shows: the newest knowledge, what was looked at since, what ended, what is featured.
            models.Index(fields=["-described_in", "-published_at", "-case"], name="published_news"),
            models.Index(fields=["-checked_since", "-case"], name="published_checked"),
            models.Index(fields=["lifecycle", "-changed_at", "-case"], name="published_by_lifecycle"),
            models.Index(fields=["featured", "-published_at", "-case"], name="published_featured"),
            # The practices of a portrait.
            models.Index(fields=["part_of", "title"], name="published_family"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(source_count__gte=1),
                name="published_case_has_a_source",
                violation_error_message="Een gepubliceerd voorbeeld heeft minstens één bron.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("case-detail", args=[self.slug])


class PublishedPlace(models.Model):
    """A municipality under which a published case is found, and why."""

    belongs_to = "published_case"

    class Reason(models.TextChoices):
        OWN = "eigen", "eigen"
        INVOLVED = "betrokken", "betrokken"
        SUCCESSOR = "opvolger", "opvolger van de gemeente van toen"
        REGION = "regio", "lid van de regio"

    published_case = models.ForeignKey(PublishedCase, models.CASCADE, verbose_name="voorbeeld", related_name="places")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="gemeente", related_name="published_places"
    )
    reason = models.CharField("reden", max_length=10, choices=Reason)

    class Meta:
        verbose_name = "vindplaats"
        verbose_name_plural = "vindplaatsen"
        constraints = [
            models.UniqueConstraint(
                fields=["published_case", "municipality"],
                name="published_place_once",
                violation_error_message="Deze vindplaats bestaat al.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.published_case} in {self.municipality} ({self.reason})"


def new_token() -> str:
    """Return a name that nothing had before, in this history or in any other: 64 random bits in hexadecimal."""
    return secrets.token_hex(8)


class PublicationEvent(models.Model):
    """Something happened to what is public. Append-only: the change feed, the tombstones and the redirects."""

    belongs_to = "case"

    class Subject(models.TextChoices):
        """What it happened to, as `/id/<soort>/` calls it."""

        CASE = "praktijkvoorbeeld", "praktijkvoorbeeld"
        INITIATIVE = "initiatief", "initiatief"
        THEME = "thema", "thema"
        OBSTACLE = "obstakel", "obstakel"
        ELEMENT = "element", "element"
        TERM = "begrip", "begrip"
        QUESTION = "vraag", "vraag"
        PUBLICATION = "publicatie", "publicatie"
        ORGANISATION = "organisatie", "organisatie"
        REGION = "regio", "regio"
        MUNICIPALITY = "gemeente", "gemeente"
        PROVINCE = "provincie", "provincie"

    class Kind(models.TextChoices):
        PUBLISHED = "gepubliceerd", "gepubliceerd"
        CHANGED = "gewijzigd", "gewijzigd"
        WITHDRAWN = "ingetrokken", "ingetrokken"
        MOVED = "verplaatst", "verplaatst"

    number = models.PositiveBigIntegerField("nummer", primary_key=True)
    # Tells it from an event with the same number in another history, as after a backup was put back.
    token = models.CharField("kenmerk", max_length=16, default=new_token, editable=False)
    kind = models.CharField("soort", max_length=12, choices=Kind)
    subject = models.CharField("betreft", max_length=20, choices=Subject, default=Subject.CASE)
    # Of a reference row: its lasting identifier or its code.
    identifier = models.CharField("id", max_length=36, blank=True, default="")
    case = models.ForeignKey(
        Case, models.PROTECT, verbose_name="voorbeeld", related_name="events", null=True, blank=True
    )
    # The version of the case that readers got by it; none for what brought no version, and in what is older than this.
    revision = models.ForeignKey(
        Revision, models.PROTECT, verbose_name="versie", related_name="+", null=True, blank=True
    )
    # The address the event is about; for MOVED the old one.
    slug = models.SlugField("adresnaam", max_length=160)
    title = CleanCharField("titel", max_length=160)
    reason = CleanTextField("reden", blank=True)
    at = models.DateTimeField("op")

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        ordering = ["-number"]
        indexes = [
            # What became of an address that no longer shows a case (410 or a redirect).
            models.Index(fields=["slug", "-number"], name="event_of_an_address"),
            # The feed of some kinds of rows.
            models.Index(fields=["subject", "number"], name="event_of_a_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject="praktijkvoorbeeld", case__isnull=False, identifier="")
                | (~Q(subject="praktijkvoorbeeld") & Q(case__isnull=True) & ~Q(identifier="")),
                name="event_is_of_a_case_or_a_row",
                violation_error_message="Een gebeurtenis hoort bij een voorbeeld, of bij iets anders met een id.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="ingetrokken") | ~Q(reason=""),
                name="event_withdrawal_has_a_reason",
                violation_error_message="Geef de reden waarom het voorbeeld wordt ingetrokken.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.slug} {self.kind}"

    @property
    def cursor(self) -> Cursor:
        """Where to go on after this event."""
        return Cursor(self.number, self.token)


class Counters(NamedTuple):
    """Which catalogue the database holds. The tokens name it, so that no two are taken for one."""

    number: int = 0
    version: int = 0
    token: str = ""
    event_token: str = ""

    @property
    def cursor(self) -> Cursor:
        """Where the feed of changes ends."""
        return Cursor(self.number, self.event_token)


class CatalogueState(models.Model):
    """The one row every verb locks. Its version goes up, and gets a new token, with every change readers can see."""

    # The number of the last event.
    number = models.PositiveBigIntegerField("nummer", default=0)
    # Its token, copied here so that every request finds both in one row; empty before the first event.
    event_token = models.CharField("kenmerk van de gebeurtenis", max_length=16, blank=True, editable=False)
    # Also goes up for a reference row that no case shows.
    version = models.PositiveBigIntegerField("versie", default=0)
    # The ETag, and the key of what is kept in memory: two histories can reach one version with different content.
    token = models.CharField("kenmerk", max_length=16, default=new_token, editable=False)
    # For which day everything was last made anew, and the key of the last case that was compared with its source:
    # kept by cases.publishing.upkeep.
    made_for = models.DateField("gemaakt voor", null=True)
    checked_up_to = models.PositiveBigIntegerField("vergeleken tot en met", default=0)
    # The fingerprint (cases.projection.derivation) by which all that is derived was made; empty when that is not one.
    derived_by = models.CharField("gemaakt door", max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = "stand van de catalogus"
        verbose_name_plural = "stand van de catalogus"
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1), name="catalogue_state_is_one_row", violation_error_message="Er is één stand."
            ),
        ]

    def __str__(self) -> str:
        return f"stand {self.version}"

    @staticmethod
    def counters() -> Counters:
        """Return the counters as they are now; zeros when nothing was ever published. Every request asks for them."""
        rows = selected("SELECT number, version, token, event_token FROM cases_cataloguestate")
        return Counters(*rows[0]) if rows else Counters()

    def raise_version(self) -> None:
        """Say that readers see something else from now on. The only way to do so; the caller saves."""
        self.version += 1
        self.token = new_token()

    def count(self, event: PublicationEvent) -> None:
        """Make `event` the last one; the caller saves."""
        self.number, self.event_token = event.number, event.token
        self.raise_version()


class Mending(models.Model):
    """What was public other than its source said, found by `run_due` and made anew."""

    at = models.DateTimeField("op", default=timezone.now)
    differences = models.TextField("wat anders was")

    class Meta:
        verbose_name = "herstel van de openbare kant"
        verbose_name_plural = "herstel van de openbare kant"
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.differences.partition("\n")[0][:120]
