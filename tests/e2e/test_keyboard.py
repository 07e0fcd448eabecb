"""Every page without a mouse: what has the focus is seen, comes in the order one reads, and lets go again."""

import re
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.checks import SHOW, SIZES, resize
from tests.e2e.pages import PAGES

WALKS = ["home", "list-found", "list-wrong", "portrait-disputed", "municipality-successor", "theme"]

# What the Tab key is to reach, in the order of the page.
REACHABLE = """() => {
    const reachable = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
    window.stops = [...document.querySelectorAll(reachable)].filter(
        at => !at.disabled && at.tabIndex >= 0 && at.checkVisibility({ visibilityProperty: true })
    );
    return window.stops.length;
}"""
# Where the focus is: its number in that order, and what is wrong with it. What lies behind something else (a bar that
# sticks, a neighbour) is not seen, nor is what has neither outline nor a border of its own for the focus.
FOCUSED = """() => {
    const at = document.activeElement, box = at.getBoundingClientRect(), wrong = [];
    if (at === document.body) return null;
    const shape = at instanceof SVGElement ? at.querySelector('.map__dot, .map__over') : at;
    const style = getComputedStyle(at), outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const ringed = shape !== at && parseFloat(getComputedStyle(shape).strokeWidth) >= 5;
    if (!outlined && !ringed) wrong.push('nothing shows the focus');
    const above = box.bottom <= 0 || box.right <= 0, below = box.top >= innerHeight || box.left >= innerWidth;
    if (above || below) wrong.push('out of sight');
    const lines = shape === at ? at.getClientRects() : [shape.getBoundingClientRect()];
    const seen = [...lines].some(line => {
        const x = line.left + line.width / 2, y = line.top + line.height / 2;
        const top = document.elementFromPoint(x, y);
        return top && (at.contains(top) || top.contains(at) || at.labels && [...at.labels].some(l => l.contains(top)));
    });
    if (!seen && shape === at) wrong.push('behind something else');
    return {
        nth: window.stops.indexOf(at),
        top: box.top + scrollY,
        bottom: box.bottom + scrollY,
        drawn: at instanceof SVGElement,
        name: `${at.tagName.toLowerCase()}.${at.getAttribute('class')} ${at.textContent.trim().slice(0, 40)}`,
        wrong,
    };
}"""


def walk(page: Page) -> list[dict[str, Any]]:
    """Press the Tab key until the focus leaves the page, and return where it came."""
    # From the top, wherever the page put the focus by itself.
    page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    count = page.evaluate(REACHABLE)
    stops: list[dict[str, Any]] = []
    for _ in range(count + 1):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (stops and stop["nth"] == 0):
            return stops
        stops.append(stop)
    raise AssertionError(f"the focus does not leave the page; last {stops[-1]['name']}")


def check_walk(page: Page, *, one_column: bool) -> None:
    """Walk through the page; where all stands in one column the focus never goes back up."""
    stops = walk(page)
    assert [stop["nth"] for stop in stops] == list(range(page.evaluate("window.stops.length")))
    assert [f"{stop['name']}: {', '.join(stop['wrong'])}" for stop in stops if stop["wrong"]] == []
    if one_column:
        # Marks on a map stand from north to south by province, not by their height.
        words = [stop for stop in stops if not stop["drawn"]]
        assert [after["name"] for before, after in pairwise(words) if after["bottom"] < before["top"]] == []


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("name", WALKS)
def test_the_tab_key_reaches_everything_in_order_and_in_sight(page: Page, name: str, size: str) -> None:
    resize(page, SIZES[size])
    page.goto(PAGES[name])
    check_walk(page, one_column=size == "phone")


@pytest.mark.deep
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_the_tab_key_reaches_everything_on_every_page(page: Page, name: str, size: str) -> None:
    resize(page, SIZES[size])
    page.goto(PAGES[name])
    check_walk(page, one_column=size == "phone")


