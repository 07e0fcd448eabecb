"""The drawing of who learned from whom: lines from the places of cases to the municipalities that took them over."""

from collections.abc import Iterable
from dataclasses import dataclass

from cases.models import Adoption
from cases.projection.records import Card
from cases.reading.wording import places
from gouden.web.text.dutch_text import shortened
from gouden.web.text.sorting import name_key

# Of fewer the table is read at a glance; and a drawing of one place or one follower shows no more than a list.
LEAST_LINES, LEAST_PLACES = 6, 2
# Of more it is a tangle, which the table is not.
MOST_LINES = 60
# As drawn, in units of the drawing.
WIDTH, ROW, TOP, LEFT, RIGHT = 720, 28, 44, 290, 430
LONGEST_NAME = 34


@dataclass(frozen=True)
class DrawnName:
    """A place or a follower, at its height."""

    name: str
    y: int


@dataclass(frozen=True)
class DrawnLine:
    """From a place to who learned there; `ended` where they stopped."""

    start: int
    end: int
    ended: bool

    @property
    def path(self) -> str:
        middle = (LEFT + RIGHT) // 2
        return f"M{LEFT} {self.start} C{middle} {self.start} {middle} {self.end} {RIGHT} {self.end}"


@dataclass(frozen=True)
class Drawing:
    """All of it."""

    sources: list[DrawnName]
    followers: list[DrawnName]
    lines: list[DrawnLine]

    width, left, right = WIDTH, LEFT - 10, RIGHT + 10

    @property
    def height(self) -> int:
        return TOP + ROW * max(len(self.sources), len(self.followers))

    @property
    def description(self) -> str:
        return (
            f"{len(self.followers)} gemeenten en regio's leerden van {len(self.sources)} plaatsen, in "
            f"{len(self.lines)} lijnen. De tabel eronder zegt hetzelfde, met jaar, stand en bron."
        )


def drawing(rows: Iterable[tuple[Adoption, Card]]) -> Drawing | None:
    """Return the drawing of these; None where there is too little to draw, or too much to follow.

    Drawn is only what has a place on both sides: of others it is not known where they are.
    """
    ended: dict[tuple[str, str], bool] = {}
    for adoption, card in rows:
        if (source := places(card)) and (adoption.municipality or adoption.region):
            pair = (source, adoption.party)
            ended[pair] = ended.get(pair, True) and adoption.status == Adoption.Status.ENDED
    sources, followers = (sorted({pair[side] for pair in ended}, key=name_key) for side in (0, 1))
    if not LEAST_LINES <= len(ended) <= MOST_LINES or min(len(sources), len(followers)) < LEAST_PLACES:
        return None
    left, right = _heights(sources, followers), _heights(followers, sources)
    lines = [DrawnLine(left[source], right[follower], ended[source, follower]) for source, follower in sorted(ended)]
    return Drawing(_drawn(left), _drawn(right), lines)


def _heights(names: list[str], others: list[str]) -> dict[str, int]:
    """Return at which height each name stands, spread over as much as the longer side takes."""
    step = max(len(names), len(others)) / len(names)
    return {name: TOP + round(ROW * step * (at + 0.5)) for at, name in enumerate(names)}


def _drawn(heights: dict[str, int]) -> list[DrawnName]:
    return [DrawnName(shortened(name, LONGEST_NAME), y) for name, y in heights.items()]
