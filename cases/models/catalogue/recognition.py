from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from cases.models.catalogue.sources import Article, Certainty
from gouden.web.forms.model_fields import CleanCharField, CleanTextField
from gouden.web.text.days import printed_year
from municipalities.models import Municipality, Organisation, Region

# These rows are public as soon as they are saved, so they name only what is.
PUBLIC = {"published_at__isnull": False}


class Designation(models.Model):
    """A municipality or region was given an honorary title."""

    predicate = CleanCharField("predicaat", max_length=100)
    awarded_by = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="toegekend door", related_name="+", limit_choices_to=PUBLIC
    )
    nominated_by = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="voorgedragen door",
        related_name="nominations",
        limit_choices_to=PUBLIC,
        null=True,
        blank=True,
    )
    nominated_by_certainty = models.CharField("zekerheid voordracht", max_length=12, choices=Certainty, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="gemeente", related_name="designations", null=True, blank=True
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        verbose_name="regio",
        related_name="designations",
        null=True,
        blank=True,
        limit_choices_to=PUBLIC,
    )
    year = models.PositiveSmallIntegerField("jaar", validators=[printed_year])
    why = CleanTextField("waarom", blank=True)
    article = models.ForeignKey(
        Article, models.PROTECT, verbose_name="artikel", related_name="+", limit_choices_to=PUBLIC
    )

    class Meta:
        verbose_name = "predicaat"
        verbose_name_plural = "predicaten"
        ordering = ["year", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(municipality__isnull=False, region__isnull=True)
                | Q(municipality__isnull=True, region__isnull=False),
                name="designation_is_of_one_place",
                violation_error_message="Kies precies één van gemeente of regio.",
            ),
            models.CheckConstraint(
                condition=Q(nominated_by__isnull=True, nominated_by_certainty="")
                | (Q(nominated_by__isnull=False) & ~Q(nominated_by_certainty="")),
                name="designation_nominator_has_certainty",
                violation_error_message="Geef bij de voordrager aan hoe zeker dat is.",
            ),
            models.UniqueConstraint(
                "predicate",
                Coalesce("municipality", 0),
                Coalesce("region", 0),
                "year",
                name="designation_once_a_year",
                violation_error_message="Dit predicaat is in dit jaar al aan deze gemeente of regio gegeven.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predicate} {self.year}: {self.municipality or self.region}"

    @property
    def year_in_words(self) -> str:
        """The year, no surer than the source's own: '2017', or 'rond 2015' where that of the source is inferred."""
        source = self.article.publication
        return source.year_in_words if source.year == self.year else str(self.year)
