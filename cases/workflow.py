"""The verbs that change what readers see. Nothing else writes PublishedCase, PublicationEvent or CatalogueState.

Each verb is one transaction that first locks the CatalogueState row, so two of them never run at the same time, event
numbers have no gaps and every process agrees on the version.
"""

import logging
from collections.abc import Callable, Iterable
from functools import reduce
from itertools import batched
from operator import or_
from typing import Any

from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import Max, Q
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
from cases.projection import SEARCH, Projector, unpublish
from cases.restoring import put_back
from cases.rules import NotPublishable, problems
from cases.search import index
from cases.snapshot import snapshot
from cases.transitions import NotAllowed, destination, refusal
from municipalities.models import Municipality, Organisation, Province, Region

logger = logging.getLogger(__name__)

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


def record_revision(*, case: Case, by: User | None, note: str = "") -> Revision:
    """Return the revision that holds `case` as it is now: the last one, or a new one when something changed.

    Call it once per save, after everything that hangs on the case is saved.
    """
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        data = snapshot(Case.objects.for_snapshot().get(pk=case.pk))
        last = Revision.objects.filter(case=case).order_by("-number").first()
        if last and last.snapshot == data:
            return last
        number = last.number + 1 if last else 1
        return Revision.objects.create(case=case, number=number, by=by, note=note, snapshot=data)


def latest_number(case: Case) -> int:
    """Return the number of the latest version of `case`; 0 when none was saved yet."""
    return Revision.objects.filter(case=case).aggregate(latest=Max("number"))["latest"] or 0


def restore(*, case: Case, revision: Revision, by: User | None, seen: int | None = None) -> list[str]:
    """Fill the working rows of `case` from one of its versions and keep that as a new version; publishes nothing.

    Returns in Dutch what could not come along because it no longer exists. Raises NotAllowed for what is archived, and
    when `seen`, the number of the version that was looked at, is no longer the latest.
    """
    if revision.case_id != case.pk:
        raise ValueError("Deze versie is van een ander voorbeeld.")
    with transaction.atomic():
        _lock()
        case = Case.objects.select_for_update().get(pk=case.pk)
        if case.state == Case.State.ARCHIVED:
            raise NotAllowed("Dit is gearchiveerd. Heropen het eerst.")
        if seen is not None and seen != latest_number(case):
            raise NotAllowed("Er is intussen een nieuwere versie. Bekijk die eerst, en zet dan terug.")
        # What no version holds yet is kept in one of its own.
        record_revision(case=case, by=by, note="Zoals het was vóór het terugzetten")
        tied = set(Case.objects.tied_to(case))
        left_out = put_back(case, revision.snapshot)
        case.modified_by = by
        case.save(update_fields=["modified_by"])
        note = f"Teruggezet naar versie {revision.number}"
        for one in [case, *sorted(tied | set(Case.objects.tied_to(case)), key=lambda other: other.pk)]:
            record_revision(case=one, by=by, note=note if one == case else "")
        _log("restore", case, by)
    return left_out


def submit(*, case: Case, by: User | None, note: str = "") -> Case:
    """Put `case`, or the changes of one that is public, before a reviewer, with what the writer wants to say."""
    return _step("submit", case, by, submitted_at=timezone.now(), submitted_by=by, **_note(note, by))


def send_back(*, case: Case, by: User | None, note: str) -> Case:
    """Give `case` back to its writer with what must change. Raises ValueError without that."""
    if not note.strip():
        raise ValueError("Schrijf wat er nog moet veranderen.")
    return _step("send_back", case, by, **_note(note, by))


def archive(*, case: Case, by: User | None) -> Case:
    """Put `case` away: nobody works on it now. An address that answered 410 goes on doing so."""
    return _step("archive", case, by)


def reopen(*, case: Case, by: User | None) -> Case:
    """Take `case` out of the archive, back to what it was."""
    return _step("reopen", case, by)


