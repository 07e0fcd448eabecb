"""nginx with the very block of docs/howto/deploy.md, in front of Gouden."""

import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.production.containers import Image
from tests.production.servers import NGINX, Answer, Nginx, Site
from tests.production.test_outage import SIGN_IN

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


def test_an_editor_sends_a_file_of_two_thousand_rows_and_five_megabytes(nginx: Nginx, site: Site, image: Image) -> None:
    environment = image.of("web", DATABASE_URL=site.database_url)
    said = image.run(["python", "manage.py", "shell", "--command", SIGN_IN], environment).stdout
    session = f"sessionid={re.findall(r'sessie (\w+)', said)[0]}"
    path = "/admin/cases/initiative/inlezen/"
    form = nginx.ask("GET", path, Cookie=session)
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form.body)[0]
    cookie = form.headers["Set-Cookie"].partition(";")[0]

    def send(size: int) -> Answer:
        text = "x" * (size // 2_000 - 40)
        rows = "".join(f"rij-{number};Rij {number};{text}\r\n" for number in range(2_000))
        parts = [
            ("csrfmiddlewaretoken", token),
            ('file"; filename="rijen.csv', f"adresnaam;naam;omschrijving\r\n{rows}"),
        ]
        body = "".join(
            f'--grens\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in parts
        )
        headers = {
            "Content-Type": "multipart/form-data; boundary=grens",
            "Cookie": f"{session}; {cookie}",
            "Origin": "https://gouden.example",
        }
        return nginx.ask("POST", path, f"{body}--grens--\r\n".encode(), **headers)

    taken = send(4_990_000)
    assert (taken.status, taken.headers["Location"][:24]) == (302, "/admin/cases/fileimport/")
    page = nginx.ask("GET", taken.headers["Location"], Cookie=session)
    assert (page.status, "rijen.csv" in page.body) == (200, True)

    larger = send(5_500_000)
    assert (larger.status, "Dit bestand is groter dan 5 MB." in larger.body) == (200, True)


def test_when_gouden_is_away_or_has_not_begun_to_answer_nginx_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nobody listens, as while it loads; then somebody who takes what is asked and says nothing yet."""
    with socket.socket() as starting:
        starting.bind(("127.0.0.1", 0))
        nginx = Nginx(starting.getsockname()[1], tmp_path_factory.mktemp("alone"), patience="1s")
        try:
            page, problem = nginx.ask("GET", "/over/"), nginx.ask("GET", "/api/v1/themas")
            starting.listen()
            silent = nginx.ask("GET", "/over/")
        finally:
            nginx.stop()

    assert (silent.status, silent.body) == (page.status, page.body)
    for answer in (page, problem, silent):
        assert (answer.status, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (
            503,
            "30",
            "no-store",
        )
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "<h1>Gouden is even niet bereikbaar</h1>" in page.body
    assert problem.headers["Content-Type"] == "application/problem+json"
    assert json.loads(problem.body)["title"] == "Gouden is even niet bereikbaar"


class Counting(BaseHTTPRequestHandler):
    """Answers with how often each address was asked for; what is under /eigen/ nobody may keep."""

    times: dict[str, int] = {}

    def do_GET(self) -> None:
        self.times[self.path] = self.times.get(self.path, 0) + 1
        body = str(self.times[self.path]).encode()
        self.send_response(200)
        self.send_header("Cache-Control", "no-store" if self.path.startswith("/eigen/") else "public, no-cache")
        if self.path == "/formulier/":
            self.send_header("Set-Cookie", "csrftoken=geheim")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_a_proxy_that_keeps_pages_keeps_nothing_that_is_one_visitors_own(tmp_path: Path) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Counting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    nginx = Nginx(server.server_port, tmp_path, keeping=True)
    try:
        assert [nginx.ask("GET", "/lijst/").body for _ in range(3)] == ["1", "1", "1"]
        assert nginx.ask("GET", "/lijst/", Cookie="gouden=1").body == "2"
        assert nginx.ask("GET", "/lijst/", Authorization="Bearer sleutel").body == "3"
        assert nginx.ask("GET", "/lijst/").body == "1"
        for own in ("/eigen/", "/formulier/"):
            assert [nginx.ask("GET", own).body for _ in range(2)] == ["1", "2"], own
    finally:
        nginx.stop()
        server.shutdown()
        server.server_close()
