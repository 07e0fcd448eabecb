from django.db import models

from cases.models.catalogue.sources import Article
from gouden.web.forms.model_fields import CleanCharField, CleanLinesField
from municipalities.models import Municipality, Organisation


class Person(models.Model):
    """Someone a publication names. Has no page of its own: only what was said in a function is public."""

    name = CleanCharField("naam", max_length=120)
    slug = models.SlugField("kenmerk", max_length=120, unique=True)
    misspellings = CleanLinesField(
        "verschrijvingen", default=list, blank=True, help_text="Eén per regel; doorzocht, nooit getoond."
    )

    class Meta:
        verbose_name = "persoon"
        verbose_name_plural = "personen"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Speaker(models.Model):
    """Someone in the function an article gives, or a body that speaks without a person."""

    key = models.SlugField("kenmerk", max_length=120, unique=True)
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name="persoon",
        related_name="+",
        null=True,
        blank=True,
        help_text="Leeg als een organisatie spreekt: volgens het CBS.",
    )
    function = CleanCharField("functie", max_length=200, blank=True, help_text="Zoals het artikel hem geeft.")
    organisations = models.ManyToManyField(Organisation, verbose_name="organisaties", related_name="+", blank=True)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        verbose_name="gemeente",
        related_name="+",
        null=True,
        blank=True,
        help_text="Voor wie voor de gemeente zelf spreekt.",
    )
    article = models.ForeignKey(Article, models.PROTECT, verbose_name="artikel", related_name="+")

    class Meta:
        verbose_name = "spreker"
        verbose_name_plural = "sprekers"
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.person or self.function or self.municipality or ''} · {self.key}".lstrip(" ·")
