"""What an import did, kept row by row in the texts of its cells: to look back at, and to undo."""

from collections.abc import Container

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from cases.admin.transfer.data import Data
from cases.admin.transfer.entries import ImportEntry, Transfer
from cases.admin.transfer.outcome import ImportedRow, ImportOutcome
from cases.models import FileImport, FileImportRow

Status = FileImportRow.Status


def keep(transfer: Transfer, outcome: ImportOutcome, name: str) -> FileImport:
    """Keep what reading in the file of this name did."""
    kept = FileImport.objects.create(kind=transfer.model._meta.label, name=name[-200:], by=transfer.by)
    FileImportRow.objects.bulk_create(rows_of(transfer, outcome, kept))
    return kept


def rows_of(transfer: Transfer, outcome: ImportOutcome, kept: FileImport) -> list[FileImportRow]:
    """Return what became of each row that changed, not saved yet."""
    numbers = transfer.version_numbers(row.entry for row in outcome.changing)
    found = []
    for row in outcome.changing:
        entry = row.entry
        found.append(
            FileImportRow(
                file_import=kept,
                line=row.line,
                status=Status.NEW if row.is_new else Status.CHANGED,
                key=entry.row.pk,
                label=str(entry)[:250],
                before=texts(transfer, entry.before, changed(entry)) if entry.before else {},
                after=texts(transfer, entry.data, changed(entry)),
                version_before=entry.version_before,
                version_after=numbers.get(entry.row.pk),
            )
        )
    return found


def log_read_in(transfer: Transfer, outcome: ImportOutcome, name: str) -> None:
    """Say in the history of each row that the file of this name changed, in which columns it did."""

    def said(row: ImportedRow) -> str:
        return f"Ingelezen uit {name}: {', '.join(change.column for change in row.changes)}."

    _log(transfer, [(row.entry, ADDITION if row.is_new else CHANGE, said(row)) for row in outcome.changing])


def log_put_back(transfer: Transfer, entries: list[ImportEntry]) -> None:
    """Say in the history of each of these rows that it got back what it had before an import."""
    _log(transfer, [(entry, CHANGE, f"{transfer.note}.") for entry in entries])


def _log(transfer: Transfer, said: list[tuple[ImportEntry, int, str]]) -> None:
    """Keep what was done to each of these rows, all in one query."""
    kind = ContentType.objects.get_for_model(transfer.model)
    LogEntry.objects.bulk_create(
        LogEntry(
            user=transfer.by,
            content_type=kind,
            object_id=entry.row.pk,
            object_repr=str(entry)[:200],
            action_flag=flag,
            change_message=message,
        )
        for entry, flag, message in said
    )


def changed(entry: ImportEntry) -> set[str]:
    """Return the fields in which the row differs from before; of a new one all."""
    before = entry.before
    return {name for name, value in entry.data.items() if before is None or value != before[name]}


def texts(transfer: Transfer, data: Data, names: Container[str]) -> dict[str, str]:
    """Return the cells of these fields, as an export has them."""
    return {column.attribute: column.export(data) for column in transfer.columns if column.attribute in names}
