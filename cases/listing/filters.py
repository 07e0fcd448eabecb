"""The parameters by which cases are found: each declared once, for the site, the API, feeds and exports.

A filter says what each case holds, and which of that a value accepts. The index in memory (`cases.listing`) and the
queryset follow from it, and so do the form, chips, titles, facets and the sentence over a list. What can be told of one
is in `filter_kinds`, how to add one in docs/howto/add-a-filter.md.
"""

import operator
from collections import OrderedDict
from functools import cached_property, lru_cache

import django_filters
from django import forms
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from cases.listing.filter_kinds import (
    ChoicesFilter,
    GroupsFilter,
    ListFilter,
    Noun,
    Span,
    WordsFilter,
    YearFilter,
    related,
)
from cases.listing.municipality_match import by_match
from cases.models import NO_RESULT, RESULT_EVIDENCE, Case, Claim, Element, Initiative, Obstacle, PublishedCase, Theme
from cases.models.querysets import NEWEST_KNOWLEDGE as NEWEST_KNOWLEDGE  # noqa: PLC0414  # also for the views
from cases.models.querysets import PublishedCaseQuerySet
from cases.search import LONGEST_QUERY, Query, by_relevance, match_ids, matching, parse
from municipalities.comparison import SIZES, size_name, sizes_by_code
from municipalities.filters import CurrentMunicipalityFilter
from municipalities.models import Municipality, Organisation, Province, Region

# The orders that are the same whatever is asked, each by these columns.
SORTED_BY = {"-beschreven": NEWEST_KNOWLEDGE, "titel": ("title", "case_id")}
ORDERS = {
    "relevantie": "relevantie",
    "-beschreven": "nieuwste kennis eerst",
    "titel": "titel",
    "past-bij": "best passend bij uw gemeente",
}

# The years in which a case ran.
PERIOD = Span(
    name="periode",
    label="Periode",
    legend="Periode waarin het liep",
    # The last.
    facet=99,
    said=("uit de jaren {} tot en met {}", "uit {}", "vanaf {}", "tot en met {}"),
)


class Filters(OrderedDict[str, django_filters.Filter]):
    """The filters of a set. Every request copies them; the copies share what none of them changes."""

    def __deepcopy__(self, memo: dict[int, object]) -> dict[str, django_filters.Filter]:
        return {name: _copied(criterion) for name, criterion in self.items()}


def _copied(criterion: django_filters.Filter) -> django_filters.Filter:
    copied = object.__new__(type(criterion))
    copied.__dict__ = criterion.__dict__ | {"extra": dict(criterion.extra)}
    # What calls a method of the filter set asks its own filter which one that is.
    copied.method = criterion.method
    return copied


class SearchedFilterSet(django_filters.FilterSet):
    """The filters of a list in which words, `zoek`, are looked for too."""

    @classmethod
    def get_filters(cls) -> Filters:
        """Return the filters by name."""
        return Filters(super().get_filters())

    @cached_property
    def parsed_query(self) -> Query:
        """What `zoek` asks for."""
        return parse(self.form.cleaned_data.get("zoek") or "")


class CaseFilterForm(forms.Form):
    """What the parameters ask of each other."""

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or self.cleaned_data
        if cleaned.get("sorteer") == "past-bij" and not cleaned.get("voor"):
            self.add_error("sorteer", "Sorteren op ‘past-bij’ kan alleen met een gemeente in ‘voor’.")
        return cleaned


