"""What every public page has in its headers: conditional on the catalogue, no cookie, the strict policy."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from cases import publishing
from tests.factories import (
    CaseFactory,
    InitiativeFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PublishedCaseFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db

POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; "
    "img-src 'self' data:"
)


@pytest.fixture
def addresses() -> list[str]:
    """The address of a page of every type."""
    case = PublishedCaseFactory(case__municipalities=[MunicipalityFactory(cbs_code="0197", name="Aalten")])
    rows = [case, case.themes.get(), case.articles.get().publication, case.municipalities.get(), case.provinces.get()]
    rows += [RegionFactory(), OrganisationFactory(), InitiativeFactory()]
    indexes = ["praktijkvoorbeelden", "themas", "gemeenten", "gemeenten/voormalig", "provincies", "regios"]
    indexes += [
        "organisaties",
        "initiatieven",
        "publicaties",
        "gouden-gemeenten",
        "api",
        "api/codeboek",
        "over",
        "toegankelijkheid",
        "privacy",
        "map",
        "vergelijken",
    ]
    files = ["/", "/robots.txt", "/sitemap.xml", "/praktijkvoorbeelden/feed.atom"]
    files += ["/dcat/catalogus.ttl", "/dcat/catalogus.jsonld", "/api/v1/praktijkvoorbeelden/_export"]
    return [*files, *(f"/{index}/" for index in indexes), *(row.get_absolute_url() for row in rows)]


def text_of(response: Any) -> str:
    """Return the body, streamed or not."""
    return b"".join(response).decode()


def test_every_page_is_304_until_the_catalogue_changes(client: Client, addresses: list[str]) -> None:
    tags = {address: client.get(address)["ETag"] for address in addresses}

    for address, tag in tags.items():
        response = client.get(address, headers={"If-None-Match": tag})
        assert response.status_code == 304, address
        assert response.content == b""
        assert response["Cache-Control"] == "public, no-cache"

    publishing.publish(case=CaseFactory(with_source=True), by=None)
    for address, tag in tags.items():
        response = client.get(address, headers={"If-None-Match": tag})
        assert response.status_code == 200, address
        assert response["ETag"] != tag


def test_a_new_release_is_not_hidden_behind_an_old_page(client: Client, settings: Settings) -> None:
    tag = client.get("/over/")["ETag"]

    settings.GOUDEN_RELEASE = "een nieuwe"

    assert client.get("/over/", headers={"If-None-Match": tag}).status_code == 200


def test_no_page_sets_a_cookie_or_varies_by_one(client: Client, addresses: list[str]) -> None:
    extra = ["/nergens/", "/praktijkvoorbeelden/?page=abc", "/gemeenten/0197-anders/", "/favicon.ico"]
    for address in [*addresses, *extra]:
        response = client.get(address)
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address


def test_every_page_has_the_security_headers_exactly(client: Client, addresses: list[str]) -> None:
    for address in [*addresses, "/nergens/"]:
        response = client.get(address)
        assert response["Content-Security-Policy"] == POLICY, address
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Referrer-Policy"] == "same-origin"


def test_no_page_has_a_script_a_style_or_a_form_that_posts(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        # Files of our own, never a script in the page.
        body = re.sub(r'<script src="/static/[a-z0-9_./-]+" defer></script>', "", text_of(client.get(address)))
        # Linked data: no browser runs it.
        body = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", body)
        for unwanted in ("<script", "<style", " style=", " onclick=", 'method="post"', "csrfmiddlewaretoken"):
            assert unwanted not in body, (address, unwanted)
