"""The parameters by which cases are found: each declared once, for the site, the API, feeds and exports.

A filter says what each case holds, and which of that a value accepts. The index in memory (`cases.listing`) and the
queryset follow from it, and so do the form, chips, titles, facets and the sentence over a list. How to add one is in
docs/howto/add-a-filter.md.
"""

import operator
import re
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from functools import cached_property, lru_cache
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.db import models
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from drf_spectacular.drainage import set_override

from cases.listing.municipality_match import by_match
from cases.models import Case, Claim, Initiative, Obstacle, PublishedCase, Theme
from cases.models.querysets import NEWEST_KNOWLEDGE as NEWEST_KNOWLEDGE  # noqa: PLC0414  # also for the views
from cases.models.querysets import PublishedCaseQuerySet
from cases.search import Query, by_relevance, match_ids, matching, parse
from gouden.web.text import line
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


class Filters(OrderedDict[str, django_filters.Filter]):
    """The filters of a set. Every request copies them; the copies share what none of them changes."""

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, django_filters.Filter]:
        return {name: _copied(criterion) for name, criterion in self.items()}


def _copied(criterion: django_filters.Filter) -> django_filters.Filter:
    copied = object.__new__(type(criterion))
    copied.__dict__ = criterion.__dict__ | {"extra": dict(criterion.extra)}
    # What calls a method of the filter set asks its own filter which one that is.
    copied.method = criterion.method
    return copied