def publish(*, case: Case, by: User | None, note: str = "", seen: int | None = None) -> PublishedCase:
    """Show `case` to readers as it is now, and return the public row.

    Raises NotPublishable with the problems field by field, and NotAllowed from a state that does not allow it, by one
    of the writers, and when `seen`, the number of the version that was looked at, is no longer the latest.
    Publishing what is public already in this form changes nothing.
    """
    with transaction.atomic():
        state = _lock()
        case = _locked(case, "publish", by)
        if seen is not None and seen != latest_number(case):
            raise NotAllowed("Er is intussen een nieuwere versie. Bekijk die eerst, en publiceer dan.")
        found = problems(case)
        if found:
            raise NotPublishable(found)
        revision = record_revision(case=case, by=by, note=note)
        published = PublishedCase.objects.filter(pk=case.pk).first()
        moved_from = published.slug if published and published.slug != case.slug else ""
        _write(state, Projector(), case, revision, published)
        if moved_from:
            _append(state, Event.MOVED, case, slug=moved_from)
        _move(case, "publish", by, last_public_number=None)
        _refresh(state, _family(case))
        state.save()
    return PublishedCase.objects.get(pk=case.pk)


def withdraw(*, case: Case, by: User | None, reason: str) -> PublicationEvent:
    """Take `case` off every public surface; its address then answers 410 with `reason`. Returns the event.

    Raises ValueError without a reason, and NotAllowed when the case is not public.
    """
    if not reason.strip():
        raise ValueError("Geef de reden waarom het voorbeeld wordt ingetrokken.")
    with transaction.atomic():
        state = _lock()
        case = _locked(case, "withdraw", by)
        record_revision(case=case, by=by, note=f"Ingetrokken: {reason}"[:250])
        published = PublishedCase.objects.select_related("revision").get(pk=case.pk)
        event = _append(state, Event.WITHDRAWN, case, slug=published.slug, title=published.title, reason=reason.strip())
        unpublish(published)
        _move(case, "withdraw", by, last_public_number=published.revision.number)
        _refresh(state, _family(case))
        state.save()
    return event


def refresh(*, referring_to: models.Model) -> int:
    """Make the public rows that show `referring_to` anew and return how many changed.

    Called after every change of a reference row, so the catalogue's version goes up even where no case shows it.
    """
    with transaction.atomic():
        state = _lock()
        changed = _refresh(state, _showing(referring_to))
        state.version += 1
        state.save()
    return changed


def forget_cached() -> None:
    """Raise the catalogue's version after the removal of a reference row, which no public case showed."""
    with transaction.atomic():
        state = _lock()
        state.version += 1
        state.save()


def refresh_places() -> int:
    """Make every public row anew after the reference lists changed, and return how many changed."""
    with transaction.atomic():
        state = _lock()
        changed = _refresh(state, PublishedCase.objects.all())
        state.version += 1
        state.save()
    return changed


def rebuild() -> int:
    """Make every public row anew from its revision and return how many changed; without a change this is silent."""
    with transaction.atomic():
        state = _lock()
        changed = _refresh(state, PublishedCase.objects.all())
        state.save()
    return changed


def rebuild_search(*, say: Callable[[int, int], None]) -> int:
    """Write everything search looks in anew and return of how many cases; `say` hears how many of how many are done.

    One transaction: until it is done, and when it is broken off, readers search what was there before.
    """
    with transaction.atomic():
        state = _lock()
        projector, done, total = Projector(), 0, PublishedCase.objects.count()
        index.clear()
        for rows in batched(PublishedCase.objects.select_related("revision").iterator(chunk_size=BATCH), BATCH):
            index.write({row.pk: projector.document(row.revision) for row in rows})
            done += len(rows)
            say(done, total)
        state.version += 1
        state.save()
    return done


def _lock() -> CatalogueState:
    state, _ = CatalogueState.objects.select_for_update().get_or_create(pk=1)
    return state


