"""What an editor does to a reference row. Each verb is one transaction that first locks the catalogue.

The row in its table is what readers see. What somebody writes who may not publish it, or keeps as a draft, is a version
that is not put into the row. The table of `transitions` says which verb starts from which state; `seen` is the number
of the version that was looked at. Whoever shows readers something else has the cases that show the row made anew
(`cases.jobs.refresh`).
"""

import logging
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from cases.models import CitingRow, ClaimAddress, ReferenceRevision
from cases.publishing.citing import is_open, keeping, kept_in, lacks
from cases.publishing.public import Event, lock, tell_rows, tell_written
from cases.publishing.reference_states import (
    before_last,
    may_do,
    pending,
    put_away_row,
    refusal_of,
    state_of,
    unseen_names,
    who_can_with,
)
from cases.publishing.rules import NotPublishable, Problem, named
from cases.publishing.transitions import TRANSITIONS, NotAllowed, four_eyes_on
from cases.revisions.reference_content import Content, content_of, hanging, latest, put_in, record
from gouden.web.operations.logs import event
from municipalities.models import ReferenceRow

logger = logging.getLogger(__name__)


class Saving:
    """One change of a row: begin it before anything is saved, and end it with `done` when all is.

    What `by` may not publish, or keeps as a draft, is taken back out of a public row, and kept as a version.
    """

    def __init__(self, row: ReferenceRow | None, *, by: User | None) -> None:
        """Begin a change of `row`; None: of a new one. Within a transaction."""
        lock()
        self.by, self.row, self.ended = by, row, False
        if row:
            keep_first(row)
        self.before = content_of(row) if row else {}

    def show_latest(self, row: ReferenceRow) -> None:
        """Put the version that waits into the row, to go on with it."""
        if waiting := pending(row):
            put_in(row, waiting.snapshot)

    def give_up(self) -> None:
        """Put back what was in the row."""
        if self.row:
            put_in(_again(self.row), self.before)

    def done(self, row: ReferenceRow, *, note: str = "", draft: bool = False) -> bool:
        """Keep what was saved as a version, and show it to readers if `by` may do so; return whether they see it."""
        content = content_of(row)
        shows = not draft and may_do("publish", row, self.by) and not (self.by and four_eyes_on())
        shows = shows and not unseen_names(row) and not lacks(row)
        self.ended = True
        if self.row and self.row.is_public and not shows:
            self.give_up()
        revision = record(row, content, by=self.by, note=note)
        if shows:
            _show(row, revision)
        return shows


def keep_first(row: ReferenceRow) -> None:
    """Keep `row` as it is as its first version, where it has none: what readers see can be looked back at."""
    if latest(row) is None:
        revision = record(row, content_of(row), by=None, note="Zoals het was")
        if row.is_public:
            ReferenceRevision.objects.filter(pk=revision.pk).update(published_at=row.published_at)
            row.public_number = revision.number
            row.save(update_fields=["public_number"])


def submit_row(*, row: ReferenceRow, by: User | None, note: str = "", seen: int | None = None) -> None:
    """Put the latest version of `row` before a reviewer, with what the writer wants to say."""
    with transaction.atomic():
        row = locked(row, "submit", by, seen)
        mark(row, submitted_at=timezone.now(), submitted_by=by, **_note(note, by))
        log_verb("submit", row, by)


def send_back_row(*, row: ReferenceRow, by: User | None, note: str, seen: int | None = None) -> None:
    """Give `row` back to its writer with what must change. Raises ValueError without that."""
    if not note.strip():
        raise ValueError("Schrijf wat er nog moet veranderen.")
    with transaction.atomic():
        row = locked(row, "send_back", by, seen)
        mark(row, submitted_at=None, submitted_by=None, **_note(note, by))
        log_verb("send_back", row, by)


