"""An import, or a rehearsal of one: what becomes of each row of a sheet, or what is wrong with it."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model

from cases.admin.reference.base import lock_catalogue
from cases.admin.transfer.data import Data
from cases.admin.transfer.entries import ImportEntry, RowKey, Transfer
from cases.admin.transfer.outcome import CellChange, Clash, ImportedRow, ImportOutcome
from cases.admin.transfer.refusals import Act, why_not_saved
from cases.admin.transfer.sheets import CellError, Sheet
from cases.admin.transfer.stale_rows import VERSION, SeenRow, Since, merge
from cases.jobs import Refreshed

# By attribute what is wrong with it; under NON_FIELD_ERRORS what is wrong with the row.
type Errors = dict[str, list[str]]
# By the line of a row whether what the file says of it is taken where a colleague said something else since.
Choices = dict[int, bool]
# The number of a row in its sheet, and its cells by the names of the columns.
SheetLine = tuple[int, dict[str, str]]


def rehearse(transfer: Transfer, sheet: Sheet) -> ImportOutcome:
    """Return what reading `sheet` would do. Everything is really saved, and taken back: no surprise is left."""
    return _run(transfer, sheet, Choices(), keep=False)


def read_in(transfer: Transfer, sheet: Sheet, choices: Choices | None = None) -> ImportOutcome:
    """Read `sheet` and return what happened: everything when nothing is wrong, or else nothing.

    `choices`: by the line of a row that both a colleague and the file changed, whether the file's text is taken.
    """
    return _run(transfer, sheet, choices or Choices(), keep=True)


def _run(transfer: Transfer, sheet: Sheet, choices: Choices, *, keep: bool) -> ImportOutcome:
    rows, errors = lines_of(transfer, sheet)
    if errors:
        return ImportOutcome([], errors)
    with transaction.atomic():
        lock_catalogue()
        outcome = import_rows(transfer, rows, choices)
        if outcome.errors or not keep:
            transaction.set_rollback(True)
            return outcome
        return replace(outcome, refreshed=record(transfer, [row.entry for row in outcome.changing]))


def lines_of(transfer: Transfer, sheet: Sheet) -> tuple[list[SheetLine], list[CellError]]:
    """Return the rows of a sheet by the names of our columns, and what is wrong with those names or the cells."""
    headers, wrong = _headers(transfer, sheet)
    if wrong or sheet.errors:
        return [], [*wrong, *sheet.errors]
    return [(line, dict(zip(headers, row, strict=True))) for line, row in sheet.rows], []


def key_errors(transfer: Transfer, rows: Iterable[SheetLine]) -> list[CellError]:
    """Return which rows of a whole sheet have no key, or that of a row before."""
    lines: dict[RowKey, int] = {}
    wrong: list[CellError] = []
    for line, row in rows:
        key = transfer.key_of(row)
        if errors := _key_errors(transfer, key, lines):
            wrong += _cell_errors(transfer, line, errors)
        lines.setdefault(key, line)
    return wrong


def record(transfer: Transfer, entries: list[ImportEntry], removed: Sequence[ImportEntry] = ()) -> Refreshed:
    """Do what follows once all rows are saved, and keep of each which version came before."""
    numbers = transfer.version_numbers(entries)
    for entry in entries:
        # Of a row that is a version as soon as it is saved, that is known already.
        entry.version_before = entry.version_before or numbers.get(entry.row.pk)
    return transfer.record(entries, removed)


def _headers(transfer: Transfer, sheet: Sheet) -> tuple[list[str], list[CellError]]:
    """Return the names of the sheet's columns as we write them, and what is wrong with them."""
    known = {name.lower(): name for name in (*(column.name for column in transfer.columns), VERSION)}
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
    for column in transfer.key_columns:
        if column.name not in found:
            wrong.append(
                CellError(1, column.name, "Deze kolom ontbreekt. Hieraan wordt herkend waar een rij over gaat.")
            )
    return found, wrong


def import_rows(
    transfer: Transfer,
    rows: Iterable[SheetLine],
    choices: Choices,
    goes_on: Callable[[int], bool] = lambda line: True,
) -> ImportOutcome:
    """Save all rows that are right, and return what became of each or what is wrong with it.

    `goes_on` hears the line of each row that is done; where it says no, the rows after that are left for later.
    """
    rows = list(rows)
    _look_up(transfer, rows)
    existing = transfer.existing({transfer.key_of(row) for _, row in rows})
    lines: dict[RowKey, int] = {}
    imported: list[ImportedRow] = []
    wrong: list[CellError] = []
    for line, row in sorted(rows, key=lambda numbered: transfer.order(numbered[1])):
        key = transfer.key_of(row)
        errors = _key_errors(transfer, key, lines)
        if not errors:
            lines[key] = line
            entry = existing.get(key) or ImportEntry(transfer.model(), transfer.blank())
            errors = _import_row(transfer, entry, row, take_file=choices.get(line, False))
        if errors:
            wrong += _cell_errors(transfer, line, errors)
        else:
            imported.append(_imported(transfer, line, entry))
        if not goes_on(line):
            break
    columns = ["", *(column.name for column in transfer.columns), VERSION]
    wrong.sort(key=lambda error: (error.line, columns.index(error.column)))
    return ImportOutcome(sorted(imported, key=lambda row: row.line), wrong)


