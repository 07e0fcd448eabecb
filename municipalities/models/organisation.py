from django.db import models
from django.db.models import Q
from django.urls import reverse

from gouden.web.forms.model_fields import (
    CleanCharField,
    CleanEmailField,
    CleanLinesField,
    CleanURLField,
    IdentifierField,
)
from gouden.web.text.days import past_day
from municipalities.models.municipality import Municipality
from municipalities.models.reference import ReferenceRow


class Organisation(ReferenceRow):
    """A body that does, pays for, asks for or studies what a case describes."""

    class Kind(models.TextChoices):
        MUNICIPAL = "gemeentelijk", "gemeentelijke organisatie"
        SOCIAL_WORK = "sociaalwerkorganisatie", "sociaalwerkorganisatie"
        CARE = "zorgaanbieder", "zorgaanbieder"
        HOUSING = "woningcorporatie", "woningcorporatie"
        EDUCATION = "onderwijs", "onderwijs"
        KNOWLEDGE = "kennisinstituut", "kennisinstituut"
        UMBRELLA = "koepel", "koepelorganisatie"
        GOVERNMENT = "overheid", "overheid"
        COMPANY = "bedrijf", "bedrijf"
        VOLUNTEERS = "vrijwilligersorganisatie", "vrijwilligersorganisatie"
        ALLIANCE = "samenwerkingsverband", "samenwerkingsverband"
        OTHER = "anders", "anders"

    identifier = IdentifierField()
    name = CleanCharField("naam", max_length=150, unique=True)
    slug = models.SlugField(
        "adresnaam", max_length=150, unique=True, help_text="Staat in het adres van de pagina; blijft voorgoed zo."
    )
    kind = models.CharField("soort", max_length=24, choices=Kind, default=Kind.OTHER)
    website = CleanURLField("website", blank=True)
    also_known_as = CleanLinesField(
        "ook bekend als", default=list, blank=True, help_text="Eén naam per regel; getoond en doorzocht."
    )
    misspellings = CleanLinesField(
        "verschrijvingen", default=list, blank=True, help_text="Eén per regel; doorzocht, nooit getoond."
    )
    former_names = CleanLinesField("vroegere namen", default=list, blank=True, help_text="Eén naam per regel.")
    municipalities = models.ManyToManyField(
        Municipality,
        verbose_name="gemeenten",
        related_name="organisations",
        blank=True,
        help_text="Waar zij werkt, voor zover de bronnen dat zeggen.",
    )
    contact_page = CleanURLField("contactpagina", blank=True)
    contact_mailbox = CleanEmailField(
        "algemene mailbox", blank=True, help_text="Een functioneel adres, nooit dat van een medewerker."
    )
    contact_checked_on = models.DateField("contact nagegaan op", null=True, blank=True, validators=[past_day])

    class Meta(ReferenceRow.Meta):
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering = ["name"]
        constraints = [
            *ReferenceRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(contact_page="", contact_mailbox="") | Q(contact_checked_on__isnull=False),
                name="organisation_contact_has_a_date",
                violation_error_message="Zet bij contactgegevens de datum waarop ze zijn nagegaan.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation-detail", args=[self.slug])
