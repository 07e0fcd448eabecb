from django.db import models
from django.db.models import Q
from django.urls import reverse

from gouden.web.forms.model_fields import CleanCharField, CleanLinesField, CleanTextField, IdentifierField
from municipalities.models.municipality import Municipality
from municipalities.models.reference import ReferenceRow


class Region(ReferenceRow):
    """A group of municipalities: one the state draws, or one that works together of its own accord."""

    class Kind(models.TextChoices):
        COROP = "corop", "COROP-gebied"
        LABOUR_MARKET = "arbeidsmarkt", "arbeidsmarktregio"
        SAFETY = "veiligheid", "veiligheidsregio"
        COOPERATION = "samenwerking", "samenwerkingsregio"

    identifier = IdentifierField()
    code = CleanCharField(
        "code", max_length=10, blank=True, help_text="Die van het CBS, zoals AM01; leeg als er geen is."
    )
    name = CleanCharField("naam", max_length=100)
    slug = models.SlugField(
        "adresnaam", max_length=120, unique=True, help_text="Met de soort erin, want namen komen vaker voor."
    )
    kind = models.CharField("soort", max_length=12, choices=Kind)
    also_known_as = CleanLinesField(
        "ook bekend als", default=list, blank=True, help_text="Eén naam per regel; getoond en doorzocht."
    )
    members = models.ManyToManyField(Municipality, verbose_name="gemeenten", related_name="regions", blank=True)
    members_complete = models.BooleanField("alle gemeenten bekend", default=False)
    stated_number = models.PositiveSmallIntegerField(
        "genoemd aantal",
        null=True,
        blank=True,
        help_text="Hoeveel gemeenten de bron telt, ook als niet alle namen bekend zijn.",
    )
    note = CleanTextField("toelichting", blank=True)

    class Meta(ReferenceRow.Meta):
        verbose_name = "regio"
        verbose_name_plural = "regio's"
        ordering = ["name", "kind"]
        constraints = [
            *ReferenceRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind", "name"],
                name="region_name_once_a_kind",
                violation_error_message="Er is al een regio van deze soort met deze naam.",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="region_code_once",
                violation_error_message="Deze code is al van een andere regio.",
            ),
            models.CheckConstraint(
                condition=Q(stated_number__isnull=True) | Q(stated_number__gte=2),
                name="region_has_two_or_more_members",
                violation_error_message="Een regio telt minstens twee gemeenten.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_kind_display()})"

    def get_absolute_url(self) -> str:
        return reverse("region-detail", args=[self.slug])
