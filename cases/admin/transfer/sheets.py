"""Files with rows: CSV and XLSX in, both as the same texts with the row numbers a spreadsheet shows; and out."""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from cases.admin.transfer import workbook
from cases.admin.transfer.workbook import Unreadable as Unreadable  # noqa: PLC0414  # also for the pages
from gouden.web.text.cleaning import prose
from gouden.web.text.dutch_numbers import written

# What one file may be; what may be in the zip that an XLSX is, is in `workbook`.
BYTES, ROWS, COLUMNS = 5_000_000, 10_000, 100
# As much as a spreadsheet holds in one cell.
CELL = 32_767
BOM = "\ufeff"
XLSX_MAGIC = b"PK\x03\x04"

SheetRow = tuple[int, list[str]]


@dataclass(frozen=True)
class CellError:
    """What is wrong at one place: the row as the spreadsheet numbers it, the column's name, and what to do about it."""

    line: int
    column: str
    message: str


@dataclass(frozen=True)
class Sheet:
    """The names in the first row, and the rows below it that hold something, with what is wrong with their cells."""

    headers: list[str]
    rows: list[SheetRow]
    errors: list[CellError]


def read(content: bytes) -> Sheet:
    """Return the sheet in `content`, CSV or XLSX by what it looks like. Raises Unreadable."""
    if len(content) > BYTES:
        raise Unreadable(f"Dit bestand is groter dan {BYTES // 1_000_000} MB. Verdeel het over meer bestanden.")
    rows, errors = _xlsx(content) if content.startswith(XLSX_MAGIC) else _csv(content)
    if not rows:
        raise Unreadable("Dit bestand is leeg. De eerste rij hoort de namen van de kolommen te hebben.")
    if len(rows) > ROWS + 1:
        raise Unreadable(f"Dit bestand heeft meer dan {ROWS} rijen. Verdeel het over meer bestanden.")
    headers = _without_end(rows[0][1])
    if rows[0][0] != 1 or not any(headers):
        raise Unreadable("De eerste rij is leeg. Daar horen de namen van de kolommen te staan.")
    if len(headers) > COLUMNS:
        raise Unreadable(f"Dit bestand heeft meer dan {COLUMNS} kolommen.")
    if len(rows) == 1:
        raise Unreadable("Onder de namen van de kolommen staat niets om in te lezen.")
    fitting = [(line, _without_end(cells, keep=len(headers))) for line, cells in rows[1:]]
    errors += _misfits(headers, fitting)
    return Sheet(
        [" ".join(prose(header).split()) for header in headers],
        [(line, cells[: len(headers)]) for line, cells in fitting],
        errors,
    )


def _misfits(headers: list[str], rows: list[SheetRow]) -> Iterator[CellError]:
    for line, cells in rows:
        if len(cells) > len(headers):
            message = "Deze rij heeft meer cellen dan er kolommen zijn."
            yield CellError(line, get_column_letter(len(headers) + 1), message)
        for header, cell in zip(headers, cells, strict=False):
            if len(cell) > CELL:
                message = f"Deze cel heeft {len(cell)} tekens; ten hoogste {CELL} passen in een cel."
                yield CellError(line, header, message)


