"""The values a reader can still choose from, with how many cases each would give."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import groupby
from types import MappingProxyType
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.text import slugify

from cases.listing import ResultSet
from cases.listing.filters import CaseFilter, ListFilter, RelatedFilter
from gouden.web.sorting import name_key

# Those that are facets, in their order.
FACETS = [
    name
    for name, one in sorted(CaseFilter.base_filters.items(), key=lambda item: getattr(item[1], "facet", 0))
    if isinstance(one, ListFilter) and one.facet
]
# The parameters of the period, which is a facet too.
PERIOD = ("jaarVan", "jaarTot")
# How many values of a kind are seen at once; the rest unfolds. One or two more are not worth a fold.
VALUES_SHOWN, VALUES_SPARED = 6, 2


class ValueLabel(NamedTuple):
    """What to call a value, and where it stands."""

    value: str
    label: str
    group: str = ""
    # Where the label needs its heading to be understood: two regions of a different kind share a name.
    long_label: str = ""
    place: tuple[Any, ...] = ()


# The same thousand values come back in every list.
_key = lru_cache(maxsize=20_000)(slugify)


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
    """A parameter with the values that occur among the published cases."""

    name: str
    label: str
    options: list[Option]
    # What was wrong with the values asked for.
    errors: list[str]
    # Whether its values stand open whatever is chosen.
    opened: bool = False

    @property
    def open(self) -> bool:
        """Whether its values can be seen at once."""
        return self.opened or bool(self.chosen or self.errors)

    @property
    def groups(self) -> list[OptionGroup]:
        """The values by kind, in their order."""
        groups = []
        for label, members in groupby(self.options, key=lambda option: option.group):
            options = list(members)
            seen = len(options) if len(options) <= VALUES_SHOWN + VALUES_SPARED else VALUES_SHOWN
            groups.append(OptionGroup(label, options[:seen], options[seen:]))
        return groups

    @property
    def chosen(self) -> list[Option]:
        """The values asked for."""
        return [option for option in self.options if option.chosen]


def facets(cases: ResultSet, errors: Mapping[str, list[str]] = MappingProxyType({})) -> list[Facet]:
    """Return every facet, with the counts that the other parameters leave, and what was wrong with it (`errors`).

    Values of one facet are 'or', facets together 'and', so a facet's own choice does not count in its own numbers.
    """
    return [_facet(name, cases, errors.get(name, [])) for name in FACETS]


def years(cases: ResultSet) -> list[tuple[int, int]]:
    """Return each year in which a case ran, with how many ran then; the period asked for does not count."""
    known = {year for name in PERIOD for year in cases.index.held.get(name, ())}
    others = cases.without(*PERIOD)
    found = []
    for year in range(min(known), max(known) + 1) if known else ():
        ran = cases.index.remember(("ran", year), partial(cases.accepted, **dict.fromkeys(PERIOD, year)))
        found.append((year, (others & ran).bit_count()))
    return found


def _facet(name: str, cases: ResultSet, errors: list[str]) -> Facet:
    criterion, counts = cases.filterset.filters[name], cases.counts(name)
    assert isinstance(criterion, ListFilter)  # noqa: S101  # as all of NAMES
    asked = cases.filterset.form.cleaned_data.get(name) or []
    if isinstance(criterion, RelatedFilter):
        chosen = {getattr(row, criterion.key): row for row in asked}
        # A label may say that a municipality is no more, which is so from a day on.
        labels = cases.index.remember(("labels", name, timezone.localdate()), lambda: _labels(criterion, counts))
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
    return Facet(name, str(criterion.label), options, errors, criterion.opened)


def _labels(criterion: RelatedFilter, counts: Mapping[str, int]) -> list[ValueLabel]:
    """Return what to call each value that a case holds, in their order."""
    assert criterion.queryset is not None  # noqa: S101  # `related` gives it one
    rows = [row for row in criterion.queryset.all() if getattr(row, criterion.key) in counts]
    return sorted((_label(criterion, row) for row in rows), key=_place)


def _label(criterion: RelatedFilter, row: Any) -> ValueLabel:
    """Return what to call a row: under the heading of its kind where its facet has kinds."""
    # An article has a title and no name.
    name = getattr(row, "name", None) or str(row)
    place = (getattr(row, "position", 0), *name_key(name))
    value = getattr(row, criterion.key)
    if not criterion.in_kinds:
        return ValueLabel(value, str(row), "", str(row), place)
    kinds = [kind for kind, _ in row._meta.get_field("kind").choices]
    return ValueLabel(value, name, row.get_kind_display().capitalize(), str(row), (kinds.index(row.kind), *place))


def _place(label: ValueLabel) -> tuple[Any, ...]:
    return label.place
