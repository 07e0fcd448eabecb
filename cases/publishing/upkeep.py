"""What is derived stays right by itself: a new day is followed, and what differs from its source is made anew.

`run_due` does both each hour; `rebuild_published --check` compares everything at once and changes nothing.
"""

import datetime
import logging
from collections.abc import Iterable, Iterator
from itertools import batched

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from cases.models import CatalogueState, Job, Mending, PublishedCase
from cases.projection import rows
from cases.projection.projector import Projector
from cases.publishing.public import BATCH, lock, portraits_first, refresh_rows
from cases.search.indexing import index
from gouden.web.operations.logs import event
from municipalities.models import Municipality
from municipalities.succession import connected

logger = logging.getLogger(__name__)

# As many cases are compared in an hour: ten thousand in a day, a small catalogue each hour.
A_RUN = 500
# The jobs whose items are public cases to be made anew.
MADE_ANEW = (Job.Kind.REFRESH, Job.Kind.REBUILD)
# How long is kept what was found.
KEPT = datetime.timedelta(days=180)


def begin_day() -> list[int]:
    """Say that all is made for today, and return the public cases that a date changes which came since they were made.

    Whoever calls makes those anew. Municipalities begin and end on a day; everything else says the same each day.
    """
    today = timezone.localdate()
    with transaction.atomic():
        state = lock()
        if state.made_for == today:
            return []
        # A clock that was put back changes what is true as well.
        first, last = sorted([state.made_for or today, today])
        began_or_ended = Municipality.objects.turning(first, last)
        moved = {pk for municipality in began_or_ended for pk in connected(municipality)}
        if moved:
            state.raise_version()
        state.made_for = today
        state.save()
    return portraits_first(_found_under(moved)) if moved else []


def _found_under(municipalities: set[int]) -> models.QuerySet[PublishedCase]:
    here = Q(places__municipality__in=municipalities) | Q(regions__members__in=municipalities)
    cases = PublishedCase.objects.filter(here).order_by().values("pk")
    return PublishedCase.objects.filter(pk__in=cases)


def mend_next() -> list[str]:
    """Compare the next A_RUN public cases with their sources, after the last the search terms, and mend what differs.

    Returns a line for each difference; they are logged, and kept for administrators.
    """
    Mending.objects.filter(at__lt=timezone.now() - KEPT).delete()
    state = CatalogueState.objects.filter(pk=1).first()
    if state is None:
        return []
    due = list(
        PublishedCase.objects.filter(pk__gt=state.checked_up_to).order_by("pk").select_related("revision")[:A_RUN]
    )
    whole = len(due) < A_RUN
    # What a job is still at differs until it is done.
    awaited = {case for job in Job.objects.open().filter(kind__in=MADE_ANEW) for case in job.items}
    suspect = [row.pk for row, _ in differing(due) if row.pk not in awaited]
    wrong_terms = whole and bool(search_differences())
    with transaction.atomic():
        state = lock()
        # A verb may have been at work in between; what still differs now, does.
        found = _mended(state, suspect) + (mend_terms() if wrong_terms else [])
        state.checked_up_to = 0 if whole else due[-1].pk
        if found:
            state.raise_version()
            Mending.objects.create(differences="\n".join(found))
        state.save()
    for line in found:
        extra = event("mend", line.partition(":")[0], "mended")
        logger.warning("public side differed from its source: %s", line, extra=extra)
    return found


def differing(published: Iterable[PublishedCase]) -> Iterator[tuple[PublishedCase, list[str]]]:
    """Yield each of these public rows that differs from its projection, with the names of what differs."""
    projector = Projector()
    for some in batched(published, BATCH):
        projector.prepare(row.revision for row in some)
        wanted = {
            row.pk: projector.project(row.revision, published_at=row.published_at, changed_at=row.changed_at)
            for row in some
        }
        held = rows.Held.by(wanted)
        for row in some:
            if names := rows.differences(row, wanted[row.pk], held):
                yield row, names


def differences() -> list[str]:
    """Return a line for everything derived that differs from its source."""
    published = PublishedCase.objects.select_related("revision").order_by("pk")
    return [*map(_line, differing(published.iterator(chunk_size=100))), *search_differences()]


def search_differences() -> list[str]:
    """Return a line for what the search index counts otherwise than its documents say, or holds for no case."""
    terms, strangers = index.miscounted(), index.strangers()
    lines = [f"zoektermen: {', '.join(terms[:10])}"] if terms else []
    return lines + ([f"zoekindex: {len(strangers)} voorbeelden die er niet zijn"] if strangers else [])


def _line(found: tuple[PublishedCase, list[str]]) -> str:
    row, names = found
    return f"{row.slug}: {', '.join(names)}"


def _mended(state: CatalogueState, cases: list[int]) -> list[str]:
    published = PublishedCase.objects.filter(pk__in=cases).order_by("pk")
    lines = [*map(_line, differing(published.select_related("revision")))]
    if lines:
        refresh_rows(state, published)
    return lines


def mend_terms() -> list[str]:
    """Make anew what the search index counts over all cases, where it differs; return a line for each difference."""
    lines = search_differences()
    if lines:
        index.remove(index.strangers())
        index.recount()
    return lines
