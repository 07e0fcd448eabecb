from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from gouden.web.forms.model_fields import CleanTextField


class Erasure(models.Model):
    """That of somebody outside something was erased: when, by whom and how much of what. Nothing of that person."""

    at = models.DateTimeField("op", default=timezone.now)
    # Empty: who sent it did so, by the own link; or the account is gone.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="door", related_name="+", null=True, blank=True
    )
    what = CleanTextField("wat")

    class Meta:
        verbose_name = "wissing"
        verbose_name_plural = "wissingen"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{date_format(localtime(self.at), 'j F Y')}: {self.what}"
