"""An answer made while somebody publishes is of no one catalogue: it is made again, or nobody may hold it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cases import publishing
from cases.models import CatalogueState
from gouden.web.http.conditional import ATTEMPTS
from tests.factories import PublishedCaseFactory

pytestmark = pytest.mark.django_db
API = "/api/v1/praktijkvoorbeelden"
SURFACES = [
    "/",
    "/praktijkvoorbeelden/",
    "/praktijkvoorbeelden/startgeld/",
    "/praktijkvoorbeelden/feed.atom",
    "/insluiten/startgeld/",
    "/themas/",
    "/sitemap.xml",
    "/dcat/catalogus.ttl",
    API,
    f"{API}?cursor=begin",
    f"{API}/startgeld",
    f"{API}/_facetten",
    f"{API}/_export",
    "/api/v1/wijzigingen",
]


def while_publishing(times: int, ask: Callable[[], Any]) -> Any:
    """Return what `ask` returns while, so many times, somebody publishes between its looking twice at the catalogue."""
    case = PublishedCaseFactory(case__slug="startgeld").case
    looked = published = 0
    following = 1

    def interrupt(execute: Any, sql: str, *rest: Any) -> Any:
        nonlocal looked, published, following
        # Its own statements are heard here too.
        if busy:
            return execute(sql, *rest)
        looks = "SELECT number, version" in sql
        looked += looks
        if not looks and looked >= following and published < times:
            # The next time after the look that ends this answer, and the one that begins another.
            published, following = published + 1, looked + 2
            busy.append(True)
            case.summary = f"Voor de {published}e keer anders."
            case.save()
            publishing.publish(case=case, by=None)
            busy.clear()
        return execute(sql, *rest)

    busy: list[bool] = []
    with connection.execute_wrapper(interrupt):
        found = ask()
    assert published == times
    return found


def body(response: Any) -> bytes:
    return b"".join(response)


@pytest.mark.parametrize("address", SURFACES)
def test_an_answer_during_which_something_was_published_is_made_again(client: Client, address: str) -> None:
    client.get(API)  # reads the index of cases, which looks at the catalogue itself

    response = while_publishing(1, lambda: client.get(address))
    after = client.get(address)

    assert response["ETag"] == after["ETag"]
    assert body(response) == body(after)
    assert CatalogueState.counters().token in response["ETag"]


@pytest.mark.parametrize("address", ["/praktijkvoorbeelden/startgeld/", f"{API}/startgeld", f"{API}/_export"])
def test_when_it_never_is_of_one_catalogue_nobody_may_keep_it(client: Client, address: str) -> None:
    response = while_publishing(ATTEMPTS, lambda: client.get(address))

    assert response.status_code == 200
    assert "anders" in body(response).decode()
    assert "ETag" not in response
    assert response["Cache-Control"] == "no-store"


def test_a_redirect_and_a_refusal_are_not_kept(client: Client) -> None:
    """A case that moves back would otherwise be looked for in a circle."""
    case = PublishedCaseFactory(case__slug="oud").case
    case.slug = "nieuw"
    case.save()
    publishing.publish(case=case, by=None)

    for address in ("/praktijkvoorbeelden/oud/", "/insluiten/oud/", f"{API}/oud"):
        response = client.get(address)
        assert (response.status_code, response["Cache-Control"]) == (301, "no-store"), address
    publishing.withdraw(case=case, by=None, reason="Klopt niet meer.")
    for address in ("/praktijkvoorbeelden/nieuw/", "/insluiten/nieuw/", f"{API}/nieuw"):
        response = client.get(address)
        assert (response.status_code, response["Cache-Control"]) == (410, "no-store"), address


def test_no_answer_says_when_it_changed(client: Client) -> None:
    """A cache would answer by it, and a catalogue that was put back is older than what it replaces."""
    PublishedCaseFactory(case__slug="startgeld")

    for address in SURFACES:
        assert "Last-Modified" not in client.get(address), address
