"""Tasks by keyboard and by what is read out: at each step the role, the name and the state of what has the focus."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.reading_out import Ear


def test_a_case_is_found(page: Page) -> None:
    page.goto("/")
    ear = Ear(page)
    field = ear.reach("combobox", "Waar zoekt u een voorbeeld van?")
    assert field.states["expanded"] is False
    page.keyboard.type("dementie")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Praktijkvoorbeelden")
    ear = Ear(page)
    ear.reach("link", "Naar zoeken en filters")
    page.keyboard.press("Enter")
    choice = ear.reach("checkbox", "Praktijk")
    assert choice.states["checked"] == "false"
    page.keyboard.press("Space")
    assert ear.focused().states["checked"] == "true"
    ear.reach("button", "Toon")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("soort=praktijk#resultaten$"))
    heading = Ear(page).focused()
    assert (heading.role, heading.name) == ("heading", "Resultaten")
    assert re.match(r"\d+ praktijk", heading.description)
    first = page.locator(".cards h3 a").first.inner_text()
    Ear(page).reach("link", first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(first)


def test_cases_are_compared(page: Page) -> None:
    page.goto("/praktijkvoorbeelden/?zoek=dementie")
    Ear(page).reach("link", "Kruis voorbeelden aan")
    page.keyboard.press("Enter")
    expect(page.locator(".cards input[type=checkbox]").first).to_be_visible()
    ear = Ear(page)
    names = [page.locator(".cards h3 a").nth(number).inner_text() for number in (0, 1)]
    ear.reach("link", "Naar de resultaten")
    page.keyboard.press("Enter")
    for _ in names:
        box = ear.reach("checkbox", "")
        assert box.name
        page.keyboard.press("Space")
        assert ear.focused().states["checked"] == "true"
    ear.reach("button", "Vergelijk")
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader")).to_have_count(3)
    heads = page.get_by_role("columnheader").all_inner_texts()
    assert [name for name in names if not any(name in head for head in heads)] == []


def test_an_example_is_shared_past_a_mistake(page: Page) -> None:
    page.goto("/deel-uw-voorbeeld/nieuw/voorbeeld/")
    ear = Ear(page)
    title = ear.reach("textbox", "Hoe heet het?")
    assert title.states["required"] is True
    page.keyboard.type("Startgeld")
    summary = ear.reach("textbox", "Wat is het, in een paar zinnen?")
    assert "wat gebeurt er?" in summary.description
    page.keyboard.type("Bewoners krijgen geld.")
    page.wait_for_timeout(2_100)  # no person is faster
    ear.reach("button", "Volgende stap")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^Fout: "))
    ear = Ear(page)
    assert ear.focused().role == "alert"
    ear.reach("link", "Kies een gemeente uit de lijst.")
    page.keyboard.press("Enter")
    field = ear.focused()
    assert (field.role, field.name, field.states["invalid"]) == ("combobox", "In welke gemeente?", "true")
    assert "Kies een gemeente uit de lijst." in field.description
    page.keyboard.type("Aalten")
    ear.reach("button", "Volgende stap")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat doet u?")
