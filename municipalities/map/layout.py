"""Keeps apart what can be pressed, and finds room for names."""

import math
from collections.abc import Collection, Iterator
from dataclasses import replace

from municipalities.map.drawing import LETTER, LINE, REACH, ROOM, WIDTH, Box, Mark, Spot, Written

# Where a mark may stand beside its spot: so far, in so many directions.
STEP, DIRECTIONS = 7, 16
OFFSETS = [(0, 0)] + [
    (round(away * math.cos(math.tau * turn / DIRECTIONS)), round(away * math.sin(math.tau * turn / DIRECTIONS)))
    for away in range(STEP, 2 * WIDTH // 3, STEP)
    for turn in range(DIRECTIONS)
]
# How full a map can be: squares that are laid one by one leave gaps between them.
FULL = 0.6


def spread(marks: list[Mark], height: int) -> list[Mark]:
    """Return the marks, those with an address each with a square of its own, as near its spot as that goes.

    Those with most to show choose first. Where there is no room for all, none of them leads anywhere: the list beside
    the map does.
    """
    pressed = sorted((mark for mark in marks if mark.spot and mark.url), key=lambda mark: (-mark.count, mark.name))
    places: dict[Mark, Spot] = {}
    if len(pressed) * ROOM**2 <= FULL * WIDTH * height:
        for mark in pressed:
            if place := _free(mark.spot or (0, 0), places.values(), height):
                places[mark] = place
    if len(places) < len(pressed):
        return [replace(mark, url="") for mark in marks]
    return [
        replace(mark, moved=place) if (place := places.get(mark)) and place != mark.spot else mark for mark in marks
    ]


def _free(at: Spot, taken: Collection[Spot], height: int) -> Spot | None:
    """Return the place nearest to this spot whose square overlaps none of these and lies within the map."""
    for right, down in OFFSETS:
        x, y = at[0] + right, at[1] + down
        free = all(abs(x - other) >= ROOM or abs(y - another) >= ROOM for other, another in taken)
        if free and REACH <= x <= WIDTH - REACH and REACH <= y <= height - REACH:
            return x, y
    return None


def with_names(marks: list[Mark], height: int) -> list[Mark]:
    """Return the marks, those that lead somewhere with their names where those cover no such mark and no other name."""
    boxes = [_box(mark.at, REACH) for mark in marks if mark.at and mark.url]
    written: dict[Mark, Written] = {}
    # The longest names first: they have the least choice.
    for mark in sorted(marks, key=lambda mark: -len(mark.name)):
        if mark.at and mark.url:
            for place, box in _beside(mark.at, len(mark.name) * LETTER, height):
                if not any(_shared(box, taken) for taken in boxes):
                    written[mark] = place
                    boxes.append(box)
                    break
    return [replace(mark, written=written.get(mark)) for mark in marks]


def _beside(at: Spot, width: int, height: int) -> Iterator[tuple[Written, Box]]:
    """Yield where a name of this width may stand, the best first, with the room it takes."""
    x, y = at
    gap = REACH + 1
    for anchor, begin, middle in (
        ("start", x + gap, y),
        ("end", x - gap - width, y),
        ("middle", x - width // 2, y - gap - LINE // 2),
        ("middle", x - width // 2, y + gap + LINE // 2),
    ):
        from_x = {"start": begin, "end": begin + width, "middle": x}[anchor]
        box = (begin, middle - LINE // 2, begin + width, middle + LINE // 2)
        if begin >= 0 and begin + width <= WIDTH and box[1] >= 0 and box[3] <= height:
            yield Written(from_x, middle + LINE // 3, anchor), box


def _box(at: Spot, radius: int) -> Box:
    return at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius


def _shared(one: Box, other: Box) -> int:
    """Return the area two boxes share."""
    width, height = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return width * height if width > 0 and height > 0 else 0
