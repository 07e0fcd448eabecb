"""What becomes of each row of a sheet, or what is wrong with it; and what a colleague changed in it meanwhile."""

import hashlib
from dataclasses import dataclass, field

import orjson

from cases.admin.transfer.entries import ImportEntry, Status
from cases.admin.transfer.excerpts import excerpts
from cases.admin.transfer.sheets import CellError
from cases.jobs import Refreshed


@dataclass(frozen=True)
class CellChange:
    """What becomes of one cell, as the file writes it."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Clash:
    """What a colleague and the file both changed in one cell; `base`: how it was, None where nobody knows."""

    column: str
    base: str | None
    theirs: str
    file: str


@dataclass(frozen=True)
class ImportedRow:
    """What becomes of one row: its number in the spreadsheet, which entry, new or changed or not, and what of it."""

    line: int
    status: Status
    entry: ImportEntry
    changes: list[CellChange]
    # What a colleague changed since the file was taken along and stays so, the file having it as it was then.
    theirs: list[CellChange]
    # What both changed.
    clashes: list[Clash]
    who: str = ""

    @property
    def is_new(self) -> bool:
        return self.status == "new"

    @property
    def says_nothing(self) -> bool:
        """Whether the file and the catalogue say the same of it."""
        return self.status == "same" and not self.theirs and not self.clashes

    @property
    def is_of_unknown_age(self) -> bool:
        """Whether the row changes, and nothing tells whether a colleague changed it since the file was made."""
        return self.status == "changed" and self.entry.seen is None

    @property
    def was_there(self) -> bool:
        """Whether it is new now, and was there when the file was taken along."""
        return self.is_new and self.entry.seen is not None

    @property
    def excerpts(self) -> list[CellChange]:
        """The changes with of a long text only the part that differs."""
        return [_shortened(change) for change in self.changes]

    @property
    def their_excerpts(self) -> list[CellChange]:
        """The changes of a colleague, as short."""
        return [_shortened(change) for change in self.theirs]


@dataclass(frozen=True)
class ImportOutcome:
    """What becomes of a sheet, or everything that is wrong with it."""

    rows: list[ImportedRow]
    errors: list[CellError]
    # What became of the public cases that show these rows.
    refreshed: Refreshed = field(default_factory=Refreshed)

    @property
    def lines(self) -> set[int]:
        """The rows that were come to."""
        return {row.line for row in self.rows} | {error.line for error in self.errors}

    @property
    def changing(self) -> list[ImportedRow]:
        return [row for row in self.rows if row.status != "same"]

    @property
    def asking(self) -> list[ImportedRow]:
        """The rows of which the editor chooses whose text it becomes."""
        return [row for row in self.rows if row.clashes]

    @property
    def merged(self) -> list[ImportedRow]:
        """The rows in which what a colleague changed stays, without a question."""
        return [row for row in self.rows if row.theirs]

    @property
    def of_unknown_age(self) -> int:
        """Of how many changing rows nothing tells whether a colleague changed them meanwhile."""
        return sum(row.is_of_unknown_age for row in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed and unchanged."""
        statuses = [row.status for row in self.rows]
        return {status: statuses.count(status) for status in ("new", "changed", "same")}

    @property
    def fingerprint(self) -> str:
        """What tells whether another run of the same sheet would do the same to the same."""
        return hashlib.sha256(orjson.dumps([said(row) for row in self.rows if not row.says_nothing])).hexdigest()


def said(row: ImportedRow) -> list[object]:
    """Return what is shown of a row, whatever the editor chooses then."""
    asked = {clash.column for clash in row.clashes}
    changes = [[one.column, one.old, one.new] for one in row.changes if one.column not in asked]
    kept = [[one.column, one.old, one.new] for one in row.theirs]
    return [row.line, row.is_new, changes, kept, [[one.column, one.theirs, one.file] for one in row.clashes]]


def _shortened(change: CellChange) -> CellChange:
    return CellChange(change.column, *excerpts(change.old, change.new))
