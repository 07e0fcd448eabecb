from django.db import models
from django.urls import reverse

from gouden.web.forms.model_fields import CleanCharField, CleanTextField, IdentifierField
from municipalities.models import ReferenceRow


class Obstacle(ReferenceRow):
    """A kind of thing that stands in the way, under which readers find what others did about it."""

    identifier = IdentifierField()
    name = CleanCharField("naam", max_length=80, unique=True)
    slug = models.SlugField(
        "adresnaam", max_length=80, unique=True, help_text="Staat in het adres van de pagina; blijft voorgoed zo."
    )
    description = CleanTextField("uitleg", blank=True, help_text="Eén zin, getoond boven de obstakels.")
    position = models.PositiveSmallIntegerField("volgorde", default=0, help_text="Laagste eerst.")

    class Meta(ReferenceRow.Meta):
        verbose_name = "obstakel"
        verbose_name_plural = "obstakels"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("obstacle-detail", args=[self.slug])
