"""The long profile: every page that the sitemap names, at every size."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.e2e.checks import NARROWEST, SHIFT, SIZES, ZOOMED, overflows, resize, violations_in_both_schemes

pytestmark = pytest.mark.deep

# The first part of the paths in the sitemap; "" is the home page.
SECTIONS = [
    "",
    "gemeenten",
    "gouden-gemeenten",
    "initiatieven",
    "obstakels",
    "organisaties",
    "over",
    "praktijkvoorbeelden",
    "privacy",
    "provincies",
    "publicaties",
    "regios",
    "themas",
    "toegankelijkheid",
    "werkzame-elementen",
]


def addresses(page: Page) -> list[str]:
    """Return the paths in the sitemap."""
    sitemap = page.request.get("/sitemap.xml").text()
    return [urlsplit(url).path for url in re.findall("<loc>(.+?)</loc>", sitemap)]


def test_the_sitemap_has_no_other_sections(page: Page) -> None:
    assert {path.split("/")[1] for path in addresses(page)} == set(SECTIONS)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_page_can_be_read_at_every_size(page: Page, section: str) -> None:
    found = []
    for path in addresses(page):
        if path.split("/")[1] != section:
            continue
        resize(page, SIZES["phone"])
        response = page.goto(path)
        assert response is not None
        if response.status != 200:
            found.append(f"{path}: {response.status}")
        if page.evaluate(SHIFT) >= 0.01:
            found.append(f"{path}: moves while it loads")
        found += [f"{path}: {violation}" for violation in violations_in_both_schemes(page)]
        for width in (NARROWEST, *SIZES.values(), ZOOMED):
            resize(page, width)
            if overflows(page):
                found.append(f"{path}: scrolls sideways at {width} px")
    assert not found, "\n".join(found)
