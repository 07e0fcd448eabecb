"""Every type of page, in a real browser: accessible, and no wider than the screen."""

import pytest
from playwright.sync_api import Page

from tests.e2e.checks import SIZES, overflows, violations

PAGES = [
    "/",
    "/praktijkvoorbeelden/",
    "/praktijkvoorbeelden/?zoek=dementie&soort=praktijk",
    "/praktijkvoorbeelden/?zoek=bestaatnergens",
    "/praktijkvoorbeelden/aalten-gouden-gemeente/",
    "/praktijkvoorbeelden/zaanstad-factlab/",
    "/praktijkvoorbeelden/startpunt-wageningen/",
    "/gemeenten/",
    "/gemeenten/0197-aalten/",
    "/gemeenten/0545-leerdam/",
    "/gemeenten/1961-vijfheerenlanden/",
    "/provincies/",
    "/provincies/gelderland/",
    "/regios/",
    "/regios/midden-limburg-samenwerking/",
    "/organisaties/",
    "/organisaties/figulus-welzijn/",
    "/initiatieven/",
    "/initiatieven/buuv/",
    "/themas/",
    "/themas/preventie/",
    "/publicaties/",
    "/publicaties/elf-nieuwe-gouden-gemeenten/",
    "/gouden-gemeenten/",
    "/over/",
    "/toegankelijkheid/",
    "/privacy/",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_fits_a_phone_and_a_desktop(page: Page, path: str) -> None:
    for width in (320, SIZES["phone"], SIZES["desktop"]):
        page.set_viewport_size({"width": width, "height": 800})
        response = page.goto(path)
        assert response is not None
        assert response.status == 200
        assert not overflows(page), f"{path} scrolls sideways at {width} px"
    assert violations(page) == []
    page.set_viewport_size({"width": SIZES["phone"], "height": 800})
    assert violations(page) == []


@pytest.mark.deep
def test_every_page_of_the_sitemap_is_accessible_at_every_size(page: Page, site: str) -> None:
    page.goto("/sitemap.xml")
    addresses = page.evaluate("[...document.querySelectorAll('loc')].map(loc => new URL(loc.textContent).pathname)")
    assert len(addresses) > 100
    wrong = []
    for path in addresses:
        for width in SIZES.values():
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(path)
            wrong += [f"{path} at {width} px: {violation}" for violation in violations(page)]
            wrong += [f"{path} scrolls sideways at {width} px"] if overflows(page) else []
    assert wrong == []
