"""Undoing an import of many rows: a job looks at it first, row by row, and another does it as it was shown (ADR 16).

What became of each row since it was shown in another way, stays as it is, and is told.
"""

from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction

from cases.admin.transfer import history, long_imports, undoing
from cases.admin.transfer.entries import Transfer
from cases.admin.transfer.excerpts import excerpts
from cases.admin.transfer.long_imports import ANOTHER, NOT_ANY_MORE, put_back, rows_of, start_job, transfer_of
from cases.admin.transfer.outcome import CellChange
from cases.admin.transfer.undoing import Undone
from cases.jobs import kinds
from cases.jobs.pace import Pace
from cases.models import FileImport, FileImportRow, Job

State, Status = FileImport.State, FileImportRow.Status
# What becomes of a row, as its page says it.
BACK, DRAFT, GONE, STAYS = "wordt teruggezet", "concept wordt teruggenomen", "wordt weggehaald", "blijft"


class PlannedUndoing(NamedTuple):
    """What would become of a row of a long import that is undone, as the page of a short one shows it."""

    line: int
    label: str
    becomes: str
    why: str
    changes: list[CellChange]

    @classmethod
    def of(cls, row: FileImportRow) -> "PlannedUndoing":
        changes = [CellChange(column, *excerpts(old, new)) for column, old, new in row.plan["changes"]]
        return cls(row.line, row.label, row.plan["becomes"], row.plan["why"], changes)


def look_at(found: FileImport, by: User) -> tuple[FileImport, Job]:
    """Let a job look at what undoing an import would do; nothing is undone yet."""
    with transaction.atomic():
        kept = FileImport.objects.create(kind=found.kind, name=found.name, by=by, undoes=found, state=State.CHECKING)
        rows = undoing.in_order(transfer_of(found), found.rows.all())
        waiting = [
            FileImportRow(file_import=kept, line=row.line, status=Status.WAITING, key=row.key, label=row.label)
            for row in rows
        ]
        FileImportRow.objects.bulk_create(waiting, batch_size=500)
        return kept, start_job(kept, f"Nakijken, ongedaan maken: {found.name}", by, [row.line for row in rows][::-1])


def undo(kept: FileImport) -> Job:
    """Let a job undo an import as it was shown."""
    assert kept.undoes  # noqa: S101  # whoever calls it looked at an undoing
    with transaction.atomic():
        FileImport.objects.filter(pk=kept.pk, state=State.READY).update(state=State.RUNNING)
        rows = undoing.in_order(transfer_of(kept), kept.undoes.rows.all())
        return start_job(kept, f"Ongedaan maken: {kept.name}", kept.by, [row.line for row in rows][::-1])


# --- What the job does --------------------------------------------------------------------------------------------


def _look(job: Job, kept: FileImport, lines: list[int], pace: Pace) -> int:
    """Undo the next rows and take that back: keep what became of each."""
    lines = lines[: pace.fitting(len(lines))]
    transfer, rows = transfer_of(kept), _rows(kept, lines)
    with transaction.atomic():
        # In a rehearsal what the batches before undid, is there still: parts go before their whole.
        put_back(transfer, _parts_of(kept, rows))
        plans = _plans(put_back(transfer, rows))
        transaction.set_rollback(True)
    waiting = list(kept.rows.filter(line__in=lines))
    for row in waiting:
        row.plan = plans.get(row.line, {})
    FileImportRow.objects.bulk_update(waiting, ["plan"])
    return len(lines)


def _undo(job: Job, kept: FileImport, lines: list[int], pace: Pace) -> int:
    """Undo the next rows as they were shown, in the name of who asked, and keep what became of each."""
    if not kept.by.is_active:
        raise kinds.Stopped(NOT_ANY_MORE)
    lines = lines[: pace.fitting(len(lines))]
    rows, transfer = _rows(kept, lines), transfer_of(kept)
    shown = {row.line: row.plan for row in kept.rows.filter(line__in=lines).exclude(plan={})}
    going = [row for row in rows if shown.get(row.line, {}).get("becomes", STAYS) != STAYS]
    undone, otherwise = _as_shown(transfer, going, shown)
    why = {line: plan["why"] for line, plan in shown.items() if plan["becomes"] == STAYS}
    why |= dict.fromkeys((row.line for row in otherwise), ANOTHER) | undone.reasons
    kept.rows.filter(line__in=lines).delete()
    undoing.keep_rows(transfer, undone, kept)
    told = set(kept.rows.filter(line__in=lines).values_list("line", flat=True))
    FileImportRow.objects.bulk_create(
        undoing.left(kept, row, why[row.line]) for row in rows if row.line in why and row.line not in told
    )
    job.changed += len(undone.outcome.changing) + len(undone.drafts) + len(undone.removed)
    job.failures += [[row.label, why[row.line]] for row in rows if row.line in why]
    history.log_put_back(transfer, undone.put_back)
    return len(lines)


def _as_shown(
    transfer: Transfer, rows: list[FileImportRow], shown: dict[int, dict[str, object]]
) -> tuple[Undone, list[FileImportRow]]:
    """Undo these rows, but those of which something else would become than what was shown; return both."""
    with transaction.atomic():
        undone = put_back(transfer, rows)
        now = _plans(undone)
        otherwise = [row for row in rows if now.get(row.line) != shown[row.line]]
        if otherwise:
            transaction.set_rollback(True)
    if otherwise:
        undone = put_back(transfer, [row for row in rows if row not in otherwise])
    return undone, otherwise


def _plans(undone: Undone) -> dict[int, dict[str, object]]:
    """Return by line what became of each row, of which anything did or could have."""
    found: dict[int, dict[str, object]] = {}
    for row in undone.outcome.changing:
        changes = [[one.column, one.old, one.new] for one in row.changes]
        found[row.line] = {"becomes": BACK, "why": "", "changes": changes}
    for becomes, pairs in ((DRAFT, undone.drafts), (GONE, undone.removed)):
        found |= {row.line: {"becomes": becomes, "why": "", "changes": []} for row, _ in pairs}
    return found | {line: {"becomes": STAYS, "why": why, "changes": []} for line, why in undone.reasons.items()}


def _rows(kept: FileImport, lines: list[int]) -> list[FileImportRow]:
    assert kept.undoes  # noqa: S101  # of what undoes nothing there is another step
    return rows_of(kept.undoes, lines[::-1])


def _parts_of(kept: FileImport, rows: list[FileImportRow]) -> list[FileImportRow]:
    """Return the other rows that the import added as part of one of these."""
    whole, transfer = transfer_of(kept).whole, transfer_of(kept)
    keys = [row.after.get(transfer.key[0], "") for row in rows if row.status == Status.NEW] if whole else []
    if not keys or not kept.undoes:
        return []
    mine = {row.line for row in rows}
    parts = kept.undoes.rows.filter(**{f"after__{whole}__in": keys}, status=Status.NEW)
    return [row for row in parts if row.line not in mine]


long_imports.UNDO_STEPS |= {State.CHECKING: _look, State.RUNNING: _undo}
