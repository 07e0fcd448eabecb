import secrets

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from cases.models.catalogue.case import Case
from cases.models.catalogue.element import Element
from cases.models.catalogue.obstacle import Obstacle
from cases.models.catalogue.people import Speaker
from cases.models.catalogue.sources import Article
from gouden.web.forms.model_fields import CleanCharField, CleanTextField
from gouden.web.text.days import any_year
from municipalities.models import Municipality


def new_key() -> str:
    """Return a key for a claim an editor adds: nobody has to make one up."""
    return f"u-{secrets.token_hex(4)}"


class Claim(models.Model):
    """One thing that is said about a case: what, how much, by whom, on what grounds and where it stands."""

    belongs_to = "case"

    class Kind(models.TextChoices):
        RESULT = "resultaat", "resultaat"
        REACH = "bereik", "bereik"
        INPUT = "inzet", "inzet"
        COSTS = "kosten", "kosten"
        GOAL = "doel", "doel"
        CONTEXT = "context", "context"
        OBSTACLE = "obstakel", "obstakel"
        LESSON = "leerpunt", "leerpunt"
        SUCCESS_FACTOR = "succesfactor", "succesfactor"
        PLAN = "plan", "plan"

    # What a claim must be about for its figure to measure something of the case itself.
    MEASURED = frozenset({Kind.RESULT, Kind.REACH, Kind.COSTS})

    class Qualifier(models.TextChoices):
        ABOUT = "ongeveer", "ongeveer"
        OVER = "ruim", "ruim"
        AT_LEAST = "minstens", "minstens"
        AT_MOST = "hoogstens", "hoogstens"

    class Evidence(models.TextChoices):
        """On what grounds, strongest first: the order is the strength."""

        INDEPENDENT = "onafhankelijk onderzoek", "onafhankelijk onderzoek"
        STATISTICS = "landelijke statistiek", "landelijke statistiek"
        CLIENTS = "cliëntonderzoek", "cliëntonderzoek"
        COUNT = "telling", "telling"
        ESTIMATE = "schatting", "schatting"
        OWN_STATEMENT = "eigen verklaring", "eigen verklaring"
        EXPECTATION = "verwachting", "verwachting"

    case = models.ForeignKey(Case, models.CASCADE, verbose_name="voorbeeld", related_name="claims")
    key = models.SlugField("kenmerk", max_length=80, default=new_key)
    kind = models.CharField("soort", max_length=12, choices=Kind)
    obstacle = models.ForeignKey(
        Obstacle,
        models.PROTECT,
        verbose_name="wat voor obstakel",
        related_name="+",
        null=True,
        blank=True,
        help_text="Alleen bij een obstakel: waaronder lezers het vinden.",
    )
    text = CleanTextField("uitspraak", help_text="Eén zin, in eigen woorden.")
    qualifier = models.CharField("ongeveer?", max_length=10, choices=Qualifier, blank=True)
    value = models.DecimalField(
        "waarde",
        max_digits=14,
        decimal_places=3,
        null=True,
        blank=True,
        help_text="Alleen het getal, zoals 1.500 of 12,5.",
    )
    value_until = models.DecimalField(
        "tot en met", max_digits=14, decimal_places=3, null=True, blank=True, help_text="Alleen bij een bereik."
    )
    value_before = models.DecimalField(
        "was eerst", max_digits=14, decimal_places=3, null=True, blank=True, help_text="Alleen bij een verandering."
    )
    unit = CleanCharField("eenheid", max_length=60, blank=True, help_text="Zoals euro, % of bewoners.")
    year = models.PositiveSmallIntegerField("jaar", null=True, blank=True, validators=[any_year])
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        verbose_name="over gemeente",
        related_name="+",
        null=True,
        blank=True,
        help_text="Alleen als de uitspraak over één van de gemeenten gaat.",
    )
    speaker = models.ForeignKey(
        Speaker, models.PROTECT, verbose_name="spreker", related_name="+", null=True, blank=True
    )
    evidence = models.CharField(
        "soort bewijs",
        max_length=24,
        choices=Evidence,
        default=Evidence.OWN_STATEMENT,
        help_text="Bij een resultaat zien lezers dit als teken. Landelijke statistiek gaat over heel Nederland.",
    )
    article = models.ForeignKey(
        Article, models.PROTECT, verbose_name="artikel", related_name="+", null=True, blank=True
    )
    passage = CleanCharField(
        "passage", max_length=250, blank=True, help_text="Waar het staat: kopje, alinea of bladzijde."
    )
    elements = models.ManyToManyField(
        Element,
        verbose_name="werkzame elementen",
        related_name="+",
        blank=True,
        help_text="Waar deze uitspraak iets over zegt; lezers vinden haar daar. Vraagt artikel en passage.",
    )
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "uitspraak"
        verbose_name_plural = "uitspraken"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "key"],
                name="claim_key_once_a_case",
                violation_error_message="Dit kenmerk is al van een andere uitspraak bij dit voorbeeld.",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | ~Q(unit=""),
                name="claim_figure_has_a_unit",
                violation_error_message="Geef bij een waarde de eenheid.",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(value_until__isnull=True, value_before__isnull=True),
                name="claim_range_has_a_value",
                violation_error_message="Vul bij een bereik of verandering ook de waarde in.",
            ),
            models.CheckConstraint(
                condition=Q(value_until__isnull=True) | Q(value_until__gt=F("value")),
                name="claim_range_goes_up",
                violation_error_message="De bovengrens moet hoger zijn dan de waarde.",
            ),
            models.CheckConstraint(
                condition=Q(value_until__isnull=True) | Q(value_before__isnull=True),
                name="claim_is_a_range_or_a_change",
                violation_error_message="Een uitspraak is een bereik of een verandering, niet allebei.",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(qualifier=""),
                name="claim_qualifies_a_figure",
                violation_error_message="‘Ongeveer’, ‘ruim’ en dergelijke horen bij een waarde.",
            ),
            models.CheckConstraint(
                condition=Q(obstacle__isnull=True) | Q(kind="obstakel"),
                name="claim_obstacle_is_of_an_obstacle",
                violation_error_message="Alleen bij de soort ‘obstakel’ hoort wat voor obstakel het is.",
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__range=(1900, 2100)),
                name="claim_year_is_a_year",
                violation_error_message="Geef een jaartal van vier cijfers.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ClaimLink(models.Model):
    """Two claims contradict each other, or the second is the later state of the first, or what was done about it or
    learned from it.
    """

    class Kind(models.TextChoices):
        CONTRADICTS = "spreekt tegen", "spreekt tegen"
        LATER_STATE = "latere stand", "latere stand"
        # The source says that this was done against that.
        MET_WITH = "aangepakt met", "aangepakt met"
        # A lesson or a wish that the source ties to it.
        LEARNED = "geleerd van", "geleerd van"

    # What can stand beside an obstacle, with the kinds of claim that do not.
    ANSWERS = {
        Kind.MET_WITH: {Claim.Kind.OBSTACLE, Claim.Kind.CONTEXT, Claim.Kind.GOAL, Claim.Kind.PLAN},
        Kind.LEARNED: {Claim.Kind.OBSTACLE, Claim.Kind.CONTEXT},
    }

    a = models.ForeignKey(Claim, models.CASCADE, verbose_name="uitspraak", related_name="links_from")
    b = models.ForeignKey(
        Claim,
        models.CASCADE,
        verbose_name="andere uitspraak",
        related_name="links_to",
        help_text="Bij een latere stand: de latere. Bij een obstakel: wat ertegen werd gedaan, of de les.",
    )
    kind = models.CharField("verband", max_length=15, choices=Kind)
    article = models.ForeignKey(
        Article, models.PROTECT, verbose_name="artikel", related_name="+", null=True, blank=True
    )
    passage = CleanCharField(
        "passage",
        max_length=250,
        blank=True,
        help_text="Waar de bron dit verband legt: kopje, alinea of bladzijde. Nodig bij een obstakel.",
    )

    class Meta:
        verbose_name = "verband tussen uitspraken"
        verbose_name_plural = "verbanden tussen uitspraken"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(a=F("b")),
                name="claim_link_between_two",
                violation_error_message="Kies twee verschillende uitspraken.",
            ),
            models.UniqueConstraint(
                fields=["a", "b"],
                name="claim_link_once",
                violation_error_message="Deze twee uitspraken zijn al verbonden.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a} — {self.get_kind_display()} — {self.b}"

    def clean(self) -> None:
        """Refuse what stands beside an obstacle and is none of its answers, or without the passage that makes it one.

        Rows from before passages were asked for stay as they are; pages leave them out.
        """
        super().clean()
        unfit = self.ANSWERS.get(ClaimLink.Kind(self.kind)) if self.kind in ClaimLink.Kind else None
        if unfit is None:
            return
        found = {}
        if self.a_id and self.a.kind != Claim.Kind.OBSTACLE:
            found["a"] = f"Bij ‘{self.kind}’ is de eerste uitspraak een obstakel; deze is van de soort ‘{self.a.kind}’."
        if self.b_id and self.b.kind in unfit:
            found["b"] = f"Een uitspraak van de soort ‘{self.b.kind}’ zegt niet wat het verband ‘{self.kind}’ belooft."
        if not self.article_id:
            found["article"] = "Kies het artikel dat dit verband legt."
        if not self.passage:
            found["passage"] = "Geef de passage die dit verband legt; zonder passage staat niets naast een obstakel."
        if found:
            raise ValidationError(found)