@pytest.mark.parametrize("size", ["tablet", "desktop"])
def test_the_contents_of_a_case_come_before_its_text_and_every_stop_there_does_something(page: Page, size: str) -> None:
    resize(page, SIZES[size])
    page.goto(PAGES["portrait-disputed"])
    contents = page.get_by_role("navigation", name="Op deze pagina")
    fold = contents.locator("summary")
    expect(fold).to_be_visible(visible=size == "tablet")
    if size == "tablet":
        fold.click()
    first, text = contents.get_by_role("link").first, page.get_by_role("heading", name="Aanleiding")
    left_top = "at => [at.getBoundingClientRect().left, at.getBoundingClientRect().top]"
    (left, top), (text_left, text_top) = first.evaluate(left_top), text.evaluate(left_top)
    # Above it, and in the same column; or beside it on a wide screen.
    assert top < text_top
    assert (left == text_left) == (size == "tablet")
    first.focus()
    page.keyboard.press("Enter")
    expect(text).to_be_in_viewport()
    # There the way on and whom to ask stay in sight.
    beside = size == "desktop"
    expect(first).to_be_in_viewport() if beside else expect(first).not_to_be_in_viewport()
    page.keyboard.press("End")
    page.evaluate("scrollTo(0, document.querySelector('#bronnen').getBoundingClientRect().top + scrollY)")
    contact = page.get_by_role("heading", name="Navragen bij")
    expect(contact).to_be_in_viewport() if beside else expect(contact).not_to_be_in_viewport()


def test_the_skip_link_leads_past_the_header(page: Page) -> None:
    page.goto("/praktijkvoorbeelden/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Zoeken", exact=True)).to_be_focused()


def test_a_province_on_the_map_leads_to_its_page_and_a_number_there_to_a_municipality(page: Page) -> None:
    page.goto("/")
    for name in ("Gelderland", "Aalten"):
        mark = page.locator(".map__picture a", has=page.get_by_text(re.compile(rf"^{name}: \d+ praktijkvoorbeelden$")))
        page.get_by_role("link", name="Sla de kaart over").focus()
        for _ in range(page.locator(".map__picture a").count()):
            page.keyboard.press("Tab")
            if mark.evaluate("mark => mark === document.activeElement"):
                break
        expect(mark).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_the_map_can_be_skipped(page: Page) -> None:
    page.goto("/")
    skip = page.get_by_role("link", name="Sla de kaart over")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hetzelfde als lijst")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".provinces a").first).to_be_focused()


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_filters_are_chosen_with_the_keyboard_alone(page: Page, size: str) -> None:
    """From the search field on: words, a facet unfolded where it is folded, a choice, and the results."""
    resize(page, SIZES[size])
    page.goto("/praktijkvoorbeelden/")
    page.get_by_label("Zoeken", exact=True).focus()
    page.keyboard.type("dementie")
    page.keyboard.press("Enter")
    page.wait_for_url("**zoek=dementie**")
    page.get_by_label("Zoeken", exact=True).focus()
    if size == "phone":
        go_to(page, "summary", "Filters")
        page.keyboard.press("Enter")
    go_to(page, "summary", "Bewijs voor het resultaat")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    evidence = page.locator(":focus")
    expect(evidence).to_be_checked()
    name = (page.locator(f"label[for='{evidence.get_attribute('id')}']").text_content() or "").split("(")[0].strip()
    go_to(page, "button", SHOW)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=f"Haal weg: Bewijs voor het resultaat: {name}")).to_be_visible()


@pytest.mark.parametrize("query", ["", "?zoek=dementie&soort=praktijk"])
def test_the_first_result_is_a_few_presses_away_by_the_skip_link(page: Page, query: str) -> None:
    page.goto(f"/praktijkvoorbeelden/{query}")
    first = page.locator(".cards h3 a, .replies__text a").first
    presses = 0
    for wanted in (page.get_by_role("link", name="Naar de resultaten"), first):
        while not wanted.evaluate("at => at === document.activeElement"):
            page.keyboard.press("Tab")
            presses += 1
            assert presses <= 12
        if wanted != first:
            page.keyboard.press("Enter")
    page.get_by_role("link", name="Naar zoeken en filters").press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Zoeken", exact=True)).to_be_focused()


def test_the_menu_of_a_phone_opens_and_closes_with_the_keyboard(page: Page) -> None:
    resize(page, SIZES["phone"])
    page.goto("/over/")
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    go_to(page, "summary", "Menu")
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Space")
    expect(menu).to_be_hidden()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Praktijkvoorbeelden")


def go_to(page: Page, tag: str, text: str | re.Pattern[str]) -> None:
    """Press the Tab key until the focus is on this element."""
    wanted = page.locator(tag, has_text=text).first
    for _ in range(100):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the Tab key does not come at {text}")
