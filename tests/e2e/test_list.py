"""What a script adds to the list of cases."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.checks import COUNT, SHOW


def test_the_button_says_how_many_and_back_shows_what_was_asked(page: Page) -> None:
    """Also where an empty field would stand in the address."""
    page.goto("/praktijkvoorbeelden/?soort=portret")
    before = number(page, COUNT)
    button = page.get_by_role("button", name=SHOW)
    expect(button).to_have_text(f"Toon {before} resultaten")
    practices = page.get_by_role("checkbox", name=re.compile(r"^Praktijk \("))
    practices.check()
    after = before + number(page, "label[for='soort-praktijk']")
    expect(button).to_have_text(f"Toon {after} resultaten")
    towns = page.locator("#filter-gemeente")
    towns.locator("summary").first.click()
    first = towns.get_by_role("checkbox").first
    first.check()
    towns.get_by_role("button", name=re.compile(r"^Toon alle \d+ bij Gemeente$")).click()
    expect(towns.get_by_role("button")).to_have_count(0)
    expect(towns.get_by_role("searchbox")).to_be_focused()
    assert towns.get_by_role("checkbox").count() > 20
    chosen = towns.get_by_role("checkbox", checked=True)
    expect(chosen).to_have_count(1)
    chosen.uncheck()
    expect(button).to_have_text(f"Toon {after} resultaten")
    button.click()
    expect(page.locator(COUNT)).to_have_text(re.compile(rf"^{after} "))
    expect(page).to_have_url(re.compile(r"/\?soort=portret&soort=praktijk#resultaten$"))

    page.locator(".cards h3 a").first.click()
    back = page.get_by_role("navigation", name="Kruimelpad").get_by_role("link", name="Uw zoekopdracht")
    expect(back).to_have_attribute("href", "/praktijkvoorbeelden/?soort=portret&soort=praktijk")
    page.go_back()
    page.go_back()
    expect(page.locator(COUNT)).to_have_text(re.compile(rf"^{before} "))
    expect(practices).not_to_be_checked()
    expect(button).to_have_text(f"Toon {before} resultaten")


def number(page: Page, selector: str) -> int:
    """Return the first number in this text, once it is there to be read."""
    expect(page.locator(selector)).to_be_visible()
    found = re.search(r"\d+", page.locator(selector).inner_text())
    assert found
    return int(found[0])
