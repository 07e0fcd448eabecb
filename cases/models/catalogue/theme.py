from django.db import models
from django.urls import reverse

from cases.models.catalogue.cited_text import CitedTextField
from cases.models.catalogue.citing import CitingRow
from gouden.web.forms.model_fields import CleanCharField, CleanTextField, IdentifierField


class Theme(CitingRow):
    """A word under which readers look: a way of working, a subject or a target group."""

    citing = "synthesis"
    sentences_at_most = 6

    class Kind(models.TextChoices):
        APPROACH = "werkwijze", "werkwijze"
        SUBJECT = "onderwerp", "onderwerp"
        TARGET_GROUP = "doelgroep", "doelgroep"

    identifier = IdentifierField()
    name = CleanCharField("naam", max_length=80, unique=True)
    slug = models.SlugField(
        "adresnaam", max_length=80, unique=True, help_text="Staat in het adres van de pagina; blijft voorgoed zo."
    )
    kind = models.CharField("soort", max_length=10, choices=Kind)
    question = CleanCharField(
        "vraag",
        max_length=120,
        blank=True,
        default="",
        help_text="Zoals een lezer haar stelt. Staat bij dit onderwerp op de startpagina en leidt naar wat zoeken "
        "vindt, zolang er geen beantwoorde vraag bij hoort.",
    )
    description = CleanTextField("uitleg", blank=True, help_text="Een of twee zinnen, getoond boven de voorbeelden.")
    synthesis = CitedTextField(
        "de redactie leest",
        blank=True,
        help_text="Wat de voorbeelden samen leren, in hoogstens zes zinnen. Elke zin op een eigen regel, die eindigt "
        "op de uitspraken waarop zij teruggaat: Zin. [adresnaam#kenmerk, adresnaam#kenmerk].",
    )
    position = models.PositiveSmallIntegerField("volgorde", default=0, help_text="Laagste eerst, binnen de soort.")

    class Meta(CitingRow.Meta):
        verbose_name = "thema"
        verbose_name_plural = "thema's"
        ordering = ["position", "name"]
        constraints = [
            *CitingRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=["werkwijze", "onderwerp", "doelgroep"]),
                name="theme_kind_is_known",
                violation_error_message="Een thema is een werkwijze, een onderwerp of een doelgroep.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("theme-detail", args=[self.slug])
