"""Visiting an address that somebody typed, without being sent into our own network.

The name is looked up first; every address it has must be one of the public internet; and the connection goes to the
address that was judged, so that a second lookup cannot give another. The same for each redirect. All of it together
has one deadline, and no content is read, so nobody keeps or fills this server.
"""

import ipaddress
import ssl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import urllib3
from django.conf import settings

from gouden import __version__
from gouden.web.outgoing.cutting import Deadline, TooLate

MAX_REDIRECTS = 5
# In seconds: for a visit with all its redirects, and for any one answer.
TOTAL, PAUSE = 20.0, 10.0
PORTS = {"http": 80, "https": 443}
NO_HEADERS: Mapping[str, str] = MappingProxyType({})
REDIRECTS = {301, 302, 303, 307, 308}
# They carry an IPv4 address inside, which may be one of our own: NAT64 (RFC 6052, RFC 8215).
TRANSLATED = [ipaddress.ip_network(prefix) for prefix in ("64:ff9b::/96", "64:ff9b:1::/48")]

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class Unreachable(Exception):
    """Nobody answered, or the address is not one to visit; the text says why in Dutch."""


class _Place(NamedTuple):
    """Where a request goes: the address to connect to, and the name and path to ask for there."""

    scheme: str
    address: str
    port: int
    host: str
    path: str


def visit(url: str) -> int:
    """Return the status that `url` answers in the end, after at most MAX_REDIRECTS redirects. Reads no content.

    Raises Unreachable, at the latest after TOTAL seconds. Asks with HEAD, and with GET where HEAD is refused.
    """
    deadline = Deadline(TOTAL)
    for _ in range(MAX_REDIRECTS + 1):
        place = _place(url, deadline)
        status, location = _ask("HEAD", place, deadline)
        if status >= 400:
            status, location = _ask("GET", place, deadline)
        if status not in REDIRECTS or not location:
            return status
        try:
            url = urljoin(url, location)
        except ValueError as error:
            raise Unreachable("verwijst door naar een webadres dat niet klopt") from error
    raise Unreachable(f"verwijst meer dan {MAX_REDIRECTS} keer door")


def call(url: str) -> int:
    """Return the status that `url` answers to a GET. It is the administrator's own, and may be in our own network.

    Raises Unreachable. Follows no redirect.
    """
    deadline = Deadline(TOTAL)
    return _ask("GET", _place(url, deadline, own=True), deadline)[0]


def post(url: str, body: bytes, headers: Mapping[str, str], *, seconds: float, most: int) -> bytes:
    """Return what `url` answers with 200 to a POST. It is the administrator's own, and may be in our own network.

    Raises Unreachable, at the latest after `seconds`, also for more than `most` bytes. Follows no redirect.
    """
    deadline = Deadline(seconds)
    place = _place(url, deadline, own=True)
    with _answer("POST", place, deadline, headers, body) as answer:
        said = answer.read(most + 1)
        deadline.left()
        if answer.status != 200:
            raise Unreachable(f"de server antwoordt {answer.status}")
        if len(said) > most:
            raise Unreachable("het antwoord is te lang")
        return said


def is_public(address: IPAddress) -> bool:
    """Whether `address` belongs to the public internet, and to nobody's own network."""
    if address.is_loopback and settings.GOUDEN_VISIT_LOOPBACK:
        return True
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or address.sixtofour or address.teredo
        if within or address.is_site_local or any(address in network for network in TRANSLATED):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _place(url: str, deadline: Deadline, *, own: bool = False) -> _Place:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port or PORTS.get(parts.scheme, 0)
        asked = urllib3.util.parse_url(parts._replace(netloc="x").geturl()).request_uri
    except ValueError as error:
        raise Unreachable("het webadres klopt niet") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise Unreachable("het webadres begint niet met http:// of https://")
    return _Place(parts.scheme, _address(host, port, deadline, own), port, host, asked)


def _address(host: str, port: int, deadline: Deadline, own: bool) -> str:
    """Return the address of `host` to connect to.

    Raises Unreachable when it has none, or one that is not public while it need not be our `own`.
    """
    try:
        found = deadline.lookup(host, port)
    except TooLate as error:
        raise Unreachable("de website antwoordt niet op tijd") from error
    except (OSError, ValueError) as error:
        raise Unreachable("de naam van de website bestaat niet") from error
    addresses = [ipaddress.ip_address(address.partition("%")[0]) for address in found]
    if not addresses or not (own or all(is_public(address) for address in addresses)):
        raise Unreachable("het webadres leidt naar een besloten netwerk")
    return str(min(addresses, key=lambda address: address.version))


def _ask(method: str, place: _Place, deadline: Deadline) -> tuple[int, str | None]:
    """Return the status and where it refers to. The head alone is read; it may have a hundred headers."""
    with _answer(method, place, deadline) as answer:
        return answer.status, answer.getheader("Location")


@contextmanager
def _answer(
    method: str, place: _Place, deadline: Deadline, headers: Mapping[str, str] = NO_HEADERS, body: bytes | None = None
) -> Iterator[HTTPResponse]:
    """Ask, and yield the answer. Raises Unreachable, also for what goes wrong while it is read."""
    default = place.port == PORTS[place.scheme]
    name = f"[{place.host}]" if ":" in place.host else place.host
    usual = {
        "Host": name if default else f"{name}:{place.port}",
        "User-Agent": f"Gouden/{__version__} (+{settings.GOUDEN_BASE_URL}; {settings.GOUDEN_CONTACT_EMAIL})",
        "Accept": "*/*",
        "Connection": "close",
    }
    try:
        with _connection(place, deadline) as connection:
            connection.request(method, place.path, body=body, headers=usual | dict(headers))
            with closing(connection.getresponse()) as answer:
                # What was cut off looks like an answer that was short.
                deadline.left()
                yield answer
    except (OSError, HTTPException, ValueError) as error:
        if deadline.over or isinstance(error, TimeoutError):
            raise Unreachable("de website antwoordt niet op tijd") from error
        if isinstance(error, ssl.SSLError):
            raise Unreachable("het certificaat van de website klopt niet") from error
        raise Unreachable("de website antwoordt niet") from error


@contextmanager
def _connection(place: _Place, deadline: Deadline) -> Iterator[HTTPConnection]:
    """Connect to the address that was judged; with https the certificate must be that of the name."""
    with closing(deadline.connect([place.address], place.port, pause=PAUSE)) as plain, deadline.cutting(plain):
        connection = HTTPConnection(place.host, place.port)
        connection.sock = plain
        if place.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=place.host)
        with closing(connection):
            yield connection
