"""The search field as a combobox: by keyboard, by mouse, and closed again."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.checks import violations


def test_it_suggests_while_one_types_and_the_keyboard_opens_one(page: Page) -> None:
    page.goto("/")
    field = page.get_by_role("combobox", name="Waar zoekt u een voorbeeld van?")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("buurtbew")

    expect(page.get_by_role("option")).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#suggesties-zoek-aantal")).to_have_text("1 suggestie")
    field.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_have_text(re.compile(r"Thema:\s*Buurtbewoners"))
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    assert violations(page) == []
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/themas/buurtbewoners/$"))


def test_escape_closes_it_and_enter_without_a_choice_searches(page: Page) -> None:
    page.goto("/")
    field = page.get_by_role("combobox", name="Waar zoekt u een voorbeeld van?")
    field.press_sequentially("buurt")
    expect(page.get_by_role("option").first).to_be_visible()

    field.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(field).to_have_value("buurt")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/praktijkvoorbeelden/\?zoek=buurt$"))


def test_a_click_opens_a_suggestion(page: Page) -> None:
    page.goto("/")
    page.get_by_role("combobox", name="Waar zoekt u een voorbeeld van?").press_sequentially("buurtbew")

    # By its name: what "buurt" gave may still stand there, seven more.
    page.get_by_role("option", name=re.compile(r"^Thema\W+Buurtbewoners$")).click()

    expect(page).to_have_url(re.compile(r"/themas/buurtbewoners/$"))
