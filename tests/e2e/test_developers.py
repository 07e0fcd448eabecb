"""What only a browser can tell of the pages for who builds on the catalogue: trying the API, and a frame elsewhere."""

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.checks import SCHEMES, complaints, show, violations

CASE = "/insluiten/aalten-gouden-gemeente/"


@pytest.fixture
def tab(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def test_the_reference_gives_the_answer_of_the_api_on_the_spot(tab: Page) -> None:
    said = complaints(tab)
    tab.goto("/api/referentie/#lijstPraktijkvoorbeelden")
    cases = tab.locator("details:has(#lijstPraktijkvoorbeelden)")

    # The address opened it.
    cases.get_by_label("Waarde van zoek").fill("schulden")
    cases.get_by_label("Waarde van provincie").fill("PV25")
    cases.get_by_label("Waarde van soort").select_option("praktijk")
    cases.get_by_role("button", name="Probeer").click()

    expect(cases.get_by_role("status")).to_contain_text("Antwoord 200")
    expect(cases.get_by_role("status")).to_contain_text("soort=praktijk&zoek=schulden'")
    expect(cases.get_by_role("region", name="Antwoord")).to_contain_text('"aantal": ')
    assert said == []


def test_the_reference_finds_an_example_and_says_what_is_wrong(tab: Page) -> None:
    tab.goto("/api/referentie/#toonGemeente")
    place = tab.locator("details:has(#toonGemeente)")
    place.get_by_role("button", name="Probeer").click()
    expect(place.get_by_role("region", name="Antwoord")).to_contain_text('"tooi"')
    assert place.get_by_label("Waarde van code").input_value().isdigit()

    tab.goto("/api/referentie/#lijstThemas")
    themes = tab.locator("details:has(#lijstThemas)")
    page = themes.get_by_label("Waarde van page", exact=True)
    page.fill("abc")
    page.press("Enter")
    expect(themes.get_by_role("status")).to_contain_text("Antwoord 400")
    expect(themes.get_by_role("region", name="Antwoord")).to_contain_text("invalidParams")


def test_of_a_large_file_it_shows_the_beginning(tab: Page) -> None:
    tab.goto("/api/referentie/#exporteerPraktijkvoorbeelden")
    export = tab.locator("details:has(#exporteerPraktijkvoorbeelden)")

    export.get_by_role("button", name="Probeer").click()

    expect(export.get_by_role("region", name="Antwoord")).to_contain_text("(de rest staat er niet bij)")


def test_the_whole_reference_is_accessible_when_it_is_open(tab: Page) -> None:
    tab.goto("/api/referentie/")
    tab.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")

    for scheme in SCHEMES:
        show(tab, scheme)
        assert violations(tab) == [], scheme


class Elsewhere(BaseHTTPRequestHandler):
    """The site of a partner, with two frames: a card of ours, and a page of ours."""

    site = ""

    def do_GET(self) -> None:
        frames = f'<iframe src="{self.site}{CASE}" title="kaartje"></iframe><iframe src="{self.site}/over/"></iframe>'
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>Elders</title>{frames}".encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere(site: str) -> Iterator[str]:
    Elsewhere.site = site
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_another_site_can_frame_the_card_and_nothing_else(tab: Page, elsewhere: str) -> None:
    said = complaints(tab)

    tab.goto(elsewhere)

    expect(tab.frame_locator("iframe >> nth=0").locator("h1")).to_contain_text("Een hecht sociaal netwerk")
    expect(tab.frame_locator("iframe >> nth=1").get_by_text("Gouden")).to_have_count(0)
    refused = [text for text in said if "frame-ancestors" in text]
    assert len(refused) == 1
    assert tab.context.cookies() == []


def test_the_lines_on_the_page_make_the_frame_as_high_as_the_card(tab: Page, site: str, elsewhere: str) -> None:
    tab.goto("/api/")
    shown = tab.locator("#hoogte code").inner_text()
    lines = re.sub(r'"https?://[^/"]+"', f'"{site}"', shown).removeprefix("<script>").removesuffix("</script>")
    frame = tab.locator("iframe >> nth=0")
    for width in (280, 700):
        tab.goto(elsewhere)
        # As without these lines: a low and narrow frame leaves the summary out, and holds the rest.
        frame.evaluate("(frame, width) => { frame.width = width; frame.height = 540 }", width)
        card = tab.frame_locator("iframe >> nth=0").locator(".embed")
        bottom = "card => card.getBoundingClientRect().bottom - window.innerHeight"
        expect(card.locator(".embed__summary")).to_be_visible(visible=width == 700)
        assert card.evaluate(bottom) <= 0

        tab.evaluate(lines)
        frame.evaluate("frame => { frame.src = frame.src }")
        expect(card.locator(".embed__summary")).to_be_visible()
        expect(frame).to_have_css("border-top-width", "0px")
        assert abs(card.evaluate(bottom)) <= 1


def test_the_example_in_javascript_works_from_another_site(tab: Page, site: str, elsewhere: str) -> None:
    tab.goto("/api/")
    shown = tab.locator("#javascript code").inner_text()
    code = re.sub(r"`https?://[^/`]+", f"`{site}", shown).replace("console.log(", "said.push(")

    tab.goto(elsewhere)
    said = tab.evaluate(f"async () => {{ const said = []; {code} said.push(lijst.aantal); return said; }}")

    *cases, count = said
    assert count >= 1
    assert len(cases) == 2 * count
    assert all("/praktijkvoorbeelden/" in url for url in cases[1::2])


@pytest.mark.parametrize("width", [280, 600])
def test_the_card_is_accessible_in_light_and_dark(tab: Page, width: int) -> None:
    said = complaints(tab)
    tab.set_viewport_size({"width": width, "height": 400})
    tab.goto(CASE)

    for scheme in SCHEMES:
        show(tab, scheme)
        assert violations(tab) == [], scheme
    assert said == []
