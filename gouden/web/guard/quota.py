"""How often something may be done within an hour or a day, counted in the database for all processes together.

What is counted has no address in it: each counter stands under a fingerprint made with SECRET_KEY, and `erase_old`
erases it when its time is over. A time begins with the first use, so Retry-After says when the next one is possible.
"""

import datetime
import ipaddress
import math
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

HOUR, DAY = 3_600, 86_400
# Who has an IPv6 address mostly has all those that share its first half.
IPV6_PREFIX = 64


class Limit(NamedTuple):
    """At most `times` within `seconds` for `who`, counted apart for each `subject`; 0 times is no limit."""

    subject: str
    who: str
    times: int
    seconds: int
    # What a visitor reads who comes too often, before the moment at which it can be tried again.
    text: str

    @property
    def digest(self) -> str:
        return salted_hmac(f"gouden.limits.{self.subject}.{self.seconds}", self.who, algorithm="sha256").hexdigest()


class TooOften(Exception):
    """A limit is reached; the text says in Dutch which one, and when to try again."""

    def __init__(self, limit: Limit, until: datetime.datetime) -> None:
        super().__init__(f"{limit.text} Probeer het {_moment(until)} nog eens.")
        # In seconds, as Retry-After tells it.
        self.wait = max(math.ceil((until - timezone.now()).total_seconds()), 1)


def count(limits: Iterable[Limit]) -> None:
    """Count one use under each of `limits`. Raises TooOften when one is reached; then none is counted."""
    asked = {limit.digest: limit for limit in limits if limit.times}
    if not asked:
        return
    with transaction.atomic():
        full = []
        for tally in _locked(asked):
            if tally.count >= asked[tally.digest].times:
                full.append((tally.until, asked[tally.digest]))
        if full:
            until, limit = max(full)
            raise TooOften(limit, until)
        _tallies().filter(digest__in=asked).update(count=F("count") + 1)


def tally(limit: Limit) -> int:
    """Count one use of what has no limit, and return how often it was used since its time began."""
    with transaction.atomic():
        [counted] = _locked({limit.digest: limit})
        counted.count += 1
        counted.save(update_fields=["count"])
    return int(counted.count)


def erase_old() -> int:
    """Erase the counters whose time is over, and return how many."""
    return int(_tallies().filter(until__lte=timezone.now()).delete()[0])


def network(address: str) -> str:
    """Return for whom an address counts: an IPv4 address for itself, an IPv6 address for its network."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0].strip())
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        mapped = known.ipv4_mapped
        return str(mapped or ipaddress.ip_network((known, IPV6_PREFIX), strict=False))
    return str(known)


def mailbox(address: str) -> str:
    """Return the mailbox behind a mail address: in small letters, without quotes and without what follows a plus.

    Dots count: only some providers leave them out.
    """
    local, _, domain = unicodedata.normalize("NFKC", address).strip().casefold().rpartition("@")
    # What is no name that mail can go to, counts as it was written.
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode()
    local = local.replace('"', "").replace("\\", "").partition("+")[0]
    return f"{local}@{domain}"


def _locked(asked: dict[str, Limit]) -> list[Any]:
    """Return the counter of each digest, locked until the end of the transaction; one whose time is over begins anew.

    The rows are written in one order, so that two who count the same do not wait for each other.
    """
    now, model = timezone.now(), _tallies().model
    rows = [
        model(digest=digest, counted_at=now, until=now + datetime.timedelta(seconds=asked[digest].seconds))
        for digest in sorted(asked)
    ]
    _tallies().bulk_create(rows, update_conflicts=True, unique_fields=["digest"], update_fields=["counted_at"])
    fresh = {row.digest: row.until for row in rows}
    found = list(_tallies().filter(digest__in=asked))
    for tally in found:
        if tally.until <= now:
            tally.count, tally.until = 0, fresh[tally.digest]
            tally.save(update_fields=["count", "until"])
    return found


def _moment(until: datetime.datetime) -> str:
    """Return the moment after which to try again, in words: "na 14.35 uur", "morgen na 9.10 uur"."""
    moment = timezone.localtime(until) + datetime.timedelta(minutes=1)
    day = "" if moment.date() == timezone.localdate() else "morgen "
    return f"{day}na {moment.hour}.{moment:%M} uur"


def _tallies() -> Any:
    return apps.get_model(settings.GOUDEN_TALLY_MODEL)._default_manager.all()
