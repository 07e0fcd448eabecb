"""Whether the web addresses of the catalogue still work: a few visits an hour, those visited longest ago first.

Never on a page view. A link fails when it failed on two days; what answers but lets no robots in, counts as working.
Each visit is kept when it ends, and only then the link counts as visited.
"""

import datetime
import logging
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone

from cases.models import Article, Case, CaseLink, InitiativeLink, LinkCheck, Publication
from gouden.web.operations.logs import event
from gouden.web.outgoing.visiting import Unreachable, visit
from municipalities.models import Organisation

logger = logging.getLogger(__name__)

# As many visits a run, each to another website: no site is asked twice within the hour.
A_RUN = 25
# How long a link that works is left alone, and one that failed.
WORKING, FAILED = datetime.timedelta(days=14), datetime.timedelta(days=1)
# When so many sites were visited and none answered, the fault is on our side.
OURSELVES = 3
# The site is there, but not for robots.
NOT_FOR_ROBOTS = {401, 403, 405, 406, 429, 451, 999}

# Where web addresses stand.
USED_IN: list[tuple[type[Model], str]] = [
    (CaseLink, "url"),
    (InitiativeLink, "url"),
    (Article, "url"),
    (Publication, "url"),
    (Organisation, "website"),
    (Organisation, "contact_page"),
]


class Visit(NamedTuple):
    """What came of a visit: in words, whether anyone answered, and whether the link works."""

    check: LinkCheck
    result: str
    answered: bool
    works: bool


class NobodyAnswered(Exception):
    """None of the sites could be reached: that says something of this server, and nothing of the links."""


class NotVisited(Exception):
    """Some visits ended in a fault of ours; the log says which. The others are kept."""


def check_due() -> int:
    """Visit the links that are due, and return how many.

    Raises NobodyAnswered; then nothing was learned, and nothing is kept. Raises NotVisited at the end, when a visit
    ended in a fault of ours.
    """
    follow_catalogue()
    count = faults = 0
    # Who did not answer, while nobody did.
    unsure: list[Visit] | None = []
    for check in _claimed():
        try:
            one = _visit(check)
        except Exception:
            logger.exception("not visited: %s", check.url, extra=event("visit link", check.url, "failed"))
            faults += 1
            continue
        count += 1
        if unsure is not None and not one.answered:
            unsure.append(one)
            continue
        for each in [*(unsure or []), one]:
            _keep(each)
        unsure = None
    if unsure and len(unsure) >= OURSELVES:
        raise NobodyAnswered("Geen enkele website antwoordde; kan deze server het internet op?")
    for each in unsure or []:
        _keep(each)
    if faults:
        raise NotVisited(f"{faults} van {count + faults} links zijn niet bezocht door een fout van Gouden zelf.")
    return count


def follow_catalogue() -> None:
    """Make a row of every address the catalogue refers to, and drop those it no longer does."""
    used = {url for model, field in USED_IN for url in _rows(model).values_list(field, flat=True) if url}
    known = set(LinkCheck.objects.values_list("url", flat=True))
    LinkCheck.objects.bulk_create((LinkCheck(url=url) for url in sorted(used - known)), ignore_conflicts=True)
    LinkCheck.objects.filter(url__in=known - used).delete()


def users_of(url: str) -> Iterator[Any]:
    """Yield the rows that refer to `url`: cases, initiatives, articles, publications and organisations."""
    for model, field in USED_IN:
        for row in _rows(model).filter(**{field: url}):
            yield getattr(row, "case", None) or getattr(row, "initiative", None) or row


def _rows(model: type[Model]) -> QuerySet[Any]:
    """Return the rows that count: nobody asks after the links of what is in the bin."""
    rows = model._default_manager.all()
    return rows.exclude(case__state=Case.State.BINNED) if model is CaseLink else rows


def _claimed() -> Iterator[LinkCheck]:
    """Yield what is to be visited now, one link of each website, and keep another run from visiting the same."""
    hosts: set[str] = set()
    for check in _due(timezone.now()):
        host = _host(check.url)
        if host in hosts:
            continue
        same = LinkCheck.objects.filter(pk=check.pk, checked_at=check.checked_at, claimed_until=check.claimed_until)
        # What comes to no end (this process is killed) is tried again, but not at once: others are due too.
        if same.update(claimed_until=timezone.now() + FAILED):
            hosts.add(host)
            yield check
        if len(hosts) == A_RUN:
            return


def _due(now: datetime.datetime) -> QuerySet[LinkCheck]:
    due = Q(checked_at=None) | Q(checked_at__lte=now - WORKING)
    due |= Q(failing_since__isnull=False, checked_at__lte=now - FAILED)
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    return LinkCheck.objects.filter(due, free).order_by(F("checked_at").asc(nulls_first=True), "pk")


def _host(url: str) -> str:
    """Return the name of the website; what has none counts as a website of its own."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def _visit(check: LinkCheck) -> Visit:
    try:
        status = visit(check.url)
    except Unreachable as error:
        return Visit(check, str(error), answered=False, works=False)
    if status in NOT_FOR_ROBOTS:
        return Visit(check, f"laat geen robots toe ({status})", answered=True, works=True)
    return Visit(check, "werkt" if status < 400 else _in_words(status), answered=True, works=status < 400)


def _in_words(status: int) -> str:
    known = {404: "de pagina bestaat niet (404)", 410: "de pagina is weggehaald (410)"}
    return known.get(status, f"de website geeft een fout ({status})")


def _keep(one: Visit) -> None:
    check, today = one.check, timezone.localdate()
    check.result = one.result
    check.failing_since = None if one.works else check.failing_since or today
    check.failed_on = None if one.works else today
    check.checked_at, check.claimed_until = timezone.now(), None
    check.save(update_fields=["result", "failing_since", "failed_on", "checked_at", "claimed_until"])
    extra = event("visit link", check.url, "ok" if one.works else "failed")
    logger.info("visited %s: %s", check.url, check.result, extra=extra)
