"""Reading a sheet in, or rehearsing that: what becomes of each row, or what is wrong with it."""

import difflib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
import tablib
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from import_export.results import RowResult

from cases.admin.reference.base import lock_catalogue
from cases.admin.transfer.entries import Change, Entry, EntryResource
from cases.admin.transfer.sheets import CellError, Sheet

NEW, CHANGED, UNCHANGED = RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE, RowResult.IMPORT_TYPE_SKIP
# Around what differs in a long text.
CONTEXT = 60


@dataclass(frozen=True)
class ReadRow:
    """What becomes of one row: its number in the spreadsheet, which entry, new or changed or not, and what of it."""

    line: int
    status: str
    entry: Entry
    changes: list[Change]

    @property
    def is_new(self) -> bool:
        return self.status == NEW

    @property
    def excerpts(self) -> list[Change]:
        """The changes with of a long text only the part that differs."""
        return [Change(change.column, *excerpts(change.old, change.new)) for change in self.changes]


@dataclass(frozen=True)
class Outcome:
    """What becomes of a sheet, or everything that is wrong with it."""

    rows: list[ReadRow]
    errors: list[CellError]

    @property
    def changing(self) -> list[ReadRow]:
        return [row for row in self.rows if row.status != UNCHANGED]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed and unchanged."""
        statuses = [row.status for row in self.rows]
        return {"new": statuses.count(NEW), "changed": statuses.count(CHANGED), "same": statuses.count(UNCHANGED)}

    @property
    def fingerprint(self) -> str:
        """What tells whether another run of the same sheet would do the same to the same."""
        said = [
            [row.line, row.status, [[one.column, one.old, one.new] for one in row.changes]] for row in self.changing
        ]
        return hashlib.sha256(orjson.dumps(said)).hexdigest()


def rehearse(resource: EntryResource, sheet: Sheet) -> Outcome:
    """Return what reading `sheet` would do. Everything is really saved, and taken back: no surprise is left."""
    return _run(resource, sheet, dry_run=True)


def read_in(resource: EntryResource, sheet: Sheet) -> Outcome:
    """Read `sheet` and return what happened: everything when nothing is wrong, or else nothing."""
    return _run(resource, sheet, dry_run=False)


def _run(resource: EntryResource, sheet: Sheet, *, dry_run: bool) -> Outcome:
    headers, wrong = _headers(resource, sheet)
    if wrong or sheet.errors:
        return Outcome([], [*wrong, *sheet.errors])
    rows = [(line, dict(zip(headers, row, strict=True))) for line, row in sheet.rows]
    rows.sort(key=lambda numbered: resource.order(numbered[1]))
    lines = [line for line, _ in rows]
    dataset = tablib.Dataset(*(list(row.values()) for _, row in rows), headers=headers)
    with transaction.atomic():
        lock_catalogue()
        result = resource.import_data(
            dataset,
            dry_run=dry_run,
            use_transactions=True,
            rollback_on_validation_errors=True,
            references=resource.references,
            lines=lines,
        )
    return _outcome(resource, result, lines)


def _headers(resource: EntryResource, sheet: Sheet) -> tuple[list[str], list[CellError]]:
    """Return the names of the sheet's columns as we write them, and what is wrong with them."""
    known = {one.column_name.lower(): one.column_name for one in resource.columns}
    found, wrong = [], []
    for header in sheet.headers:
        name = known.get(header.lower(), header)
        if not header:
            wrong.append(CellError(1, "", "Boven een kolom met gegevens staat geen naam."))
        elif header.lower() not in known:
            close = difflib.get_close_matches(header.lower(), known, n=1)
            hint = f"Bedoelt u ‘{known[close[0]]}’?" if close else "Haal hem weg of kijk in de uitleg hoe hij heet."
            wrong.append(CellError(1, header, f"Deze kolom is hier niet bekend. {hint}"))
        elif name in found:
            wrong.append(CellError(1, header, "Deze kolom staat er meer dan één keer."))
        found.append(name)
    for key in resource.key:
        name = resource.fields[key].column_name
        if name not in found:
            wrong.append(CellError(1, name, "Deze kolom ontbreekt. Hieraan wordt herkend waar een rij over gaat."))
    return found, wrong


def _outcome(resource: EntryResource, result: Any, lines: list[int]) -> Outcome:
    for error in [*result.base_errors, *(error for _, errors in result.row_errors() for error in errors)]:
        # The engine would show it as a mistake in the file; it is one of ours.
        raise error.error
    rows: list[ReadRow] = []
    errors: list[CellError] = []
    for line, row in zip(lines, result.rows, strict=True):
        if row.validation_error:
            errors += _errors(resource, line, row.validation_error)
        else:
            rows.append(ReadRow(line, row.import_type, row.instance, resource.changes(row.instance)))
    columns = ["", *(one.column_name for one in resource.columns)]
    errors.sort(key=lambda error: (error.line, columns.index(error.column)))
    return Outcome(sorted(rows, key=lambda row: row.line), errors)


def _errors(resource: EntryResource, line: int, error: Any) -> Iterator[CellError]:
    found = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for name, texts in found.items():
        column = resource.fields[name].column_name if name in resource.fields else ""
        yield CellError(line, column, " ".join(texts))


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Return both texts; of long ones only what differs with some words around it."""
    old, new = old.strip(), new.strip()
    if max(len(old), len(new)) <= 4 * CONTEXT:
        return old, new
    shortest = min(len(old), len(new))
    start = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    end = next((at for at in range(shortest - start) if old[-1 - at] != new[-1 - at]), shortest - start)
    return _part(old, start, end), _part(new, start, end)


def _part(text: str, start: int, end: int) -> str:
    first, last = max(0, start - CONTEXT), min(len(text), len(text) - end + CONTEXT)
    shown = text[first:last]
    if len(shown) > 10 * CONTEXT:
        shown = f"{shown[: 5 * CONTEXT]} … {shown[-5 * CONTEXT :]}"
    return f"{'…' if first else ''}{shown}{'…' if last < len(text) else ''}"
