"""How long signing in has to wait after mistakes: counted by browser, by account and by address.

Every mistake after the free ones doubles the time until the next attempt, up to an hour; a day without mistakes forgets
them. A browser that signed in to the account before is counted by itself, so that strangers who guess at an account
keep its owner out of no browser that is theirs (docs/adr/0008-waiting-after-mistakes.md).
"""

import datetime
import math
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac

from gouden.accounts.models import SignInDelay
from gouden.web.guard.throttling import network_of

FIRST, LONGEST = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)
FORGOTTEN = datetime.timedelta(days=1)
# An office shares one address, and its people mistype too.
FREE, FREE_FOR_ADDRESS = 5, 20
COOKIE, SALT = "gouden_browser", "gouden.accounts.browser"
COOKIE_AGE = datetime.timedelta(days=365)


class Counter(NamedTuple):
    """What mistakes are counted under, how many are free, and whether a success wipes them out."""

    digest: str
    free: int
    own: bool


@dataclass
class Attempt:
    """One attempt. It counts as a mistake from the start, so that guessing in parallel gains nothing."""

    before: dict[Counter, SignInDelay]
    # Seconds until the next attempt is looked at; 0: this one is.
    wait: int

    def succeed(self) -> None:
        """Take the mistake back: nothing is left for the account, and for the address what was there before."""
        for counter, row in self.before.items():
            if counter.own:
                SignInDelay.objects.filter(pk=row.pk).update(failures=0)
            else:
                SignInDelay.objects.filter(pk=row.pk).update(failures=F("failures") - 1, failed_at=row.failed_at)


def attempt(request: HttpRequest, *, step: str, account: str) -> Attempt:
    """Count an attempt at `step` of signing in as `account`, which need not exist, unless it comes too early."""
    now = timezone.now()
    rows: dict[Counter, SignInDelay] = {}
    with transaction.atomic():
        for counter in sorted(_counters(request, step, account)):
            locked = SignInDelay.objects.select_for_update()
            row, _ = locked.get_or_create(digest=counter.digest, defaults={"failed_at": now})
            if row.failed_at < now - FORGOTTEN:
                row.failures = 0
            rows[counter] = row
        wait = max(_wait(row, counter.free, now) for counter, row in rows.items())
        if not wait:
            for row in rows.values():
                SignInDelay.objects.filter(pk=row.pk).update(failures=row.failures + 1, failed_at=now)
        # Last, and not what another attempt holds: so nobody who waits for this one is waited for.
        old = SignInDelay.objects.select_for_update(skip_locked=True).filter(failed_at__lt=now - FORGOTTEN)
        SignInDelay.objects.filter(pk__in=[row.pk for row in old]).delete()
    return Attempt(rows, wait)


def remember_browser(request: HttpRequest, response: HttpResponse, account: str) -> None:
    """Let `response` tell this browser that `account` signed in here."""
    response.set_signed_cookie(
        COOKIE,
        _browser(request, account) or f"{_fingerprint('account', account)}.{get_random_string(12)}",
        salt=SALT,
        max_age=COOKIE_AGE,
        path=reverse("admin:index"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _counters(request: HttpRequest, step: str, account: str) -> list[Counter]:
    if browser := _browser(request, account):
        return [Counter(_fingerprint(step, browser), FREE, own=True)]
    return [
        Counter(_fingerprint(step, account), FREE, own=True),
        Counter(_fingerprint("address", network_of(request)), FREE_FOR_ADDRESS, own=False),
    ]


def _browser(request: HttpRequest, account: str) -> str:
    """Return by what this browser is known if `account` signed in here before, or else an empty string."""
    known = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=COOKIE_AGE) or ""
    return known if known.partition(".")[0] == _fingerprint("account", account) else ""


def _fingerprint(kind: str, value: str) -> str:
    """Return what only this installation can make of `value`; letters count alike, large or small."""
    plain = unicodedata.normalize("NFKC", value).strip().casefold()
    return salted_hmac(f"gouden.accounts.{kind}", plain, algorithm="sha256").hexdigest()


def _wait(row: SignInDelay, free: int, now: datetime.datetime) -> int:
    """Return in how many seconds the next attempt may come; 0: now."""
    if row.failures < free:
        return 0
    # Ten doublings are well past the longest.
    delay = min(FIRST * 2 ** min(row.failures - free, 10), LONGEST)
    return max(math.ceil((row.failed_at + delay - now).total_seconds()), 0)
