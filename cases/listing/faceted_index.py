"""Which case holds which value of each filter, and the orders of the cases: read once, then kept up to date.

Every process has an index of its own. A publication appends an event in the transaction that changes the public rows,
so the events since the index was read say exactly which cases to read again; processes need not speak to each other. An
index never changes: the next one shares with it what stayed the same.
"""

import logging
import threading
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, cast

from django.db import DatabaseError, connections

from cases.listing.bitsets import CaseSet
from cases.listing.filter_kinds import ColumnFilter, GroupsFilter, RelatedFilter, Value
from cases.listing.filters import SORTED_BY, CaseFilter
from cases.models import CatalogueState, Counters, PublicationEvent, PublishedCase

logger = logging.getLogger(__name__)

COLUMN_FILTERS = {name: found for name, found in CaseFilter.base_filters.items() if isinstance(found, ColumnFilter)}
RELATED_FILTERS = {name: found for name, found in CaseFilter.base_filters.items() if isinstance(found, RelatedFilter)}
GROUPS_FILTERS = {name: found for name, found in CaseFilter.base_filters.items() if isinstance(found, GroupsFilter)}
# What the orders compare, each column once.
SORTED_ON = list(dict.fromkeys(name.removeprefix("-") for order in SORTED_BY.values() for name in order))
# With more changes than this, reading everything anew is quicker.
MANY_CHANGES = 500
# How many answers are kept to what no column or relation answers, such as words.
REMEMBERED = 256

type SetsByValue = dict[Value, CaseSet]
# By parameter and value, the slots in which it stands.
type Read = dict[str, dict[Value, list[int]]]
type SortKey = tuple[str | int, ...]


class ColumnsRead(NamedTuple):
    """What the columns of a case hold."""

    case: int
    sort_key: SortKey
    # In the order of COLUMN_FILTERS.
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Index:
    """The public cases of one version of the catalogue."""

    state: Counters = field(default_factory=Counters)
    # Case by slot; 0 where a slot is free.
    cases: tuple[int, ...] = ()
    slots: Mapping[int, int] = field(default_factory=dict)
    # What each slot is sorted on.
    sort_keys: tuple[SortKey, ...] = ()
    # By parameter and value.
    held: Mapping[str, SetsByValue] = field(default_factory=dict)
    # All slots in each order of SORTED_BY.
    orders: Mapping[str, list[int]] = field(default_factory=dict)
    # What was made of this index on the way, such as the answers to words.
    remembered: dict[Hashable, object] = field(default_factory=dict)

    @cached_property
    def everything(self) -> int:
        """The set of all cases."""
        return CaseSet.of(self.slots.values()).cases

    def remember[T](self, asked: Hashable, answer: Callable[[], T]) -> T:
        """Return the answer to `asked`, worked out once for this version as long as it is remembered."""
        if not self.state.token:
            # Nothing was ever published: no token would say that rows without cases changed.
            return answer()
        known = self.remembered.get(asked, self)
        if known is not self:
            # Whatever is asked for the same has the same kind of answer.
            return cast(T, known)
        if len(self.remembered) >= REMEMBERED:
            self.remembered.clear()
        self.remembered[asked] = found = answer()
        return found


_lock = threading.Lock()
_latest = Index()


def current() -> Index:
    """Return the index of the catalogue as it is now; one query when nothing changed."""
    global _latest  # noqa: PLW0603  # the one index of this process
    if _latest.state == CatalogueState.counters():
        return _latest
    with _lock:
        # A publication in the middle of reading is read by the next round, so that an index is of one version.
        while _latest.state != (now := CatalogueState.counters()):
            _latest = updated(_latest, now)
        return _latest


def prepare() -> None:
    """Read the index ahead of the first request, and leave no connection behind; without a database do nothing."""
    try:
        current()
    except DatabaseError:
        logger.warning("no index yet: the database does not answer")
    finally:
        connections.close_all()


def updated(index: Index, now: Counters) -> Index:
    """Return the index for `now`, with the help of an older one where it is of the same history."""
    since = PublicationEvent.objects.filter(number__gte=index.state.number, number__lte=now.number)
    events = list(since.order_by("number").values_list("token", "case_id")[: MANY_CHANGES + 2])
    if events and events[0][0] == index.state.event_token and len(events) <= MANY_CHANGES + 1:
        return with_changes(replace(index, state=now), {case for _, case in events[1:] if case})
    return with_changes(Index(now), None)


