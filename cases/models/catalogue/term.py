from django.db import models
from django.urls import reverse

from cases.models.catalogue.sources import Article
from gouden.web.forms.model_fields import CleanCharField, CleanLinesField, CleanTextField, IdentifierField
from municipalities.models import ReferenceRow


class Term(ReferenceRow):
    """A word of the trade that a newcomer does not know, in plain words."""

    identifier = IdentifierField()
    name = CleanCharField("begrip", max_length=80, unique=True)
    slug = models.SlugField(
        "adresnaam", max_length=80, unique=True, help_text="Staat in het adres van de pagina; blijft voorgoed zo."
    )
    definition = CleanTextField("uitleg", help_text="In gewone woorden, zoals u het een nieuwe collega zegt.")
    other_names = CleanLinesField(
        "andere namen",
        default=list,
        blank=True,
        help_text="Eén per regel: meervoud, afkorting, ander woord. Ook die leiden in een voorbeeld naar deze uitleg.",
    )
    article = models.ForeignKey(
        Article,
        models.PROTECT,
        verbose_name="artikel",
        related_name="+",
        null=True,
        blank=True,
        help_text="Waaruit blijkt wat het betekent. Nodig om te publiceren.",
    )
    passage = CleanCharField(
        "passage", max_length=250, blank=True, help_text="Waar het staat: kopje, alinea of bladzijde."
    )

    class Meta(ReferenceRow.Meta):
        verbose_name = "begrip"
        verbose_name_plural = "begrippen"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("term-detail", args=[self.slug])
