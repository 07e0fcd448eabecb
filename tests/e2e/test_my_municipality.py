"""My municipality in a browser: chosen once, offered back, forgotten; and nothing of it in a cookie."""

import re

from playwright.sync_api import BrowserContext, Page, expect


def test_it_is_chosen_once_offered_back_and_forgotten(page: Page, context: BrowserContext) -> None:
    page.goto("/mijn-gemeente/?zoek=jeugd")
    page.get_by_label("Uw gemeente").select_option(label="Aalten")
    page.get_by_role("button", name="Vergelijk", exact=True).click()
    expect(page).to_have_url(re.compile(r"/praktijkvoorbeelden/\?zoek=jeugd&voor=0197$"))
    expect(page.get_by_text("Vergeleken met Aalten.")).to_be_visible()
    # The page stands before its scripts have run.
    page.wait_for_function("localStorage.getItem('gouden-voor') !== null")

    page.goto("/praktijkvoorbeelden/?thema=preventie&page=2")
    page.get_by_role("link", name="Vergelijk met Aalten").click()
    expect(page).to_have_url(re.compile(r"/praktijkvoorbeelden/\?thema=preventie&voor=0197$"))
    assert context.cookies() == []

    page.goto("/praktijkvoorbeelden/startpunt-wageningen/")
    page.get_by_role("button", name="Vergeet Aalten").click()
    expect(page.get_by_role("link", name="Vergelijk met Aalten")).to_have_count(0)
    expect(page.get_by_role("link", name="Vergelijk met uw gemeente")).to_be_focused()
    page.reload()
    expect(page.get_by_role("link", name="Vergelijk met Aalten")).to_have_count(0)


def test_what_another_script_left_in_the_storage_does_no_harm(page: Page) -> None:
    page.goto("/praktijkvoorbeelden/")
    for value in ("geen json", '{"code": "javascript:alert(1)", "name": "x"}', "null", '{"code": "0197"}'):
        page.evaluate("value => localStorage.setItem('gouden-voor', value)", value)
        page.reload()
        expect(page.get_by_role("link", name="Vergelijk met uw gemeente")).to_be_visible()
        expect(page.locator(".voor__ways")).to_have_count(0)
