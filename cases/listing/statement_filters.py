"""The parameters by which statements are found, each declared once as those of cases are in `filters`.

A statement is a claim of a public case by itself. Its kind, grounds, figure, obstacle and elements are its own; its
theme and municipality are those of its case, and their labels say so.
"""

from collections.abc import Collection, Iterable

from django.db import models
from django.db.models import QuerySet

from cases.listing.filter_kinds import (
    ChoicesFilter,
    ListFilter,
    Noun,
    RelatedFilter,
    Value,
    WordsFilter,
    related,
)
from cases.listing.filters import SearchedFilterSet
from cases.models import Claim, Element, Obstacle, PublishedCase, PublishedClaim, Theme
from cases.search import LONGEST_QUERY
from cases.search.statements import claim_search
from municipalities.models import Municipality

STATEMENT = Noun("uitspraak", "uitspraken", "die")
WITH, WITHOUT = "ja", "nee"


class OfCasesFilter(RelatedFilter):
    """Claims of the cases that are tied to any of the chosen rows."""

    def filter[M: models.Model](self, qs: QuerySet[M], value: object) -> QuerySet[M]:
        if not value:
            return qs
        relation = str(self.field_name).removeprefix("published_case__")
        tied = PublishedCase.objects.filter(**{f"{relation}__{self.key}__in": self.accepted(value, ())})
        return qs.filter(published_case__in=tied.order_by().values("pk"))


class FigureFilter(ChoicesFilter):
    """Whether a claim has a figure."""

    def accepted(self, value: object, known: Collection[Value]) -> Iterable[Value]:
        return [one == WITH for one in super().accepted(value, known)]


class StatementFilter(SearchedFilterSet):
    """Which claims of public cases. Repeat a parameter for 'or'; different parameters are 'and'."""

    zoek = WordsFilter(
        method="search",
        max_length=LONGEST_QUERY,
        label="Zoeken",
        help_text="Woorden die in de uitspraak voorkomen; een deel mag ook in de titel, het thema of de plaats van "
        "haar voorbeeld staan.",
        said="bij",
        quoted=True,
        in_title="",
    )
    soort = ChoicesFilter(
        field_name="kind",
        choices=Claim.Kind.choices,
        label="Soort uitspraak",
        help_text="Wat voor uitspraak.",
        nouns={
            Claim.Kind.RESULT: Noun("resultaat", "resultaten", "dat"),
            Claim.Kind.REACH: Noun("uitspraak over bereik", "uitspraken over bereik", "die"),
            Claim.Kind.INPUT: Noun("uitspraak over inzet", "uitspraken over inzet", "die"),
            Claim.Kind.COSTS: Noun("uitspraak over kosten", "uitspraken over kosten", "die"),
            Claim.Kind.GOAL: Noun("doel", "doelen", "dat"),
            Claim.Kind.CONTEXT: Noun("uitspraak over de context", "uitspraken over de context", "die"),
            Claim.Kind.OBSTACLE: Noun("obstakel", "obstakels", "dat"),
            Claim.Kind.LESSON: Noun("leerpunt", "leerpunten", "dat"),
            Claim.Kind.SUCCESS_FACTOR: Noun("succesfactor", "succesfactoren", "die"),
            Claim.Kind.PLAN: Noun("plan", "plannen", "dat"),
        },
        facet=1,
        opened=True,
    )
    cijfer = FigureFilter(
        field_name="has_figure",
        choices=[(WITH, "met een cijfer"), (WITHOUT, "zonder cijfer")],
        label="Cijfer",
        help_text="ja: met een cijfer; nee: zonder.",
        closing={WITH: ("een cijfer noemt", "een cijfer noemen"), WITHOUT: ("geen cijfer noemt", "geen cijfer noemen")},
        facet=2,
        opened=True,
    )
    bewijs = ChoicesFilter(
        field_name="evidence",
        choices=Claim.Evidence.choices,
        label="Soort bewijs",
        help_text="Waarop de uitspraak berust. Alleen bij de soort resultaat zegt dat hoe stevig het resultaat is.",
        said="op grond van",
        small=True,
        facet=3,
    )
    thema = related(
        Theme,
        "published_case__themes",
        "slug",
        "Thema van het voorbeeld",
        "Slug van een thema van het voorbeeld waar de uitspraak bij hoort.",
        kind=OfCasesFilter,
        said="uit voorbeelden over",
        small=True,
        facet=4,
        in_kinds=True,
    )
    obstakel = related(
        Obstacle,
        "obstacle",
        "slug",
        "Soort obstakel",
        "Slug van de soort obstakel; alleen uitspraken van de soort obstakel hebben er een.",
        said="over het obstakel",
        quoted=True,
        facet=5,
    )
    element = related(
        Element,
        "elements",
        "slug",
        "Werkzaam element",
        "Slug van een werkzaam element waar de uitspraak zelf iets over zegt.",
        said="over het werkzame element",
        quoted=True,
        facet=6,
    )
    gemeente = related(
        Municipality,
        "published_case__municipalities",
        "cbs_code",
        "Gemeente van het voorbeeld",
        "CBS-code van een gemeente waar het voorbeeld speelt waar de uitspraak bij hoort.",
        kind=OfCasesFilter,
        said="uit voorbeelden in",
        facet=7,
    )

    class Meta:
        model = PublishedClaim
        fields: list[str] = []

    def search(self, queryset: QuerySet[PublishedClaim], name: str, value: str) -> QuerySet[PublishedClaim]:
        """Keep the claims that hold the words; words that only put the question leave nothing out."""
        if self.parsed_query.is_empty:
            return queryset
        found = claim_search.found(self.parsed_query)
        return queryset.none() if found is None else queryset.filter(pk__in=found)


# What a list shows of a filter, by parameter, and which are facets, in their order.
STATEMENT_FILTERS = {name: one for name, one in StatementFilter.base_filters.items() if isinstance(one, ListFilter)}
STATEMENT_FACETS = sorted(
    (name for name, one in STATEMENT_FILTERS.items() if one.facet), key=lambda name: STATEMENT_FILTERS[name].facet
)
