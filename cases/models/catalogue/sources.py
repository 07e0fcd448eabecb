from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from gouden.web.forms.model_fields import (
    CleanCharField,
    CleanLinesField,
    CleanTextField,
    CleanURLField,
    IdentifierField,
)
from gouden.web.text.days import printed_year
from municipalities.models import Organisation, ReferenceRow


class Certainty(models.TextChoices):
    """How something about a source is known."""

    STATED = "uitgesproken", "staat in de bron"
    INFERRED = "afgeleid", "afgeleid uit de bron"


class Publication(ReferenceRow):
    """A book, magazine or website in which cases were described."""

    identifier = IdentifierField()
    title = CleanCharField("titel", max_length=200)
    slug = models.SlugField(
        "adresnaam", max_length=150, unique=True, help_text="Staat in het adres van de pagina; blijft voorgoed zo."
    )
    publishers = models.ManyToManyField(Organisation, verbose_name="uitgevers", related_name="+", blank=True)
    year = models.PositiveSmallIntegerField("jaar", validators=[printed_year])
    year_certainty = models.CharField(
        "zekerheid jaar",
        max_length=12,
        choices=Certainty,
        default=Certainty.STATED,
        help_text="Afgeleid: lezers zien ‘rond 2015’. Zeg in de toelichting waaruit.",
    )
    url = CleanURLField("webadres", blank=True)
    note = CleanTextField(
        "toelichting", blank=True, help_text="Bijvoorbeeld waarom het jaar is afgeleid. Getoond op de pagina."
    )

    class Meta(ReferenceRow.Meta):
        verbose_name = "publicatie"
        verbose_name_plural = "publicaties"
        ordering = ["-year", "title"]
        constraints = [
            *ReferenceRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(year__range=(1900, 2100)),
                name="publication_year_is_a_year",
                violation_error_message="Geef een jaartal van vier cijfers.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year_in_words})"

    def get_absolute_url(self) -> str:
        return reverse("publication-detail", args=[self.slug])

    @property
    def year_in_words(self) -> str:
        """The year, as sure as it is: '2017' or 'rond 2015'."""
        return f"rond {self.year}" if self.year_certainty == Certainty.INFERRED else str(self.year)


class Article(ReferenceRow):
    """A piece in a publication; what a claim or a case goes back to."""

    publication = models.ForeignKey(Publication, models.PROTECT, verbose_name="publicatie", related_name="articles")
    title = CleanCharField("titel", max_length=250)
    slug = models.SlugField("kenmerk", max_length=150, unique=True)
    authors = CleanLinesField("auteurs", default=list, blank=True, help_text="Eén naam per regel, zoals gedrukt.")
    pages = CleanCharField("bladzijden", max_length=20, blank=True)
    url = CleanURLField("webadres", blank=True)
    reprint_of = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="herdruk van",
        related_name="reprints",
        null=True,
        blank=True,
        help_text="Een herdruk telt niet als tweede bron.",
    )
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta(ReferenceRow.Meta):
        verbose_name = "artikel"
        verbose_name_plural = "artikelen"
        ordering = ["publication", "position", "title"]
        constraints = [
            *ReferenceRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(reprint_of__isnull=True) | ~Q(reprint_of=F("id")),
                name="article_reprints_another",
                violation_error_message="Een artikel kan geen herdruk van zichzelf zijn.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.slug}"


class Citation(models.Model):
    """A case goes back to this passage of this article."""

    belongs_to = "case"

    case = models.ForeignKey("cases.Case", models.CASCADE, verbose_name="voorbeeld", related_name="citations")
    article = models.ForeignKey(Article, models.PROTECT, verbose_name="artikel", related_name="+")
    passage = CleanCharField(
        "passage", max_length=250, blank=True, help_text="Waar het staat: kopje, alinea of bladzijde."
    )

    class Meta:
        verbose_name = "bronvermelding"
        verbose_name_plural = "bronvermeldingen"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "article", "passage"],
                name="citation_once_a_case",
                violation_error_message="Deze passage is al als bron vermeld.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.article)