class ListFilter(django_filters.Filter):
    """A filter on what each case holds, and how a list shows it."""

    def __init__(
        self,
        *,
        said: str = "",
        small: bool = False,
        facet: int = 0,
        opened: bool = False,
        in_kinds: bool = False,
        in_title: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Say how it shows.

        `said` comes before its values in the sentence over a list, in the order in which filters are declared; `small`
        values begin with a small letter there. `facet` is its place among the facets, from 1; 0: it is none. `opened`
        facets show their values at once, those `in_kinds` under a heading for each kind of row. `in_title` comes before
        its values in the title of the page; None: its label.
        """
        super().__init__(**kwargs)
        self.said, self.small, self.facet, self.opened, self.in_kinds = said, small, facet, opened, in_kinds
        self.in_title = f"{str(self.label).lower()} " if in_title is None else in_title

    def accepted(self, value: Any, known: Collection[Any]) -> Iterable[Any]:
        """Return what of the contents that are `known` the valid `value` asks for."""
        found: Iterable[Any] = value
        return found


class RelatedFilter(ListFilter, django_filters.ModelMultipleChoiceFilter):
    """Cases tied to any of the chosen rows, found without a join that would repeat them."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if not value:
            return qs
        tied = PublishedCase.objects.filter(**{f"{self.field_name}__{self.key}__in": self.accepted(value, ())})
        return qs.filter(pk__in=tied.order_by().values("pk"))

    @property
    def key(self) -> str:
        """The field by which a row is asked for."""
        return str(self.extra["to_field_name"])

    def held(self, cases: Collection[int] | None) -> Iterable[tuple[int, str]]:
        """Yield which case is tied to which key, for these cases or for all."""
        field: Any = PublishedCase._meta.get_field(str(self.field_name))
        near, far = field.m2m_field_name(), field.m2m_reverse_field_name()
        ties = field.remote_field.through._base_manager.values_list(near, far)
        keys = dict(self.queryset.order_by().values_list("pk", self.key)) if self.queryset is not None else {}
        wanted = ties if cases is None else ties.filter(**{f"{near}__in": cases})
        return ((case, keys[row]) for case, row in wanted.iterator(chunk_size=10_000))

    def accepted(self, value: Any, known: Collection[str]) -> Iterable[str]:
        return [getattr(row, self.key) for row in value]


class ColumnFilter(ListFilter):
    """A filter on what each case holds once: `column` is an expression."""

    column: Any

    @property
    def possible(self) -> Collection[Any]:
        """All that the column may hold."""
        raise NotImplementedError

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if value in EMPTY_VALUES:
            return qs
        name = f"held_{id(self)}"
        return qs.alias(**{name: self.column}).filter(**{f"{name}__in": list(self.accepted(value, self.possible))})


class ChoicesFilter(ColumnFilter, django_filters.MultipleChoiceFilter):
    """Any of the chosen contents of a field."""

    @property
    def column(self) -> Any:
        """The field itself."""
        return F(str(self.field_name))

    @property
    def possible(self) -> Collection[Any]:
        """Its choices."""
        return [value for value, _ in self.extra["choices"]]


FIRST_YEAR, LAST_YEAR = 1900, 2100


class WordsField(forms.CharField):
    """Words to search for, cleaned as the texts they are looked for in; a NUL is refused."""

    def to_python(self, value: Any) -> str | None:
        found: str | None = super().to_python(value)
        return found if found is None or "\0" in found else line(found)


class WordsFilter(django_filters.CharFilter):
    field_class = WordsField


class YearField(forms.IntegerField):
    """A year in four digits, and in no other way: Django reads 2017.0, 2_017 and digits of other scripts as well."""

    default_error_messages = {"invalid": "Geef een jaartal van vier cijfers, zoals 2017."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=FIRST_YEAR, max_value=LAST_YEAR, **kwargs)

    def to_python(self, value: Any) -> int | None:
        text = "" if value is None else str(value).strip()
        if text and not re.fullmatch(r"[0-9]{4}", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(text) if text else None


class YearFilter(ColumnFilter):
    """A bound to a year: `year` is what is compared, with what is asked for, by `compare`."""

    field_class = YearField

    def __init__(self, *, year: Any, compare: Callable[[int, int], bool], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # The schema cannot see from a comparison what is compared.
        set_override(self, "field", {"type": "integer", "description": self.extra["help_text"]})
        self.column = year
        self.compare = compare

    @property
    def possible(self) -> Collection[int]:
        """Every year that can be asked for."""
        return range(FIRST_YEAR, LAST_YEAR + 1)

    def accepted(self, value: Any, known: Collection[Any]) -> Iterable[Any]:
        return [year for year in known if self.compare(year, value)]


def related(model: type[models.Model], field: str, key: str, label: str, help_text: str, **shown: Any) -> RelatedFilter:
    """Return a filter on the rows of `model` by their `key`; `shown` as ListFilter has it."""
    return RelatedFilter(
        queryset=model._default_manager.all(),
        field_name=field,
        to_field_name=key,
        label=label,
        help_text=help_text,
        **shown,
    )


class CaseFilterForm(forms.Form):
    """What the parameters ask of each other."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("sorteer") == "past-bij" and not cleaned.get("voor"):
            self.add_error("sorteer", "Sorteren op ‘past-bij’ kan alleen met een gemeente in ‘voor’.")
        return cleaned


class CaseFilter(django_filters.FilterSet):
    """Which published cases, in which order. Repeat a parameter for 'or'; different parameters are 'and'."""

    zoek = WordsFilter(
        method="search", max_length=200, label="Zoeken", help_text="Woorden die in het voorbeeld voorkomen."
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
    soort = ChoicesFilter(
        field_name="kind",
        choices=Case.Kind.choices,
        label="Soort",
        help_text="portret of praktijk.",
        facet=2,
        opened=True,
    )
    gemeente = related(
        Municipality, "municipalities", "cbs_code", "Gemeente", "CBS-code van een gemeente.", said="in", facet=7
    )
    provincie = related(
        Province, "provinces", "code", "Provincie", "PV-code van een provincie, zoals PV25.", said="in", facet=6
    )
    regio = related(Region, "regions", "slug", "Regio", "Slug van een regio.", said="in", facet=8, in_kinds=True)
    organisatie = related(
        Organisation, "organisations", "slug", "Organisatie", "Slug van een organisatie.", said="met", facet=9
    )
    initiatief = related(
        Initiative, "initiatives", "slug", "Initiatief", "Slug van een initiatief.", said="rond", facet=10
    )
    status = ChoicesFilter(
        field_name="lifecycle",
        choices=Case.Lifecycle.choices,
        label="Loopt het nog?",
        help_text="Stand van zaken.",
        facet=3,
        opened=True,
    )
    bewijs = ChoicesFilter(
        field_name="evidence",
        choices=Claim.Evidence.choices,
        label="Sterkste bewijs",
        help_text="Het sterkste bewijs onder de uitspraken.",
        said="met als sterkste bewijs",
        small=True,
        facet=4,
    )
    obstakel = related(
        Obstacle,
        "obstacles",
        "slug",
        "Obstakel",
        "Slug van een soort obstakel.",
        said="met als obstakel",
        small=True,
        facet=5,
    )
    # The year it ended, or else the year it was last described: it still ran in or after that year.
    jaarVan = YearFilter(  # noqa: N815
        year=Coalesce("ended_year", "described_in"),
        compare=operator.ge,
        label="Vanaf jaar",
        help_text="Liep in of na dit jaar.",
    )
    # The year it started, or else the year it was described.
    jaarTot = YearFilter(  # noqa: N815
        year=Coalesce("started_year", "described_in"),
        compare=operator.le,
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

    @classmethod
    def get_filters(cls) -> Filters:
        """Return the filters by name."""
        return Filters(super().get_filters())

    def get_form_class(self) -> type[forms.Form]:
        """Return a form with only the fields that are asked for: making them all takes longer than finding."""
        return _form(type(self), tuple(name for name in self.filters if name in (self.data or {})))

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the cases found, in the order asked for, or by relevance or newest knowledge."""
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("sorteer") else self.order(found, "sorteer", self.default_order())

    def default_order(self) -> str:
        """Return the order when none is asked for."""
        return "relevantie" if self.form.cleaned_data.get("zoek") else "-beschreven"

    @cached_property
    def parsed_query(self) -> Query:
        """What `zoek` asks for."""
        return parse(self.form.cleaned_data.get("zoek") or "")

    @property
    def chosen_order(self) -> str:
        """The order of what is found; by relevance only where there are words to be relevant to."""
        asked = self.form.cleaned_data.get("sorteer") or self.default_order()
        return self.default_order() if asked == "relevantie" else str(asked)

    def search(self, queryset: PublishedCaseQuerySet, name: str, value: str) -> PublishedCaseQuerySet:
        return matching(queryset, self.parsed_query)

    def compare(self, queryset: QuerySet[Any], name: str, value: Municipality) -> QuerySet[Any]:
        """Keep everything: `voor` says what to compare with, and allows the order by it."""
        return queryset

    def looked_up(self, name: str) -> list[int] | None:
        """Return the cases that fit a parameter no column or relation holds; None where it leaves nothing out."""
        return match_ids(self.parsed_query) if name == "zoek" and not self.parsed_query.is_empty else None

    def order(self, queryset: Any, name: str, value: str) -> QuerySet[Any]:
        if value == "past-bij" and (mine := self.form.cleaned_data.get("voor")):
            return queryset.order_by(by_match(mine), *NEWEST_KNOWLEDGE)
        if value == "relevantie" and not self.parsed_query.is_empty:
            return by_relevance(queryset, self.parsed_query)
        return queryset.order_by(*SORTED_BY.get(value, NEWEST_KNOWLEDGE))


@lru_cache(maxsize=256)
def _form(filterset: type[CaseFilter], asked: tuple[str, ...]) -> type[forms.Form]:
    """Return a form with a field for each of these parameters."""
    return type("CaseFilterForm", (CaseFilterForm,), {name: filterset.base_filters[name].field for name in asked})
