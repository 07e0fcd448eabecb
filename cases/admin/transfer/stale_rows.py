"""Whether a row changed since its file was taken along, field by field, and what becomes of what both sides changed.

An export says in its last column of each field what it held, as a mark of a few letters. So a file tells what a
colleague changed since, in whatever kind of row, whether or not its versions are kept.
"""

import base64
import hashlib
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cases.admin.transfer.cells import SheetColumn
from cases.admin.transfer.data import Data, Value
from gouden.web.text.dutch_text import enumeration

# The column of an export that says what each row held when it was taken along.
VERSION = "versie"
MEANING = (
    "Staat in een lijst die u meeneemt, en zegt hoe de rij toen was. Laat haar zoals zij is: dan ziet u bij het "
    "inlezen wat een collega intussen wijzigde. Leeg kan; dan is dat niet te zien."
)
# Before the marks, so that no spreadsheet takes them for a number; and letters in a mark: one in 16 million is alike.
SIGN, LETTERS = "v", 4


def version(columns: Iterable[SheetColumn], data: Data, texts: Mapping[str, str] | None = None) -> str:
    """Return what an export says in its last column of an entry that holds `data`, but for the cells in `texts`."""
    cells = texts or {}
    return SIGN + "".join(_mark(cells.get(column.attribute, column.export(data))) for column in columns)


def _mark(text: str) -> str:
    digest = hashlib.blake2b(text.strip().encode(), digest_size=LETTERS * 6 // 8).digest()
    return base64.urlsafe_b64encode(digest).decode()


class SeenRow:
    """How a row was when its file was taken along: of each field a mark."""

    def __init__(self, marks: dict[str, str]) -> None:
        """Keep `marks`, by attribute."""
        self._marks = marks

    @classmethod
    def read(cls, text: str, columns: Sequence[SheetColumn], headers: Container[str]) -> "SeenRow | None":
        """Return what `version` wrote of `columns`; None for an empty cell. Raises ValueError for anything else.

        Where columns were added after the export, it wrote of those that are in `headers`, the names in the file.
        """
        text = text.strip()
        if not text:
            return None
        marks = [text[at : at + LETTERS] for at in range(len(SIGN), len(text), LETTERS)]
        if len(marks) != len(columns):
            columns = [column for column in columns if column.name in headers]
        if not text.startswith(SIGN) or len(text) != len(SIGN) + LETTERS * len(columns):
            raise ValueError("Laat deze cel zoals zij in de lijst stond, of maak haar leeg.")
        return cls({column.attribute: mark for column, mark in zip(columns, marks, strict=True)})

    def held(self, column: SheetColumn, data: Data) -> bool:
        """Whether the field of this column was then as it is in `data`, as far as is known."""
        mark = self._marks.get(column.attribute)
        return mark is None or mark == _mark(column.export(data))


@dataclass
class StaleFields:
    """What a colleague changed in the columns of a file since it was taken along, by attribute as the file has it."""

    # Only the colleague did; it stays.
    theirs: dict[str, Value] = field(default_factory=dict)
    # The file too, to something else: the editor chooses.
    both: dict[str, Value] = field(default_factory=dict)


def merge(columns: Iterable[SheetColumn], seen: SeenRow, before: Data, data: Data, *, take_file: bool) -> StaleFields:
    """Put into `data`, a row of the file, what only the colleague changed in `before`; and return what they changed.

    What both changed becomes the colleague's too, unless `take_file`.
    """
    stale = StaleFields()
    for column in columns:
        name = column.attribute
        if data[name] == before[name] or seen.held(column, before):
            continue
        (stale.theirs if seen.held(column, data) else stale.both)[name] = data[name]
        if name in stale.theirs or not take_file:
            data[name] = before[name]
    return stale


@dataclass(frozen=True)
class Since:
    """What is known of what came after a file was taken along: the row as it was then, and who changed it."""

    base: Data | None = None
    who: str = ""


def found_among(versions: Iterable[tuple[Data, str]], is_then: Callable[[Data], bool]) -> Since:
    """Return which of `versions`, newest first and each with its author, is the one of then; who changed it since."""
    authors: list[str] = []
    newer: tuple[Data, str] | None = None
    for data, who in versions:
        if newer and newer[0] != data:
            authors.append(newer[1])
        if is_then(data):
            return Since(data, enumeration(dict.fromkeys(reversed(authors))))
        newer = data, who
    return Since()
