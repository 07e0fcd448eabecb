"""What an editor does to a case. Each verb is one transaction that first locks the catalogue.

`by` is the person who does it, or None for the system. A person says in `seen` which version was looked at, by its
number: a verb raises NotAllowed without it, and when a newer version was saved since.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from itertools import batched
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from cases.models import Case, CatalogueState, PublicationEvent, PublishedCase, Revision
from cases.projection import rows
from cases.projection.projector import Projector
from cases.publishing.public import (
    BATCH,
    Change,
    Due,
    Event,
    append,
    lock,
    published_rows,
    refresh_rows,
    settle,
    showing,
    write,
)
from cases.publishing.reference_rows import unpublished
from cases.publishing.reference_verbs import publish_new
from cases.publishing.rules import NotPublishable, problems
from cases.publishing.transitions import TRANSITIONS, NotAllowed, destination, put_away, refusal
from cases.revisions.recording import latest_number, locked_whole, record_loaded, record_revision
from cases.revisions.restoring import put_back
from cases.revisions.snapshot import read, rows_named_by
from gouden.web.operations.logs import event

logger = logging.getLogger(__name__)

# Of what is published together, as many are in the log by name.
LOGGED_BY_NAME = 5


def submit(*, case: Case, by: User | None, note: str = "", seen: int | None = None) -> Case:
    """Put `case`, or the changes of one that is public, before a reviewer, with what the writer wants to say."""
    return _step("submit", case, by, seen, submitted_at=timezone.now(), submitted_by=by, **_note(note, by))


def send_back(*, case: Case, by: User | None, note: str, seen: int | None = None) -> Case:
    """Give `case` back to its writer with what must change. Raises ValueError without that."""
    if not note.strip():
        raise ValueError("Schrijf wat er nog moet veranderen.")
    return _step("send_back", case, by, seen, **_note(note, by))


def archive(*, case: Case, by: User | None, seen: int | None = None) -> Case:
    """Put `case` away: nobody works on it now. An address that answered 410 goes on doing so."""
    return _step("archive", case, by, seen)


def reopen(*, case: Case, by: User | None) -> Case:
    """Take `case` out of the archive, back to what it was."""
    return _step("reopen", case, by, None)


def throw_away(*, case: Case, by: User | None, seen: int | None = None) -> Case:
    """Put `case`, which never was public, in the bin: nobody meets it any more, and after BIN_KEPT it is erased."""
    return _step("throw_away", case, by, seen, binned_at=timezone.now(), binned_by=by)


def take_back(*, case: Case, by: User | None) -> Case:
    """Take `case` out of the bin, as a draft."""
    return _step("take_back", case, by, None)


def erase(*, case: Case, by: User | None) -> None:
    """Erase `case`, which is in the bin, for good with its versions. Raises NotAllowed while another case names it."""
    with transaction.atomic():
        lock()
        case = _locked(case, "erase", by, None)
        _log("erase", case, by)
        Revision.objects.filter(case=case).delete()
        case.delete()


def publish(
    *,
    case: Case,
    by: User | None,
    note: str = "",
    seen: int | None = None,
    many: bool = False,
    along: bool = False,
) -> PublishedCase:
    """Show `case` to readers as it is now, and return the public row. `many`: it was chosen together with others.

    With `along` the reference rows that it names and no reader ever saw are published first.

    Raises NotPublishable with the problems field by field, and NotAllowed from a state that does not allow it and, with
    four eyes, for what was not submitted and by who wrote or submitted it. Publishing what is public already in this
    form changes nothing.
    """
    with transaction.atomic():
        state, projector = lock(), Projector()
        case = _locked(case, "publish", by, seen, many=many, whole=True)
        if along:
            new = publish_new([named.row for named in unpublished(case)], by=by)
            # What is told of these rows counts too.
            state = lock()
            refresh_rows(state, PublishedCase.objects.filter(pk__in=showing(new)))
        _show(state, projector, [case], by, note)
        _log("publish", case, by)
    return published_rows.get(case.pk)


def publish_written(
    *, cases: Iterable[Case], note: str, say: Callable[[int, int], object] = lambda done, total: None
) -> None:
    """Show cases that the system wrote to readers as they are now: portraits first, otherwise in this order.

    Each as by `publish`, but many are written together, and what shows them is made anew once for all of those; `say`
    hears how many of how many are done, and the log has one line. Raises NotPublishable for the first that cannot
    be shown.
    """
    keys = [(case.kind == Case.Kind.PORTRAIT, case.pk) for case in cases]
    portraits, others = ([key for is_portrait, key in keys if is_portrait == first] for first in (True, False))
    with transaction.atomic():
        state, projector, done = lock(), Projector(), []
        for some in (*batched(portraits, BATCH), *batched(others, BATCH)):
            found = {case.pk: case for case in locked_whole(some)}
            for case in found.values():
                if why_not := refusal(case=case, verb="publish", by=None):
                    raise NotAllowed(why_not)
            _show(state, projector, [found[key] for key in some], None, note)
            done += [found[key].slug for key in some]
            say(len(done), len(keys))
        if done:
            names = ", ".join(done) if len(done) <= LOGGED_BY_NAME else f"{len(done)} cases"
            _log_event("publish", names, Case.State.PUBLISHED)


def _show(state: CatalogueState, projector: Projector, cases: Sequence[Case], by: User | None, note: str) -> None:
    """Show readers these cases, which are locked and loaded whole, with all that follows from it."""
    for case in cases:
        if found := problems(case):
            raise NotPublishable(found, case)
    published = {row.pk: row for row in published_rows([case.pk for case in cases])}
    due = [Due(case, record_loaded(case=case, by=by, note=note), published.get(case.pk)) for case in cases]
    for case in cases:
        projector.references.keep(rows_named_by(case))
    changes = write(state, projector, due)
    for case, _, was in due:
        if was and was.slug != case.slug:
            append(state, Event.MOVED, case, slug=was.slug)
        _move(case, "publish", by, last_public_number=None)
    settle(state, projector, changes)
    state.save()


def withdraw(*, case: Case, by: User | None, reason: str, seen: int | None = None) -> PublicationEvent:
    """Take `case` off every public surface; its address then answers 410 with `reason`. Returns the event.

    Raises ValueError without a reason, and NotAllowed when the case is not public.
    """
    if not reason.strip():
        raise ValueError("Geef de reden waarom het voorbeeld wordt ingetrokken.")
    with transaction.atomic():
        state = lock()
        case = _locked(case, "withdraw", by, seen)
        record_revision(case=case, by=by, note=f"Ingetrokken: {reason}"[:250])
        published = PublishedCase.objects.select_related("revision").get(pk=case.pk)
        event = append(state, Event.WITHDRAWN, case, slug=published.slug, title=published.title, reason=reason.strip())
        change = Change.between(published, None)
        rows.remove(published)
        _move(case, "withdraw", by, last_public_number=published.revision.number)
        settle(state, Projector(), {case.pk: change})
        state.save()
        _log("withdraw", case, by)
    return event


def restore(*, case: Case, revision: Revision, by: User | None, seen: int | None = None) -> list[str]:
    """Fill the working rows of `case` from one of its versions and keep that as a new version; publishes nothing.

    Returns in Dutch what could not come along because it no longer exists. Raises NotAllowed for what is archived.
    """
    if revision.case_id != case.pk:
        raise ValueError("Deze versie is van een ander voorbeeld.")
    if revision.erased_at:
        raise NotAllowed("Deze versie is gewist.")
    with transaction.atomic():
        lock()
        case = Case.objects.select_for_update().get(pk=case.pk)
        if why_not := put_away(case, by):
            raise NotAllowed(why_not)
        _looked_at(case, by, seen)
        # What no version holds yet is kept in one of its own.
        record_revision(case=case, by=by, note="Zoals het was vóór het terugzetten")
        tied = set(Case.objects.tied_to(case))
        left_out = put_back(case, read(revision.snapshot))
        case.modified_by = by
        case.save(update_fields=["modified_by"])
        note = f"Teruggezet naar versie {revision.number}"
        for one in [case, *sorted(tied | set(Case.objects.tied_to(case)), key=lambda other: other.pk)]:
            record_revision(case=one, by=by, note=note if one == case else "")
        _log("restore", case, by)
    return left_out


def _locked(
    case: Case, verb: str, by: User | None, seen: int | None, *, many: bool = False, whole: bool = False
) -> Case:
    """Return the row of `case`, locked; `whole` with all that hangs on it.

    Raises NotAllowed when `by`, who saw version `seen`, cannot do `verb` to it.
    """
    case = locked_whole.get(case.pk) if whole else Case.objects.select_for_update().get(pk=case.pk)
    if why_not := refusal(case=case, verb=verb, by=by, many=many):
        raise NotAllowed(why_not)
    if TRANSITIONS[verb].looked_at:
        _looked_at(case, by, seen)
    return case


def _looked_at(case: Case, by: User | None, seen: int | None) -> None:
    """Raise NotAllowed unless `seen` is the latest version of `case`; the system (`by` None) need not say."""
    if seen is None and by is not None:
        raise NotAllowed("Er kwam niet mee welke versie u bekeek. Bekijk eerst hoe het er nu staat.")
    if seen is not None and seen != latest_number(case):
        raise NotAllowed("Er is intussen een nieuwere versie. Bekijk die eerst.")


def _step(verb: str, case: Case, by: User | None, seen: int | None, **changes: Any) -> Case:
    """Do a verb that changes nothing for readers, and return the case."""
    with transaction.atomic():
        lock()
        case = _locked(case, verb, by, seen)
        _move(case, verb, by, **changes)
        _log(verb, case, by)
    return case


def _move(case: Case, verb: str, by: User | None, **changes: Any) -> None:
    """Bring `case` to the state that `verb` leads to. What was said in a review is over, unless `changes` say it."""
    over = {"submitted_at": None, "submitted_by": None, "binned_at": None, "binned_by": None, **_note("", None)}
    changes = over | changes | {"state": destination(case=case, verb=verb)}
    for name, value in changes.items():
        setattr(case, name, value)
    case.save(update_fields=[*changes])


def _note(note: str, by: User | None) -> dict[str, Any]:
    return {"review_note": note.strip(), "review_note_by": by if note.strip() else None}


def _log(verb: str, case: Case, by: User | None) -> None:
    """Log that `verb` was done, once it is certain; what is rolled back never happened."""
    _log_event(verb, case.slug, case.state, by)


def _log_event(verb: str, object: str, result: str, by: User | None = None) -> None:
    extra = event(verb, object, result, by)
    transaction.on_commit(lambda: logger.info("%s: %s", verb, object, extra=extra))