def _without_end(cells: list[str], keep: int = 0) -> list[str]:
    """Return `cells` without the empty ones at the end, but no fewer than `keep`: a spreadsheet leaves those out."""
    last = max((number for number, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return (cells + [""] * keep)[: max(last, keep)]


# --- CSV ---------------------------------------------------------------------------------------------------------


def _csv(content: bytes) -> tuple[list[SheetRow], list[CellError]]:
    text = _decoded(content)
    first = next(iter(text.splitlines()), "")
    delimiter = max(";,", key=first.count)
    rows, errors, width, line = [], [], 0, 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for line, cells in enumerate(reader, 1):
            if not any(cell.strip() for cell in cells):
                continue
            width = width or len(cells)
            if len(cells) < width:
                # An empty cell empties what it stands for: a row that was cut off must not.
                message = f"Deze rij heeft {len(cells)} cellen, de eerste rij {width}."
                errors.append(CellError(line, "", message))
            rows.append((line, cells))
            if len(rows) > ROWS + 1:
                break
    except csv.Error as error:
        text = f"Dit bestand is vanaf rij {line + 1} niet te lezen. Staat er een aanhalingsteken te veel of te weinig?"
        raise Unreadable(text) from error
    return rows, errors


def _decoded(content: bytes) -> str:
    """Return the text of a CSV: UTF-8, or else what Windows wrote before that."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        # In a text one may have come by accident, and its cell says so; by rows it is no text at all.
        if text.count("\0") > text.count("\n"):
            break
        return text
    raise Unreadable("Dit is geen CSV in UTF-8 en geen XLSX. Kies bij het bewaren ‘CSV UTF-8’ of ‘Excel-werkmap’.")


def csv_file(headers: list[str], rows: Iterable[list[str]]) -> Iterator[bytes]:
    """Yield a CSV as a Dutch spreadsheet opens it: semicolons, and a byte order mark."""
    yield BOM.encode()
    for row in [headers, *rows]:
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=";").writerow(row)
        yield buffer.getvalue().encode()


# --- XLSX --------------------------------------------------------------------------------------------------------


def _xlsx(content: bytes) -> tuple[list[SheetRow], list[CellError]]:
    try:
        return _cells(workbook.rows(content))
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file makes it stumble on
        raise Unreadable(
            "Dit XLSX-bestand is niet te lezen. Bewaar het opnieuw als ‘Excel-werkmap (.xlsx)’."
        ) from error


def _cells(parsed: Iterable[workbook.ParsedRow]) -> tuple[list[SheetRow], list[CellError]]:
    rows: list[SheetRow] = []
    errors: list[CellError] = []
    for line, cells in parsed:
        texts: list[str] = []
        for cell in cells:
            # Where there are too many columns, one too many says so.
            number = min(cell["column"], COLUMNS + 1)
            texts += [""] * (number - len(texts))
            if cell["data_type"] in {"f", "e"}:
                column = _header(rows, number)
                what = "een formule" if cell["data_type"] == "f" else f"de fout {cell['value']}"
                errors.append(CellError(line, column, f"Hier staat {what}. Plak er de waarde voor in de plaats."))
            elif cell["data_type"] == workbook.PERCENTAGE:
                # The file holds 0.125 where the editor sees 12,5%.
                message = "Hier staat een percentage. Schrijf alleen het getal, als tekst; % hoort bij de eenheid."
                errors.append(CellError(line, _header(rows, number), message))
            else:
                texts[number - 1] = _text(cell["value"]) or texts[number - 1]
        if any(text.strip() for text in texts):
            rows.append((line, texts))
        if len(rows) > ROWS + 1:
            break
    return rows, errors


def _header(rows: list[SheetRow], number: int) -> str:
    """Return what column `number` is called: by the first row, or else by its letter."""
    return rows[0][1][number - 1] if rows and number <= len(rows[0][1]) else get_column_letter(number)


def _text(value: object) -> str:
    """Return a cell of a spreadsheet as text, as someone would type it in a CSV."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case datetime.datetime():
            return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
        case datetime.date():
            return value.isoformat()
        case float():
            return written(Decimal(format(value, ".15g")))
    return str(value)


def xlsx_file(headers: list[str], rows: list[list[str]], explained: list[list[str]]) -> bytes:
    """Return a workbook with a sheet of rows and one that explains the columns. Raises Unreadable for what cannot be.

    Every cell is text, so nothing is taken for a formula, a date or a number.
    """
    longest = max((len(text) for row in rows for text in row), default=0)
    if longest > CELL:
        raise Unreadable(f"Een tekst van {longest} tekens past niet in een cel van Excel. Kies CSV.")
    book = openpyxl.Workbook(write_only=True)
    _write(book.create_sheet("Invullen"), headers, rows, widths=[max(14, len(header) + 4) for header in headers])
    _write(book.create_sheet("Uitleg"), ["Kolom", "Wat er hoort te staan"], explained, widths=[28, 110])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write(sheet: WriteOnlyWorksheet, headers: list[str], rows: list[list[str]], *, widths: list[int]) -> None:
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    bold, top = Font(bold=True), Alignment(vertical="top", wrap_text=True)
    sheet.append([_cell(sheet, header, font=bold) for header in headers])
    for row in rows:
        sheet.append([_cell(sheet, text, alignment=top) for text in row])


def _cell(sheet: WriteOnlyWorksheet, text: str, **style: Font | Alignment) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    cell.value = prose(text)
    cell.data_type = "s"
    # As text: whoever types a code of a municipality in it keeps its zeros.
    cell.number_format = "@"
    for name, value in style.items():
        setattr(cell, name, value)
    return cell
