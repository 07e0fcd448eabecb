import secrets

from django.conf import settings
from django.db import models

from gouden.web.forms.model_fields import CleanCharField


def new_token() -> str:
    """Return a name nobody can guess."""
    return secrets.token_urlsafe(32)


class Upload(models.Model):
    """A file an editor sent, kept while that editor looks at what reading it in would do."""

    token = models.CharField("sleutel", max_length=43, unique=True, default=new_token, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="door", related_name="+")
    at = models.DateTimeField("op", auto_now_add=True)
    kind = models.CharField("soort", max_length=40)
    name = CleanCharField("bestandsnaam", max_length=200)
    content = models.BinaryField("inhoud")
    # What reading it in would do, as the editor saw it: the same must come of it, or it is shown anew.
    fingerprint = models.CharField("vingerafdruk", max_length=64)

    class Meta:
        verbose_name = "klaargezet bestand"
        verbose_name_plural = "klaargezette bestanden"
        indexes = [
            # What is to be erased.
            models.Index(fields=["at"], name="upload_by_time"),
        ]

    def __str__(self) -> str:
        return self.name
