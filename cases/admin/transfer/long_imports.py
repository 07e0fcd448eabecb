"""Files of many rows: looked at and read in by jobs, in batches that are each whole (ADR 16).

All of a file or nothing holds here too: the whole file is looked at first, row by row; while it is read in, each row is
held against what was shown, and as soon as one does not fit, the job goes back over the rows that it did.
"""

from collections.abc import Callable, Iterable

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest

from cases.admin.transfer import history, undoing
from cases.admin.transfer.entries import Transfer
from cases.admin.transfer.export_pages import ExportMixin
from cases.admin.transfer.importing import Choices, SheetLine, import_rows, record
from cases.admin.transfer.kinds import TRANSFERS
from cases.admin.transfer.outcome import ImportedRow, ImportOutcome, said
from cases.admin.transfer.sheets import CellError
from cases.jobs import kinds
from cases.jobs.pace import Pace
from cases.jobs.running import start
from cases.models import FileImport, FileImportRow, Job

State, Status = FileImport.State, FileImportRow.Status
# As many rows a request does by itself: a second or two.
AT_ONCE = 100
# As many at most in one step of a job, which does fewer when its batch is at its end. And as many mistakes are kept.
TOGETHER, ERRORS = 5, 200
NOT_ANY_MORE = "Wie dit vroeg, mag het niet meer."
ANOTHER = "Dit is intussen anders dan toen u het bekeek."


def look_at(transfer: Transfer, rows: list[SheetLine], name: str) -> tuple[FileImport, Job]:
    """Keep the rows of a file and let a job look at what reading them in would do."""
    with transaction.atomic():
        found = FileImport.objects.create(
            kind=transfer.model._meta.label, name=name[-200:], by=transfer.by, state=State.CHECKING
        )
        waiting = [
            FileImportRow(file_import=found, line=line, status=Status.WAITING, cells=cells) for line, cells in rows
        ]
        FileImportRow.objects.bulk_create(waiting, batch_size=500)
        lines = [line for line, _ in sorted(rows, key=lambda row: transfer.order(row[1]))]
        return found, start_job(found, f"Nakijken: {name}", transfer.by, lines)


def choose(found: FileImport, choices: Choices) -> None:
    """Keep of which rows the file's text is taken, and of which the colleague's."""
    for takes in (True, False):
        lines = [line for line, chosen in choices.items() if chosen == takes]
        found.rows.filter(line__in=lines).update(takes_file=takes)


def is_undecided(found: FileImport) -> bool:
    """Whether the editor has to choose yet what becomes of a row."""
    return any(row.plan["said"][-1] for row in found.rows.filter(takes_file=None).exclude(plan={}))


def read_in(found: FileImport) -> Job:
    """Let a job read in a file as it was looked at, with what was chosen."""
    with transaction.atomic():
        FileImport.objects.filter(pk=found.pk, state=State.READY).update(state=State.RUNNING)
        transfer = transfer_of(found)
        rows = sorted(found.rows.exclude(plan={}), key=lambda row: transfer.order(row.cells))
        return start_job(found, f"Inlezen: {found.name}", found.by, [row.line for row in rows])


def start_job(found: FileImport, subject: str, by: User, lines: list[int]) -> Job:
    """Start the job that does the next thing to these rows of a file."""
    permission = "cases.view_fileimport"
    return start(
        kind=Job.Kind.IMPORT, subject=subject, cases=[*lines], by=by, permission=permission, file_import=found.pk
    )


# --- What the job does --------------------------------------------------------------------------------------------


def step(job: Job, pace: Pace) -> None:
    """Look at, read in or take back the next rows."""
    found = FileImport.objects.select_for_update().filter(pk=job.arguments["file_import"]).first()
    if found is None:
        raise kinds.Stopped("Het bestand is er niet meer.")
    steps = UNDO_STEPS if found.undoes else STEPS
    if found.state not in steps:
        raise kinds.Stopped("Hier valt niets meer te doen.")
    job.position += steps[found.state](job, found, job.items[:TOGETHER], pace)
    if job.position >= job.total:
        job.outcome = ENDS[found.state](job, found)