def publish_row(*, row: ReferenceRow, by: User | None, seen: int | None = None, along: bool = False) -> None:
    """Show the latest version of `row` to readers. `along`: it comes with a case, which was submitted itself.

    Raises NotPublishable with the problems field by field, and NotAllowed as of a case.
    """
    with transaction.atomic():
        row = locked(row, "publish", by, seen, along=along)
        keep_first(row)
        revision = latest(row)
        assert revision  # noqa: S101  # kept just now
        _put_in(row, revision.snapshot)
        _show(row, revision)
        log_verb("publish", row, by)


def publish_new(rows: Iterable[Model], *, by: User | None) -> list[ReferenceRow]:
    """Show readers those of `rows` that they do not see, and what these name, as far as `by` may; return which."""
    wanted = [row for row in rows if isinstance(row, ReferenceRow) and not row.is_public]
    shown = []
    for row in [*_names_first(wanted, set())]:
        try:
            publish_row(row=row, by=by, along=True)
            shown.append(row)
        except (NotAllowed, NotPublishable):
            # Whatever names it says that it is not public.
            continue
    return shown


def _names_first(rows: Iterable[ReferenceRow], met: set[ReferenceRow]) -> Iterator[ReferenceRow]:
    """Yield `rows` with what they name and readers do not see, which comes before them; nothing that was `met`."""
    for row in rows:
        if row not in met:
            met.add(row)
            yield from _names_first([one for _, one in unseen_names(row)], met)
            yield row


def show_written(row: ReferenceRow) -> None:
    """Show readers what the system wrote in `row` itself; where there are versions, that is one too.

    An open question waits. What the row cites is kept by `cite_written`, once that is public. Raises NotPublishable.
    """
    if is_open(row) and not row.is_public:
        return
    if latest(row):
        _show(row, record(row, content_of(row), by=None, note="Ingelezen"), cites=False)
        return
    if lacking := lacks(row):
        raise NotPublishable(lacking)
    kind = Event.CHANGED if row.is_public else Event.PUBLISHED
    if not row.is_public:
        mark(row, published_at=timezone.now(), binned_at=None, binned_by=None)
    tell_written(kind, [row])


def cite_written(row: CitingRow) -> list[ClaimAddress]:
    """Keep what the claims say that the system had `row` cite, and return those that readers do not see."""
    with transaction.atomic():
        state = lock()
        was_cited = bool(row.cited)
        if row.is_public and (columns := keeping(row, lenient=True)):
            mark(row, **columns)
            if was_cited:
                tell_rows(Event.CHANGED, [row])
            else:
                state.raise_version()
                state.save()
    return [address for address, said in kept_in(row).items() if not said]


def withdraw_row(*, row: ReferenceRow, by: User | None, reason: str, seen: int | None = None) -> None:
    """Take `row`, which nothing public names, from its readers. Raises ValueError without a reason."""
    if not reason.strip():
        raise ValueError("Geef de reden waarom het wordt ingetrokken.")
    with transaction.atomic():
        row = locked(row, "withdraw", by, seen)
        keep_first(row)
        tell_rows(Event.WITHDRAWN, [row], reason.strip())
        mark(row, published_at=None, submitted_at=None, submitted_by=None, **_note(reason, by))
        log_verb("withdraw", row, by)


def restore_row(
    *, row: ReferenceRow, revision: ReferenceRevision, by: User | None, seen: int | None = None, note: str = ""
) -> None:
    """Make a draft of one of the versions of `row`; publishes nothing. What then waits no longer, is not in review."""
    if (revision.model, revision.row) != (row._meta.label_lower, row.pk):
        raise ValueError("Deze versie is van iets anders.")
    with transaction.atomic():
        lock()
        row = _again(row)
        if why_not := put_away_row(row, by):
            raise NotAllowed(why_not)
        _looked_at(row, by, seen)
        saving = Saving(row, by=by)
        put_in(row, revision.snapshot)
        saving.done(row, note=note or f"Teruggezet naar versie {revision.number}", draft=True)
        row = _again(row)
        if row.is_public and row.submitted_at and not pending(row):
            mark(row, submitted_at=None, submitted_by=None, **_note("", None))
        log_verb("restore", row, by)


