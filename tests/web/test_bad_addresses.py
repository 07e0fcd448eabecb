"""Whatever an address, a parameter, a form or a cookie of the site and the API holds: an answer, and never a 500."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cases.listing.partner_filter import PartnerCaseFilter
from tests.factories import PublishedCaseFactory, UserFactory

pytestmark = pytest.mark.django_db

BAD = ("\x00", "9" * 20, "\ud7ff\u202e\x07")
# Those that read parameters; with what some of them read beside those of the list.
PAGES = (
    "/praktijkvoorbeelden/",
    "/praktijkvoorbeelden/feed.atom",
    "/suggesties/",
    "/gemist/",
    "/mijn-gemeente/",
    "/map/",
    "/vergelijken/",
    "/map/notitie/",
    "/map/notitie.pdf",
    "/gemeenten/",
    "/api/v1/praktijkvoorbeelden",
    "/api/v1/praktijkvoorbeelden/_export",
    "/api/v1/wijzigingen",
    "/api/v1/gemeenten",
)
PARAMETERS = (
    *PartnerCaseFilter.base_filters,
    "page",
    "pageSize",
    "cursor",
    "velden",
    "sinds",
    "formaat",
    "bij",
    "kies",
    "v",
    "weg",
    "naar",
    "verschillen",
    "eerst",
)


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def paths(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    """Yield every address of the site with a NUL, and with a large number, where it has something to fill in."""
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if not here.startswith("/admin"):
                yield from paths(pattern.url_patterns, here)
        elif "<" in here:
            yield from (re.sub("<[^>]+>", bad, here) for bad in ("%00", "9" * 20, "a%00b", "%ED%A0%80"))


def test_no_part_of_a_path_is_too_strange(client: Client) -> None:
    asked = list(paths(get_resolver().url_patterns))
    assert len(asked) > 60
    assert {path: status for path in asked if (status := client.get(path).status_code) >= 500} == {}


def test_no_parameter_is_too_strange(client: Client) -> None:
    PublishedCaseFactory()
    asked = [f"{page}?{urlencode({name: bad})}" for page in PAGES for name in PARAMETERS for bad in BAD]
    assert {url: status for url in asked if (status := client.get(url).status_code) >= 500} == {}


@pytest.mark.parametrize("value", ['"abcdefgh\\000"', "9" * 5_000, '"' + "\\007" * 32 + '"'])
def test_no_cookie_is_too_strange(client: Client, value: str) -> None:
    sent = "; ".join(f"{name}={value}" for name in ("sessionid", "csrftoken", "messages", "opgeslagen"))
    for path in ("/", "/admin/", "/admin/login/", "/gemist/"):
        assert client.get(path, headers={"cookie": sent}).status_code < 500, path


@pytest.mark.parametrize("value", BAD)
def test_no_name_or_password_is_too_strange(client: Client, value: str) -> None:
    sent = {"username": value, "password": value, "next": value}
    assert client.post("/admin/login/", sent).status_code == 200
    client.force_login(UserFactory(is_superuser=True))
    sent = {"old_password": value, "new_password1": value, "new_password2": value}
    assert client.post("/admin/password_change/", sent).status_code == 200
    assert client.post("/admin/auth/user/add/", {"username": value, "password1": value}).status_code == 200