def _look_up(transfer: Transfer, rows: list[SheetLine]) -> None:
    """Look up together what these rows name; but what they may add themselves is looked for when that is there."""
    named = (one for _, row in rows for column in transfer.columns for one in column.named(row.get(column.name, "")))
    transfer.references.preload_all((model, key) for model, key in named if model is not transfer.model)


def _key_errors(transfer: Transfer, key: RowKey, lines: dict[RowKey, int]) -> Errors:
    """Return what is wrong with a row without a key, or with the key of a row before it."""
    empty = [name for name, part in zip(transfer.key, key, strict=True) if not part]
    if key in lines and not empty:
        return {transfer.key[-1]: [f"‘{key[-1]}’ staat ook op rij {lines[key]}."]}
    return {name: ["Vul dit in: hieraan wordt herkend waar de rij over gaat."] for name in empty}


def _import_row(transfer: Transfer, entry: ImportEntry, row: dict[str, str], *, take_file: bool) -> Errors:
    """Save what a row of the sheet makes of an entry, or return what is wrong with it."""
    errors = _read_row(transfer, entry, row, take_file=take_file)
    if not errors and entry.data == entry.before:
        return {}
    for name, message in transfer.problems(entry).items():
        errors.setdefault(name, []).append(message)
    transfer.fill(entry)
    if errors or not _is_clean(entry.row):
        errors |= _model_errors(entry.row, exclude=set(errors))
    if not errors and not transfer.may_save(entry):
        what: Act = "toevoegen" if entry.before is None else "wijzigen"
        errors[NON_FIELD_ERRORS] = [why_not_saved(transfer.by, entry.row, what)]
    return errors or _store(transfer, entry)


def _read_row(transfer: Transfer, entry: ImportEntry, row: dict[str, str], *, take_file: bool) -> Errors:
    """Put into the data of an entry what a row of the sheet says, and what a colleague changed meanwhile."""
    errors: Errors = {}
    for column in transfer.columns:
        if column.name in row:
            try:
                entry.data[column.attribute] = column.read(row[column.name], entry.before, transfer.references)
            except ValueError as error:
                errors[column.attribute] = [str(error)]
    try:
        entry.seen = SeenRow.read(row.get(VERSION, ""), transfer.columns, row)
    except ValueError as error:
        errors[VERSION] = [str(error)]
    if entry.seen and entry.before is not None and not errors:
        entry.stale = merge(transfer.columns, entry.seen, entry.before, entry.data, take_file=take_file)
    return errors


def _is_clean(row: Model) -> bool:
    """Whether the model has nothing against the row by itself, asked without a query.

    What a relation names was looked up in this transaction.
    """
    related = {
        field.name for field in row._meta.fields if field.is_relation and getattr(row, field.attname) is not None
    }
    try:
        row.clean_fields(exclude=related)
        row.clean()
    except ValidationError:
        return False
    return True


def _store(transfer: Transfer, entry: ImportEntry) -> Errors:
    """Save an entry. The database holds its constraints; only of one that it refuses the model is asked which."""
    try:
        with transaction.atomic():
            transfer.store(entry)
    except IntegrityError:
        if errors := _model_errors(entry.row, exclude=set()):
            return errors
        raise
    return {}


def _model_errors(row: Model, exclude: set[str]) -> Errors:
    """Return everything the model has against the row, by attribute."""
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        return error.message_dict
    return {}


def _cell_errors(transfer: Transfer, line: int, errors: Errors) -> Iterator[CellError]:
    names = {column.attribute: column.name for column in transfer.columns} | {VERSION: VERSION}
    for attribute, texts in errors.items():
        yield CellError(line, names.get(attribute, ""), " ".join(texts))


def _imported(transfer: Transfer, line: int, entry: ImportEntry) -> ImportedRow:
    texts = [(column.name, column.text(entry.before), column.text(entry.data)) for column in transfer.columns]
    changes = [CellChange(*text) for text in texts if text[1] != text[2]]
    row = ImportedRow(line, entry.status, entry, changes, [], [])
    return _with_what_came_between(transfer, row, entry.before) if entry.before and entry.stale else row


def _with_what_came_between(transfer: Transfer, row: ImportedRow, now: Data) -> ImportedRow:
    stale, seen = row.entry.stale, row.entry.seen
    since = transfer.since(row.entry, seen) if seen and stale.both else Since()
    columns = {column.attribute: column for column in transfer.columns}
    theirs, clashes = [], []
    for name, value in stale.theirs.items():
        theirs.append(CellChange(columns[name].name, columns[name].cell.write(value), columns[name].text(now)))
    for name, value in stale.both.items():
        column = columns[name]
        base = column.text(since.base) if since.base is not None else None
        clashes.append(Clash(column.name, base, column.text(now), column.cell.write(value)))
    return replace(row, theirs=theirs, clashes=clashes, who=since.who)
