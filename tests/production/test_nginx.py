"""nginx with the very block of docs/howto/deploy.md, in front of Gouden."""

import json
import time
from collections.abc import Iterator

import pytest

from tests.production.servers import NGINX, Nginx, Site, free_port

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(not NGINX, reason="geen nginx op deze computer (apt-get install nginx-light)"),
]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def nginx(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """The proxy of the documentation."""
    nginx = Nginx(site.port, tmp_path_factory.mktemp("nginx"))
    yield nginx
    nginx.stop()


def test_what_a_visitor_adds_to_the_headers_changes_nothing(nginx: Nginx) -> None:
    page = nginx.ask("GET", "/praktijkvoorbeelden/")
    assert (page.status, "Praktijkvoorbeelden</h1>" in page.body) == (200, True)
    for game in (
        {"SCRIPT_NAME": "/praktijkvoorbeelden"},
        {"X-Forwarded-Proto": "http"},
        {"X_Forwarded_Proto": "http"},
        {"X-Forwarded-Host": "kwaad.example"},
        {"X-Forwarded-Ssl": "off"},
    ):
        assert nginx.ask("GET", "/praktijkvoorbeelden/", **game).body == page.body, game
    assert nginx.ask("GET", "/", Host="kwaad.example").status == 400


def test_what_is_too_long_or_too_large_is_refused_in_dutch_by_the_one_or_the_other(nginx: Nginx) -> None:
    for length, who in ((4_500, "Dit adres is te lang"), (9_000, "Dit is te groot")):
        page = nginx.ask("GET", f"/over/?a={'a' * length}")
        assert (page.status, page.headers["Cache-Control"]) == (414, "no-store")
        assert f"<h1>{who}</h1>" in page.body
    for size, who in ((300_000, "Dit is te veel om te versturen"), (9_000_000, "Dit is te groot")):
        page = nginx.ask("POST", "/gemist/", b"a" * size, **FORM)
        assert (page.status, page.headers["Content-Type"]) == (413, "text/html; charset=utf-8")
        assert f"<h1>{who}</h1>" in page.body
    problem = nginx.ask("POST", "/api/v1/themas", b"a" * 9_000_000, **FORM)
    assert (problem.status, problem.headers["Content-Type"]) == (413, "application/problem+json")
    assert json.loads(problem.body)["title"] == "Aanvraag te groot"
    # In chunks, without a length: nginx takes it in and counts.
    assert nginx.ask("POST", "/gemist/", iter([b"bericht=", b"hallo"]), **FORM).status == 403
    assert nginx.ask("POST", "/gemist/", iter([b"a" * 1_000_000] * 9), **FORM).status == 413


def test_the_headers_of_a_long_address_pass(nginx: Nginx) -> None:
    query = "&".join(["soort=portret"] * 95 + ["status=loopt"] * 95 + ["bewijs=telling"] * 90)

    answer = nginx.ask("GET", f"/api/v1/praktijkvoorbeelden?{query}")

    assert (answer.status, len(answer.headers["Link"]) > 7_500) == (200, True)


def test_slow_visitors_hold_up_nobody(nginx: Nginx) -> None:
    """More of them than there are threads, each in the middle of a form."""
    head = b"POST /gemist/ HTTP/1.1\r\nHost: gouden.example\r\nContent-Length: 100\r\n\r\nbericht="
    slow = [nginx.connect() for _ in range(20)]
    for connection in slow:
        connection.sendall(head)
    begin = time.monotonic()

    assert nginx.ask("GET", "/over/").status == 200

    assert time.monotonic() - begin < 5
    for connection in slow:
        connection.close()


def test_when_gouden_is_away_nginx_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    nginx = Nginx(free_port(), tmp_path_factory.mktemp("alone"))
    try:
        page, problem = nginx.ask("GET", "/over/"), nginx.ask("GET", "/api/v1/themas")
    finally:
        nginx.stop()

    for answer in (page, problem):
        assert (answer.status, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (
            503,
            "30",
            "no-store",
        )
    assert "<h1>Gouden is even niet bereikbaar</h1>" in page.body
    assert problem.headers["Content-Type"] == "application/problem+json"
    assert json.loads(problem.body)["title"] == "Gouden is even niet bereikbaar"
