"""Which statements a choice finds: how many, which on this page, and how many with another value.

Statements are ten times as many as cases and change with them, so no process holds them: the database counts those of
each case, and the index of the cases, which is in memory, says in which order those stand and what each of them is
about.
"""

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import accumulate, compress
from typing import NamedTuple, overload

import orjson
from django.db.models import Count, QuerySet

from cases.listing.bitsets import CaseSet, flags
from cases.listing.faceted_index import Index, current
from cases.listing.filter_kinds import ColumnFilter, RelatedFilter, Value
from cases.listing.result_set import NEWEST, Part
from cases.listing.statement_filters import WITH, WITHOUT, OfCasesFilter, StatementFilter
from cases.models import PublishedClaim
from cases.models.querysets import placeholders, selected
from cases.search.statements import claim_search

# What is counted together, in one query: few values each.
COLUMNS = ("soort", "bewijs", "cijfer")
STORED = "SELECT id, CAST(record AS text) FROM cases_publishedclaim WHERE id IN ({})"


class ByCase(NamedTuple):
    """How many statements of each case fit, by the slot of the case in the index, and how many that are together."""

    numbers: array[int]
    total: int


class StatementSet:
    """The statements that a choice finds."""

    def __init__(self, filterset: StatementFilter, index: Index) -> None:
        self.filterset = filterset
        self.index = index
        filterset.is_valid()  # fills the form's cleaned_data
        self.asked = {name: value for name, value in filterset.form.cleaned_data.items() if value}

    @classmethod
    def of(cls, filterset: StatementFilter) -> "StatementSet":
        """Return what the valid `filterset` finds in the catalogue as it is now."""
        return cls(filterset, current())

    def __len__(self) -> int:
        return self.by_case().total

    def rows(self, *without: str) -> QuerySet[PublishedClaim]:
        """Return the claims that fit every parameter but these, in no order."""
        rows: QuerySet[PublishedClaim] = PublishedClaim.objects.order_by()
        for name, value in self.asked.items():
            if name not in without:
                rows = self.filterset.filters[name].filter(rows, value)
        return rows

    def by_case(self, *without: str) -> ByCase:
        """Return how many statements of each case fit every parameter but these."""

        def counted() -> ByCase:
            numbers = array("L", bytes(array("L").itemsize * len(self.index.cases)))
            slots = self.index.slots
            for case, number in self.rows(*without).values_list("published_case").annotate(number=Count("pk")):
                # A case may have come or gone since the index was read.
                if case in slots:
                    numbers[slots[case]] = number
            return ByCase(numbers, sum(numbers))

        return self._remember("by case", without, counted)

    def counts(self, name: str) -> Mapping[Value, int]:
        """Return for each value of the parameter `name` how many statements there would be with only that value."""
        known = StatementSet(type(self.filterset)({}, None), self.index) if self.asked else self
        return dict.fromkeys(known._counts(name), 0) | dict(self._counts(name))

    def _counts(self, name: str) -> Mapping[Value, int]:
        if name in COLUMNS:
            return self._column_counts(name)
        if isinstance(self.filterset.filters[name], OfCasesFilter):
            return self._case_counts(name)
        return self._remember(name, (name,), lambda: self._tied_counts(name))

    def _column_counts(self, name: str) -> Mapping[Value, int]:
        """Return the counts of a column, from one query for all of COLUMNS."""
        fields = [str(self.filterset.filters[column].field_name) for column in COLUMNS]

        def together() -> list[tuple[tuple[Value, ...], int]]:
            rows = self.rows(*COLUMNS).values_list(*fields).annotate(number=Count("pk"))
            return [(tuple(values), number) for *values, number in rows]

        accepted = {column: self._accepted(column) for column in COLUMNS if column != name and column in self.asked}
        counted: Counter[Value] = Counter()
        for values, number in self._remember("columns", COLUMNS, together):
            held = dict(zip(COLUMNS, values, strict=True))
            if all(held[column] in those for column, those in accepted.items()):
                counted[held[name]] += number
        if name == "cijfer":
            return {said: counted[value] for said, value in ((WITH, True), (WITHOUT, False)) if counted[value]}
        return counted

    def _accepted(self, column: str) -> set[Value]:
        criterion = self.filterset.filters[column]
        assert isinstance(criterion, ColumnFilter)  # noqa: S101  # as COLUMNS says
        return set(criterion.accepted(self.asked[column], ()))

    def _tied_counts(self, name: str) -> Mapping[Value, int]:
        """Return the counts of what claims are tied to themselves."""
        criterion = self.filterset.filters[name]
        assert isinstance(criterion, RelatedFilter)  # noqa: S101  # as all that is left
        key = f"{criterion.field_name}__{criterion.key}"
        rows = self.rows(name).filter(**{f"{criterion.field_name}__isnull": False})
        return dict(rows.values_list(key).annotate(number=Count("pk")))

    def _case_counts(self, name: str) -> Mapping[Value, int]:
        """Return the counts of what cases are tied to: the statements of all cases with a value."""
        numbers = self.by_case(name).numbers
        return {value: _sum(numbers, cases) for value, cases in self.index.held.get(name, {}).items()}

    def page(self, start: int, stop: int) -> list[int]:
        """Return the keys of the claims from `start` to `stop`: the best first, then by the newest knowledge."""
        by_case, best = self.by_case(), self._best()
        first = list(best)[start:stop]
        if stop <= len(best):
            return first
        numbers = by_case.numbers
        if best:
            numbers = array("L", numbers)
            for case in best.values():
                numbers[self.index.slots[case]] -= 1
        return first + self._after(numbers, best, max(start - len(best), 0), stop - len(best))

    def _best(self) -> dict[int, int]:
        """Return the likeliest claims among those found, the best first, each with its case; none without words."""
        if "zoek" not in self.asked or self.filterset.parsed_query.is_empty:
            return {}

        def looked_up() -> dict[int, int]:
            pks = claim_search.ranked(self.filterset.parsed_query)
            case_of = dict(self.rows().filter(pk__in=pks).values_list("pk", "published_case"))
            return {pk: case_of[pk] for pk in pks if case_of.get(pk) in self.index.slots}

        return self._remember("best", (), looked_up)

    def _after(self, numbers: Sequence[int], best: Iterable[int], start: int, stop: int) -> list[int]:
        """Return the claims from `start` to `stop` of those that are not among the `best`, by case.

        `numbers` are how many of those each case has.
        """
        order = self.index.orders.get(NEWEST, [])
        if not order or start >= stop:
            return []
        upto = list(accumulate(numbers[slot] for slot in order))
        first, last = bisect_right(upto, start), bisect_right(upto, stop - 1)
        slots = [slot for slot in order[first : last + 1] if numbers[slot]]
        places = {self.index.cases[slot]: place for place, slot in enumerate(slots)}
        rows = self.rows().filter(published_case__in=places).exclude(pk__in=list(best))
        found = sorted(
            (places[case], position, pk) for case, position, pk in rows.values_list("published_case", "position", "pk")
        )
        skipped = start - (upto[first - 1] if first else 0)
        return [pk for _, _, pk in found[skipped : skipped + stop - start]]

    def _remember[T](self, what: str, without: Iterable[str], answer: Callable[[], T]) -> T:
        """Return the answer to `what`, worked out once for this version of the catalogue and this choice."""
        asked = tuple((name, self._key(name)) for name in sorted(self.asked) if name not in without)
        key: Hashable = ("statements", what, asked)
        return self.index.remember(key, answer)

    def _key(self, name: str) -> Hashable:
        if name == "zoek":
            return self.filterset.parsed_query.text
        return tuple(str(getattr(one, "pk", one)) for one in self.asked[name])


def _sum(numbers: array[int], cases: CaseSet) -> int:
    if cases.few:
        return sum(map(numbers.__getitem__, cases.few))
    return sum(compress(numbers, flags(cases.many, len(numbers))))


class StatementKeys(Sequence[int]):
    """The keys of what was found, as a list that a paginator can count and cut."""

    def __init__(self, found: StatementSet) -> None:
        self.found = found

    def __len__(self) -> int:
        return len(self.found)

    @overload
    def __getitem__(self, part: int) -> int: ...

    @overload
    def __getitem__(self, part: Part) -> list[int]: ...

    def __getitem__(self, part: int | Part) -> int | list[int]:
        if isinstance(part, int):
            at = range(len(self))[part]
            return self.found.page(at, at + 1)[0]
        start, stop, _ = part.indices(len(self))
        return self.found.page(start, stop)


def raw_records(keys: Sequence[int]) -> list[orjson.Fragment]:
    """Return the records of these claims as the API sends them: as they are stored, without being read."""
    records = dict(selected(STORED.format(placeholders(keys)), keys)) if keys else {}
    # A case that was withdrawn since the index was read is no longer there.
    return [orjson.Fragment(records[key]) for key in keys if key in records]
