from django.db import models
from django.urls import reverse

from cases.models.catalogue.cited_text import CitedTextField
from cases.models.catalogue.citing import CitingRow
from cases.models.catalogue.theme import Theme
from gouden.web.forms.model_fields import CleanCharField, IdentifierField


class Question(CitingRow):
    """A question as a municipality asks it, with the editors' answer from claims; without an answer it is open."""

    citing = "answer"
    sentences_at_most = 8

    identifier = IdentifierField()
    question = CleanCharField(
        "vraag", max_length=160, unique=True, help_text="Zoals een gemeente haar stelt: ‘Kan het zonder wijkteams?’"
    )
    slug = models.SlugField(
        "adresnaam", max_length=120, unique=True, help_text="Staat in het adres van de pagina; blijft voorgoed zo."
    )
    answer = CitedTextField(
        "antwoord",
        blank=True,
        help_text="Hoogstens acht zinnen, elk op een eigen regel, die eindigt op de uitspraken waarop zij teruggaat: "
        "Zin. [adresnaam#kenmerk, adresnaam#kenmerk]. Zonder antwoord staat de vraag open en zien lezers haar niet.",
    )
    themes = models.ManyToManyField(Theme, verbose_name="thema's", related_name="+", blank=True)
    position = models.PositiveSmallIntegerField("volgorde", default=0, help_text="Laagste eerst.")

    class Meta(CitingRow.Meta):
        verbose_name = "vraag"
        verbose_name_plural = "vragen"
        ordering = ["position", "question"]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("question-detail", args=[self.slug])
