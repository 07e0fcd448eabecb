from django.db import models

from gouden.web.forms.model_fields import CleanCharField, CleanURLField
from gouden.web.text.days import past_day


class Link(models.Model):
    """A web page to read on, with the day someone saw that it works."""

    url = CleanURLField("webadres", max_length=500)
    label = CleanCharField("tekst", max_length=150, blank=True, help_text="Wat de lezer er vindt.")
    last_checked = models.DateField("laatst nagegaan", null=True, blank=True, validators=[past_day])

    class Meta:
        abstract = True
        verbose_name = "link"
        verbose_name_plural = "links"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.label or self.url
