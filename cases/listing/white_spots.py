"""How many practices there are of each subject in each province, and so on, and of what there is none: white spots.

Each number is what the list finds for the two values together: it is counted by the filters of the list, on the sets of
cases in memory.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict

from cases.listing.faceted_index import Index, current
from cases.listing.filters import CaseFilter
from cases.listing.result_set import ResultSet
from cases.models import Case, PublishedCase, Theme
from municipalities.comparison import SIZES, size_name
from municipalities.models import Province

# A reflection is nobody's practice: it says nothing of what is done somewhere, or for whom.
PRACTICES = urlencode([("soort", Case.Kind.PORTRAIT), ("soort", Case.Kind.PRACTICE)])


class Entry(NamedTuple):
    """What a row or a column stands for: how it is asked for, how a reader calls it, and what its filter takes."""

    key: str
    name: str
    value: object


@dataclass(frozen=True)
class Axis:
    """What the rows or the columns of a table are: `entries` are the values of a parameter that readers can ask for."""

    parameter: str
    one: str
    more: str
    # What comes before the name of one of them, as in 'onderwerpen in Gelderland'.
    said: str
    entries: Callable[[], list[Entry]]


@dataclass(frozen=True)
class Table:
    """What is set out against what."""

    slug: str
    rows: Axis
    columns: Axis

    @property
    def title(self) -> str:
        """What it shows, as 'Onderwerpen per provincie'."""
        return f"{self.rows.more.capitalize()} per {self.columns.one}"


class Cell(NamedTuple):
    """How many practices there are of a row in a column."""

    row: Entry
    column: Entry
    number: int
    # The parameters of the list that holds just these.
    query: str
    # What readers may ask where there are none.
    question: str


@dataclass(frozen=True)
class Counted:
    """A table with its numbers."""

    table: Table
    columns: list[Entry]
    lines: list[tuple[Entry, list[Cell]]]

    @cached_property
    def empty(self) -> int:
        """How many cells there are no practices of."""
        return sum(not cell.number for _, cells in self.lines for cell in cells)

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return len(self.columns) * len(self.lines)

    def column(self, key: str) -> list[Cell] | None:
        """Return the cells of one column; None where there is no such column."""
        keys = [entry.key for entry in self.columns]
        return [cells[keys.index(key)] for _, cells in self.lines] if key in keys else None


def _themes(kind: Theme.Kind) -> list[Entry]:
    themes = Theme.objects.public().filter(kind=kind).order_by("position", "name")
    return [Entry(theme.slug, theme.name, [theme]) for theme in themes]


def _provinces() -> list[Entry]:
    return [Entry(province.code, province.name, [province]) for province in Province.objects.order_by("name")]


def _sizes() -> list[Entry]:
    return [Entry(size, size_name(number), [size]) for number, size in enumerate(SIZES)]


SUBJECTS = Axis("thema", "onderwerp", "onderwerpen", "over", partial(_themes, Theme.Kind.SUBJECT))
TARGET_GROUPS = Axis("doelgroep", "doelgroep", "doelgroepen", "voor", partial(_themes, Theme.Kind.TARGET_GROUP))
APPROACHES = Axis("thema", "werkwijze", "werkwijzen", "bij", partial(_themes, Theme.Kind.APPROACH))
PROVINCES = Axis("provincie", "provincie", "provincies", "in", _provinces)
MUNICIPALITIES = Axis("gemeentegrootte", "gemeentegrootte", "gemeentegrootten", "in gemeenten met", _sizes)

TABLES = {
    table.slug: table
    for table in (
        Table("onderwerpen-provincies", SUBJECTS, PROVINCES),
        Table("doelgroepen-werkwijzen", TARGET_GROUPS, APPROACHES),
        Table("onderwerpen-gemeentegrootten", SUBJECTS, MUNICIPALITIES),
    )
}


def counted(*tables: Table) -> list[Counted]:
    """Return the numbers of these tables, worked out once for each version of the catalogue."""
    index = current()
    return [index.remember(("white spots", table.slug), partial(_counted, table, index)) for table in tables]


def _counted(table: Table, index: Index) -> Counted:
    found = ResultSet(CaseFilter(QueryDict(PRACTICES), PublishedCase.objects.all()), index)
    columns = [(entry, _cases(found, table.columns, entry)) for entry in table.columns.entries()]
    rows = [(entry, found.cases & _cases(found, table.rows, entry)) for entry in table.rows.entries()]
    lines = [(row, list(_line(table, row, cases, columns))) for row, cases in rows]
    return Counted(table, [column for column, _ in columns], lines)


def _cases(found: ResultSet, axis: Axis, entry: Entry) -> int:
    return found.accepted(**{axis.parameter: entry.value})


def _line(table: Table, row: Entry, cases: int, columns: list[tuple[Entry, int]]) -> Iterator[Cell]:
    for column, those in columns:
        pair = [(table.rows.parameter, row.key), (table.columns.parameter, column.key)]
        question = f"Wie kent een voorbeeld van ‘{row.name}’ {table.columns.said} ‘{column.name}’?"
        yield Cell(row, column, (cases & those).bit_count(), f"{urlencode(pair)}&{PRACTICES}", question)
