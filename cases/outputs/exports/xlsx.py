"""The rows of a file as a workbook for spreadsheets, sent while it is made: many rows take no more memory than few.

openpyxl makes the workbook around the rows: styles, the row with names, the codebook. The rows themselves go into its
first sheet as they are read, for openpyxl can only give a workbook that is finished.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

import openpyxl
import orjson
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from cases.outputs.exports.columns import (
    DATE,
    DECIMAL,
    MOMENT,
    NUMBER,
    SEPARATOR,
    Cell,
    ExportColumn,
    looks_like_formula,
)
from cases.projection.records import LICENCE
from gouden.web.text.cleaning import prose

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# As many characters, counted as UTF-16 does, as a spreadsheet holds in one cell.
CELL = 32_767
CUT_OFF = " [afgebroken]"
ROWS_SHEET, CODEBOOK_SHEET = "Gouden", "Codeboek"
FIRST_SHEET = "xl/worksheets/sheet1.xml"
# What a spreadsheet reads as a character by its number, where a text says so itself.
NUMBERED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
SHORT = {NUMBER, DECIMAL, DATE, MOMENT}
# Where the rows end in the XML of a sheet.
END = b"</sheetData>"
ABOUT = (
    f"De teksten zijn vrij te gebruiken onder {LICENCE['naam']}: {LICENCE['url']}",
    "Een lege cel betekent: niet bekend, of niet van toepassing.",
    f"Bevat een cel meer waarden, dan staat er{SEPARATOR}tussen.",
    f"Een tekst van meer dan {CELL} tekens past niet in een cel en eindigt op{CUT_OFF}. De CSV heeft haar heel.",
)
# How wide a column of texts is, in characters; one of numbers or dates is as wide as its name, with room for a filter.
WIDE, ROOM = 32, 4


def workbook[R](pieces: Iterable[list[str]], columns: Sequence[ExportColumn[R]]) -> Iterator[bytes]:
    """Yield a workbook with a row for each record, under the names of the columns, and a sheet with what they mean."""
    written = GrowingFile()
    styles, shell = _shell(columns, rows=1)
    start = shell[FIRST_SHEET].partition(END)[0]
    number = 1
    with zipfile.ZipFile(written, "w") as packed:
        with packed.open(_part(FIRST_SHEET), "w") as sheet:
            sheet.write(start)
            for piece in pieces:
                for text in piece:
                    number += 1
                    sheet.write(_row(number, orjson.loads(text), columns, styles).encode())
                if written.pieces:
                    yield written.taken()
            _, shell = _shell(columns, rows=number)
            sheet.write(END + shell.pop(FIRST_SHEET).partition(END)[2])
        for name, content in shell.items():
            packed.writestr(_part(name), content)
    yield written.taken()


class GrowingFile(io.RawIOBase):
    """A file that only grows, and gives what was written since it was last asked."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]  # any buffer
        if piece:
            self.pieces.append(piece)
        return len(piece)

    def taken(self) -> bytes:
        """Return what was written since."""
        found = b"".join(self.pieces)
        self.pieces.clear()
        return found


def _part(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


# --- The rows ----------------------------------------------------------------------------------------------------


class Styles:
    """The numbers that a workbook gives its styles."""

    def __init__(self, sheet: WriteOnlyWorksheet) -> None:
        self.plain = _style(sheet)
        self.date = _style(sheet, number_format="yyyy-mm-dd")
        self.moment = _style(sheet, number_format="yyyy-mm-dd hh:mm:ss")
        # Stays a text for who types in its cell.
        self.like_formula = _style(sheet, quotePrefix=True)


def _style(sheet: WriteOnlyWorksheet, **said: object) -> int:
    cell = WriteOnlyCell(sheet)
    cell.alignment = Alignment(vertical="top")
    for name, value in said.items():
        setattr(cell, name, value)
    return int(cell.style_id)


def _row[R](number: int, record: R, columns: Iterable[ExportColumn[R]], styles: Styles) -> str:
    cells = [
        _cell(f"{get_column_letter(place)}{number}", value, column.datatype, styles)
        for place, column in enumerate(columns, start=1)
        if (value := column.value(record)) not in (None, "")
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: Cell, datatype: str, styles: Styles) -> str:
    """Return a cell: a number, a date or a moment as such, and all else as the text it is, never as a formula."""
    if isinstance(value, str) and datatype == DATE:
        return f'<c r="{place}" s="{styles.date}"><v>{to_excel(datetime.date.fromisoformat(value))}</v></c>'
    if isinstance(value, str) and datatype == MOMENT:
        # A spreadsheet knows no time zones: it is said in UTC, to the second.
        moment = datetime.datetime.fromisoformat(value).astimezone(datetime.UTC).replace(microsecond=0, tzinfo=None)
        return f'<c r="{place}" s="{styles.moment}"><v>{to_excel(moment)}</v></c>'
    if not isinstance(value, str):
        return f'<c r="{place}" s="{styles.plain}"><v>{value}</v></c>'
    style = styles.like_formula if looks_like_formula(value) else styles.plain
    text = NUMBERED.sub("_x005F_", fitting(prose(value)))
    return f'<c r="{place}" t="inlineStr" s="{style}"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def fitting(text: str) -> str:
    """Return `text`, or as much of it as fits in a cell, with words that say so."""
    if len(text) <= CELL // 2 or len(units := text.encode("utf-16-le")) <= 2 * CELL:
        return text
    return units[: 2 * (CELL - len(CUT_OFF))].decode("utf-16-le", "ignore") + CUT_OFF


# --- What stands around them -------------------------------------------------------------------------------------


def _shell[R](columns: Sequence[ExportColumn[R]], *, rows: int) -> tuple[Styles, dict[str, bytes]]:
    """Return the parts of the workbook by name, its first sheet with the names of the columns and nothing else.

    `rows`: how many there will be, that one included; so far reach the filters above the columns.
    """
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(ROWS_SHEET)
    styles = Styles(sheet)
    widths = [len(column.name) + ROOM if column.datatype in SHORT else WIDE for column in columns]
    _start(sheet, [column.name for column in columns], widths)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{rows}"
    codebook = book.create_sheet(CODEBOOK_SHEET)
    _start(codebook, ["Kolom", "Wat erin staat", "Type"], [28, 100, 16])
    explained = [[column.name, column.meaning, column.type] for column in columns]
    for texts in [*explained, [], *(["", said] for said in ABOUT)]:
        codebook.append([_text(codebook, text) for text in texts])
    book.properties.creator = "Gouden"
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as packed:
        return styles, {name: packed.read(name) for name in packed.namelist()}


def _start(sheet: WriteOnlyWorksheet, names: Iterable[str], widths: Iterable[int]) -> None:
    """Write the row with names, which stays in sight."""
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    bold, fill = Font(name="Calibri", size=11, bold=True), PatternFill("solid", fgColor="FFFBF1D2")
    sheet.append([_text(sheet, name, font=bold, fill=fill) for name in names])


def _text(sheet: WriteOnlyWorksheet, text: str, **style: object) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    cell.value, cell.data_type = text, "s"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    for name, value in style.items():
        setattr(cell, name, value)
    return cell
