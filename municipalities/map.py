"""The Netherlands as points: where municipalities lie, and which of them have something to show.

A map is plain data for `components/map.html`; nothing here knows of pages. The projection is equirectangular:
degrees of longitude count for cos(52.1°) of a degree of latitude, 52.1° being the middle of the country. Over 300 km it
is nowhere more than a few kilometres off, less than a dot is wide. Whole units keep the markup small: one is half a km.
"""

import datetime
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from statistics import fmean

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.text import get_text_list

from gouden.web.text.sorting import name_key
from municipalities.models import Municipality, MunicipalityChange
from municipalities.succession import SUCCESSION

# The edges of the drawing in degrees; every municipality lies well within.
NORTH, SOUTH, WEST, EAST = 53.58, 50.68, 3.3, 7.25
UNITS_PER_DEGREE = 200
SHORTENED = math.cos(math.radians(52.1))
WIDTH = round((EAST - WEST) * SHORTENED * UNITS_PER_DEGREE)
HEIGHT = round((NORTH - SOUTH) * UNITS_PER_DEGREE)

# Radii in units: of one case, of the most there may be, and of a place without cases.
ONE, LARGEST, SMALLEST = 6, 24, 5
# The radius of a mark that only says where.
WHERE = 13
# How far around its middle a mark can be clicked, when no other mark is near. A map of 430 px shows 14 units as 12 px.
REACH = 15

# A name on the map, in map.css 17 units high: how wide a letter is at most on average, and how high a line.
LETTER, LINE = 10, 19

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
    radius: int = SMALLEST
    reach: int = REACH
    # Whether it only stands for where something is, with nothing to show.
    quiet: bool = False
    # Where its name is written, for maps with few marks; None when it is not.
    written: "Written | None" = None


@dataclass(frozen=True)
class Map:
    """The country as faint dots with marks on it."""

    label: str
    # The dots of municipalities that have no mark, as one SVG path.
    ground: str
    marks: list[Mark]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def drawn(self) -> list[Mark]:
        """The marks that can be drawn."""
        return [mark for mark in self.marks if mark.spot]

    @property
    def provinces(self) -> list[tuple[str, list[Mark]]]:
        """The same marks, and those without coordinates, as a list under their provinces."""
        return [(province, list(marks)) for province, marks in groupby(self.marks, key=lambda mark: mark.province)]

    @property
    def has_quiet(self) -> bool:
        """Whether a mark has nothing to show."""
        return any(mark.quiet for mark in self.marks)

    @property
    def has_former(self) -> bool:
        """Whether a mark is of a municipality that is no more."""
        return any(mark.former for mark in self.marks)


def spot(latitude: Decimal | float | None, longitude: Decimal | float | None) -> Spot | None:
    """Return where a point lies in the drawing, in whole units from the top left; None when it is not known."""
    if latitude is None or longitude is None:
        return None
    x = (float(longitude) - WEST) * SHORTENED * UNITS_PER_DEGREE
    y = (NORTH - float(latitude)) * UNITS_PER_DEGREE
    return round(x), round(y)


def country_map(
    label: str, *, counted: Q | None = None, address: Callable[[Municipality], str] = Municipality.get_absolute_url
) -> Map:
    """Return every municipality that has cases, as a mark whose area grows with their number. Two queries.

    `counted` says which cases count (a condition on municipalities, such as `cases__themes`), `address` where a mark
    leads. Marks go from north to south by province and then by name, those of former municipalities after those of
    today: the order of the list, of the keyboard and of the painting, so that a dashed ring lies on top.
    """
    today = timezone.localdate()
    begun = Municipality.objects.begun(today).select_related("province")
    # A reflection is no practice of the place it is about.
    shown = ~Q(cases__kind="beschouwing") & (counted or Q())
    rows = begun.annotate(case_count=Count("cases", filter=shown, distinct=True))
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=today) | Q(case_count__gt=0))
    found = sorted(rows, key=lambda row: (row.province.code, not row.exists_today, name_key(row.name)))
    became = what_became(today)
    most = max((row.case_count for row in found), default=0)
    marks = [
        Mark(
            name=row.name,
            title=_title(row.name, row.case_count, became.get(row.pk, "")),
            url=address(row),
            province=row.province.name,
            count=row.case_count,
            former="" if row.exists_today else became.get(row.pk, "bestaat niet meer"),
            spot=spot(row.latitude, row.longitude),
            radius=radius(row.case_count, most),
        )
        for row in found
        if row.case_count
    ]
    dots = [spot(row.latitude, row.longitude) for row in found if not row.case_count]
    return Map(label, path(dots), with_reach(marks))


def place_map(label: str, marks: Iterable[Mark]) -> Map:
    """Return these marks on a ground of all municipalities of today. One query."""
    marks = list(marks)
    marked = {mark.spot for mark in marks}
    dots = [
        spot(*degrees) for degrees in Municipality.objects.on(timezone.localdate()).values_list("latitude", "longitude")
    ]
    return Map(label, path(dot for dot in dots if dot not in marked), with_reach(marks))


def members_map(label: str, municipalities: Iterable[Municipality]) -> Map:
    """Return the municipalities of today among these, each annotated with `case_count`, as marks. One query."""
    counts = {row: int(getattr(row, "case_count", 0)) for row in municipalities if row.exists_today}
    most = max(counts.values(), default=0)
    marks = [
        Mark(
            name=row.name,
            title=_title(row.name, count),
            url=row.get_absolute_url() if count else "",
            count=count,
            quiet=not count,
            spot=spot(row.latitude, row.longitude),
            radius=radius(count, most),
        )
        for row, count in counts.items()
    ]
    return place_map(label, marks)


