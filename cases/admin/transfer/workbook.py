"""The rows of an XLSX, within bounds: a few kB of zip may hold millions of cells, which take minutes to read."""

import io
import zipfile
from collections.abc import Iterator
from typing import TypedDict

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles import numbers
from openpyxl.workbook import Workbook
from openpyxl.worksheet._reader import DATA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

UNPACKED = 50_000_000
# Elements of XML: in sheets and texts, where a cell with a text of its own has four, and in all else (styles, names),
# of which each takes far longer to read.
ELEMENTS, OTHER_ELEMENTS = 500_000, 20_000

# The data type, beside openpyxl's own, of a number that is shown as a percentage.
PERCENTAGE = "%"


class ParsedCell(TypedDict):
    """A cell as openpyxl parses it; its value is a text, a number, a day or whatever else a spreadsheet holds."""

    row: int
    column: int
    value: object
    data_type: str
    style_id: int


ParsedRow = tuple[int, list[ParsedCell]]


class Unreadable(Exception):
    """A file cannot be read; the text says in Dutch why, and what would help."""


class FirstSheetReader(ExcelReader):
    """Reads all that a cell may refer to, and keeps which part is the first sheet with rows; opens no sheet."""

    def read_worksheets(self) -> None:
        self.first = next(part.target for _, part in self.parser.find_sheets() if "chartsheet" not in part.Type)


def rows(content: bytes) -> Iterator[ParsedRow]:
    """Yield the rows of the first sheet: the number of each, and its cells as openpyxl parses them.

    Formulas are as they are typed, because nobody saw what they come to. Raises Unreadable for a file that would take
    long, and whatever openpyxl raises for a broken one.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        _bounded(packed)
    reader = FirstSheetReader(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    reader.read()
    book, last = reader.wb, 0
    percentages = _percentages(book)
    with reader.archive.open(reader.first) as source:
        parser = WorkSheetParser(
            source,
            reader.shared_strings,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for _, element in iterparse(source):
            if element.tag == ROW_TAG:
                number, cells = parser.parse_row(element)
                for cell in cells:
                    if cell["style_id"] in percentages and cell["data_type"] == "n" and cell["value"] is not None:
                        cell["data_type"] = PERCENTAGE
                element.clear()
                if number > last:
                    last = number
                    yield number, cells
            elif element.tag == DATA_TAG:
                # What follows is how it looks.
                return


def _percentages(book: Workbook) -> set[int]:
    """Return the styles that show a number as a percentage."""
    own = dict(enumerate(book._number_formats, numbers.BUILTIN_FORMATS_MAX_SIZE))
    formats = numbers.BUILTIN_FORMATS | own
    return {number for number, style in enumerate(book._cell_styles) if "%" in formats.get(style.numFmtId, "")}


def _bounded(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    if sum(part.file_size for part in parts) > UNPACKED:
        size = UNPACKED // 1_000_000
        raise Unreadable(f"Uitgepakt is dit bestand groter dan {size} MB. Verdeel het over meer bestanden.")
    found = others = 0
    for part in parts:
        number = _elements(packed, part)
        if part.filename.startswith(("xl/worksheets/", "xl/sharedStrings")):
            found += number
        else:
            others += number
        if found > ELEMENTS or others > OTHER_ELEMENTS:
            raise Unreadable(
                "Dit bestand heeft te veel cellen of te veel opmaak, misschien ver buiten wat u ziet. Kopieer de rijen "
                "naar een nieuwe werkmap (plakken als waarden), of verdeel ze over meer bestanden."
            )


def _elements(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Return how many elements of XML are in this part."""
    number = 0
    with packed.open(part) as stream:
        while piece := stream.read(1_000_000):
            number += piece.count(b"<") - piece.count(b"</")
    return number
