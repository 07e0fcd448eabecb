"""Making all that is derived anew: every public row from its revision, and everything search looks in."""

import datetime
from collections.abc import Callable
from itertools import batched
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.models import CatalogueState, PublishedCase
from cases.projection.derivation import fingerprint
from cases.projection.projector import Projector
from cases.publishing.public import lock, portraits_first, rebuilding_mark
from cases.publishing.upkeep import mend_terms
from cases.search.indexing import index

# As many documents are written to the search index at a time.
BATCH = 200

Say = Callable[[int, int], None]


def is_outdated() -> bool:
    """Whether the public rows and the search index were made by another installation than this one, or by several."""
    state = CatalogueState.objects.filter(pk=1).first()
    return state is not None and state.derived_by != fingerprint()


def begin_rebuilding() -> dict[str, Any]:
    """Return what a job needs that makes every public row anew: its cases, by which installation, and for which day.

    Its last item, 0, stands for what search counts over all cases together.
    """
    with transaction.atomic():
        state = lock()
        state.derived_by = rebuilding_mark()
        state.save()
        cases = portraits_first(PublishedCase.objects.all())
    return {"cases": [*cases, 0], "derivation": fingerprint(), "day": timezone.localdate().isoformat()}


def is_ours(rebuilding: dict[str, Any]) -> bool:
    """Whether this installation began a rebuilding, of which these are what `begin_rebuilding` returned."""
    return bool(rebuilding["derivation"] == fingerprint())


def end_rebuilding(day: datetime.date | None, *, terms: bool) -> None:
    """Say that all that is derived was made by this installation, unless another one wrote meanwhile.

    `terms`: something is amiss with what search counts over all cases, so that is made anew first.
    """
    with transaction.atomic():
        state = lock()
        if terms:
            mend_terms()
        if state.derived_by == rebuilding_mark():
            state.derived_by, state.made_for = fingerprint(), day
        state.raise_version()
        state.save()


def rebuild_search(*, say: Say) -> int:
    """Write everything search looks in anew and return of how many cases; `say` hears how many of how many are done.

    One transaction: until it is done, and when it is broken off, readers search what was there before.
    """
    with transaction.atomic():
        state = lock()
        done = _write_search(Projector(), say)
        state.raise_version()
        state.save()
    return done


def _write_search(projector: Projector, say: Say) -> int:
    done, total = 0, PublishedCase.objects.count()
    index.clear()
    for rows in batched(PublishedCase.objects.select_related("revision").iterator(chunk_size=BATCH), BATCH):
        projector.prepare(row.revision for row in rows)
        index.write({row.pk: projector.document(row.revision) for row in rows})
        done += len(rows)
        say(done, total)
    return done
