"""Making all that is derived anew: every public row from its revision, and everything search looks in."""

from collections.abc import Callable
from itertools import batched

from django.db import transaction
from django.utils import timezone

from cases.models import CatalogueState, PublishedCase
from cases.projection.derivation import fingerprint
from cases.projection.projector import Projector
from cases.publishing.public import lock, refresh_rows
from cases.search import index

# As many documents are written to the search index at a time.
BATCH = 200

Say = Callable[[int, int], None]


def is_outdated() -> bool:
    """Whether the public rows and the search index were made by another installation than this one, or by several."""
    state = CatalogueState.objects.filter(pk=1).first()
    return state is not None and state.derived_by != fingerprint()


def rebuild(*, say: Say = lambda done, total: None) -> int:
    """Make every public row and everything search looks in anew, and return how many rows changed.

    A row that was the same stays as it is, without an event. One transaction: until it is done, and when it is broken
    off, readers have what was there before. `say` hears how many of how many cases are searchable again.
    """
    with transaction.atomic():
        state = lock()
        changed = refresh_rows(state, PublishedCase.objects.all(), search=False)
        _write_search(Projector(), say)
        state.raise_version()
        state.derived_by, state.made_for = fingerprint(), timezone.localdate()
        state.save()
    return changed


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
