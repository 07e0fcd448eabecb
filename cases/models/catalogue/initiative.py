from django.db import models
from django.urls import reverse

from cases.models.catalogue.link import Link
from gouden.web.forms.model_fields import CleanCharField, CleanLinesField, CleanTextField, IdentifierField
from municipalities.models import Municipality, Organisation, ReferenceRow


class Initiative(ReferenceRow):
    """A named thing in the world: a fund, a method, a platform, a place."""

    identifier = IdentifierField()
    name = CleanCharField("naam", max_length=120, unique=True)
    slug = models.SlugField(
        "adresnaam", max_length=120, unique=True, help_text="Staat in het adres van de pagina; blijft voorgoed zo."
    )
    description = CleanTextField("omschrijving", blank=True)
    aliases = CleanLinesField(
        "andere namen", default=list, blank=True, help_text="Eén naam per regel; getoond en doorzocht."
    )
    misspellings = CleanLinesField(
        "verschrijvingen", default=list, blank=True, help_text="Eén per regel; doorzocht, nooit getoond."
    )
    municipalities = models.ManyToManyField(
        Municipality, verbose_name="gemeenten", related_name="initiatives", blank=True
    )
    organisations = models.ManyToManyField(
        Organisation, verbose_name="organisaties", related_name="initiatives", blank=True
    )

    class Meta(ReferenceRow.Meta):
        verbose_name = "initiatief"
        verbose_name_plural = "initiatieven"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("initiative-detail", args=[self.slug])


class InitiativeLink(Link):
    """A web page on an initiative."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, verbose_name="initiatief", related_name="links")

    class Meta(Link.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "url"],
                name="initiative_link_once",
                violation_error_message="Deze link staat er al.",
            ),
        ]