def where_map(label: str, municipalities: Iterable[Municipality]) -> Map | None:
    """Return where these municipalities lie, all equally large. One query; None when no place is known, without any."""
    marks = [
        Mark(
            name=row.name,
            title=str(row),
            former="bestaat niet meer" if row.has_ended else "bestaat nog niet" if row.is_announced else "",
            spot=at,
            radius=WHERE,
        )
        for row in municipalities
        if (at := spot(row.latitude, row.longitude))
    ]
    return place_map(label, marks) if marks else None


def middle(municipalities: Iterable[Municipality]) -> Spot | None:
    """Return the middle of these municipalities, as the place of a region; None when none of their places is known."""
    spots = [at for row in municipalities if (at := spot(row.latitude, row.longitude))]
    return (round(fmean(x for x, _ in spots)), round(fmean(y for _, y in spots))) if spots else None


def radius(count: int, most: int) -> int:
    """Return the radius of a mark, its area in proportion to `count`; `most` is the largest number on the map."""
    one = min(ONE, LARGEST / math.sqrt(most)) if most else ONE
    return max(SMALLEST, round(one * math.sqrt(count)))


def with_reach(marks: list[Mark]) -> list[Mark]:
    """Return the marks, each to be clicked as far as REACH or its own edge, but no further than halfway to the next."""
    drawn = sorted({mark.spot for mark in marks if mark.spot}, key=lambda at: at[1])
    nearest: dict[Spot, float] = {}
    for number, at in enumerate(drawn):
        for other in drawn[number + 1 :]:
            if other[1] - at[1] > 2 * LARGEST:
                break
            distance = math.dist(at, other)
            nearest[at] = min(nearest.get(at, math.inf), distance)
            nearest[other] = min(nearest.get(other, math.inf), distance)
    return [
        replace(mark, reach=int(min(max(REACH, mark.radius), nearest.get(mark.spot, math.inf) / 2)))
        if mark.spot
        else mark
        for mark in marks
    ]


def with_names(marks: list[Mark]) -> list[Mark]:
    """Return the marks with their names written where they cover no mark and no other name, if they can."""
    boxes = [_box(mark.spot, mark.radius) for mark in marks if mark.spot]
    written: dict[Mark, Written] = {}
    # The longest names first: they have the least choice.
    for mark in sorted(marks, key=lambda mark: -len(mark.name)):
        if mark.spot and (places := list(_beside(mark.spot, mark.radius, len(mark.name) * LETTER))):
            written[mark], box = min(places, key=lambda place: sum(_shared(place[1], box) for box in boxes))
            boxes.append(box)
    return [replace(mark, written=written.get(mark)) for mark in marks]


def _beside(at: Spot, radius: int, width: int) -> Iterator[tuple[Written, Box]]:
    """Yield where a name of this width may stand, the best first, with the room it takes."""
    x, y = at
    gap = radius + 5
    for anchor, begin, middle in (
        ("start", x + gap, y),
        ("end", x - gap - width, y),
        ("middle", x - width // 2, y - gap - LINE // 2),
        ("middle", x - width // 2, y + gap + LINE // 2),
    ):
        from_x = {"start": begin, "end": begin + width, "middle": x}[anchor]
        if begin >= 0 and begin + width <= WIDTH:
            box = (begin, middle - LINE // 2, begin + width, middle + LINE // 2)
            yield Written(from_x, middle + LINE // 3, anchor), box


def _box(at: Spot, radius: int) -> Box:
    return at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius


def _shared(one: Box, other: Box) -> int:
    """Return the area two boxes share."""
    width, height = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return width * height if width > 0 and height > 0 else 0


def path(dots: Iterable[Spot | None]) -> str:
    """Return dots as one SVG path of lines without length: round line ends make them dots, in eight bytes each."""
    return "".join(f"M{dot[0]} {dot[1]}h0" for dot in dots if dot)


def what_became(day: datetime.date) -> dict[int, str]:
    """Return by id what became of those that are no more: 'bestaat niet meer: ging in 2019 op in ...'. One query."""
    changes = MunicipalityChange.objects.filter(kind__in=SUCCESSION, old__valid_until__lte=day, date__lte=day)
    rows = changes.order_by("old_id", "-date", "new__name").values_list("old_id", "date", "kind", "new__name")
    found = {}
    for old, group in groupby(rows, key=lambda row: row[0]):
        steps = list(group)
        _, date, kind, _ = steps[0]
        names = get_text_list([name for _, day, _, name in steps if day == date], "en")
        verb = f"heet sinds {date.year}" if kind == MunicipalityChange.Kind.RENAME else f"ging in {date.year} op in"
        found[old] = f"bestaat niet meer: {verb} {names}"
    return found


def _title(name: str, count: int, former: str = "") -> str:
    """Return what a mark says of itself: 'Aalten: 7 praktijkvoorbeelden'."""
    noun = "praktijkvoorbeeld" if count == 1 else "praktijkvoorbeelden"
    return f"{name}: {count or 'nog geen'} {noun}{f' ({former})' if former else ''}"
