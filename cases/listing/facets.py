"""The values a reader can still choose from, with how many cases each would give, as the filters declare them."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from heapq import nlargest
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple, Protocol

import django_filters
from django.db.models import Field, Model
from django.utils import timezone
from django.utils.text import slugify

from cases.listing import ResultSet
from cases.listing.faceted_index import Index
from cases.listing.filter_kinds import ListFilter, RelatedFilter, Span, Value
from cases.listing.filters import LIST_FILTERS, SPANS
from gouden.web.text.sorting import name_key

# What is a facet, in its order: a filter by its parameter, or the span that two of them bound.
FACETS: list[str | Span] = sorted(
    [*(name for name, one in LIST_FILTERS.items() if one.facet), *SPANS],
    key=lambda one: one.facet if isinstance(one, Span) else LIST_FILTERS[one].facet,
)
# Those that the site offers.
OFFERED = [one for one in FACETS if isinstance(one, Span) or not LIST_FILTERS[one].superseded_by]
# How many values of a kind are seen at once; the rest unfolds. One or two more are not worth a fold.
VALUES_SHOWN, VALUES_SPARED = 6, 2
# A page holds all values of a facet with no more than this; of a longer one it holds so many that find most, and those
# that were chosen, until the reader asks for all.
VALUES_HELD, VALUES_FIRST = 20, 10


# What is counted, unless a list says otherwise.
CASES = ("voorbeeld", "voorbeelden")

# By what values are put in order.
type Place = tuple[int | str, ...]


class Countable(Protocol):
    """What a choice finds, of which the values of each parameter are counted."""

    @property
    def filterset(self) -> django_filters.FilterSet: ...

    @property
    def index(self) -> Index: ...

    def counts(self, name: str) -> Mapping[Value, int]: ...


class ValueLabel(NamedTuple):
    """What to call a value, and where it stands."""

    value: str
    label: str
    group: str = ""
    # Where the label needs its heading to be understood: two regions of a different kind share a name.
    long_label: str = ""
    place: Place = ()


# The same thousand values come back in every list.
_key = lru_cache(maxsize=20_000)(slugify)


class InUse(NamedTuple):
    """A value asked for, in which parameter, and how a reader calls it."""

    parameter: str
    value: str
    label: str


@dataclass(slots=True)
class Option:
    """A value with the number of cases it gives."""

    value: str
    label: str
    count: int
    chosen: bool
    group: str = ""
    long_label: str = ""

    @property
    def key(self) -> str:
        """The value as it can stand in an id."""
        return _key(self.value)

    @property
    def full_label(self) -> str:
        """The label as it is understood without the heading it stands under."""
        return self.long_label or self.label

    @property
    def disabled(self) -> bool:
        """Whether choosing it would find nothing; what is chosen can always be taken away."""
        return not self.count and not self.chosen


@dataclass(frozen=True)
class OptionGroup:
    """The values of one kind: those seen at once, and the rest. The label is empty where there are no kinds."""

    label: str
    shown: list[Option]
    folded: list[Option]

    @property
    def open(self) -> bool:
        """Whether the rest is unfolded: something in it is chosen."""
        return any(option.chosen for option in self.folded)


@dataclass(frozen=True)
class Facet:
    """A parameter with the values that occur among the published cases, or among what else is `counted`."""

    name: str
    label: str
    options: list[Option]
    # What was wrong with the values asked for.
    errors: list[str]
    # Whether its values stand open whatever is chosen.
    opened: bool = False
    # One and more of what its numbers count.
    counted: tuple[str, str] = CASES
    # What its values mean.
    explained: str = ""
    # How many values it has beside its options, which are those that find most and what is chosen.
    more: int = 0
    # Whether all of its values were asked for.
    asked_whole: bool = False

    @property
    def open(self) -> bool:
        """Whether its values can be seen at once."""
        return self.opened or self.asked_whole or bool(self.chosen or self.errors)

    @property
    def number(self) -> int:
        """How many values it has, with those that are not among its options."""
        return len(self.options) + self.more

    @property
    def groups(self) -> list[OptionGroup]:
        """The values by kind, in their order."""
        groups = []
        for label, members in groupby(self.options, key=lambda option: option.group):
            options = list(members)
            few = self.more or len(options) <= VALUES_SHOWN + VALUES_SPARED
            seen = len(options) if few else VALUES_SHOWN
            groups.append(OptionGroup(label, options[:seen], options[seen:]))
        return groups

    @property
    def chosen(self) -> list[Option]:
        """The values asked for."""
        return [option for option in self.options if option.chosen]

    @property
    def parameters(self) -> list[str]:
        """The parameters that choose from it."""
        return [self.name]

    @property
    def in_use(self) -> list[InUse]:
        """The values asked for, as a list names them."""
        return [InUse(self.name, option.value, option.full_label) for option in self.chosen]


@dataclass(frozen=True)
class Bound:
    """One of the parameters of a span: what was typed in it, and what of that can be read."""

    name: str
    label: str
    typed: str
    value: str
    errors: list[str]


@dataclass(frozen=True)
class SpanFacet:
    """A span of years with its two bounds. Its options are counted only where they are asked for."""

    span: Span
    bounds: list[Bound]
    cases: ResultSet

    @property
    def name(self) -> str:
        """How the page and the API call it."""
        return self.span.name

    @property
    def label(self) -> str:
        """What a reader calls it."""
        return self.span.label

    @property
    def parameters(self) -> list[str]:
        """The parameters that choose from it."""
        return [bound.name for bound in self.bounds]

    @property
    def open(self) -> bool:
        """Whether its bounds can be seen at once."""
        return any(bound.typed for bound in self.bounds)

    @property
    def in_use(self) -> list[InUse]:
        """The bounds asked for."""
        return [InUse(bound.name, bound.value, bound.value) for bound in self.bounds if bound.value]

    @property
    def options(self) -> list[Option]:
        """Each year that a case holds, with how many do; the bounds asked for do not count, but choose."""
        cases, names = self.cases, self.parameters
        known = [year for name in names for year in cases.index.held.get(name, ()) if isinstance(year, int)]
        first, last = (cases.filterset.form.cleaned_data.get(name) for name in names)
        others = cases.without(*names)
        options = []
        for year in range(min(known), max(known) + 1) if known else ():
            accepted = partial(cases.accepted, **dict.fromkeys(names, year))
            held = cases.index.remember((self.name, year), accepted)
            chosen = bool(first or last) and (first or year) <= year <= (last or year)
            options.append(Option(str(year), str(year), (others & held).bit_count(), chosen))
        return options


def facets(
    cases: ResultSet,
    errors: Mapping[str, list[str]] = MappingProxyType({}),
    typed: Mapping[str, str] = MappingProxyType({}),
    among: Iterable[str | Span] = FACETS,
) -> list[Facet | SpanFacet]:
    """Return every facet `among` these, with the counts that the other parameters leave.

    Each with what was `typed`, and what is wrong with that. Values of one facet are 'or', facets together 'and', so a
    facet's own choice does not count in its own numbers.
    """
    return [
        _span_facet(one, cases, errors, typed) if isinstance(one, Span) else facet(one, cases, errors.get(one, []))
        for one in among
    ]


def told_once(offered: Iterable[Facet | SpanFacet]) -> list[Facet | SpanFacet]:
    """Return the facets, each without the values that a later one offers of the same relation; what is chosen stays.

    A target group is a theme too, and a form that offered it twice would not say which of the two to choose.
    """
    found, later = list[Facet | SpanFacet](), dict[str, set[str]]()
    for one in reversed(list(offered)):
        found.append(_without(one, later.setdefault(_relation(one), set())))
    return found[::-1]


def at_first(offered: Iterable[Facet | SpanFacet], whole: Container[str] = ()) -> list[Facet | SpanFacet]:
    """Return the facets as a page holds them: of a long one the first values, but all where it is one of `whole`."""
    return [_at_first(one, asked=one.name in whole) if isinstance(one, Facet) else one for one in offered]


def _at_first(facet: Facet, *, asked: bool) -> Facet:
    options = facet.options
    if asked or len(options) <= VALUES_HELD:
        return replace(facet, asked_whole=asked)
    most = set(map(id, nlargest(VALUES_FIRST, options, key=lambda option: option.count)))
    held = [option for option in options if option.chosen or id(option) in most]
    return replace(facet, options=held, more=len(options) - len(held))


def _relation(facet: Facet | SpanFacet) -> str:
    return str(LIST_FILTERS[facet.name].field_name) if isinstance(facet, Facet) else ""


def _without(facet: Facet | SpanFacet, taken: set[str]) -> Facet | SpanFacet:
    """Return a facet without these values, and count its own among them."""
    if not isinstance(facet, Facet):
        return facet
    options = [option for option in facet.options if option.chosen or option.value not in taken]
    taken |= {option.value for option in options}
    return replace(facet, options=options)


def _span_facet(span: Span, cases: ResultSet, errors: Mapping[str, list[str]], typed: Mapping[str, str]) -> SpanFacet:
    read = cases.filterset.data or {}
    bounds = [
        Bound(name, str(LIST_FILTERS[name].label), typed.get(name, ""), read.get(name, ""), errors.get(name, []))
        for name in SPANS[span]
    ]
    return SpanFacet(span, bounds, cases)


def facet(name: str, cases: Countable, errors: list[str], counted: tuple[str, str] = CASES) -> Facet:
    """Return the facet of one parameter, with the counts that the others leave."""
    criterion, counts = cases.filterset.filters[name], cases.counts(name)
    assert isinstance(criterion, ListFilter)  # noqa: S101  # as what is a facet
    asked = cases.filterset.form.cleaned_data.get(name) or []
    if isinstance(criterion, RelatedFilter):
        chosen = {getattr(row, criterion.key): row for row in asked}
        # A label may say that a municipality is no more, which is so from a day on.
        labels = cases.index.remember(
            ("labels", type(cases), name, timezone.localdate()), lambda: _labels(criterion, counts)
        )
        # What no case holds is not offered, but what is chosen can always be taken away.
        extra = [_label(criterion, row) for value, row in chosen.items() if value not in counts]
    else:
        chosen = dict.fromkeys(asked)
        labels = [
            ValueLabel(str(value), str(label).capitalize())
            for value, label in criterion.extra["choices"]
            if value in counts or value in chosen
        ]
        extra = []
    options = [
        Option(value, label, counts.get(value, 0), value in chosen, group, long_label)
        for value, label, group, long_label, _ in (sorted([*labels, *extra], key=_place) if extra else labels)
    ]
    return Facet(name, str(criterion.label), options, errors, criterion.opened, counted, criterion.explained)


def _labels(criterion: RelatedFilter, counts: Mapping[Value, int]) -> list[ValueLabel]:
    """Return what to call each value that a case holds, in their order."""
    assert criterion.queryset is not None  # noqa: S101  # `related` gives it one
    rows = [row for row in criterion.queryset.all() if getattr(row, criterion.key) in counts]
    return sorted((_label(criterion, row) for row in rows), key=_place)


def _label(criterion: RelatedFilter, row: Model) -> ValueLabel:
    """Return what to call a row: under the heading of its kind where its facet has kinds."""
    # An article has a title and no name.
    name = getattr(row, "name", None) or str(row)
    place = (getattr(row, "position", 0), *name_key(name))
    value = getattr(row, criterion.key)
    if not criterion.in_kinds:
        return ValueLabel(value, str(row), "", str(row), place)
    field = row._meta.get_field("kind")
    assert isinstance(field, Field)  # noqa: S101  # as `in_kinds` says
    kind, kinds = field.value_from_object(row), dict(field.flatchoices)
    return ValueLabel(value, name, str(kinds[kind]).capitalize(), str(row), (list(kinds).index(kind), *place))


def _place(label: ValueLabel) -> Place:
    return label.place