class CaseFilter(SearchedFilterSet):
    """Which published cases, in which order. Repeat a parameter for 'or'; different parameters are 'and'."""

    zoek = WordsFilter(
        method="search",
        max_length=LONGEST_QUERY,
        label="Zoeken",
        help_text="Woorden die in het voorbeeld voorkomen, of een hele vraag.",
        said="met",
        quoted=True,
        in_title="",
    )
    thema = related(
        Theme,
        "themes",
        "slug",
        "Thema",
        "Slug van een thema.",
        said="over",
        small=True,
        facet=1,
        opened=True,
        in_kinds=True,
        in_title="",
    )
    # Values of one parameter are 'or': beside a theme of another kind a target group needs one of its own.
    doelgroep = related(
        Theme,
        "themes",
        "slug",
        "Doelgroep",
        "Slug van een thema van de soort doelgroep. Naast thema moet beide kloppen.",
        among={"kind": Theme.Kind.TARGET_GROUP},
        said="voor",
        small=True,
        facet=2,
    )
    soort = ChoicesFilter(
        field_name="kind",
        choices=Case.Kind.choices,
        label="Soort",
        help_text="portret, praktijk of beschouwing.",
        nouns={
            Case.Kind.PORTRAIT: Noun("portret", "portretten", "dat"),
            Case.Kind.PRACTICE: Noun("praktijk", "praktijken", "die"),
            Case.Kind.REFLECTION: Noun("beschouwing", "beschouwingen", "die"),
        },
        explained="Een portret is het hele verhaal van een gemeente of regio, een praktijk één ding dat zij deden. "
        "Een beschouwing is kennis, maar van niemand de praktijk.",
        facet=3,
        opened=True,
    )
    gemeente = related(
        Municipality, "municipalities", "cbs_code", "Gemeente", "CBS-code van een gemeente.", said="in", facet=9
    )
    provincie = related(
        Province, "provinces", "code", "Provincie", "PV-code van een provincie, zoals PV25.", said="in", facet=8
    )
    gemeentegrootte = GroupsFilter(
        grouped="gemeente",
        groups=sizes_by_code,
        field_name="municipalities__cbs_code",
        choices=[(value, size_name(number)) for number, value in enumerate(SIZES)],
        label="Gemeentegrootte",
        help_text="Te vinden bij een gemeente met zoveel inwoners bij de laatste telling; klassen van het CBS.",
        said="in gemeenten met",
        small=True,
        facet=10,
    )
    regio = related(Region, "regions", "slug", "Regio", "Slug van een regio.", said="in", facet=11, in_kinds=True)
    organisatie = related(
        Organisation, "organisations", "slug", "Organisatie", "Slug van een organisatie.", said="met", facet=12
    )
    initiatief = related(
        Initiative,
        "initiatives",
        "slug",
        "Initiatief",
        "Slug van een initiatief.",
        said="rond",
        explained="Iets met een naam: een fonds, een methode, een platform of een plek.",
        facet=13,
    )
    status = ChoicesFilter(
        field_name="lifecycle",
        choices=[(state.value, state.reported) for state in Case.Lifecycle],
        label="Loopt het nog?",
        help_text="Stand van zaken.",
        closing={
            Case.Lifecycle.RUNNING: ("bij het laatste bericht nog liep", "bij het laatste bericht nog liepen"),
            Case.Lifecycle.SECURED: ("in het gewone werk is geborgd", "in het gewone werk zijn geborgd"),
            Case.Lifecycle.CHANGED: ("is veranderd", "zijn veranderd"),
            Case.Lifecycle.ENDED: ("is gestopt", "zijn gestopt"),
            Case.Lifecycle.PLANNED: ("bij het laatste bericht gepland was", "bij het laatste bericht gepland waren"),
            Case.Lifecycle.UNKNOWN: ("misschien nog loopt", "misschien nog lopen"),
        },
        facet=4,
        opened=True,
    )
    bewijsResultaat = ChoicesFilter(  # noqa: N815
        field_name="result_evidence",
        choices=RESULT_EVIDENCE,
        label="Bewijs voor het resultaat",
        help_text="Het sterkste bewijs onder de resultaten; geen: er wordt geen resultaat genoemd.",
        said="met als bewijs voor het resultaat:",
        small=True,
        closing={NO_RESULT: ("geen resultaat noemt", "geen resultaat noemen")},
        facet=5,
    )
    bewijs = ChoicesFilter(
        field_name="evidence",
        choices=Claim.Evidence.choices,
        label="Sterkste bewijs",
        help_text="Verouderd, gebruik bewijsResultaat. Het sterkste bewijs onder alle uitspraken.",
        facet=5,
        superseded_by="bewijsResultaat",
    )
    obstakel = related(
        Obstacle,
        "obstacles",
        "slug",
        "Obstakel",
        "Slug van een soort obstakel.",
        said="met als obstakel",
        small=True,
        facet=6,
    )
    element = related(
        Element,
        "elements",
        "slug",
        "Werkzaam element",
        "Slug van een werkzaam element.",
        said="met als werkzaam element",
        quoted=True,
        facet=7,
    )
    # The year it ended, or else the year it was last described: it still ran in or after that year.
    jaarVan = YearFilter(  # noqa: N815
        year=Coalesce("ended_year", "described_in"),
        compare=operator.ge,
        span=PERIOD,
        label="Vanaf jaar",
        help_text="Liep in of na dit jaar.",
    )
    # The year it started, or else the year it was described.
    jaarTot = YearFilter(  # noqa: N815
        year=Coalesce("started_year", "described_in"),
        compare=operator.le,
        span=PERIOD,
        label="Tot en met jaar",
        help_text="Liep in of vóór dit jaar.",
    )
    voor = CurrentMunicipalityFilter(
        method="compare",
        label="Voor gemeente",
        help_text="CBS-code van uw eigen gemeente, om mee te vergelijken; laat niets weg.",
    )
    sorteer = django_filters.ChoiceFilter(
        method="order", choices=list(ORDERS.items()), label="Volgorde", empty_label=None, help_text="Hoe gesorteerd."
    )

    class Meta:
        model = PublishedCase
        form = CaseFilterForm
        fields: list[str] = []

    def get_form_class(self) -> type[forms.Form]:
        """Return a form with only the fields that are asked for: making them all takes longer than finding."""
        return _form(type(self), tuple(name for name in self.filters if name in (self.data or {})))

    def filter_queryset(self, queryset: QuerySet[PublishedCase]) -> QuerySet[PublishedCase]:
        """Return the cases that count, in the order asked for, or by relevance or newest knowledge.

        Those that hold every word that was asked; where none does, those that are near it.
        """
        found = super().filter_queryset(queryset)
        if not self.form.cleaned_data.get("sorteer"):
            found = self.order(found, "sorteer", self.default_order())
        if not self.form.cleaned_data.get("zoek") or self.parsed_query.is_empty or self.parsed_query.holds_all:
            return found
        whole = found.filter(pk__in=self.parsed_query.whole)
        self._found = found
        return whole if whole.exists() else found

    @property
    def near(self) -> QuerySet[PublishedCase]:
        """What comes after the cases that count, where some of those hold every word: what is near, in their order."""
        assert self.qs is not None  # noqa: S101  # it makes what is found
        return self._found.exclude(pk__in=self.parsed_query.whole)

    def default_order(self) -> str:
        """Return the order when none is asked for."""
        return "relevantie" if self.form.cleaned_data.get("zoek") else "-beschreven"

    @property
    def chosen_order(self) -> str:
        """The order of what is found; by relevance only where there are words to be relevant to."""
        asked = self.form.cleaned_data.get("sorteer") or self.default_order()
        return self.default_order() if asked == "relevantie" else str(asked)

    def search(self, queryset: PublishedCaseQuerySet, name: str, value: str) -> PublishedCaseQuerySet:
        return matching(queryset, self.parsed_query)

    def compare(self, queryset: QuerySet[PublishedCase], name: str, value: Municipality) -> QuerySet[PublishedCase]:
        """Keep everything: `voor` says what to compare with, and allows the order by it."""
        return queryset

    def looked_up(self, name: str) -> list[int] | None:
        """Return the cases that fit a parameter no column or relation holds; None where it leaves nothing out."""
        return match_ids(self.parsed_query) if name == "zoek" and not self.parsed_query.is_empty else None

    def order(self, queryset: QuerySet[PublishedCase], name: str, value: str) -> QuerySet[PublishedCase]:
        if value == "past-bij" and (mine := self.form.cleaned_data.get("voor")):
            return queryset.order_by(by_match(mine), *NEWEST_KNOWLEDGE)
        if value == "relevantie" and not self.parsed_query.is_empty:
            return by_relevance(queryset, self.parsed_query)
        return queryset.order_by(*SORTED_BY.get(value, NEWEST_KNOWLEDGE))


@lru_cache(maxsize=256)
def _form(filterset: type[CaseFilter], asked: tuple[str, ...]) -> type[forms.Form]:
    """Return a form with a field for each of these parameters."""
    return type("CaseFilterForm", (CaseFilterForm,), {name: filterset.base_filters[name].field for name in asked})


# What a list shows of a filter, by parameter.
LIST_FILTERS = {name: one for name, one in CaseFilter.base_filters.items() if isinstance(one, ListFilter)}
# The parameters that bound each span, the first one from below.
SPANS: dict[Span, list[str]] = {}
for _name, _filter in LIST_FILTERS.items():
    if isinstance(_filter, YearFilter):
        SPANS.setdefault(_filter.span, []).append(_name)
