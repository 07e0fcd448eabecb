"""What a security officer can look back at (BIO2): refused sign-ins, and who saw or took personal data of senders.

Kept in the database, where it can be shown and is erased after GOUDEN_SECURITY_DAYS; the lines on stderr go wherever
the server keeps them, so these hold no address.
"""

import ipaddress
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from gouden.accounts.models import SecurityEvent
from gouden.web.guard.throttling import address_of
from gouden.web.operations import audit

# What of an address is kept, in bits: less than what one connection has.
IPV4_KEPT, IPV6_KEPT = 24, 48
# Whoever waits and goes on trying is kept once in this time: more rows would tell no more.
SAME = timedelta(minutes=1)
# By what a browser calls itself; many also name one that stands below it.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iOS",
    "iPad": "iOS",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}
What = SecurityEvent.What


def refused(request: HttpRequest, what: What, account: str) -> None:
    """Keep that somebody was not let in as `account`; a name that no account has may be a password, and is left out."""
    network, device = network_of(request), device_of(request)
    known = audit.known(account)
    name = "onbekend account" if known == audit.UNKNOWN else known
    same = SecurityEvent.objects.filter(what=what, account=name, network=network, device=device)
    if what != What.WAITING or not same.filter(at__gt=timezone.now() - SAME).exists():
        SecurityEvent.objects.create(what=what, account=name, network=network, device=device)


def personal_data(request: HttpRequest, what: What, subject: str) -> None:
    """Keep, and log, that an editor saw or took personal data: of which rows, and nothing of what they hold."""
    account = request.user.get_username()
    SecurityEvent.objects.create(
        what=what, account=account, subject=subject[:250], network=network_of(request), device=device_of(request)
    )
    audit.record(f"{what} personal data", actor=account, object=subject)


def erase_old() -> int:
    """Erase what was kept long enough, and return how many."""
    before = timezone.now() - timedelta(days=settings.GOUDEN_SECURITY_DAYS)
    return SecurityEvent.objects.filter(at__lt=before).delete()[0]


def network_of(request: HttpRequest) -> str:
    """Return the shortened address that asks: 203.0.113.0/24 or 2001:db8::/48; empty for what is no address."""
    try:
        address = ipaddress.ip_address(address_of(request).partition("%")[0].strip())
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    bits = IPV4_KEPT if address.version == 4 else IPV6_KEPT
    return str(ipaddress.ip_network((address, bits), strict=False))


def device_of(request: HttpRequest) -> str:
    """Return which browser asks, on what: no version and no model, which would tell people apart."""
    said = request.headers.get("User-Agent", "")
    browser = next((name for sign, name in BROWSERS.items() if f"{sign}/" in said), "onbekende browser")
    system = next((name for sign, name in SYSTEMS.items() if sign in said), "onbekend systeem")
    return f"{browser} op {system}"