def undo_row(*, row: ReferenceRow, by: User | None, seen: int | None = None) -> None:
    """Show readers what they saw before the last publication of `row`; what was published last stays a version."""
    with transaction.atomic():
        lock()
        row = _again(row)
        _looked_at(row, by, seen)
        if not may_do("publish", row, by):
            raise NotAllowed(who_can_with(row, "publish", by))
        before = before_last(row)
        if before is None:
            raise NotAllowed("Lezers zagen nooit een eerdere versie. U kunt dit intrekken.")
        _put_in(row, before.snapshot)
        undone = record(row, before.snapshot, by=by, note=f"Publicatie van versie {row.public_number} teruggedraaid")
        _show(row, undone)
        log_verb("undo", row, by)


def locked(row: ReferenceRow, verb: str, by: User | None, seen: int | None, *, along: bool = False) -> ReferenceRow:
    """Return `row`, locked. Raises NotAllowed when `by`, who saw version `seen`, cannot do `verb` to it."""
    lock()
    row = _again(row)
    if not along and TRANSITIONS[verb].looked_at:
        _looked_at(row, by, seen)
    if along and not row.submitted_at:
        # The case was submitted with it.
        row.submitted_at = timezone.now()
    if why_not := refusal_of(row, verb, by):
        raise NotAllowed(why_not)
    return row


def _again(row: ReferenceRow) -> ReferenceRow:
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def _looked_at(row: ReferenceRow, by: User | None, seen: int | None) -> None:
    """Raise NotAllowed unless `seen` is the latest version of `row`; the system (`by` None) need not say."""
    last = latest(row)
    if seen is None and by is not None:
        raise NotAllowed("Er kwam niet mee welke versie u bekeek. Bekijk eerst hoe het er nu staat.")
    if seen is not None and seen != (last.number if last else 0):
        raise NotAllowed("Er is intussen een nieuwere versie. Bekijk die eerst.")


def _put_in(row: ReferenceRow, content: Content) -> None:
    """Put `content` into `row` as its form would. Raises NotPublishable, with a message at each field."""
    try:
        put_in(row, content)
        row.full_clean()
        for name, _ in hanging(type(row)):
            for one in getattr(row, name).all():
                one.full_clean()
    except ValidationError as error:
        texts = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        raise NotPublishable([Problem(name, " ".join(said)) for name, said in texts.items()]) from error


def _show(row: ReferenceRow, revision: ReferenceRevision, *, cites: bool = True) -> None:
    """Let readers see `row`, which holds `revision`, and keep what it cites.

    Raises NotPublishable while it lacks something, or names or cites what they do not see.
    """
    found = [Problem(name, f"{named(one)} is nog niet openbaar.", one) for name, one in unseen_names(row)]
    if found := [*lacks(row), *found]:
        raise NotPublishable(found)
    read = keeping(row) if cites and isinstance(row, CitingRow) else {}
    mark(row, **read)
    now, was_public, before = timezone.now(), row.is_public, row.public_number
    if revision.published_at is None:
        ReferenceRevision.objects.filter(pk=revision.pk).update(published_at=now)
    mark(
        row,
        published_at=row.published_at or now,
        public_number=revision.number,
        submitted_at=None,
        submitted_by=None,
        binned_at=None,
        binned_by=None,
        **_note("", None),
    )
    if not was_public or before != revision.number or read:
        tell_rows(Event.CHANGED if was_public else Event.PUBLISHED, [row])


def mark(row: ReferenceRow, **columns: Any) -> None:
    """Set what the verbs keep of `row`."""
    if not columns:
        return
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=[*columns])


def _note(note: str, by: User | None) -> dict[str, Any]:
    return {"review_note": note.strip(), "review_note_by": by if note.strip() else None}


def log_verb(verb: str, row: ReferenceRow, by: User | None) -> None:
    """Log that `verb` was done, once it is certain."""
    name, extra = str(row), event(verb, f"{row._meta.label_lower}/{row.pk}", state_of(row), by)
    transaction.on_commit(lambda: logger.info("%s: %s", verb, name, extra=extra))