def with_changes(index: Index, changed: set[int] | None) -> Index:
    """Return `index` with the cases `changed` read again, or with all of them (None), and with nothing remembered."""
    if changed is not None and not changed:
        return replace(index, held=_with_groups(index.held), remembered={})
    rows = list(_rows(changed))
    cases, slots, sort_keys = list(index.cases), dict(index.slots), list(index.sort_keys)
    gone = {slots.pop(case) for case in changed or () if case in slots}
    for slot in gone:
        cases[slot] = 0
    free = [slot for slot, case in enumerate(cases) if not case]
    for case, sort_key, _ in rows:
        slot = free.pop() if free else len(cases)
        if slot == len(cases):
            cases.append(case)
            sort_keys.append(())
        cases[slot], slots[case], sort_keys[slot] = case, slot, sort_key
    new = [slots[row.case] for row in rows]
    return Index(
        index.state,
        tuple(cases),
        slots,
        tuple(sort_keys),
        _with_groups(_held(index.held, gone, _read(rows, slots, changed))),
        {name: _order(name, index.orders.get(name, []), gone, new, sort_keys) for name in SORTED_BY},
    )


def _rows(changed: set[int] | None) -> Iterator[ColumnsRead]:
    """Yield of each case its key, what it is sorted on and what its columns hold, in one query."""
    columns = {f"held_{name}": found.column for name, found in COLUMN_FILTERS.items()}
    rows = PublishedCase.objects.annotate(**columns).order_by("pk")
    if changed is not None:
        rows = rows.filter(pk__in=changed)
    end = 1 + len(SORTED_ON)
    for row in rows.values_list("pk", *SORTED_ON, *columns).iterator(chunk_size=10_000):
        yield ColumnsRead(row[0], row[1:end], row[end:])


def _read(rows: list[ColumnsRead], slots: Mapping[int, int], changed: Collection[int] | None) -> Read:
    """Return for each parameter in which slots each value stands."""
    read: Read = {name: defaultdict(list) for name in (*COLUMN_FILTERS, *RELATED_FILTERS)}
    for position, name in enumerate(COLUMN_FILTERS):
        for row in rows:
            read[name][row.values[position]].append(slots[row.case])
    for name, relation in RELATED_FILTERS.items():
        found = read[name]
        for case, value in relation.held(changed):
            # A case may have appeared since the columns were read: its event comes with the next round.
            if case in slots:
                found[value].append(slots[case])
    return read


def _held(before: Mapping[str, SetsByValue], gone: set[int], read: Read) -> dict[str, SetsByValue]:
    gone_bits = CaseSet.of(gone).cases
    held = {}
    for name, found in read.items():
        old = before.get(name, {})
        values = {
            value: cases_with.changed(gone, gone_bits, found.get(value, ())) if gone or value in found else cases_with
            for value, cases_with in old.items()
        }
        values |= {value: CaseSet.of(members) for value, members in found.items() if value not in old}
        held[name] = {value: cases_with for value, cases_with in values.items() if cases_with.number}
    return held


def _with_groups(held: Mapping[str, SetsByValue]) -> dict[str, SetsByValue]:
    """Return what cases hold, with the groups of it as they are now: no event of a case says that those changed."""
    found: dict[str, SetsByValue] = {}
    for name, criterion in GROUPS_FILTERS.items():
        group_of, cases = criterion.groups(), defaultdict[str, int](int)
        for key, cases_with in held.get(criterion.grouped, {}).items():
            if key in group_of:
                cases[group_of[str(key)]] |= cases_with.cases
        found[name] = {group: CaseSet.holding(together) for group, together in cases.items()}
    return {**held, **found}


def _order(name: str, before: list[int], gone: set[int], new: list[int], sort_keys: list[SortKey]) -> list[int]:
    """Return all slots in the order `name`: those of `before` that stayed, and the new ones at their place."""
    key = _sort_key(name, sort_keys)
    if not before:
        return sorted(new, key=key)
    slots = [slot for slot in before if slot not in gone]
    for slot in new:
        insort(slots, slot, key=key)
    return slots


def _sort_key(name: str, sort_keys: list[SortKey]) -> Callable[[int], SortKey]:
    """Return by what to sort slots; a column with a minus holds numbers, which are turned around."""
    columns = [
        (SORTED_ON.index(column.removeprefix("-")), -1 if column.startswith("-") else 1) for column in SORTED_BY[name]
    ]

    def key(slot: int) -> SortKey:
        row = sort_keys[slot]
        return tuple([row[position] * sign for position, sign in columns])

    return key
