from django.db import models
from django.urls import reverse

from gouden.web.forms.model_fields import CleanCharField


class Province(models.Model):
    """One of the twelve provinces."""

    code = models.CharField("PV-code", max_length=4, unique=True, help_text="Zoals PV25; de overheid kent hem zo.")
    name = CleanCharField("naam", max_length=60, unique=True)
    slug = models.SlugField("adresnaam", max_length=60, unique=True)

    class Meta:
        verbose_name = "provincie"
        verbose_name_plural = "provincies"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^PV[0-9]{2}$"),
                name="province_code_is_pv_and_two_digits",
                violation_error_message="Een PV-code bestaat uit PV en twee cijfers, zoals PV25.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("province-detail", args=[self.slug])

    @property
    def tooi_uri(self) -> str:
        """The national identifier (TOOI register of provinces)."""
        return f"https://identifier.overheid.nl/tooi/id/provincie/{self.code.lower()}"
