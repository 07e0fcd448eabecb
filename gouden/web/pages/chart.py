"""A chart of a few numbers beside each other: bars to look at, and a table that says the same and leads to more.

Plain data for `{% chart %}`, which draws it as inline SVG with attributes only: the policy on content allows no styles
in a page. Lengths are in units of the drawing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

# How wide the drawing is, what of it is left for the number after a bar, and how high a row, its name and its bar are.
WIDTH, NUMBERS = 320, 34
ROW, NAME, BAR = 40, 15, 16
# How many letters fit in a row.
LETTERS = 42
# The narrowest part in which its number can stand, and how much lies between parts.
LEGIBLE, GAP = 20, 2
# How many of something there are at least before its shares mean anything, and of at least two kinds of it.
LEAST, LEAST_OF_A_KIND = 10, 3


class Value(NamedTuple):
    """A number, and the list that holds just what it counts; empty where there is no such list."""

    number: int
    url: str = ""


class ChartRow(NamedTuple):
    """What stands beside each other: a name with one number for each series."""

    name: str
    values: list[Value]

    @property
    def short_name(self) -> str:
        """Its name as far as it fits above a bar; the table has it whole."""
        return self.name if len(self.name) <= LETTERS else f"{self.name[: LETTERS - 1].rstrip()}…"

    @property
    def total(self) -> int:
        """Its numbers together."""
        return sum(value.number for value in self.values)


class BarPart(NamedTuple):
    """A part of a bar as it is drawn; the number stands within where there is room."""

    tone: int
    x: float
    width: float
    number: str

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return self.x + self.width / 2


class Drawn(NamedTuple):
    """A row as it is drawn."""

    row: ChartRow
    name_y: int
    bar_y: int
    number_x: float
    number_y: int
    parts: list[BarPart]


@dataclass(frozen=True)
class Chart:
    """Rows beside each other. `key` tells it from the others on a page."""

    key: str
    title: str
    description: str
    # What a row is, and what its numbers count; more than one of these are parts of a bar.
    one: str
    series: tuple[str, ...]
    rows: list[ChartRow]

    width = WIDTH
    bar = BAR

    @property
    def means_something(self) -> bool:
        """Whether there is enough to look at: fewer, or nearly all of one kind, is better read than seen."""
        if len(self.series) > 1:
            return bool(self.rows)
        enough = [row for row in self.rows if row.total >= LEAST_OF_A_KIND]
        return sum(row.total for row in self.rows) >= LEAST and len(enough) > 1

    @property
    def height(self) -> int:
        """How high the drawing is."""
        return ROW * len(self.rows)

    @cached_property
    def drawn(self) -> list[Drawn]:
        """The rows as they are drawn, each as long as its numbers say."""
        most = max((row.total for row in self.rows), default=0) or 1
        drawn = []
        for number, row in enumerate(self.rows):
            top = number * ROW
            parts = list(self._parts(row, (WIDTH - NUMBERS) / most))
            end = parts[-1].x + parts[-1].width if parts else 0
            drawn.append(Drawn(row, top + NAME - 3, top + NAME + 2, round(end + 5, 1), top + NAME + BAR - 2, parts))
        return drawn

    def _parts(self, row: ChartRow, unit: float) -> Iterator[BarPart]:
        x = 0.0
        for tone, value in enumerate(row.values, 1):
            if value.number:
                width = round(value.number * unit, 1)
                number = str(value.number) if len(self.series) > 1 and width >= LEGIBLE else ""
                yield BarPart(tone, round(x, 1), max(width - GAP, 1), number)
                x += width