def _locked(case: Case, verb: str, by: User | None) -> Case:
    """Return the row of `case`, locked. Raises NotAllowed when `by` cannot do `verb` to it now."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    if why_not := refusal(case=case, verb=verb, by=by):
        raise NotAllowed(why_not)
    return case


def _step(verb: str, case: Case, by: User | None, **changes: Any) -> Case:
    """Do a verb that changes nothing for readers, and return the case."""
    with transaction.atomic():
        _lock()
        case = _locked(case, verb, by)
        _move(case, verb, by, **changes)
    return case


def _move(case: Case, verb: str, by: User | None, **changes: Any) -> None:
    """Bring `case` to the state that `verb` leads to. What was said in a review is over, unless `changes` say it."""
    over = {"submitted_at": None, "submitted_by": None, **_note("", None)}
    changes = over | changes | {"state": destination(case=case, verb=verb)}
    for name, value in changes.items():
        setattr(case, name, value)
    case.save(update_fields=[*changes])
    _log(verb, case, by)


def _note(note: str, by: User | None) -> dict[str, Any]:
    return {"review_note": note.strip(), "review_note_by": by if note.strip() else None}


def _log(verb: str, case: Case, by: User | None) -> None:
    """Log that `verb` was done, once it is certain; what is rolled back never happened."""
    fields = {"action": verb, "object": case.slug, "result": case.state, "actor": by and by.get_username()}
    transaction.on_commit(lambda: logger.info("%s: %s", verb, case.slug, extra=fields))


def _append(
    state: CatalogueState, kind: PublicationEvent.Kind, case: Case, *, slug: str = "", title: str = "", reason: str = ""
) -> PublicationEvent:
    """Append an event and raise the catalogue's number; the caller saves `state`."""
    state.number += 1
    state.version += 1
    return PublicationEvent.objects.create(
        number=state.number,
        kind=kind,
        case=case,
        slug=slug or case.slug,
        title=title or case.title,
        reason=reason,
        at=timezone.now(),
    )


def _write(
    state: CatalogueState, projector: Projector, case: Case, revision: Revision, published: PublishedCase | None
) -> bool:
    """Write the public row of `revision` and its event; return whether anything readers see changed."""
    now = timezone.now()
    if published is None:
        projector.project(revision, published_at=now, changed_at=now).write(PublishedCase(case=case))
        _append(state, Event.PUBLISHED, case, title=revision.snapshot["title"], slug=revision.snapshot["slug"])
        return True
    kept = {"published_at": published.published_at, "changed_at": published.changed_at}
    projection = projector.project(revision, **kept)
    different = projection.differences(published)
    if different == [SEARCH]:
        projection.write_search(published)
        state.version += 1
    if different in ([], [SEARCH]):
        return False
    projector.project(revision, **kept | {"changed_at": now}).write(published)
    _append(state, Event.CHANGED, case, title=revision.snapshot["title"], slug=revision.snapshot["slug"])
    return True


def _refresh(state: CatalogueState, published: Iterable[PublishedCase] | models.QuerySet[PublishedCase]) -> int:
    """Make these public rows anew from the revision each shows; return how many changed."""
    projector = Projector()
    if isinstance(published, models.QuerySet):
        published = published.select_related("case", "revision").distinct()
    return sum(_write(state, projector, row.case, row.revision, row) for row in published)


def _family(case: Case) -> models.QuerySet[PublishedCase]:
    """Return the public practices of a portrait, those that were waiting for it too; of a practice its portrait."""
    return PublishedCase.objects.filter(
        Q(part_of=case) | Q(revision__snapshot__part_of=case.slug) | Q(case=case.part_of_id)
    )


def _showing(row: models.Model) -> models.QuerySet[PublishedCase]:
    """Return the public cases in whose record `row` can be seen."""
    shown = [Q(**{lookup: row}) for lookup in SHOWN_BY[type(row)]]
    return PublishedCase.objects.filter(reduce(or_, shown)) if shown else PublishedCase.objects.none()
