"""The citation of a case: one press with a script, selected by a click without one."""

from playwright.sync_api import Browser, BrowserContext, Page, expect

CASE = "/praktijkvoorbeelden/startpunt-wageningen/"
FOLD = "Verwijs naar dit voorbeeld"


def test_the_citation_and_the_address_are_copied_with_one_press(context: BrowserContext, page: Page) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(CASE)
    page.get_by_text(FOLD).click()
    texts = page.locator(".citation")
    for nth, button in enumerate(["Kopieer de verwijzing", "Kopieer het adres"]):
        page.get_by_role("button", name=button).click()
        expect(page.locator(".copy__done").nth(nth)).to_have_text("Gekopieerd")
        assert page.evaluate("navigator.clipboard.readText()") == texts.nth(nth).inner_text().strip()
    title = page.get_by_role("heading", level=1).inner_text()
    assert texts.first.inner_text().startswith(title)
    assert page.evaluate("navigator.clipboard.readText()").endswith(CASE)


def test_a_browser_that_refuses_selects_the_text_and_says_so(context: BrowserContext, page: Page) -> None:
    context.grant_permissions([])
    page.goto(CASE)
    page.get_by_text(FOLD).click()
    page.get_by_role("button", name="Kopieer de verwijzing").click()
    expect(page.locator(".copy__done").first).to_have_text("Geselecteerd: kopieer met uw toetsenbord")
    assert page.evaluate("getSelection().toString()").strip() == page.locator(".citation").first.inner_text().strip()


def test_without_a_script_there_is_no_button_and_a_click_selects_the_whole_text(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(CASE)
    page.get_by_text(FOLD).click()
    expect(page.get_by_role("button", name="Kopieer")).to_have_count(0)
    citation = page.locator(".citation").first
    expect(citation).to_be_visible()
    expect(citation).to_have_css("user-select", "all")
    context.close()
