"""Visiting an address: what answers is told, and nobody is sent into a network of our own."""

import ipaddress
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pytest_django import Settings

from gouden.web.outgoing import cutting, visiting
from gouden.web.outgoing.visiting import Unreachable, is_public, visit


class Website:
    """A website on this machine: each path answers a status, and where it says so refers to another address."""

    def __init__(self, certificate: Path | None = None) -> None:
        self.answers: dict[str, tuple[int, str]] = {}
        self.only_get: set[str] = set()
        self.asked: list[tuple[str, str, str, str]] = []
        website = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                website.asked.append((self.command, self.path, self.headers["Host"], self.headers["User-Agent"]))
                status, location = website.answers.get(self.path, (200, ""))
                if self.command == "HEAD" and self.path in website.only_get:
                    status, location = 405, ""
                self.send_response(status)
                if location:
                    self.send_header("Location", location)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_HEAD = do_GET

            def log_message(self, *args: object) -> None: ...

        class Server(ThreadingHTTPServer):
            def handle_error(self, *args: object) -> None:
                """Say nothing of a visitor who hangs up, as one does who does not trust the certificate."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.address = f"http://127.0.0.1:{self.port}"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)

    def paths(self) -> list[str]:
        return [f"{method} {path}" for method, path, *_ in self.asked]

    def __enter__(self) -> "Website":
        threading.Thread(target=self.server.serve_forever, args=[0.05], daemon=True).start()
        return self

    def __exit__(self, *args: object) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def website(settings: Settings) -> Iterator[Website]:
    settings.GOUDEN_VISIT_LOOPBACK = True
    with Website() as website:
        yield website


def called(monkeypatch: pytest.MonkeyPatch, names: dict[str, list[str]]) -> list[str]:
    """Let these names have these addresses; return the list in which each lookup is noted."""
    looked_up: list[str] = []
    real = socket.getaddrinfo

    def lookup(host: str, port: int, *args: object, **kwargs: object) -> list[object]:
        looked_up.append(host)
        if host not in names:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [info for address in names[host] for info in real(address, port, type=socket.SOCK_STREAM)]

    # Of all: to connect looks up too, and must get addresses only.
    monkeypatch.setattr(cutting.socket, "getaddrinfo", lookup)
    names |= {address: [address] for found in list(names.values()) for address in found}
    return looked_up


def test_it_asks_for_the_head_alone_and_says_who_asks(website: Website) -> None:
    website.answers["/weg"] = (404, "")

    assert visit(f"{website.address}/pagina?a=1&b=%20#stuk") == 200
    assert visit(f"{website.address}/weg") == 404

    method, path, host, agent = website.asked[0]
    assert (method, path, host) == ("HEAD", "/pagina?a=1&b=%20", f"127.0.0.1:{website.port}")
    assert agent.startswith("Gouden/")
    assert "https://gouden.test" in agent
    assert "redactie@gouden.example" in agent


def test_where_head_is_refused_it_asks_again_with_get(website: Website) -> None:
    website.only_get.add("/pagina")
    assert visit(f"{website.address}/pagina") == 200
    assert website.paths() == ["HEAD /pagina", "GET /pagina"]


def test_it_follows_five_redirects_and_no_more(website: Website) -> None:
    website.answers |= {f"/{n}": (302, f"/{n + 1}") for n in range(1, 7)}

    assert visit(f"{website.address}/2") == 200
    with pytest.raises(Unreachable, match="verwijst meer dan 5 keer door"):
        visit(f"{website.address}/1")
    assert "HEAD /7" not in website.paths()[6:]


def test_a_redirect_without_an_address_is_an_answer(website: Website) -> None:
    website.answers["/nergens"] = (301, "")
    assert visit(f"{website.address}/nergens") == 301


@pytest.mark.parametrize(
    "elsewhere",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "//192.168.1.1/",
        "http://intern.example/",
        "http://half-intern.example/",
    ],
)
def test_a_redirect_into_a_network_of_our_own_is_not_followed(
    website: Website, monkeypatch: pytest.MonkeyPatch, elsewhere: str
) -> None:
    own = elsewhere.removeprefix("http:").strip("/").split("/")[0].strip("[]")
    names = {"intern.example": ["10.0.0.1"], "half-intern.example": ["93.184.216.34", "10.0.0.1"]}
    called(monkeypatch, {"127.0.0.1": ["127.0.0.1"], own: [own]} | names)
    website.answers["/"] = (302, elsewhere)

    with pytest.raises(Unreachable, match="leidt naar een besloten netwerk"):
        visit(f"{website.address}/")
    assert website.paths() == ["HEAD /"]


@pytest.mark.parametrize("elsewhere", ["file:///etc/passwd", "ftp://93.184.216.34/", "gopher://93.184.216.34/"])
def test_only_the_web_is_visited(website: Website, elsewhere: str) -> None:
    website.answers["/"] = (302, elsewhere)
    for url in (elsewhere, f"{website.address}/"):
        with pytest.raises(Unreachable, match="begint niet met http"):
            visit(url)


def test_this_machine_is_not_visited_outside_the_tests(settings: Settings) -> None:
    assert settings.GOUDEN_VISIT_LOOPBACK is False
    with Website() as website:
        for host in ("127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::1]", "[::ffff:127.0.0.1]"):
            with pytest.raises(Unreachable):
                visit(f"http://{host}:{website.port}/")
        assert website.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "0.0.0.0",
        "::",
        "::1",
        "fe80::1",
        "fec0::1",
        "fd12::1",
        "ff0e::1",
        "2001:db8::1",
        "::ffff:10.0.0.1",
        "::ffff:93.184.216.34",
        "2002:0a00:0001::1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)
def test_what_is_no_address_of_the_public_internet_is_refused(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"])
def test_what_is_public_is_not_refused(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_a_name_is_looked_up_once_and_the_connection_goes_to_what_was_judged(
    website: Website, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = called(monkeypatch, {"voorbeeld.example": ["127.0.0.1"]})

    assert visit(f"http://voorbeeld.example:{website.port}/") == 200

    assert looked_up.count("voorbeeld.example") == 1
    assert website.asked[0][2] == f"voorbeeld.example:{website.port}"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://bestaat-niet.example/", "de naam van de website bestaat niet"),
        ("http://[kapot/", "het webadres klopt niet"),
        ("http://voorbeeld.example:99999/", "het webadres klopt niet"),
        ("http://" + "a" * 70 + ".example/", "het webadres klopt niet"),
        ("http:///pad", "begint niet met http"),
    ],
)
def test_an_address_that_is_wrong_says_what_is_wrong(monkeypatch: pytest.MonkeyPatch, url: str, reason: str) -> None:
    called(monkeypatch, {})
    with pytest.raises(Unreachable, match=reason):
        visit(url)


def test_who_does_not_answer_is_told_apart(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.GOUDEN_VISIT_LOOPBACK = True
    monkeypatch.setattr(visiting, "PAUSE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(Unreachable, match="antwoordt niet op tijd"):
            visit(f"http://127.0.0.1:{port}/")
    with pytest.raises(Unreachable, match=r"de website antwoordt niet$"):
        visit(f"http://127.0.0.1:{port}/")


def test_the_certificate_must_be_that_of_the_name(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.GOUDEN_VISIT_LOOPBACK = True
    certificate = tmp_path / "site.pem"
    make = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=voorbeeld.example"
    names = ["-addext", "subjectAltName=DNS:voorbeeld.example"]
    files = ["-keyout", str(certificate), "-out", str(tmp_path / "cert.pem")]
    subprocess.run(["openssl", *make.split(), *names, *files], check=True, capture_output=True)
    with certificate.open("a") as both:
        both.write((tmp_path / "cert.pem").read_text())
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    called(monkeypatch, {"voorbeeld.example": ["127.0.0.1"], "anders.example": ["127.0.0.1"]})

    with Website(certificate) as website:
        assert visit(f"https://voorbeeld.example:{website.port}/") == 200
        with pytest.raises(Unreachable, match="het certificaat van de website klopt niet"):
            visit(f"https://anders.example:{website.port}/")
    assert website.paths() == ["HEAD /"]
