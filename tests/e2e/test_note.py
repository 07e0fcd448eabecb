"""A note taken along: from the map to a file, with JavaScript and without."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.checks import NARROWEST, overflows, resize, violations_in_both_schemes
from tests.note_files import TEXT_OF, squeezed

CASES = "?v=startpunt-wageningen&v=aalten-gouden-gemeente"


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def context(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[BrowserContext]:
    """Two visitors: one whose browser runs scripts, and one whose browser does not."""
    context = browser.new_context(
        base_url=site, locale="nl-NL", reduced_motion="reduce", java_script_enabled=request.param
    )
    yield context
    context.close()


def test_from_a_map_to_a_note_with_my_own_words(page: Page, tmp_path: Path) -> None:
    page.goto(f"/map/{CASES}")
    page.get_by_role("link", name="Maak een notitie").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Notitie")
    page.get_by_label("Titel").fill("Hulp dichtbij")
    page.get_by_label("Vraag").fill("Wat past bij ons?")
    page.get_by_label(re.compile("^A. Startpunt Wageningen")).fill("Hier gaan we kijken.")
    for label, extension in (("Word (.docx)", "docx"), ("LibreOffice (.odt)", "odt"), ("PDF", "pdf")):
        with page.expect_download() as downloading:
            page.get_by_role("button", name=label).click()
        assert re.fullmatch(rf"notitie-\d{{4}}-\d\d-\d\d\.{extension}", downloading.value.suggested_filename)
        downloading.value.save_as(file := tmp_path / extension)
        text = squeezed(TEXT_OF[extension](file.read_bytes()))
        for words in ("Hulp dichtbij", "Wat past bij ons?", "Voor ons: Hier gaan we kijken."):
            assert squeezed(words) in text
    # All of it is still there, for another file.
    expect(page.get_by_label("Titel")).to_have_value("Hulp dichtbij")
    assert page.context.cookies() == []


def test_what_went_wrong_has_the_focus_and_leads_to_its_field(page: Page) -> None:
    page.goto(f"/map/notitie/{CASES}")
    page.get_by_label("Titel").fill("te lang " * 30)
    page.get_by_label("Vraag").fill("Wat past bij ons?")
    page.get_by_role("button", name="PDF").click()
    wrong = page.get_by_role("alert")
    expect(wrong).to_contain_text("Dit ging niet goed")
    expect(page.get_by_role("alert")).to_be_focused()
    wrong.get_by_role("link", name="Titel").click()
    expect(page.get_by_label("Titel")).to_be_focused()
    expect(page.get_by_label("Vraag")).to_have_value("Wat past bij ons?")
    resize(page, NARROWEST)
    assert not overflows(page)


def test_a_form_that_came_back_is_for_everyone(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, locale="nl-NL", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"/map/notitie/{CASES}")
    page.get_by_label("Titel").fill("te lang " * 30)
    page.get_by_role("button", name="PDF").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations_in_both_schemes(page) == []
    context.close()


def test_the_page_is_printed_as_the_note_and_nothing_else(page: Page) -> None:
    page.goto(f"/map/notitie/{CASES}")
    page.emulate_media(media="print")
    resize(page, 665)
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("textbox")).to_have_count(0)
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Obstakel")).to_be_visible()
    assert not overflows(page)
