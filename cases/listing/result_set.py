"""What a reader's choice finds: how many, which on this page, and how many with another value."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, reduce
from itertools import compress, islice
from operator import and_, itemgetter, or_
from typing import overload

import django_filters
import orjson

from cases.listing.bitsets import bits, flags, slots
from cases.listing.faceted_index import Index, current
from cases.listing.filter_kinds import ColumnFilter, GroupsFilter, RelatedFilter, Value
from cases.listing.filters import CaseFilter
from cases.models.querysets import placeholders, selected
from cases.search import ranked

# Up to so many cases are sorted one by one; more are picked from the order that is ready.
SORTED_APART = 2_000
# A card or a record as it is stored.
STORED = "SELECT case_id, CAST({} AS text) FROM cases_publishedcase WHERE case_id IN ({})"
type Part = slice[int | None, int | None, int | None]
# What follows the best cases.
NEWEST = "-beschreven"


class ResultSet:
    """The cases that a choice finds. Each parameter is a set of cases; together they are what is in all of them.

    Counted are those that hold every word that was asked; where none does, those that are near it. What is near comes
    after what is counted, and is counted apart.
    """

    def __init__(self, filterset: CaseFilter, index: Index) -> None:
        self.filterset = filterset
        self.index = index
        filterset.is_valid()  # fills the form's cleaned_data
        asked = filterset.form.cleaned_data.items()
        parts = {name: self._part(name, filterset.filters[name], value) for name, value in asked if value}
        self.parts = {name: part for name, part in parts.items() if part is not None}
        found = self._found()
        # Whether no case that fits the rest holds every word: then what is near is what is counted.
        self.only_near = bool(found) and not found & self.whole
        self.cases = self.without()
        # What is found and not counted.
        self.near = found & ~self.cases

    @classmethod
    def of(cls, filterset: CaseFilter) -> "ResultSet":
        """Return what the valid `filterset` finds in the catalogue as it is now."""
        return cls(filterset, current())

    def _part(self, name: str, criterion: django_filters.Filter, value: object) -> int | None:
        """Return the cases that fit one parameter; None where it leaves nothing out, such as an order."""
        if isinstance(criterion, (RelatedFilter, ColumnFilter, GroupsFilter)):
            held = self.index.held.get(name, {})
            sets = [held[key].cases for key in criterion.accepted(value, held) if key in held]
            return reduce(or_, sets, 0)
        return self.index.remember((name, str(value)), lambda: self._looked_up(name))

    def _looked_up(self, name: str) -> int | None:
        """Return the cases that fit what only the database can answer, such as words."""
        cases, known = self.filterset.looked_up(name), self.index.slots
        return None if cases is None else bits(known[case] for case in cases if case in known)

    def accepted(self, **values: object) -> int:
        """Return the cases that fit these valid values, whatever was asked."""
        parts = [self._part(name, self.filterset.filters[name], value) for name, value in values.items()]
        return reduce(and_, [part for part in parts if part is not None], self.index.everything)

    def without(self, *names: str) -> int:
        """Return the cases that fit every parameter but these, and are counted."""
        found = self._found(*names)
        return found if self.only_near or "zoek" in names else found & self.whole

    def _found(self, *names: str) -> int:
        """Return the cases that fit every parameter but these, or are near what was asked."""
        return reduce(and_, [part for name, part in self.parts.items() if name not in names], self.index.everything)

    @cached_property
    def whole(self) -> int:
        """The cases that hold every word that was asked; all of them when none was."""
        if "zoek" not in self.parts:
            return self.index.everything
        query, known = self.filterset.parsed_query, self.index.slots
        return self.index.remember(
            ("whole", query.text), lambda: bits(known[case] for case in query.whole if case in known)
        )

    @property
    def holds_all(self) -> bool:
        """Whether what is counted holds everything that was asked, in words: none that occur nowhere, or that only
        editors tie to it."""
        said = "zoek" not in self.parts or self.filterset.parsed_query.is_said
        return not self.cases or (said and not self.only_near)

    def __len__(self) -> int:
        return self.cases.bit_count()

    @property
    def near_count(self) -> int:
        """How many cases come after those that are counted."""
        return self.near.bit_count()

    def near_with(self, name: str, value: Value) -> int:
        """Return how many of those have this value."""
        held = self.index.held.get(name, {})
        return (self.near & held[value].cases).bit_count() if value in held else 0

    def found_with(self, name: str, value: Value) -> int:
        """Return how many of what is counted have this value."""
        held = self.index.held.get(name, {})
        return (self.cases & held[value].cases).bit_count() if value in held else 0

    def counts(self, name: str) -> Mapping[Value, int]:
        """Return for each value of the parameter `name` how many cases there would be with only that value of it."""
        cases, held = self.without(name), self.index.held.get(name, {})
        if cases == self.index.everything:
            return {value: cases_with.number for value, cases_with in held.items()}
        flagged = flags(cases, len(self.index.cases))
        return {value: cases_with.among(cases, flagged) for value, cases_with in held.items()}

    def best(self, number: int) -> list[int]:
        """Return the keys of the likeliest cases for the words that were typed, whichever order was asked for."""
        first = self._by_relevance(self.cases, 0, number)
        return first + self._by_relevance(self.near, 0, number - len(first)) if self.near else first

    def fits_apart_from_words(self, case: int) -> bool:
        """Whether a case fits everything but the words."""
        slot = self.index.slots.get(case)
        return slot is not None and bool(self.without("zoek") >> slot & 1)

    def page(self, start: int, stop: int) -> list[int]:
        """Return the keys of the cases from `start` to `stop`, in the order asked for; what is near comes last."""
        counted = len(self)
        if stop <= counted or not self.near:
            return self._part_of_order(self.cases, start, stop)
        first = self._part_of_order(self.cases, start, counted) if start < counted else []
        return first + self._part_of_order(self.near, max(start - counted, 0), stop - counted)

    def _part_of_order(self, cases: int, start: int, stop: int) -> list[int]:
        """Return the keys of those of `cases` from `start` to `stop`, in the order asked for."""
        name = self.filterset.chosen_order
        if name == "relevantie":
            return self._by_relevance(cases, start, stop)
        if name not in self.index.orders:
            rows = self.filterset.qs if cases == self.cases else self.filterset.near
            return list(rows.values_list("pk", flat=True)[start:stop]) if cases else []
        return self._keys(self._slots(cases, self.index.orders[name], start, stop))

    def _by_relevance(self, cases: int, start: int, stop: int) -> list[int]:
        """Return the best cases first, and what comes after them by newest knowledge."""
        parsed_query = self.filterset.parsed_query
        best = self.index.remember(("ranked", parsed_query.corrected_text), lambda: ranked(parsed_query))
        flagged = flags(cases, len(self.index.cases))
        known = self.index.slots
        first = [case for case in best if case in known and flagged[known[case]]]
        if stop <= len(first):
            return first[start:stop]
        rest = cases & ~bits(known[case] for case in first)
        # An empty catalogue has no orders yet.
        order = self.index.orders.get(NEWEST, [])
        after = self._slots(rest, order, max(start - len(first), 0), stop - len(first))
        return first[start:stop] + self._keys(after)

    def _keys(self, slots: Iterable[int]) -> list[int]:
        return [self.index.cases[slot] for slot in slots]

    def _slots(self, cases: int, order: list[int], start: int, stop: int) -> list[int]:
        """Return the slots of `cases` from `start` to `stop`, in `order`."""
        if cases == self.index.everything:
            return order[start:stop]
        flagged = flags(cases, len(self.index.cases))
        if cases.bit_count() <= SORTED_APART:
            ranks = self.index.remember(("ranks", id(order)), lambda: {slot: rank for rank, slot in enumerate(order)})
            return sorted(slots(flagged), key=ranks.__getitem__)[start:stop]
        return list(islice(compress(order, itemgetter(*order)(flagged)), start, stop))


class StoredCases[T](Sequence[T]):
    """The cards (or records: `column`) of what was found, as a list that a paginator can count and cut.

    Only a page of them is read. What is near comes after what is counted.
    """

    def __init__(self, cases: ResultSet, column: str = "card") -> None:
        self.cases = cases
        self.column = column

    def __len__(self) -> int:
        return len(self.cases) + self.cases.near_count

    @overload
    def __getitem__(self, part: int) -> T: ...

    @overload
    def __getitem__(self, part: Part) -> list[T]: ...

    def __getitem__(self, part: int | Part) -> T | list[T]:
        if isinstance(part, int):
            at = range(len(self))[part]
            return self[at : at + 1][0]
        start, stop, _ = part.indices(len(self))
        keys = self.cases.page(start, stop)
        cards = dict(selected(STORED.format(self.column, placeholders(keys)), keys)) if keys else {}
        # A case that was withdrawn since the index was read is no longer there.
        return [self.shown(cards[key]) for key in keys if key in cards]

    def shown(self, card: str) -> T:
        """Return a card, stored as JSON, as it is used."""
        raise NotImplementedError


class Cards(StoredCases[Mapping[str, object]]):
    """Cards as pages read them."""

    def shown(self, card: str) -> Mapping[str, object]:
        found: Mapping[str, object] = orjson.loads(card)
        return found


class RawCards(StoredCases[orjson.Fragment]):
    """Cards as the API sends them: as they are stored, without being read."""

    def shown(self, card: str) -> orjson.Fragment:
        return orjson.Fragment(card)