def _look(job: Job, found: FileImport, lines: list[int], pace: Pace) -> int:
    """Save the next rows and take that back: keep what became of each, or what is wrong with it."""
    rows = rows_of(found, lines)
    needed = _needed(found, rows)
    mine = {row.line for row in rows}
    transfer = transfer_of(found)
    with transaction.atomic():
        outcome = import_rows(
            transfer,
            [(row.line, row.cells) for row in (*rows, *needed)],
            Choices(),
            lambda line: line not in mine or pace.has_time(),
        )
        transaction.set_rollback(True)
    shown = {row.line: row for row in outcome.rows}
    for row in rows:
        if row.line in shown and not shown[row.line].says_nothing:
            _keep_plan(row, shown[row.line])
    _keep_errors(found, [error for error in outcome.errors if error.line in mine])
    return _come_to(lines, outcome)


def _come_to(lines: list[int], outcome: ImportOutcome) -> int:
    """Return how many of these lines the import came to, in their order; all where it has none of them any more."""
    came_to = outcome.lines
    return max((done for done, line in enumerate(lines, start=1) if line in came_to), default=len(lines))


def _keep_plan(row: FileImportRow, shown: ImportedRow) -> None:
    row.plan = {
        "said": said(shown),
        "bases": {clash.column: clash.base for clash in shown.clashes},
        "who": shown.who,
        "unknown": shown.is_of_unknown_age,
    }
    row.label = str(shown.entry)[:250]
    row.save(update_fields=["plan", "label"])


def _keep_errors(found: FileImport, errors: Iterable[CellError]) -> None:
    wrong = [[error.line, error.column, error.message] for error in errors]
    if wrong:
        found.number_of_errors += len(wrong)
        found.errors = [*found.errors, *wrong][:ERRORS]
        found.save(update_fields=["errors", "number_of_errors"])


def _needed(found: FileImport, rows: list[FileImportRow]) -> list[FileImportRow]:
    """Return the rows of the file that these refer to: in a rehearsal those are not there any more."""
    kind = transfer_of(found)
    keys = {key for row in rows if (key := kind.needs(row.cells))}
    mine = {row.line for row in rows}
    others = found.rows.filter(**{f"cells__{kind.key_columns[0].name}__in": sorted(keys)}) if keys else []
    return [row for row in others if row.line not in mine]


def _read(job: Job, found: FileImport, lines: list[int], pace: Pace) -> int:
    """Read the next rows in as they were shown; if that cannot be, go back over all that was done."""
    if found.undone_by.exclude(state__in=[State.CHECKING, State.READY]).exists():
        raise kinds.Stopped("Dit is ongedaan gemaakt.")
    if not found.by.is_active:
        _turn_back(job, found, [CellError(lines[0], "", NOT_ANY_MORE)], lines)
        return len(lines)
    rows, transfer = rows_of(found, lines), transfer_of(found)
    choices = {row.line: bool(row.takes_file) for row in rows}
    with transaction.atomic():
        outcome = import_rows(transfer, [(row.line, row.cells) for row in rows], choices, lambda line: pace.has_time())
        lines = lines[: _come_to(lines, outcome)]
        rows = [row for row in rows if row.line in lines]
        errors = outcome.errors or _otherwise(rows, outcome)
        if errors:
            transaction.set_rollback(True)
        else:
            record(transfer, [row.entry for row in outcome.changing])
    if errors:
        _turn_back(job, found, errors, lines)
    else:
        _keep_done(transfer, found, rows, outcome)
        job.changed += len(outcome.changing)
    return len(lines)


def _otherwise(rows: list[FileImportRow], outcome: ImportOutcome) -> list[CellError]:
    """Return which rows would become something else than what was shown."""
    now = {row.line: said(row) for row in outcome.rows}
    return [CellError(row.line, "", ANOTHER) for row in rows if now[row.line] != row.plan["said"]]


def _keep_done(transfer: Transfer, found: FileImport, rows: list[FileImportRow], outcome: ImportOutcome) -> None:
    """Keep what was done to each row, in place of what was to be done, and in its history."""
    done = {row.line: row for row in history.rows_of(transfer, outcome, found)}
    imported = {row.line: row for row in outcome.rows}
    for row in rows:
        became = done.get(row.line) or FileImportRow(
            status=Status.SAME, key=imported[row.line].entry.row.pk, label=row.label, before={}, after={}
        )
        for name in KEPT:
            setattr(row, name, getattr(became, name))
        row.cells, row.plan = {}, {}
    FileImportRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=[*KEPT, "cells", "plan"]
    )
    history.log_read_in(transfer, outcome, found.name)


KEPT = ("status", "key", "label", "before", "after", "version_before", "version_after")


