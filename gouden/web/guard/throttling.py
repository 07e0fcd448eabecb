"""How often the API, or a file that takes work, may be asked for in a minute; counted in this process."""

import math
import time
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from gouden.web.guard.quota import network

MINUTE = 60
# In the META of a request: the headers that say how often its caller may still ask, as the IETF drafts them
# (draft-ietf-httpapi-ratelimit-headers).
ALLOWANCE = "gouden.allowance"


class Window:
    """Counts callers within the present minute, and forgets all of them after it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._present = 0
        self._counts: dict[str, int] = {}

    def count(self, caller: str) -> int:
        """Return how many times `caller` asked in this minute, this one included."""
        present = int(time.monotonic() // MINUTE)
        with self._lock:
            if present != self._present:
                self._present, self._counts = present, {}
            self._counts[caller] = self._counts.get(caller, 0) + 1
            return self._counts[caller]

    @staticmethod
    def left() -> int:
        """Return how many seconds are left of this minute."""
        return math.ceil(MINUTE - time.monotonic() % MINUTE)


def address_of(request: HttpRequest) -> str:
    """Return the address that asks, as the outermost proxy of our own saw it (GOUDEN_PROXIES)."""
    return str(BaseThrottle().get_ident(request))  # type: ignore[arg-type]


def network_of(request: HttpRequest) -> str:
    """Return for whom this request counts: an IPv4 address, or the network (/64) of an IPv6 address."""
    return network(address_of(request))


class CallerThrottle(BaseThrottle):
    """GOUDEN_API_LIMIT requests a minute for a network, GOUDEN_API_KEY_LIMIT for who has a key; 0 is no limit.

    A 304 is answered before this and does not count. Addresses live in memory for a minute and are written nowhere.
    """

    window = Window()

    def allow_request(self, request: Request, view: Any) -> bool:
        key = request.auth
        limit = settings.GOUDEN_API_KEY_LIMIT if key else settings.GOUDEN_API_LIMIT
        if not limit:
            return True
        caller = f"key {key.pk}" if key else f"address {network(self.get_ident(request))}"
        counted = self.window.count(caller)
        request.META[ALLOWANCE] = {
            "RateLimit-Policy": f'"minuut";q={limit};w={MINUTE}',
            "RateLimit": f'"minuut";r={max(limit - counted, 0)};t={self.window.left()}',
        }
        return counted <= limit

    def wait(self) -> float:
        """Return how many seconds are left of this minute."""
        return self.window.left()
