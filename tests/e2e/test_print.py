"""A case on paper: a clean A4 with what one reads, and the address to come back to."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.checks import COUNT, overflows

# In points, as a PDF counts; Chromium rounds to the pixel.
A4 = (595.3, 841.9)
# Those with the most to say.
LONGEST = [
    f"/praktijkvoorbeelden/{slug}/"
    for slug in (
        "meppel-gouden-gemeente",
        "zandvoort-gouden-gemeente",
        "midden-limburg-gouden-regio",
        "zaanstad-factlab",
    )
]
# The width of an A4 within the margins of base.css, in CSS pixels.
PRINTED = 665
PORTRAIT = "/praktijkvoorbeelden/aalten-gouden-gemeente/"
FOR_CLICKING = (
    ".header__nav",
    ".menu",
    ".header .search",
    ".breadcrumb",
    ".skip-link",
    ".contents",
    ".copy__row",
    ".share__ways",
    ".case__report",
    ".footer",
)


@pytest.mark.parametrize("address", [PORTRAIT, "/praktijkvoorbeelden/zaanstad-factlab/"])
def test_a_case_is_printed_without_what_is_for_clicking(page: Page, address: str) -> None:
    page.goto(address)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PRINTED, "height": 1000})
    for selector in FOR_CLICKING:
        for part in page.locator(selector).all():
            expect(part).to_be_hidden()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("navigation")).to_have_count(0)
    assert not overflows(page)


def test_a_printed_case_has_its_text_its_sources_and_its_address(page: Page) -> None:
    page.goto(PORTRAIT)
    page.emulate_media(media="print")
    for heading in ("Aanleiding", "Aanpak", "Opbrengst", "Leerpunten", "Overdraagbaarheid", "Bronnen"):
        expect(page.get_by_role("heading", name=heading, exact=True, level=2)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(re.compile(rf"https://\S+{PORTRAIT}"), use_inner_text=True)
    # Nobody unfolds paper: where a claim stands is there without a tap.
    printed = page.locator(".claims__group--resultaat, .claims__group--obstakel")
    assert printed.count() == 2
    for source in printed.locator(".claim__source > dl > div:not(.claim__apart) > dd").all():
        expect(source).to_be_visible()
    # The rest stands at an address.
    expect(page.get_by_text("Uitspraken over inzet")).to_be_hidden()
    expect(page.locator(".claims__printed")).to_have_text(
        re.compile(rf"^Alle \d+ uitspraken, met wie het zegt en waar het staat: https://\S+{PORTRAIT}#uitspraken$")
    )


def test_it_is_dark_on_light_for_who_prefers_dark_too(page: Page) -> None:
    page.goto(PORTRAIT)
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("body")).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.locator("body")).to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_a_printed_case_is_an_a4(page: Page) -> None:
    page.goto(PORTRAIT)
    paper = page.pdf(prefer_css_page_size=True)
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert sheets
    for width, height in sheets:
        assert (float(width), float(height)) == pytest.approx(A4, abs=1)


@pytest.mark.parametrize("address", LONGEST)
def test_a_printed_case_is_at_most_three_a4(page: Page, address: str) -> None:
    page.goto(address)
    paper = page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/MediaBox", paper)) <= 3


def test_a_printed_list_leaves_its_filters_behind(page: Page) -> None:
    page.goto("/praktijkvoorbeelden/?zoek=dementie")
    page.emulate_media(media="print")
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator(COUNT)).to_be_visible()
    expect(page.locator(".cards h3").first).to_be_visible()
    # Which part of the list it is, and where the whole is.
    expect(page.locator(".finding__printed")).to_have_text(
        re.compile(r"^Bladzijde 1 van \d+ van deze lijst: https?://\S+/praktijkvoorbeelden/\?zoek=dementie$")
    )
