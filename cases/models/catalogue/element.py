from django.db import models
from django.urls import reverse

from gouden.web.forms.model_fields import CleanCharField, CleanLinesField, CleanTextField, IdentifierField
from municipalities.models import ReferenceRow


class Element(ReferenceRow):
    """Something that makes a practice work, under which readers find what claims of several cases say of it."""

    identifier = IdentifierField()
    name = CleanCharField("naam", max_length=80, unique=True)
    slug = models.SlugField(
        "adresnaam", max_length=80, unique=True, help_text="Staat in het adres van de pagina; blijft voorgoed zo."
    )
    summary = CleanTextField("wat het is", blank=True, help_text="Twee zinnen, getoond onder de naam.")
    works_when = CleanTextField(
        "wanneer het werkte", blank=True, help_text="Alleen wat de uitspraken zeggen die dit element noemen."
    )
    fails_when = CleanTextField(
        "wanneer niet", blank=True, help_text="Alleen wat de uitspraken zeggen die dit element noemen."
    )
    other_names = CleanLinesField(
        "andere namen", default=list, blank=True, help_text="Eén naam per regel; getoond en doorzocht."
    )
    position = models.PositiveSmallIntegerField("volgorde", default=0, help_text="Laagste eerst.")

    class Meta(ReferenceRow.Meta):
        verbose_name = "werkzaam element"
        verbose_name_plural = "werkzame elementen"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("element-detail", args=[self.slug])
