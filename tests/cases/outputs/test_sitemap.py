"""sitemap.xml and robots.txt."""

import re

import pytest
from django.test import Client

from tests.factories import MunicipalityFactory, PublishedCaseFactory, PublishedClaimFactory

pytestmark = pytest.mark.django_db


def test_the_sitemap_holds_every_kind_of_page_at_its_public_address(client: Client) -> None:
    case = PublishedCaseFactory(case__title="Een voorbeeld")
    claim = PublishedClaimFactory()
    gone = MunicipalityFactory(cbs_code="0545", name="Leerdam")

    addresses = re.findall(r"<loc>([^<]+)</loc>", client.get("/sitemap.xml").content.decode())

    assert {
        "https://gouden.test/",
        "https://gouden.test/praktijkvoorbeelden/",
        "https://gouden.test/over/",
        "https://gouden.test/praktijkvoorbeelden/een-voorbeeld/",
        "https://gouden.test/uitspraken/",
        f"https://gouden.test/uitspraken/{claim.identifier}/",
        "https://gouden.test/gemeenten/0545-leerdam/",
        f"https://gouden.test{case.themes.get().get_absolute_url()}",
        f"https://gouden.test{case.articles.get().publication.get_absolute_url()}",
        f"https://gouden.test{gone.province.get_absolute_url()}",
    } <= set(addresses)
    assert len(addresses) == len(set(addresses))
    assert all(address.startswith("https://gouden.test/") for address in addresses)


def test_robots_may_read_all_but_the_admin_and_what_readers_choose_and_are_told_of_the_sitemap(client: Client) -> None:
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /map/\nDisallow: /vergelijken/\nDisallow: /*kies=\n\nSitemap: https://gouden.test/sitemap.xml\n"
    )
