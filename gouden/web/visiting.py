"""Visiting an address that somebody typed, without being sent into our own network.

The name is looked up first; every address it has must be one of the public internet; and the connection goes to the
address that was judged, so that a second lookup cannot give another. The same for each redirect.
"""

import ipaddress
import socket
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import urllib3
from django.conf import settings

from gouden import __version__

MAX_REDIRECTS = 5
TIMEOUT = urllib3.Timeout(connect=5, read=10)
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

    Raises Unreachable. Asks with HEAD, and with GET where HEAD is refused.
    """
    for _ in range(MAX_REDIRECTS + 1):
        place = _place(url)
        status, location = _ask("HEAD", place)
        if status >= 400:
            status, location = _ask("GET", place)
        if status not in REDIRECTS or not location:
            return status
        url = urljoin(url, location)
    raise Unreachable(f"verwijst meer dan {MAX_REDIRECTS} keer door")


def is_public(address: IPAddress) -> bool:
    """Whether `address` belongs to the public internet, and to nobody's own network."""
    if address.is_loopback and settings.GOUDEN_VISIT_LOOPBACK:
        return True
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or address.sixtofour or address.teredo
        if within or address.is_site_local or any(address in network for network in TRANSLATED):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _place(url: str) -> _Place:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        asked = urllib3.util.parse_url(parts._replace(netloc="x").geturl()).request_uri
    except ValueError as error:
        raise Unreachable("het webadres klopt niet") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise Unreachable("het webadres begint niet met http:// of https://")
    return _Place(parts.scheme, _address(host, port), port, host, asked)


def _address(host: str, port: int) -> str:
    """Return the address of `host` to connect to. Raises Unreachable when it has none, or one that is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Unreachable("de naam van de website bestaat niet") from error
    addresses = [ipaddress.ip_address(str(info[4][0]).partition("%")[0]) for info in found]
    if not addresses or not all(is_public(address) for address in addresses):
        raise Unreachable("het webadres leidt naar een besloten netwerk")
    return str(min(addresses, key=lambda address: address.version))


def _ask(method: str, place: _Place) -> tuple[int, str | None]:
    """Return the status and where it refers to."""
    pool: urllib3.HTTPConnectionPool
    if place.scheme == "https":
        # The certificate must be that of the name.
        pool = urllib3.HTTPSConnectionPool(
            place.address, place.port, timeout=TIMEOUT, assert_hostname=place.host, server_hostname=place.host
        )
    else:
        pool = urllib3.HTTPConnectionPool(place.address, place.port, timeout=TIMEOUT)
    default = place.port == (443 if place.scheme == "https" else 80)
    name = f"[{place.host}]" if ":" in place.host else place.host
    headers = {
        "Host": name if default else f"{name}:{place.port}",
        "User-Agent": f"Gouden/{__version__} (+{settings.GOUDEN_BASE_URL}; {settings.GOUDEN_CONTACT_EMAIL})",
        "Accept": "*/*",
    }
    with pool:
        try:
            answer = pool.urlopen(
                method, place.path, headers=headers, retries=False, redirect=False, preload_content=False
            )
        except urllib3.exceptions.NewConnectionError as error:
            # urllib3 counts it among the timeouts.
            raise Unreachable("de website antwoordt niet") from error
        except urllib3.exceptions.TimeoutError as error:
            raise Unreachable("de website antwoordt niet op tijd") from error
        except urllib3.exceptions.SSLError as error:
            raise Unreachable("het certificaat van de website klopt niet") from error
        except (urllib3.exceptions.HTTPError, OSError, UnicodeError) as error:
            raise Unreachable("de website antwoordt niet") from error
        status, location = answer.status, answer.headers.get("Location")
        answer.close()
    return status, location
