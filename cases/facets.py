"""The values a reader can still choose from, with how many cases each would give."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet
from django.utils.text import slugify

from cases.filters import CaseFilter, RelatedFilter
from cases.models import PublishedCase
from gouden.web.leniency import Reading
from gouden.web.sorting import name_key

# In the order in which a reader narrows down.
NAMES = (
    "thema",
    "soort",
    "status",
    "bewijs",
    "provincie",
    "gemeente",
    "regio",
    "organisatie",
    "initiatief",
)
# Those a reader uses most stand open.
OPEN = {"thema", "soort", "status"}
# How many values of a kind are seen at once; the rest unfolds. One or two more are not worth a fold.
SHOWN, SPARED = 6, 2
# Facets whose values come in kinds, each under its own heading, in the order of the kinds.
IN_KINDS = {"thema", "regio"}


@dataclass(frozen=True)
class Option:
    """A value with the number of cases it gives."""

    value: str
    label: str
    count: int
    chosen: bool
    group: str = ""
    # Where the label needs its heading to be understood: two regions of a different kind share a name.
    long_label: str = ""

    @property
    def key(self) -> str:
        """The value as it can stand in an id."""
        return slugify(self.value)

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

    @property
    def open(self) -> bool:
        """Whether its values can be seen at once."""
        return self.name in OPEN or bool(self.chosen or self.errors)

    @property
    def groups(self) -> list[OptionGroup]:
        """The values by kind, in their order."""
        groups = []
        for label, members in groupby(self.options, key=lambda option: option.group):
            options = list(members)
            seen = len(options) if len(options) <= SHOWN + SPARED else SHOWN
            groups.append(OptionGroup(label, options[:seen], options[seen:]))
        return groups

    @property
    def chosen(self) -> list[Option]:
        """The values asked for."""
        return [option for option in self.options if option.chosen]


def facets(reading: Reading[CaseFilter]) -> list[Facet]:
    """Return every facet, with the counts that the other parameters of `reading` leave, and what was wrong with it.

    Values of one facet are 'or', facets together 'and', so a facet's own choice does not count in its own numbers.
    One query a facet, and for each facet in use one filterset more.
    """
    return [_facet(name, reading) for name in NAMES]


def _facet(name: str, reading: Reading[CaseFilter]) -> Facet:
    criterion = reading.filterset.filters[name]
    chosen = reading.query.getlist(name)
    found = _found_without(name, reading).order_by().values("pk")
    if isinstance(criterion, RelatedFilter):
        options = _related_options(name, criterion, chosen, found)
    else:
        options = _choice_options(criterion, chosen, found)
    return Facet(name, str(criterion.label), options, reading.errors.get(name, []))


def _found_without(name: str, reading: Reading[CaseFilter]) -> QuerySet[PublishedCase]:
    """Return what is found when the parameter `name` is left out."""
    if name not in reading.query:
        return reading.filterset.qs
    query = reading.query.copy()
    del query[name]
    return CaseFilter(query, reading.filterset.queryset).qs


def _related_options(
    name: str, criterion: RelatedFilter, chosen: list[str], found: QuerySet[PublishedCase, Any]
) -> list[Option]:
    key, every = criterion.extra["to_field_name"], criterion.queryset
    assert every is not None  # noqa: S101  # `related` gives it one
    rows = every.filter(Q(cases__isnull=False) | Q(**{f"{key}__in": chosen})).annotate(
        found=Count("cases", filter=Q(cases__in=found), distinct=True)
    )
    in_kinds = name in IN_KINDS
    order = [kind for kind, _ in rows.model._meta.get_field("kind").choices] if in_kinds else []
    options = []
    for row in sorted(rows, key=lambda row: (order.index(row.kind) if in_kinds else 0, _row_key(row))):
        value = getattr(row, key)
        group = row.get_kind_display().capitalize() if in_kinds else ""
        label = row.name if in_kinds else str(row)
        options.append(Option(value, label, row.found, value in chosen, group, str(row)))
    return options


def _row_key(row: Any) -> tuple[Any, ...]:
    """Return what to sort a row by: its position where it has one, and its name."""
    return getattr(row, "position", 0), name_key(row.name)


def _choice_options(
    criterion: django_filters.Filter, chosen: list[str], found: QuerySet[PublishedCase, Any]
) -> list[Option]:
    rows = (
        PublishedCase.objects.order_by()
        .values_list(str(criterion.field_name))
        .annotate(found=Count("pk", filter=Q(pk__in=found)))
    )
    counts = dict(rows)
    return [
        Option(str(value), str(label).capitalize(), counts.get(value, 0), value in chosen)
        for value, label in criterion.extra["choices"]
        if value in counts or value in chosen
    ]
