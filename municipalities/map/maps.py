"""The maps themselves: the country of which one chooses a province, an area near by, and where something lies."""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from statistics import fmean
from types import MappingProxyType
from typing import Any

from municipalities.map.drawing import NUMBERED, SMALLEST, Box, Frame, Map, Mark, ProvinceChoice, Spot, spot, within
from municipalities.map.layout import spread, with_names
from municipalities.map.outlines import ground, outlines
from municipalities.map.places import Town
from municipalities.models import Municipality, Province

# The radius of a mark that only says where.
WHERE = 13
# How much higher an area is drawn where its marks would not have room, in units.
HIGHER = (0, 120, 240)
# A province is tinted as one with many from this part of the most, and with some from this part.
MANY, SOME = 2 / 3, 1 / 3


def country_map(
    label: str,
    *,
    provinces: Mapping[Any, int],
    towns: Mapping[Any, int] = MappingProxyType({}),
    among: Iterable[Town] = (),
    address: Callable[[Town], str] = attrgetter("url"),
    province_address: Callable[[Province], str] = Province.get_absolute_url,
) -> Map:
    """Return the provinces to choose from, and for the list those `among` these places that have something. One query.

    `provinces` and `towns` say by code how many there are of what the map counts; the addresses where one of them
    leads. Marks go from north to south by province and then by name, those of former municipalities after those of
    today.
    """
    rows = Province.objects.order_by("code")
    found = sorted((place for place in among if place.code in towns), key=lambda one: (one.province, bool(one.former)))
    marks = [
        Mark(
            name=place.name,
            title=title(place.name, towns[place.code], place.former),
            url=address(place),
            province=place.province_name,
            count=towns[place.code],
            former=place.former,
            spot=place.spot,
        )
        for place in found
    ]
    return Map(label, marks, choices=choices([(row, provinces.get(row.code, 0)) for row in rows], province_address))


def choices(counts: list[tuple[Province, int]], address: Callable[[Province], str]) -> list[ProvinceChoice]:
    """Return these provinces to choose from, with how many there are in each."""
    most = max((count for _, count in counts), default=0)
    return [
        ProvinceChoice(
            code=province.code,
            name=province.name,
            title=title(province.name, count),
            count=count,
            url=address(province) if count else "",
            outline=drawn.path,
            label=drawn.label,
            tint=tint(count, most),
        )
        for province, count in counts
        if (drawn := outlines().get(province.code))
    ]


def tint(count: int, most: int) -> int:
    """Return how deep a number is tinted, against the largest on the map: from 1 to 3; 0 for none."""
    return (count > 0) + (count > 0 and count >= most * SOME) + (count > 0 and count >= most * MANY)


def area_map(label: str, municipalities: Iterable[Municipality], province: Province | None = None) -> Map:
    """Return an area near by with the municipalities of today among these, each annotated with `case_count`.

    Those with cases are numbers to open; `province` is the one it is about. No query.
    """
    counts = {row: int(getattr(row, "case_count", 0)) for row in municipalities if row.exists_today}
    marks = [
        Mark(
            name=row.name,
            title=title(row.name, count),
            url=row.get_absolute_url() if count else "",
            count=count,
            quiet=not count,
            spot=spot(row.latitude, row.longitude),
            radius=NUMBERED if count else SMALLEST,
        )
        for row, count in counts.items()
    ]
    own = outlines().get(province.code) if province else None
    box = _box([mark.spot for mark in marks if mark.spot], own.box if own else None)
    for higher in HIGHER:
        frame = Frame.around(box, higher)
        laid = spread(within(frame, marks), frame.height)
        if any(mark.url for mark in laid):
            break
    laid = with_names(laid, frame.height)
    others = "".join(one.path for one in outlines().values() if one is not own and frame.holds(one.box))
    # What is quiet lies below what can be pressed.
    return Map(label, sorted(laid, key=lambda mark: not mark.quiet), others, own.path if own else "", frame=frame)


def _box(spots: list[Spot], box: Box | None) -> Box:
    """Return what these spots and this box span; the whole country where there is neither."""
    corners = [*spots, *([box[:2], box[2:]] if box else [])] or [(0, 0), (Map("").width, Map("").height)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def place_map(label: str, marks: Iterable[Mark], *, named: bool = False) -> Map:
    """Return these marks on the country, `named` where their names have room. No query."""
    laid = spread(list(marks), Map(label).height)
    return Map(label, with_names(laid, Map(label).height) if named else laid, ground())


def where_map(label: str, municipalities: Iterable[Municipality]) -> Map | None:
    """Return where these municipalities lie, all equally large. None when no place is known. No query."""
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


def title(name: str, count: int, former: str = "") -> str:
    """Return what a mark says of itself: 'Aalten: 7 praktijkvoorbeelden'."""
    noun = "praktijkvoorbeeld" if count == 1 else "praktijkvoorbeelden"
    return f"{name}: {count or 'nog geen'} {noun}{f' ({former})' if former else ''}"
