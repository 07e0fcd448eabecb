import datetime
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from gouden.web.forms.model_fields import CleanCharField
from gouden.web.text.days import past_day, past_year, register_day
from municipalities.models.province import Province
from municipalities.querysets import MunicipalityQuerySet


class Municipality(models.Model):
    """A municipality for as long as it had its CBS code; a new name is a new code, and old rows stay."""

    class Urbanity(models.IntegerChoices):
        """The CBS's classes of address density."""

        VERY_STRONG = 1, "zeer sterk stedelijk"
        STRONG = 2, "sterk stedelijk"
        MODERATE = 3, "matig stedelijk"
        LITTLE = 4, "weinig stedelijk"
        NONE = 5, "niet stedelijk"

    cbs_code = models.CharField("CBS-code", max_length=4, unique=True, help_text="Vier cijfers, zoals 0197.")
    name = CleanCharField("naam", max_length=80)
    slug = models.SlugField("adresnaam", max_length=80, help_text="Staat in het adres van de pagina.")
    province = models.ForeignKey(
        Province,
        models.PROTECT,
        verbose_name="provincie",
        related_name="municipalities",
        help_text="De provincie waarin de gemeente lag of ligt.",
    )
    valid_from = models.DateField(
        "bestaat sinds",
        null=True,
        blank=True,
        validators=[register_day],
        help_text="Leeg: vóór het register begint.",
    )
    valid_until = models.DateField(
        "bestaat tot",
        null=True,
        blank=True,
        validators=[register_day],
        help_text="De eerste dag dat zij niet meer bestond. Leeg: bestaat nog.",
    )
    population = models.PositiveIntegerField("inwoners", null=True, blank=True)
    population_date = models.DateField("inwoners op", null=True, blank=True, validators=[past_day])
    population_2017 = models.PositiveIntegerField(
        "inwoners in 2017", null=True, blank=True, help_text="Op 1 januari 2017, toen de meeste bronnen verschenen."
    )
    latitude = models.DecimalField("breedtegraad", max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField("lengtegraad", max_digits=7, decimal_places=4, null=True, blank=True)
    urbanity = models.PositiveSmallIntegerField("stedelijkheid", choices=Urbanity, null=True, blank=True)
    urbanity_year = models.PositiveSmallIntegerField(
        "jaar van de stedelijkheid", null=True, blank=True, validators=[past_year]
    )
    area_km2 = models.DecimalField("oppervlakte in km²", max_digits=8, decimal_places=2, null=True, blank=True)
    successors = models.ManyToManyField(
        "self",
        through="MunicipalityChange",
        through_fields=("old", "new"),
        symmetrical=False,
        related_name="predecessors",
        verbose_name="opvolgers",
    )

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        ordering = ["name", "cbs_code"]
        indexes = [
            # The index of municipalities: those that exist today, by name.
            models.Index(fields=["valid_until", "name"], name="municipality_current_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(cbs_code__regex=r"^[0-9]{4}$"),
                name="municipality_cbs_code_is_four_digits",
                violation_error_message="Een CBS-code bestaat uit vier cijfers, zoals 0197.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_from__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="municipality_ends_after_it_starts",
                violation_error_message="De einddatum moet na de begindatum liggen.",
            ),
            models.CheckConstraint(
                condition=Q(population__isnull=True) | Q(population_date__isnull=False),
                name="municipality_population_has_a_date",
                violation_error_message="Geef bij het aantal inwoners de peildatum.",
            ),
            models.CheckConstraint(
                condition=Q(urbanity__isnull=True) | (Q(urbanity__range=(1, 5)) & Q(urbanity_year__isnull=False)),
                name="municipality_urbanity_is_a_class_of_a_year",
                violation_error_message="Stedelijkheid is een klasse van 1 tot en met 5, met het jaar erbij.",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__range=(Decimal("50.5"), Decimal("53.7")),
                    longitude__range=(Decimal("3.2"), Decimal("7.3")),
                ),
                name="municipality_lies_in_the_netherlands",
                violation_error_message="Dit punt ligt niet in Nederland. Geef beide graden, of geen.",
            ),
        ]

    def __str__(self) -> str:
        if self.valid_from and self.is_announced:
            return f"{self.name} (vanaf {self.valid_from.year})"
        return f"{self.name} (tot {self.valid_until.year})" if self.valid_until and self.has_ended else self.name

    def get_absolute_url(self) -> str:
        return reverse("municipality-detail", args=[self.cbs_code, self.slug])

    def exists_on(self, day: datetime.date) -> bool:
        """Whether it exists on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or self.valid_until > day
        )

    @property
    def exists_today(self) -> bool:
        """Whether it exists today in the Netherlands; an end that is announced is none yet."""
        return self.exists_on(timezone.localdate())

    @property
    def has_ended(self) -> bool:
        """Whether it exists no more."""
        return self.valid_until is not None and self.valid_until <= timezone.localdate()

    @property
    def is_announced(self) -> bool:
        """Whether it does not exist yet."""
        return self.valid_from is not None and self.valid_from > timezone.localdate()

    @property
    def gm_code(self) -> str:
        """The CBS's code with its prefix, as in GM0197."""
        return f"GM{self.cbs_code}"

    @property
    def tooi_uri(self) -> str:
        """The national identifier (TOOI register of municipalities)."""
        return f"https://identifier.overheid.nl/tooi/id/gemeente/gm{self.cbs_code}"


class MunicipalityChange(models.Model):
    """On this date the old municipality went, wholly or in part, into the new one."""

    class Kind(models.TextChoices):
        MERGE = "merge", "samengegaan in een nieuwe gemeente"
        ABSORBED = "absorbed", "opgegaan in een bestaande gemeente"
        SPLIT = "split", "gesplitst"
        BORDER = "border", "deel overgegaan door grenswijziging"
        RENAME = "rename", "nieuwe naam"
        DISSOLVED = "dissolved", "opgeheven"

    old = models.ForeignKey(Municipality, models.PROTECT, verbose_name="oude gemeente", related_name="changes_from")
    new = models.ForeignKey(Municipality, models.PROTECT, verbose_name="nieuwe gemeente", related_name="changes_into")
    date = models.DateField("datum", validators=[register_day])
    kind = models.CharField("soort", max_length=10, choices=Kind)

    class Meta:
        verbose_name = "herindeling"
        verbose_name_plural = "herindelingen"
        ordering = ["date", "old__name", "new__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["old", "new", "date"],
                name="municipality_change_once_a_date",
                violation_error_message="Deze herindeling staat er al.",
            ),
            models.CheckConstraint(
                condition=~Q(old=F("new")),
                name="municipality_change_between_two",
                violation_error_message="Een gemeente kan niet in zichzelf opgaan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old.name} → {self.new.name} ({self.date:%d-%m-%Y})"
