"""What a client may say to gunicorn, byte for byte, and what is refused before Gouden reads it."""

import json
import socket
import time
from contextlib import closing
from email.parser import BytesHeaderParser
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.production.servers import Answer, Site

pytestmark = pytest.mark.once

PROXIED = {"Host": "gouden.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}


def raw(site: Site, head: str, body: bytes = b"") -> Answer:
    """Send these lines as they are and return what comes back until the connection closes."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while part := connection.recv(65_536):
            received += part
    status, _, rest = received.partition(b"\r\n")
    headers, _, content = rest.partition(b"\r\n\r\n")
    return Answer(int(status.split()[1]), BytesHeaderParser().parsebytes(headers), content.decode())


def test_no_header_makes_another_address_of_the_one_that_was_asked(site: Site) -> None:
    lists, about = site.get("/praktijkvoorbeelden/"), site.get("/over/")
    assert "<h1" in lists.body
    assert lists.body != about.body
    games = [
        {"SCRIPT_NAME": "/praktijkvoorbeelden"},
        {"PATH_INFO": "/over/"},
        {"Path-Info": "/over/"},
        {"Script-Name": "/praktijkvoorbeelden"},
        {"REMOTE_USER": "redactie"},
        {"Remote-User": "redactie"},
        {"X-Forwarded-Prefix": "/praktijkvoorbeelden"},
        {"X-Forwarded-Host": "kwaad.example"},
        {"X_Forwarded_Host": "kwaad.example"},
        {"X-Original-URL": "/over/"},
        {"X-Rewrite-URL": "/over/"},
        {"X-HTTP-Method-Override": "POST"},
    ]
    for game in games:
        answer = site.get("/praktijkvoorbeelden/", **game)
        assert (answer.status, answer.body) == (200, lists.body), game

    past = site.get("/elders/admin/", SCRIPT_NAME="/elders")
    assert past.status == 404


def test_only_the_documented_header_says_that_a_visitor_came_by_tls(site: Site) -> None:
    for header in ({"X-Forwarded-Ssl": "on"}, {"X-Forwarded-Protocol": "ssl"}, {"X_Forwarded_Proto": "https"}):
        answer = site.get("/over/", proxied=False, Host="gouden.example", **header)
        assert (answer.status, answer.headers["Location"]) == (301, "https://gouden.example/over/"), header
    # What a visitor adds next to the proxy's own header makes no difference.
    assert site.get("/over/", **{"X-Forwarded-Ssl": "off", "X-Forwarded-Protocol": "tcp"}).status == 200


def test_no_way_of_writing_an_address_is_another_way_in(site: Site) -> None:
    head = "Host: gouden.example\nX-Forwarded-Proto: https\nConnection: close"
    for target in (
        "//admin//",
        "/over/..;/admin/",
        "/admin;/",
        "/over/%2e%2e/admin/",
        "/over%2f..%2fadmin/",
        "/./admin/",
    ):
        assert raw(site, f"GET {target} HTTP/1.1\n{head}").status == 404, target
    # The target's host is not believed, the Host header is, and that is one of ours.
    own = raw(site, f"GET http://kwaad.example/over/ HTTP/1.1\n{head}")
    assert (own.status, "kwaad" in own.body) == (200, False)
    for host in ("kwaad.example", "gouden.example@kwaad.example", "gouden.example:80:80", "gouden.example\nHost: b"):
        answer = raw(site, f"GET /over/ HTTP/1.1\nHost: {host}\nX-Forwarded-Proto: https\nConnection: close")
        assert answer.status == 400, host


def test_a_long_address_is_refused_in_dutch(site: Site) -> None:
    page, problem = site.get(f"/praktijkvoorbeelden/?zoek={'a' * 5_000}"), site.get(f"/api/v1/themas?x={'a' * 5_000}")

    assert (page.status, page.headers["Cache-Control"]) == (414, "no-store")
    assert "<h1>Dit adres is te lang</h1>" in page.body
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert len(page.body) < 10_000
    assert (problem.status, problem.headers["Content-Type"]) == (414, "application/problem+json")
    assert problem.headers["API-Version"]
    assert json.loads(problem.body)["title"] == "Adres te lang"


def test_what_gunicorn_refuses_it_refuses_in_dutch(site: Site) -> None:
    host = "Host: gouden.example"
    refused = {
        f"GET /{'a' * 9_000} HTTP/1.1\n{host}": (414, "Dit adres is te lang"),
        f"GET / HTTP/1.1\n{host}\nCookie: {'a' * 9_000}": (431, "Te veel koppen"),
        f"GET / HTTP/1.1\n{host}\n" + "\n".join(f"X-{n}: 1" for n in range(200)): (431, "Te veel koppen"),
        "ZOMAAR IETS": (400, "Deze aanvraag is niet te lezen"),
        f"GET / HTTP/1.1\n{host}\nbad header: <b>x</b>": (400, "Deze aanvraag is niet te lezen"),
    }
    for head, (status, title) in refused.items():
        answer = raw(site, head)
        assert (answer.status, f"<h1>{title}</h1>" in answer.body) == (status, True), head[:60]
        assert 'lang="nl"' in answer.body
        assert "<b>" not in answer.body
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def send(site: Site, method: str, path: str, size: int, part: bytes = b"a" * 65_536, **headers: str) -> tuple[int, int]:
    """Send a body of `size` bytes until an answer comes; return its status and how much was sent before."""
    with closing(HTTPConnection("127.0.0.1", site.port, timeout=30)) as connection:
        connection.putrequest(method, path, skip_host=True)
        for name, value in (PROXIED | {"Content-Length": str(size)} | headers).items():
            connection.putheader(name, value)
        connection.endheaders()
        sent = 0
        try:
            while sent < size:
                connection.send(part)
                sent += len(part)
        except OSError:
            pass  # refused while it was being sent
        return connection.getresponse().status, sent


def test_a_large_body_is_refused_without_being_read(site: Site) -> None:
    memory = peak(site)
    form = {"Content-Type": "multipart/form-data; boundary=x"}
    start = b'--x\r\nContent-Disposition: form-data; name="bestand"; filename="a"\r\n\r\n'
    for method, path, status in (
        ("POST", "/gemist/", 413),
        ("POST", "/admin/login/", 413),
        ("POST", "/admin/cases/case/inlezen/", 413),
        ("GET", "/over/", 413),
        ("GET", "/api/v1/themas", 413),
        ("POST", "/api/v1/themas", 405),
    ):
        begin = time.monotonic()
        answered = head_only(site, method, path, 80_000_000, **form)
        assert (answered.status, time.monotonic() - begin < 5) == (status, True), path
    assert send(site, "POST", "/gemist/", 80_000_000, part=start + b"a" * 1_000_000, **form)[1] < 40_000_000
    assert peak(site) - memory < 20_000


def head_only(site: Site, method: str, path: str, size: int, **headers: str) -> Answer:
    """Send the head of a request with a large body, and return the answer that comes without it."""
    lines = "\n".join(f"{name}: {value}" for name, value in (PROXIED | headers).items())
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as connection:
        head = f"{method} {path} HTTP/1.1\n{lines}\nContent-Length: {size}\nConnection: close\n\n"
        connection.sendall(head.replace("\n", "\r\n").encode())
        status = connection.recv(65_536).split()[1]
        return Answer(int(status), BytesHeaderParser().parsebytes(b""), "")


def peak(site: Site) -> int:
    """Return the most memory that a process of the site ever had, in kB."""
    children = Path(f"/proc/{site.process.pid}/task/{site.process.pid}/children").read_text().split()
    texts = [Path(f"/proc/{process}/status").read_text() for process in children]
    return max(int(line.split()[1]) for text in texts for line in text.splitlines() if line.startswith("VmHWM"))


def test_a_body_must_say_how_large_it_is(site: Site) -> None:
    head = "Host: gouden.example\nX-Forwarded-Proto: https\nTransfer-Encoding: chunked\nConnection: close"
    for line, status in (("POST /gemist/", 411), ("GET /over/", 411), ("GET /api/v1/themas", 411)):
        assert raw(site, f"{line} HTTP/1.1\n{head}", b"5\r\nhallo\r\n0\r\n\r\n").status == status, line


@pytest.mark.deep
def test_a_client_that_falls_silent_is_let_go(site: Site) -> None:
    """More of them than there are threads, in the middle of a head and of a body."""
    head = b"POST /gemist/ HTTP/1.1\r\nHost: gouden.example\r\nX-Forwarded-Proto: https\r\nContent-Length: 100\r\n\r\nx"
    silent = []
    for number in range(12):
        connection = socket.create_connection(("127.0.0.1", site.port), timeout=60)
        connection.sendall(head if number % 2 else b"GET / HTTP/1.1\r\nHost: goud")
        silent.append(connection)
    begin = time.monotonic()
    assert site.get("/healthz").status == 200
    assert time.monotonic() - begin < 28
    for connection in silent:
        connection.close()
