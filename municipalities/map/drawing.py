"""What a map consists of, and the projection.

The projection is equirectangular: degrees of longitude count for cos(52.1°) of a degree of latitude, 52.1° being the
middle of the country. Over 300 km it is nowhere more than a few kilometres off, less than a mark is wide. Whole units
keep the markup small: one is half a km on the map of the country. Every map is as wide in units, so that letters and
marks are as large on each.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

# The edges of the drawing in degrees; every municipality lies well within.
NORTH, SOUTH, WEST, EAST = 53.58, 50.68, 3.3, 7.25
UNITS_PER_DEGREE = 200
SHORTENED = math.cos(math.radians(52.1))
WIDTH = round((EAST - WEST) * SHORTENED * UNITS_PER_DEGREE)
HEIGHT = round((NORTH - SOUTH) * UNITS_PER_DEGREE)

# A map is nowhere narrower than on a telephone of 320 CSS pixels with the margins of a page: there a mark is 24 px.
NARROWEST = 288
TARGET = 24
# The side of the square that is a mark's own, in units: a little more than the target.
ROOM = math.ceil((TARGET + 1) * WIDTH / NARROWEST)
# The radius of what is drawn and pressed within it.
REACH = ROOM // 2
# The radius of a mark with its number, and of one that has nothing to show.
NUMBERED, SMALLEST = 17, 6

Spot = tuple[int, int]
# Left, top, right, bottom.
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Written:
    """A name beside a mark: where its baseline is, and whether it begins, ends or has its middle there."""

    x: int
    y: int
    anchor: str


@dataclass(frozen=True)
class Mark:
    """A place that stands out: where it is, how large, what it is called and where it leads."""

    name: str
    title: str
    url: str = ""
    province: str = ""
    count: int = 0
    # What became of a municipality that is no more; empty for one of today.
    former: str = ""
    # Where the middle is; None when the coordinates are not known, so that it stands in the list only.
    spot: Spot | None = None
    # Where the mark is drawn when others are too near its spot: a line leads from there to here.
    moved: Spot | None = None
    radius: int = SMALLEST
    # Whether it only stands for where something is, with nothing to show.
    quiet: bool = False
    # Where its name is written, for maps with few marks; None when it is not.
    written: Written | None = None

    @property
    def at(self) -> Spot | None:
        """Where the mark is drawn."""
        return self.moved or self.spot

    @property
    def reach(self) -> int:
        """How far around its middle it can be pressed."""
        return REACH


@dataclass(frozen=True)
class ProvinceChoice:
    """A province to choose on the map of the country, with how many there are of what the map counts."""

    code: str
    name: str
    title: str
    count: int
    # Empty where there is nothing to show.
    url: str
    outline: str
    # The middle of the line on which its name is written; its number stands above.
    label: Spot
    # From 1 to 3: few, some and many of the most there are in a province; 0 for none.
    tint: int = 0

    @property
    def target(self) -> Box:
        """What can be pressed around the number and the name: left, top, width and height."""
        return label_box(self.name, self.label)


class Group(NamedTuple):
    """The marks of a province for the list, with the province itself where it can be chosen."""

    name: str
    choice: ProvinceChoice | None
    marks: list[Mark]


@dataclass(frozen=True)
class Frame:
    """What part of the country a map shows: how much it is enlarged, and what of it lies left and above."""

    scale: float = 1
    left: float = 0
    top: float = 0
    height: int = HEIGHT

    @classmethod
    def around(cls, box: Box, higher: int = 0) -> "Frame":
        """Return the frame that shows this part of the country, with room for marks around it, or `higher`."""
        left, top, right, bottom = box
        scale = min((WIDTH - 2 * ROOM) / max(right - left, 1), (HEIGHT - 2 * ROOM) / max(bottom - top, 1), CLOSEST)
        height = max(LOWEST, round((bottom - top) * scale) + 2 * ROOM) + higher
        middle, centre = (left + right) / 2, (top + bottom) / 2
        return cls(scale, middle - WIDTH / 2 / scale, centre - height / 2 / scale, height)

    @property
    def transform(self) -> str:
        """How the outlines are moved and enlarged; empty for the whole country."""
        if self == Frame():
            return ""
        numbers = (self.scale, 0, 0, self.scale, -self.left * self.scale, -self.top * self.scale)
        return f"matrix({' '.join(f'{number:.2f}'.rstrip('0').rstrip('.') for number in numbers)})"

    def shown(self, at: Spot) -> Spot:
        """Return where a spot of the country is in this frame."""
        return round((at[0] - self.left) * self.scale), round((at[1] - self.top) * self.scale)

    def holds(self, box: Box) -> bool:
        """Whether a part of this box can be seen."""
        left, top = self.shown(box[:2])
        right, bottom = self.shown(box[2:])
        return right > 0 and bottom > 0 and left < WIDTH and top < self.height


# How much an area is enlarged at most, and how low a map is at least.
CLOSEST, LOWEST = 5, 260
COUNTRY = Frame()


@dataclass(frozen=True)
class Map:
    """A part of the country with its provinces, those to choose from, and marks on it."""

    label: str
    marks: list[Mark] = field(default_factory=list)
    # The provinces behind the marks as one SVG path, and the one it is about.
    ground: str = ""
    own: str = ""
    choices: list[ProvinceChoice] = field(default_factory=list)
    frame: Frame = COUNTRY
    width: int = WIDTH

    @property
    def height(self) -> int:
        """How high it is, in units."""
        return self.frame.height

    @property
    def drawn(self) -> list[Mark]:
        """The marks that are drawn; where provinces are to choose from, their numbers say it."""
        return [] if self.choices else [mark for mark in self.marks if mark.spot]

    @property
    def groups(self) -> list[Group]:
        """All marks as a list under their provinces, each with what the map says of the province."""
        marks = {name: list(group) for name, group in groupby(self.marks, key=lambda mark: mark.province)}
        if not self.choices:
            return [Group(province, None, found) for province, found in marks.items()]
        # A province may have what none of its municipalities has: a practice of a region.
        return [Group(one.name, one, marks.get(one.name, [])) for one in self.choices if one.count]

    @property
    def has_quiet(self) -> bool:
        """Whether a mark has nothing to show."""
        return any(mark.quiet for mark in self.marks)

    @property
    def has_moved(self) -> bool:
        """Whether a mark stands so far from its spot that a line can be seen."""
        return any(math.dist(mark.spot, mark.moved) > mark.radius for mark in self.marks if mark.spot and mark.moved)

    @property
    def is_pressed(self) -> bool:
        """Whether something on it can be chosen."""
        return any(choice.url for choice in self.choices) or any(mark.url for mark in self.drawn)


def spot(latitude: Decimal | float | None, longitude: Decimal | float | None) -> Spot | None:
    """Return where a point lies in the country, in whole units from the top left; None when it is not known."""
    if latitude is None or longitude is None:
        return None
    x = (float(longitude) - WEST) * SHORTENED * UNITS_PER_DEGREE
    y = (NORTH - float(latitude)) * UNITS_PER_DEGREE
    return round(x), round(y)


def within(frame: Frame, marks: Iterable[Mark]) -> list[Mark]:
    """Return the marks where they are in this frame."""
    return [replace(mark, spot=frame.shown(mark.spot)) if mark.spot else mark for mark in marks]


# In map.css a name is 19 units high and a number 27: how wide a letter is at most on average, and how high a line.
LETTER, LINE = 11, 22
NUMBER = 27


def label_box(name: str, label: Spot) -> Box:
    """Return left, top, width and height of a number with a name below it, at least as large as a mark."""
    width = max(len(name) * LETTER, ROOM)
    return label[0] - width // 2, label[1] - LINE // 2 - NUMBER, width, NUMBER + LINE
