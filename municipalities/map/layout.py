"""Keeps apart what can be pressed, and finds room for names."""

import math
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import combinations

from municipalities.map.drawing import LETTER, LINE, REACH, ROOM, WIDTH, Box, Mark, Spot, Written

# Where a mark may stand beside its spot: so far, in so many directions.
STEP, DIRECTIONS = 7, 16
OFFSETS = [(0, 0)] + [
    (round(away * math.cos(math.tau * turn / DIRECTIONS)), round(away * math.sin(math.tau * turn / DIRECTIONS)))
    for away in range(STEP, 2 * WIDTH // 3, STEP)
    for turn in range(DIRECTIONS)
]
# So many push each other apart, in so many rounds at most.
FEW, ROUNDS = 30, 80
# How full a map can be: squares that are laid one by one leave gaps between them.
FULL = 0.6


def spread(marks: list[Mark], height: int) -> list[Mark]:
    """Return the marks, those with an address each with a square of its own, as near its spot as that goes.

    A few push each other apart, each by as little. A crowd is laid one by one, those with most to show first. Where
    there is no room for all, none of them leads anywhere: the list beside the map does.
    """
    pressed = sorted((mark for mark in marks if mark.spot and mark.url), key=lambda mark: (-mark.count, mark.name))
    spots = [mark.spot or (0, 0) for mark in pressed]
    places = _pushed_apart(spots, height) or _laid(spots, height)
    if len(places) < len(pressed):
        return [replace(mark, url="") for mark in marks]
    moved = {mark: place for mark, place in zip(pressed, places, strict=True) if place != mark.spot}
    return [replace(mark, moved=moved.get(mark)) for mark in marks]


def _pushed_apart(spots: list[Spot], height: int) -> list[Spot]:
    """Return places near these spots whose squares do not overlap; none where that takes too long."""
    if len(spots) > FEW:
        return []
    # Two at one spot need a direction to part in.
    places = [[float(x), y + number / 100] for number, (x, y) in enumerate(spots)]
    for _ in range(ROUNDS):
        if not _push(places, height):
            return [(round(x), round(y)) for x, y in places]
    return []


def _push(places: list[list[float]], height: int) -> bool:
    """Push squares that overlap apart along the axis on which that is the shortest; say whether any did."""
    pushed = False
    for one, other in combinations(places, 2):
        gaps = [other[axis] - one[axis] for axis in (0, 1)]
        lacking = [ROOM + 1 - abs(gap) for gap in gaps]
        if min(lacking) > 0.1:
            axis = lacking.index(min(lacking))
            step = lacking[axis] / 2 * (1 if gaps[axis] >= 0 else -1)
            one[axis] -= step
            other[axis] += step
            pushed = True
    for place in places:
        place[0] = min(max(place[0], REACH), WIDTH - REACH)
        place[1] = min(max(place[1], REACH), height - REACH)
    return pushed


def _laid(spots: list[Spot], height: int) -> list[Spot]:
    """Return for each of these spots, in their order, the nearest place that is still free; fewer when it is full."""
    places: list[Spot] = []
    if len(spots) * ROOM**2 <= FULL * WIDTH * height:
        for at in spots:
            if place := _free(at, places, height):
                places.append(place)
    return places


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
