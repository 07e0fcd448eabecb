from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from cases.models.catalogue.initiative import Initiative
from cases.models.catalogue.link import Link
from cases.models.catalogue.theme import Theme
from cases.models.querysets import CaseQuerySet
from gouden.web.forms.model_fields import CleanCharField, CleanTextField, IdentifierField
from gouden.web.text.days import past_day, planned_day, planned_year
from municipalities.models import EditedRow, Municipality, Organisation, Region


class Case(EditedRow):
    """An entry as editors work on it; what readers see is the PublishedCase made from it."""

    class Kind(models.TextChoices):
        PORTRAIT = "portret", "portret"
        PRACTICE = "praktijk", "praktijk"
        # Knowledge, but nobody's practice: an essay, a foreword, a set of tips.
        REFLECTION = "beschouwing", "beschouwing"

    class State(models.TextChoices):
        DRAFT = "concept", "concept"
        IN_REVIEW = "beoordeling", "ter beoordeling"
        PUBLISHED = "gepubliceerd", "gepubliceerd"
        WITHDRAWN = "ingetrokken", "ingetrokken"
        ARCHIVED = "gearchiveerd", "gearchiveerd"
        # In the bin: it never was public, and is erased when it was there long enough.
        BINNED = "weggegooid", "weggegooid"

    class Lifecycle(models.TextChoices):
        RUNNING = "loopt", "loopt"
        SECURED = "geborgd", "geborgd in het gewone werk"
        CHANGED = "veranderd", "veranderd"
        ENDED = "gestopt", "gestopt"
        PLANNED = "gepland", "gepland, nog niet begonnen"
        UNKNOWN = "onbekend", "niet bekend"

        @property
        def reported(self) -> str:
            """What a reader is told long after: it may have ended, or begun, since."""
            told = {self.RUNNING: "liep bij het laatste bericht", self.PLANNED: "was gepland bij het laatste bericht"}
            return told.get(self, str(self.label))

    identifier = IdentifierField()
    state = models.CharField("stand", max_length=12, choices=State, default=State.DRAFT, editable=False)
    kind = models.CharField("soort", max_length=12, choices=Kind, default=Kind.PRACTICE)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="onderdeel van",
        related_name="practices",
        null=True,
        blank=True,
        limit_choices_to=Q(kind="portret") & ~Q(state="weggegooid"),
        help_text="Het portret waar deze praktijk bij hoort.",
    )
    title = CleanCharField("titel", max_length=160, help_text="Zeg wat een lezer eraan heeft.")
    slug = models.SlugField(
        "adresnaam",
        max_length=160,
        unique=True,
        help_text="Staat in het adres van de pagina. Verandert u hem, dan blijft het oude adres werken.",
    )
    summary = CleanTextField(
        "samenvatting", help_text="Ten hoogste 60 woorden; staat op kaartjes en in zoekresultaten."
    )
    background = CleanTextField("aanleiding", blank=True, help_text="Wat er aan de hand was.")
    approach = CleanTextField("aanpak", blank=True, help_text="Wat ze deden.")
    results = CleanTextField("opbrengst", blank=True, help_text="Wat het opleverde, en wie dat zegt.")
    lessons = CleanTextField("leerpunten", blank=True, help_text="Wat moeilijk was, wat ze anders zouden doen.")
    transferability = CleanTextField(
        "overdraagbaarheid", blank=True, help_text="Wat een andere gemeente ervoor nodig heeft."
    )
    place = CleanCharField(
        "plaats", max_length=120, blank=True, help_text="Wijk, dorp of stadsdeel, als het kleiner is dan de gemeente."
    )
    started_year = models.PositiveSmallIntegerField("begonnen in", null=True, blank=True, validators=[planned_year])
    ended_year = models.PositiveSmallIntegerField("geëindigd in", null=True, blank=True, validators=[planned_year])
    lifecycle = models.CharField("loopt het nog?", max_length=10, choices=Lifecycle, default=Lifecycle.UNKNOWN)
    lifecycle_checked_on = models.DateField(
        "nagegaan op",
        null=True,
        blank=True,
        validators=[past_day],
        help_text="De dag waarop dit vaststond; bij een publicatie de datum daarvan.",
    )
    # A plan of the editors and no knowledge about the case: it does not travel with a snapshot.
    next_check_on = models.DateField(
        "opnieuw nagaan op",
        null=True,
        blank=True,
        validators=[planned_day],
        help_text="Leeg: een jaar nadat het is nagegaan, of anders na publicatie.",
    )
    featured = models.BooleanField(
        "uitgelicht", default=False, help_text="Een keuze van de redactie; staat op de voorpagina."
    )
    municipalities = models.ManyToManyField(
        Municipality, through="CaseMunicipality", related_name="+", verbose_name="gemeenten"
    )
    regions = models.ManyToManyField(Region, verbose_name="regio's", related_name="+", blank=True)
    initiatives = models.ManyToManyField(Initiative, verbose_name="initiatieven", related_name="+", blank=True)
    themes = models.ManyToManyField(Theme, verbose_name="thema's", related_name="+", blank=True)
    contact = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="navragen bij",
        related_name="+",
        null=True,
        blank=True,
        help_text="De organisatie die er meer van weet.",
    )
    without_place = CleanCharField(
        "reden zonder plaats",
        max_length=200,
        blank=True,
        help_text="Alleen als er geen gemeente of regio bij hoort: waarom niet.",
    )
    created_at = models.DateTimeField("gemaakt op", auto_now_add=True)
    modified_at = models.DateTimeField("bewerkt op", auto_now=True)
    modified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="bewerkt door",
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    # Of a case that is no longer public: the number of the version that readers saw last. Written by `withdraw`.
    last_public_number = models.PositiveIntegerField("laatst openbare versie", null=True, blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "praktijkvoorbeeld"
        verbose_name_plural = "praktijkvoorbeelden"
        ordering = ["title"]
        # Beside Django's own; which verb takes which is in cases/publishing/transitions.py.
        permissions = [
            ("submit_case", "Mag praktijkvoorbeelden ter beoordeling inleveren"),
            ("publish_case", "Mag praktijkvoorbeelden publiceren en terugsturen"),
            ("withdraw_case", "Mag praktijkvoorbeelden intrekken"),
            ("archive_case", "Mag praktijkvoorbeelden archiveren en heropenen"),
            # Throwing away and taking back is for who may delete (Django's own).
            ("erase_case", "Mag weggegooide praktijkvoorbeelden meteen voorgoed wissen"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    submitted_at__isnull=True,
                    state__in=["concept", "gepubliceerd", "ingetrokken", "gearchiveerd", "weggegooid"],
                )
                | Q(submitted_at__isnull=False, state__in=["beoordeling", "gepubliceerd"]),
                name="case_in_review_was_submitted",
                violation_error_message="Alleen wat ter beoordeling is, heeft een dag waarop het is ingeleverd.",
            ),
            # By its state it is not public either. That there is no PublishedCase of it, another table says:
            # `throw_away` sees to that.
            models.CheckConstraint(
                condition=Q(state="weggegooid", binned_at__isnull=False)
                | ~Q(state="weggegooid") & Q(binned_at__isnull=True),
                name="case_in_the_bin_was_binned",
                violation_error_message="Alleen wat in de prullenbak ligt, heeft een dag waarop het is weggegooid.",
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | Q(kind="praktijk"),
                name="case_only_a_practice_is_part_of_a_portrait",
                violation_error_message="Alleen een praktijk kan onderdeel zijn van een portret.",
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                name="case_is_not_part_of_itself",
                violation_error_message="Een voorbeeld kan geen onderdeel van zichzelf zijn.",
            ),
            models.CheckConstraint(
                condition=(Q(started_year__isnull=True) | Q(started_year__range=(1900, 2100)))
                & (Q(ended_year__isnull=True) | Q(ended_year__range=(1900, 2100))),
                name="case_years_are_years",
                violation_error_message="Geef een jaartal van vier cijfers.",
            ),
            models.CheckConstraint(
                condition=Q(started_year__isnull=True)
                | Q(ended_year__isnull=True)
                | Q(ended_year__gte=F("started_year")),
                name="case_ends_after_it_starts",
                violation_error_message="Het eindjaar kan niet vóór het beginjaar liggen.",
            ),
            models.CheckConstraint(
                condition=Q(lifecycle="onbekend") | Q(lifecycle_checked_on__isnull=False),
                name="case_lifecycle_has_a_date",
                violation_error_message="Geef de datum waarop is nagegaan of het nog loopt.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("case-detail", args=[self.slug])

    @property
    def standing(self) -> str:
        """The state in words, with the review that the changes of a public case wait for."""
        waits = self.submitted_at and self.state == self.State.PUBLISHED
        return f"{self.get_state_display()}, wijzigingen ter beoordeling" if waits else self.get_state_display()


class CaseMunicipality(models.Model):
    """A case belongs to this municipality, or this one takes part in it."""

    belongs_to = "case"

    class Role(models.TextChoices):
        OWN = "eigen", "eigen"
        INVOLVED = "betrokken", "betrokken"

    case = models.ForeignKey(Case, models.CASCADE, verbose_name="voorbeeld", related_name="case_municipalities")
    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name="gemeente", related_name="+")
    role = models.CharField("rol", max_length=10, choices=Role, default=Role.OWN)

    class Meta:
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        ordering = ["-role", "municipality__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "municipality"],
                name="case_municipality_once",
                violation_error_message="Deze gemeente staat er al bij.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} ({self.get_role_display()})"


class Participation(models.Model):
    """An organisation, municipality or region plays this role in a case."""

    belongs_to = "case"

    class Role(models.TextChoices):
        NOMINATOR = "voordrager", "voordrager"
        CLIENT = "opdrachtgever", "opdrachtgever"
        EXECUTOR = "uitvoerder", "uitvoerder"
        PARTNER = "partner", "partner"
        LEAD = "penvoerder", "penvoerder"
        FUNDER = "financier", "financier"

    case = models.ForeignKey(Case, models.CASCADE, verbose_name="voorbeeld", related_name="participations")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisatie", related_name="+", null=True, blank=True
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="gemeente", related_name="+", null=True, blank=True
    )
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="regio", related_name="+", null=True, blank=True)
    role = models.CharField("rol", max_length=15, choices=Role, default=Role.PARTNER)

    class Meta:
        verbose_name = "deelnemer"
        verbose_name_plural = "deelnemers"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, municipality__isnull=True, region__isnull=True)
                | Q(organisation__isnull=True, municipality__isnull=False, region__isnull=True)
                | Q(organisation__isnull=True, municipality__isnull=True, region__isnull=False),
                name="participation_is_of_one_party",
                violation_error_message="Kies precies één van organisatie, gemeente of regio.",
            ),
            models.UniqueConstraint(
                "case",
                Coalesce("organisation", 0),
                Coalesce("municipality", 0),
                Coalesce("region", 0),
                "role",
                name="participation_once_a_role",
                violation_error_message="Deze deelnemer heeft deze rol al.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation or self.municipality or self.region} ({self.get_role_display()})"


class CaseLink(Link):
    """A web page to read on about a case."""

    case = models.ForeignKey(Case, models.CASCADE, verbose_name="voorbeeld", related_name="links")

    class Meta(Link.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case", "url"], name="case_link_once", violation_error_message="Deze link staat er al."
            ),
        ]
