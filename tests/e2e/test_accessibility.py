"""axe-core has nothing against any type of page in any of its states, beside what test_pages asks of each."""

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.checks import NARROWEST, SCHEMES, SIZES, resize, show, unfold, violations, violations_in_both_schemes
from tests.e2e.pages import EVERY_PAGE, FIRST_OF, visit

# Between them they show every component; colours come from tokens that all pages share.
COLOURS = ["home", "list-found", "portrait-disputed", "municipality", "share-step", "style-guide"]


@pytest.mark.parametrize("name", FIRST_OF)
def test_the_first_of_a_list_is_accessible(page: Page, name: str) -> None:
    visit(page, name)
    resize(page, SIZES["desktop"])
    show(page, "light")
    found = violations(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", COLOURS)
def test_its_colours_can_be_told_apart_in_the_dark(page: Page, name: str) -> None:
    visit(page, name)
    resize(page, SIZES["phone"])
    show(page, "dark")
    found = violations(page, colours_only=True)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["list", "portrait-disputed"])
def test_what_was_folded_is_accessible_too(page: Page, name: str) -> None:
    resize(page, SIZES["phone"])
    visit(page, name)
    unfold(page)
    found = violations_in_both_schemes(page)
    assert not found, "\n".join(found)


@pytest.mark.deep
@pytest.mark.parametrize("name", [*EVERY_PAGE, *FIRST_OF])
def test_it_is_accessible_at_every_size_with_everything_unfolded(page: Page, name: str) -> None:
    visit(page, name)
    unfold(page)
    found = []
    for scheme in SCHEMES:
        show(page, scheme)
        for width in (NARROWEST, *SIZES.values()):
            resize(page, width)
            found += [f"{scheme}, {width} px: {violation}" for violation in violations(page)]
    assert not found, "\n".join(found)


def test_what_is_chosen_looks_so_in_the_colours_of_the_reader(browser: Browser, site: str) -> None:
    """In forced colours: the current page, a choice, the order, a kept case and a mark differ from their neighbours."""
    context = browser.new_context(base_url=site, locale="nl-NL", forced_colors="active", reduced_motion="reduce")
    page = context.new_page()
    page.goto("/praktijkvoorbeelden/?soort=praktijk")
    page.get_by_role("button", name="Bewaar").first.click()
    colour = "([selector, pseudo, name]) => getComputedStyle(document.querySelector(selector), pseudo)[name]"
    seen = {
        selector: page.evaluate(colour, [selector, pseudo, name])
        for selector, pseudo, name in (
            (".header__nav a[aria-current]", None, "borderBottomColor"),
            (".header__nav a:not([aria-current])", None, "borderBottomColor"),
            ("body", None, "backgroundColor"),
            (".chip--removable", None, "backgroundColor"),
            (".orders a[aria-current]", None, "borderBottomColor"),
            (".save__way[aria-pressed=true]", None, "backgroundColor"),
            (".save__way[aria-pressed=false]", None, "backgroundColor"),
            (".brief__grade", "::before", "backgroundColor"),
            (".filters__apply .button", None, "backgroundColor"),
        )
    }
    ground = seen["body"]
    assert seen[".header__nav a:not([aria-current])"] == ground
    for selector in (".header__nav a[aria-current]", ".chip--removable", ".orders a[aria-current]", ".brief__grade"):
        assert seen[selector] != ground, selector
    assert seen[".filters__apply .button"] != ground
    assert seen[".save__way[aria-pressed=true]"] == seen[".chip--removable"] != seen[".save__way[aria-pressed=false]"]
    context.close()


def test_the_home_page_is_soon_read_on_a_phone(page: Page) -> None:
    resize(page, SIZES["phone"])
    page.goto("/")
    assert page.evaluate("document.documentElement.scrollHeight") <= 5_000
