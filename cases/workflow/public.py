"""Writing the public side, under the lock of the catalogue: nothing else writes PublishedCase or PublicationEvent."""

from collections.abc import Callable, Iterable
from functools import reduce
from itertools import batched
from operator import or_

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from cases.models import (
    Adoption,
    Article,
    Case,
    CatalogueState,
    Designation,
    Initiative,
    Inquiry,
    Obstacle,
    Person,
    Publication,
    PublicationEvent,
    PublishedCase,
    Revision,
    Speaker,
    Synonym,
    Theme,
)
from cases.projection import SEARCH, Projector
from cases.search import index
from municipalities.models import Municipality, Organisation, Province, Region

Event = PublicationEvent.Kind

# As many documents are written to the search index at a time.
BATCH = 200

# By which ways a reference row comes into a case's record. A row without ways shows on pages of its own only.
SHOWN_BY: dict[type[models.Model], tuple[str, ...]] = {
    Municipality: (
        "places__municipality",
        "speakers__municipality",
        "case__claims__municipality",
        "case__participations__municipality",
    ),
    Province: ("places__municipality__province",),
    Region: ("regions", "places__municipality__regions", "case__participations__region"),
    Organisation: ("organisations", "speakers__organisations", "articles__publication__publishers"),
    Publication: ("articles__publication",),
    Article: ("articles",),
    Person: ("speakers__person",),
    Speaker: ("speakers",),
    Initiative: ("initiatives",),
    Theme: ("themes",),
    Obstacle: ("obstacles",),
    Inquiry: ("case__inquiries",),
    Designation: (),
    Adoption: (),
    Synonym: (),
}


def refresh(*, referring_to: models.Model) -> int:
    """Make the public rows that show `referring_to` anew and return how many changed.

    Called after every change of a reference row, so the catalogue's version goes up even where no case shows it.
    """
    with transaction.atomic():
        state = lock()
        changed = refresh_rows(state, _showing(referring_to))
        state.raise_version()
        state.save()
    return changed


def forget_cached() -> None:
    """Raise the catalogue's version after the removal of a reference row, which no public case showed."""
    with transaction.atomic():
        state = lock()
        state.raise_version()
        state.save()


def refresh_places() -> int:
    """Make every public row anew after the reference lists changed, and return how many changed."""
    with transaction.atomic():
        state = lock()
        changed = refresh_rows(state, PublishedCase.objects.all())
        state.raise_version()
        state.save()
    return changed


def rebuild() -> int:
    """Make every public row anew from its revision and return how many changed; without a change this is silent."""
    with transaction.atomic():
        state = lock()
        changed = refresh_rows(state, PublishedCase.objects.all())
        state.save()
    return changed


def rebuild_search(*, say: Callable[[int, int], None]) -> int:
    """Write everything search looks in anew and return of how many cases; `say` hears how many of how many are done.

    One transaction: until it is done, and when it is broken off, readers search what was there before.
    """
    with transaction.atomic():
        state = lock()
        projector, done, total = Projector(), 0, PublishedCase.objects.count()
        index.clear()
        for rows in batched(PublishedCase.objects.select_related("revision").iterator(chunk_size=BATCH), BATCH):
            index.write({row.pk: projector.document(row.revision) for row in rows})
            done += len(rows)
            say(done, total)
        state.raise_version()
        state.save()
    return done


def lock() -> CatalogueState:
    """Return the one row of the catalogue, locked until the transaction ends: two verbs never run at the same time."""
    state, _ = CatalogueState.objects.select_for_update().get_or_create(pk=1)
    return state


def append(
    state: CatalogueState, kind: PublicationEvent.Kind, case: Case, *, slug: str = "", title: str = "", reason: str = ""
) -> PublicationEvent:
    """Append an event and raise the catalogue's number; the caller saves `state`."""
    event = PublicationEvent.objects.create(
        number=state.number + 1,
        kind=kind,
        case=case,
        slug=slug or case.slug,
        title=title or case.title,
        reason=reason,
        at=timezone.now(),
    )
    state.count(event)
    return event


def write(
    state: CatalogueState, projector: Projector, case: Case, revision: Revision, published: PublishedCase | None
) -> bool:
    """Write the public row of `revision` and its event; return whether anything readers see changed."""
    now = timezone.now()
    if published is None:
        projector.project(revision, published_at=now, changed_at=now).write(PublishedCase(case=case))
        append(state, Event.PUBLISHED, case, title=revision.snapshot["title"], slug=revision.snapshot["slug"])
        return True
    kept = {"published_at": published.published_at, "changed_at": published.changed_at}
    projection = projector.project(revision, **kept)
    different = projection.differences(published)
    if different == [SEARCH]:
        projection.write_search(published)
        state.raise_version()
    if different in ([], [SEARCH]):
        return False
    projector.project(revision, **kept | {"changed_at": now}).write(published)
    append(state, Event.CHANGED, case, title=revision.snapshot["title"], slug=revision.snapshot["slug"])
    return True


def refresh_rows(state: CatalogueState, published: Iterable[PublishedCase] | models.QuerySet[PublishedCase]) -> int:
    """Make these public rows anew from the revision each shows; return how many changed."""
    projector = Projector()
    if isinstance(published, models.QuerySet):
        published = published.select_related("case", "revision").distinct()
    return sum(write(state, projector, row.case, row.revision, row) for row in published)


def family(case: Case) -> models.QuerySet[PublishedCase]:
    """Return the public practices of a portrait, those that were waiting for it too; of a practice its portrait."""
    return PublishedCase.objects.filter(
        Q(part_of=case) | Q(revision__snapshot__part_of=case.slug) | Q(case=case.part_of_id)
    )


def _showing(row: models.Model) -> models.QuerySet[PublishedCase]:
    """Return the public cases in whose record `row` can be seen."""
    shown = [Q(**{lookup: row}) for lookup in SHOWN_BY[type(row)]]
    return PublishedCase.objects.filter(reduce(or_, shown)) if shown else PublishedCase.objects.none()