def _turn_back(job: Job, found: FileImport, errors: list[CellError], lines: list[int]) -> None:
    """Let the job go back over the rows that it read in."""
    _keep_errors(found, errors)
    found.state = State.TAKING_BACK
    found.save(update_fields=["state"])
    done = job.arguments["cases"][: job.position]
    job.arguments["cases"] = [*done, *lines, *reversed(done)]
    job.total, job.changed = len(job.arguments["cases"]), 0


def _take_back(job: Job, found: FileImport, lines: list[int], pace: Pace) -> int:
    """Undo the next rows, whoever it is who asked; what a colleague changed meanwhile stays, and is told."""
    lines = lines[: pace.fitting(len(lines))]
    rows = rows_of(found, lines[::-1])
    why = put_back(transfer_of(found, by_right=True), rows).reasons
    for row in rows:
        if row.line in why:
            job.failures.append([row.label, why[row.line]])
            row.status, row.why = Status.LEFT, why[row.line]
        else:
            row.status = Status.WAITING
    FileImportRow.objects.bulk_update(rows, ["status", "why"])
    return len(lines)


def put_back(transfer: Transfer, rows: list[FileImportRow]) -> undoing.Undone:
    """Undo these rows of an import, with what follows once that is saved."""
    undone = undoing.undo_rows(transfer, rows, set())
    record(transfer, [row.entry for row in undone.outcome.changing], [entry for _, entry in undone.removed])
    return undone


def rows_of(found: FileImport, lines: list[int]) -> list[FileImportRow]:
    """Return these rows of a file, in this order."""
    rows = {row.line: row for row in found.rows.filter(line__in=lines)}
    return [rows[line] for line in lines if line in rows]


def transfer_of(found: FileImport, *, by_right: bool = False) -> Transfer:
    """Return how these rows come in, for who asked; `by_right`: whatever that one may, to put back what was begun."""
    model = apps.get_model(found.kind)
    note = f"{'Ongedaan gemaakt: ingelezen' if found.undoes_id else 'Ingelezen'} uit {found.name}"
    if by_right:
        note = f"Teruggedraaid: ingelezen uit {found.name}"
        return TRANSFERS[model](by=found.by, note=note[:250], may_save=lambda entry: True)
    request = HttpRequest()
    request.user = found.by
    of = admin.site.get_model_admin(model)
    assert isinstance(of, ExportMixin)  # noqa: S101  # nothing else comes in from a file
    return of.transfer(request, note)


# --- How it ends --------------------------------------------------------------------------------------------------


def _looked(job: Job, found: FileImport) -> str:
    _set(found, State.WRONG if found.number_of_errors else State.READY)
    if found.undoes_id:
        return "Nagekeken. Er is nog niets teruggezet: bekijk onder ‘Ingelezen bestanden’ wat er zou gebeuren."
    if found.number_of_errors:
        return f"{found.number_of_errors} plekken in het bestand kloppen niet. Er is niets ingelezen."
    return "Nagekeken. Er is nog niets ingelezen: bekijk onder ‘Ingelezen bestanden’ wat er verandert."


def _done(job: Job, found: FileImport) -> str:
    _set(found, State.DONE)
    what = "Ongedaan gemaakt" if found.undoes_id else "Ingelezen"
    left = f" Gelaten: {len(job.failures)}, de redenen staan hieronder." if job.failures else ""
    return f"{what} uit {found.name}: {job.changed} rijen.{left}"


def _taken_back(job: Job, found: FileImport) -> str:
    _set(found, State.TAKEN_BACK)
    line, column, message = found.errors[0]
    where = f"Rij {line}, {column}" if column else f"Rij {line}"
    left = f" {len(job.failures)} rijen zijn gebleven, de redenen staan hieronder." if job.failures else ""
    return f"Niets ingelezen. {where}: {message} Wat al gedaan was, is teruggezet.{left}"


def _set(found: FileImport, state: FileImport.State) -> None:
    found.state = state
    found.save(update_fields=["state"])


# Does the first of these lines, as many as there is time for, and returns how many.
type RowStep = Callable[[Job, FileImport, list[int], Pace], int]
STEPS: dict[str, RowStep] = {
    State.CHECKING: _look,
    State.RUNNING: _read,
    State.TAKING_BACK: _take_back,
}
# Of an import that undoes another; filled by `long_undoings`.
UNDO_STEPS: dict[str, RowStep] = {}
ENDS: dict[str, Callable[[Job, FileImport], str]] = {
    State.CHECKING: _looked,
    State.RUNNING: _done,
    State.TAKING_BACK: _taken_back,
}
kinds.STEPS[Job.Kind.IMPORT] = step
