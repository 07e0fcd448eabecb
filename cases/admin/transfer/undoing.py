"""Undoing an import: each row gets back the cells it had, and what was new goes; all of it or nothing.

It is an import the other way round, of the cells of before, taken along when the import was done. So what a colleague
changed since is seen as in any stale file: it stays, unless the editor chooses otherwise.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import orjson
from django.db import transaction

from cases.admin.reference.base import lock_catalogue
from cases.admin.transfer import history
from cases.admin.transfer.entries import ImportEntry, Transfer
from cases.admin.transfer.importing import SheetLine, import_rows, record
from cases.admin.transfer.outcome import ImportOutcome
from cases.admin.transfer.refusals import why_not_saved
from cases.admin.transfer.stale_rows import VERSION, version
from cases.models import FileImport, FileImportRow

Status = FileImportRow.Status
GONE = "Het bestaat niet meer."
CHANGED_SINCE = "Het is sinds het inlezen gewijzigd."


@dataclass(frozen=True)
class Undone:
    """What becomes of the rows of an import that is undone."""

    # Of those that get back what they had.
    outcome: ImportOutcome
    # Of those that the import added: what goes; and each row that stays as it is now, with why.
    removed: list[tuple[FileImportRow, ImportEntry]] = field(default_factory=list)
    left: list[tuple[FileImportRow, str]] = field(default_factory=list)
    # Of those of which the import changed a draft only: what readers see, stays as it is.
    drafts: list[tuple[FileImportRow, ImportEntry]] = field(default_factory=list)

    @property
    def changed_since(self) -> list[FileImportRow]:
        """What the import added and somebody changed since: it goes only when that is chosen."""
        return [row for row, why in self.left if why == CHANGED_SINCE]

    @property
    def kept(self) -> list[tuple[FileImportRow, str]]:
        """What stays whatever is chosen."""
        return [(row, why) for row, why in self.left if why != CHANGED_SINCE]

    @property
    def reasons(self) -> dict[int, str]:
        """Why rows stay as they are now, by line."""
        asked = {row.line: CHANGED_SINCE for row in self.outcome.asking if not row.changes}
        wrong = {error.line: f"{error.column}: {error.message}" for error in self.outcome.errors}
        return wrong | asked | {row.line: why for row, why in self.left}

    @property
    def put_back(self) -> list[ImportEntry]:
        """What got back what it had, in the row or in its draft."""
        return [*(row.entry for row in self.outcome.changing), *(entry for _, entry in self.drafts)]

    @property
    def does_something(self) -> bool:
        """Whether anything is there to undo."""
        back = self.outcome.changing or self.outcome.asking or self.drafts
        return bool(back or self.removed or self.changed_since)

    @property
    def fingerprint(self) -> str:
        """What tells whether undoing would do the same to the same, whatever the editor chooses then."""
        going = sorted([*(row.line for row, _ in self.removed), *(row.line for row in self.changed_since)])
        kept = [[row.line, why] for row, why in self.kept]
        said = [self.outcome.fingerprint, going, kept, [row.line for row, _ in self.drafts]]
        return hashlib.sha256(orjson.dumps(said)).hexdigest()


def rehearse(transfer: Transfer, done: FileImport) -> Undone:
    """Return what undoing would do, where nothing more is chosen; all of it is done and taken back."""
    with transaction.atomic():
        lock_catalogue()
        undone = undo_rows(transfer, done.rows.all(), set())
        transaction.set_rollback(True)
    return undone


def undo(transfer: Transfer, done: FileImport, chosen: set[int]) -> tuple[Undone, FileImport | None]:
    """Undo an import and keep that as one; nothing when anything of it is wrong. `chosen`: lines changed since, too."""
    with transaction.atomic():
        lock_catalogue()
        undone = undo_rows(transfer, done.rows.all(), chosen)
        if undone.outcome.errors:
            transaction.set_rollback(True)
            return undone, None
        removed = [entry for _, entry in undone.removed]
        refreshed = record(transfer, [row.entry for row in undone.outcome.changing], removed)
        kept = keep(transfer, undone, done)
    return replace(undone, outcome=replace(undone.outcome, refreshed=refreshed)), kept


def undo_rows(transfer: Transfer, rows: Iterable[FileImportRow], chosen: set[int]) -> Undone:
    """Put back what these rows of an import changed and remove what they added, and return what became of each."""
    rows = in_order(transfer, rows)
    found = transfer.rows().filter(pk__in=[row.key for row in rows])
    now = {entry.row.pk: entry for entry in transfer.entries(found)}
    left = [(row, GONE) for row in rows if row.key not in now]
    kept = {key for key, entry in now.items() if not transfer.may_save(entry)}
    left += [
        (row, why_not_saved(transfer.by, now[row.key].row, "wijzigen"))
        for row in rows
        if row.status == Status.CHANGED and row.key in kept
    ]
    changed = [
        (row, now[row.key]) for row in rows if row.status == Status.CHANGED and row.key in now and row.key not in kept
    ]
    drafts = [pair for pair in changed if transfer.is_draft(pair[1], pair[0].version_after)]
    changed = [pair for pair in changed if pair not in drafts]
    new = [(row, now[row.key]) for row in rows if row.status == Status.NEW and row.key in now]
    removed: list[tuple[FileImportRow, ImportEntry]] = []
    outcome = import_rows(transfer, [_back(transfer, *pair) for pair in changed], dict.fromkeys(chosen, True))
    taken_back = []
    for row, entry in drafts:
        if why_kept := transfer.take_back(entry, row.version_before, row.version_after):
            left.append((row, why_kept))
        else:
            taken_back.append((row, entry))
    latest = transfer.version_numbers(entry for _, entry in new)
    # What others hang on came first.
    for row, entry in reversed(new):
        if _changed_since(transfer, row, entry, latest) and row.line not in chosen:
            left.append((row, CHANGED_SINCE))
        elif why_kept := transfer.remove(entry):
            left.append((row, why_kept))
        else:
            removed.append((row, entry))
    return Undone(_as_imported(transfer, outcome, changed), removed, left, taken_back)


def in_order(transfer: Transfer, rows: Iterable[FileImportRow]) -> list[FileImportRow]:
    """Return those of these rows of an import that it did something to, in the order in which they need each other."""
    names = {column.attribute: column.name for column in transfer.columns}

    def order(row: FileImportRow) -> int:
        return transfer.order({names[attribute]: text for attribute, text in row.after.items() if attribute in names})

    return sorted((row for row in rows if row.status in {Status.NEW, Status.CHANGED}), key=order)


def _back(transfer: Transfer, row: FileImportRow, entry: ImportEntry) -> SheetLine:
    """Return the row of a sheet that gives an entry back what it had, taken along when it was read in."""
    key = {column.name: column.export(entry.data) for column in transfer.key_columns}
    names = {column.attribute: column.name for column in transfer.columns}
    before = {names[attribute]: text for attribute, text in row.before.items() if attribute in names}
    return row.line, before | key | {VERSION: version(transfer.columns, entry.data, row.after)}


def _changed_since(transfer: Transfer, row: FileImportRow, entry: ImportEntry, latest: dict[int, int]) -> bool:
    """Whether a row that an import added is another one now."""
    now = history.texts(transfer, entry.data, row.after)
    # What was read in before the versions of such rows were kept, has no number.
    versions = row.version_after is not None and latest.get(entry.row.pk) != row.version_after
    return versions or now != row.after


def _as_imported(
    transfer: Transfer, outcome: ImportOutcome, changed: list[tuple[FileImportRow, ImportEntry]]
) -> ImportOutcome:
    """Return the outcome with, of what was changed since, how the import had left it."""
    names = {column.name: column.attribute for column in transfer.columns}
    after = {row.line: row.after for row, _ in changed}
    rows = [
        replace(row, clashes=[replace(one, base=after[row.line][names[one.column]]) for one in row.clashes])
        for row in outcome.rows
    ]
    return replace(outcome, rows=rows)


def keep(transfer: Transfer, undone: Undone, done: FileImport) -> FileImport:
    """Keep what undoing did, as an import of its own."""
    kept = FileImport.objects.create(kind=done.kind, name=done.name, by=transfer.by, undoes=done)
    keep_rows(transfer, undone, kept)
    return kept


def keep_rows(transfer: Transfer, undone: Undone, kept: FileImport) -> None:
    """Keep what became of these rows."""
    rows = history.rows_of(transfer, undone.outcome, kept)
    rows += [_removed(kept, row) for row, _ in undone.removed]
    rows += [left(kept, row, why) for row, why in undone.left]
    numbers = transfer.version_numbers(entry for _, entry in undone.drafts)
    rows += [_draft_taken_back(kept, row, numbers.get(entry.row.pk)) for row, entry in undone.drafts]
    undecided = [row for row in undone.outcome.asking if not row.changes]
    rows += [
        FileImportRow(
            file_import=kept,
            line=row.line,
            status=Status.LEFT,
            key=row.entry.row.pk,
            label=str(row.entry)[:250],
            why=CHANGED_SINCE,
        )
        for row in undecided
    ]
    FileImportRow.objects.bulk_create(rows)


def _removed(kept: FileImport, row: FileImportRow) -> FileImportRow:
    removed, number = Status.REMOVED, row.version_after
    return FileImportRow(
        file_import=kept,
        line=row.line,
        status=removed,
        key=row.key,
        label=row.label,
        before=row.after,
        version_before=number,
    )


def _draft_taken_back(kept: FileImport, row: FileImportRow, number: int | None) -> FileImportRow:
    return FileImportRow(
        file_import=kept,
        line=row.line,
        status=Status.CHANGED,
        key=row.key,
        label=row.label,
        before=row.after,
        after=row.before,
        version_before=row.version_after,
        version_after=number,
        why="Alleen het concept: lezers zagen het niet.",
    )


def left(kept: FileImport, row: FileImportRow, why: str) -> FileImportRow:
    """Return what is kept of a row that stays as it is, not saved yet."""
    return FileImportRow(file_import=kept, line=row.line, status=Status.LEFT, key=row.key, label=row.label, why=why)
