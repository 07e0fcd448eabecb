"""Every type of page, opened once in a real browser with nothing cached: its weight, its order and its room."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.checks import (
    NARROWEST,
    SCHEMES,
    SHIFT,
    SIZES,
    SPACING,
    ZOOMED,
    complaints,
    cut_off,
    outline,
    overflows,
    read_upwards,
    resize,
    show,
    unfold,
    violations,
)
from tests.e2e.pages import EVERY_PAGE, FAULTS, SENT
from tests.e2e.pages import visit as open_page

WEIGHT = 60_000
# Holds every style sheet and component there is, and no reader opens it.
HEAVIER = {"style-guide": 80_000}
MOVEMENT = 0.01


@dataclass
class Visit:
    """A page that was opened by somebody who was never here before."""

    name: str
    page: Page
    complaints: list[str]
    cookies: list[str] = field(default_factory=list)
    # Where the browser went, and the bytes that came, headers included, as they travelled: compressed.
    asked: list[str] = field(default_factory=list)
    received: list[float] = field(default_factory=list)
    movement: float = 0


@pytest.fixture(scope="module", params=EVERY_PAGE)
def visit(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Visit]:
    """One page, for all its tests; kept as HTML and as pictures when the environment says where."""
    name = request.param
    context = browser.new_context(base_url=site, locale="nl-NL", viewport={"width": SIZES["desktop"], "height": 800})
    page = context.new_page()
    show(page, "light")
    visit = Visit(name, page, complaints(page))
    wire = context.new_cdp_session(page)
    wire.on("Network.loadingFinished", lambda event: visit.received.append(event["encodedDataLength"]))
    wire.on("Network.requestWillBeSent", lambda event: visit.asked.append(event["request"]["url"]))
    wire.send("Network.enable")
    response = open_page(page, name)
    visit.movement = page.evaluate(SHIFT)
    visit.cookies = [cookie.get("name", "") for cookie in context.cookies()]
    if folder := os.environ.get("GOUDEN_HTML"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / f"{name}.html").write_text(response.text(), encoding="utf-8")
        after_scripts = Path(folder) / "after-scripts"
        after_scripts.mkdir(exist_ok=True)
        markup = f"<!doctype html>\n{page.evaluate('document.documentElement.outerHTML')}"
        (after_scripts / f"{name}.html").write_text(markup, encoding="utf-8")
    if folder := os.environ.get("GOUDEN_SCREENSHOTS"):
        take_screenshots(visit, Path(folder))
    yield visit
    context.close()


def take_screenshots(visit: Visit, folder: Path) -> None:
    """Write pictures of the whole page for people to look at."""
    for scheme in SCHEMES:
        show(visit.page, scheme)
        for width in SIZES.values():
            resize(visit.page, width)
            visit.page.screenshot(path=folder / f"{visit.name}-{width}-{scheme}.png", full_page=True)


def test_its_first_view_weighs_less_than_60_kb(visit: Visit) -> None:
    assert len(visit.received) > 1, "a page and its style sheets"
    assert sum(visit.received) < HEAVIER.get(visit.name, WEIGHT)


def test_it_asks_nothing_of_a_third_party(visit: Visit, site: str) -> None:
    assert [url for url in visit.asked if not url.startswith((f"{site}/", "data:"))] == []


def test_it_sets_no_cookie_but_the_one_that_protects_a_form(visit: Visit) -> None:
    assert set(visit.cookies) == SENT.get(visit.name, set())


def test_nothing_moves_while_it_loads(visit: Visit) -> None:
    assert visit.movement < MOVEMENT


def test_it_reads_in_order(visit: Visit) -> None:
    """Landmarks in their order, the one h1 first in main, no level of heading skipped; and a phone shows that order."""
    resize(visit.page, SIZES["desktop"])
    found = outline(visit.page)
    roles = [role for role, level in found]
    landmarks = [role for role in roles if role in {"banner", "main", "contentinfo"}]
    assert landmarks == (["main"] if visit.name in FAULTS else ["banner", "main", "contentinfo"])
    assert visit.name in FAULTS or "navigation" in roles
    headings = [level for role, level in found if role == "heading"]
    assert headings.count(1) == 1
    assert next(level for role, level in found[roles.index("main") :] if role == "heading") == 1
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(headings)), headings
    resize(visit.page, NARROWEST)
    assert read_upwards(visit.page) == []


def test_it_is_accessible(visit: Visit) -> None:
    """Each rule of axe on a desktop in the light; .ci/deep asks all of it at every size and in the dark."""
    resize(visit.page, SIZES["desktop"])
    found = violations(visit.page)
    assert not found, "\n".join(found)


def test_it_does_not_scroll_sideways_small_or_zoomed(visit: Visit) -> None:
    for width in (NARROWEST, *SIZES.values(), ZOOMED):
        resize(visit.page, width)
        assert not overflows(visit.page), f"at {width} px"


def test_more_space_in_the_text_cuts_nothing_off(visit: Visit) -> None:
    """With everything unfolded. The last test of a visit: the spacing stays."""
    unfold(visit.page)
    visit.page.evaluate(SPACING)
    for width in (NARROWEST, SIZES["desktop"]):
        resize(visit.page, width)
        found = cut_off(visit.page)
        assert not found, "\n".join([f"at {width} px", *found])
        assert not overflows(visit.page), f"at {width} px"


def test_the_browser_has_nothing_to_complain_about(visit: Visit) -> None:
    assert visit.complaints == []
