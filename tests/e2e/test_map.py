"""The map on a telephone: what can be pressed is large enough, and keeps apart from what else can."""

from itertools import combinations

import pytest
from playwright.sync_api import Page

from tests.e2e.checks import resize
from tests.e2e.pages import visit

TELEPHONE, SMALLEST_TARGET = 360, 24
# Of each target: what it is called, its box within the picture, and whether a finger in its middle reaches it.
TARGETS = """() => [...document.querySelectorAll('.map__picture a')].map(link => {
    link.scrollIntoView({block: 'center', behavior: 'instant'})
    const whole = link.ownerSVGElement.getBoundingClientRect()
    const box = link.querySelector('.map__reach').getBoundingClientRect()
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    return {
        name: link.querySelector('title').textContent,
        box: [box.left - whole.left, box.top - whole.top, box.right - whole.left, box.bottom - whole.top],
        reached: hit?.closest('a') === link,
    }
})"""


@pytest.mark.parametrize("name", ["home", "province", "region", "designations"])
def test_on_a_telephone_every_target_of_a_map_is_24_pixels_and_overlaps_no_other(page: Page, name: str) -> None:
    resize(page, TELEPHONE)
    visit(page, name)

    targets = {target["name"]: target for target in page.evaluate(TARGETS)}

    assert targets
    boxes = {name: target["box"] for name, target in targets.items()}
    sides = {name: min(right - left, bottom - top) for name, (left, top, right, bottom) in boxes.items()}
    assert {name: side for name, side in sides.items() if side < SMALLEST_TARGET} == {}
    assert [pair for pair in combinations(boxes, 2) if overlap(boxes[pair[0]], boxes[pair[1]])] == []
    assert [name for name, target in targets.items() if not target["reached"]] == []


def overlap(one: list[float], other: list[float]) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])
