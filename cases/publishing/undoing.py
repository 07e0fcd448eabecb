"""Taking back what was just done to a case: by what it was before and after, and only while nothing happened since.

Never by deleting an event: what readers saw before becomes public again by a new one, and what they did not see is
withdrawn.
"""

import datetime
import logging
from typing import Any, NamedTuple, Self

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db import transaction

from cases.models import Case, CatalogueState, PublishedCase, Revision
from cases.projection.projector import Projector
from cases.publishing.public import Due, Event, append, lock, settle, write
from cases.publishing.transitions import TRANSITIONS, NotAllowed, refusal
from cases.publishing.verbs import restore, withdraw
from cases.revisions.recording import latest_number
from gouden.web.operations.logs import event

logger = logging.getLogger(__name__)

# What of a case the verbs set, and undoing sets back.
SET_BY_VERBS = (
    *("state", "submitted_at", "submitted_by_id", "review_note", "review_note_by_id"),
    *("last_public_number", "binned_at", "binned_by_id"),
)
# What stands at the address of a case of which the first publication was taken back.
FIRST_UNDONE = "De publicatie is ongedaan gemaakt."
# Goes back to an older version; no verb of the table.
RESTORE = "restore"


class Standing(NamedTuple):
    """Where a case stands, as plain data: the numbers of its latest and its public version and of the last event that
    was its own, and what the verbs set."""

    version: int
    # 0: it is not public.
    public: int
    event: int
    fields: list[str | int | None]

    @classmethod
    def of(cls, case: int) -> Self:
        """Return that of the case with this key, as it is now."""
        row = Case.objects.select_related("published__revision").get(pk=case)
        published = getattr(row, "published", None)
        # That its portrait or a practice of it changed is told of it too, and is nothing that was done to it.
        told = row.events.exclude(kind=Event.CHANGED)
        last = told.order_by("-number").values_list("number", flat=True).first()
        fields = [_plain(getattr(row, name)) for name in SET_BY_VERBS]
        return cls(latest_number(row), published.revision.number if published else 0, last or 0, fields)


def undoable(verb: str, before: Standing, after: Standing) -> bool:
    """Whether this can be taken back: something changed, and it is not gone."""
    return before != after and verb != "erase"


def permissions_to_undo(verb: str, before: Standing, after: Standing) -> set[str]:
    """Return what taking this back asks: what doing it asked, and to publish or withdraw where readers see a change."""
    asked = {"cases.change_case" if verb == RESTORE else TRANSITIONS[verb].permission}
    if before.public != after.public:
        asked.add(TRANSITIONS["publish" if before.public else "withdraw"].permission)
    return asked


def undo(verb: str, case: int, *, before: Standing, after: Standing, by: User) -> Case:
    """Bring the case with this key back from `after`, which `verb` led to, to `before`; return it.

    Raises NotAllowed when anything happened to it since, and Case.DoesNotExist.
    """
    with transaction.atomic():
        state = lock()
        row = Case.objects.select_for_update().get(pk=case)
        if Standing.of(case) != after or not undoable(verb, before, after):
            raise NotAllowed("Hiermee is intussen iets anders gebeurd. Bekijk eerst hoe het er nu staat.")
        if row.state == Case.State.BINNED and (why_not := refusal(case=row, verb="take_back", by=by)):
            raise NotAllowed(why_not)
        if verb == RESTORE:
            restore(case=row, revision=_version(row, before.version), by=by, seen=after.version)
        kept: set[str] = set()
        if before.public and before.public != after.public:
            _public_again(state, row, _version(row, before.public))
        elif before.public != after.public:
            kept = _withdraw(row, before, after, by)
            row.refresh_from_db()
        for name, value in zip(SET_BY_VERBS, before.fields, strict=True):
            if name not in kept:
                setattr(row, name, _read(name, value))
        row.save(update_fields=[name.removesuffix("_id") for name in SET_BY_VERBS])
        logged = "Ongedaan gemaakt."
        LogEntry.objects.log_actions(by.pk, Case.objects.filter(pk=case), CHANGE, logged, single_object=True)
        extra = event(f"undo {verb}", row.slug, row.state, by)
        transaction.on_commit(lambda: logger.info("undo %s: %s", verb, row.slug, extra=extra))
    return Case.objects.get(pk=case)


def _public_again(state: CatalogueState, case: Case, revision: Revision) -> None:
    """Show readers again the version that they saw before."""
    projector = Projector()
    published = PublishedCase.objects.filter(pk=case.pk).first()
    changes = write(state, projector, [Due(case, revision, published)])
    if published and published.slug != revision.snapshot["slug"]:
        append(state, Event.MOVED, case, slug=published.slug)
    settle(state, projector, changes)
    state.save()


def _withdraw(row: Case, before: Standing, after: Standing, by: User) -> set[str]:
    """Take `row` from readers, who did not see it before; return what of it is then as withdrawing left it.

    What was withdrawn before, is so for the reason of then.
    """
    last = row.events.filter(kind=Event.WITHDRAWN).order_by("-number").first()
    withdraw(case=row, by=by, reason=last.reason if last else FIRST_UNDONE, seen=after.version)
    # Readers have known it: it is no draft any more, unless it waits for a review.
    was_in_review = before.fields[SET_BY_VERBS.index("state")] == Case.State.IN_REVIEW
    return {"last_public_number"} | (set() if was_in_review else {"state"})


def _version(case: Case, number: int) -> Revision:
    revision = Revision.objects.get(case=case, number=number)
    if revision.erased_at:
        raise NotAllowed("De versie van daarvoor is gewist.")
    return revision


def _plain(value: Any) -> str | int | None:
    return value.isoformat() if isinstance(value, datetime.datetime) else value


def _read(name: str, value: Any) -> Any:
    return datetime.datetime.fromisoformat(value) if value and name.endswith("_at") else value
