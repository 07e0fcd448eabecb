"""Reading a reference list: a CSV file in UTF-8 with exactly the columns below, in any order."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from municipalities.importers.report import Refusal

MUNICIPALITIES, CHANGES, REGIONS = "municipalities.csv", "municipality_changes.csv", "regions.csv"

# Names that only help a person read the file are not taken over: cbs_name, and the names in the changes.
COLUMNS = {
    MUNICIPALITIES: (
        "cbs_code",
        "name",
        "cbs_name",
        "province_code",
        "province",
        "valid_from",
        "valid_until",
        "population",
        "population_date",
        "population_2017",
        "latitude",
        "longitude",
        "urbanity_2017",
        "area_km2",
    ),
    CHANGES: ("old_code", "old_name", "new_code", "new_name", "date", "kind"),
    REGIONS: ("region_code", "region_name", "region_type", "cbs_code"),
}


class RefusedFile(Exception):
    """The file cannot be taken as a whole; `refusals` says why."""

    def __init__(self, refusals: list[Refusal]) -> None:
        self.refusals = refusals
        super().__init__("; ".join(map(str, refusals)))


@dataclass(frozen=True)
class FileRow:
    """One row of a file, by column, with the number of the line it starts on."""

    file: str
    number: int
    values: dict[str, str]

    def refusal(self, column: str, reason: str) -> Refusal:
        """Return the refusal of this row because of what stands in `column`."""
        return Refusal(self.file, reason, self.number, column, self.values[column])


def read(path: Path, columns: Sequence[str]) -> list[FileRow]:
    """Return the rows of the file at `path`; blank lines are skipped.

    Raises RefusedFile when the file, its encoding, its columns or the shape of a row is not as it should be.
    """
    rows = _rows(path.name, _text(path))
    _, header = next(rows)
    _check_header(path.name, header, columns)
    lines, refusals = [], []
    for number, row in rows:
        if len(row) == len(header):
            lines.append(FileRow(path.name, number, dict(zip(header, row, strict=True))))
        else:
            reason = f"De rij heeft {len(row)} waarden en de kop {len(header)} kolommen."
            refusals.append(Refusal(path.name, reason, number))
    if refusals:
        raise RefusedFile(refusals)
    if not lines:
        raise RefusedFile([Refusal(path.name, "Het bestand heeft een kop, maar geen rijen.")])
    return lines


def _text(path: Path) -> str:
    """Return what the file holds, without a byte order mark."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise RefusedFile([Refusal(path.name, "Het bestand ontbreekt.")]) from error
    except OSError as error:
        raise RefusedFile([Refusal(path.name, "Het bestand is niet te openen.")]) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RefusedFile([Refusal(path.name, "Het bestand is niet opgeslagen als UTF-8.", line)]) from error
    if not text.strip():
        raise RefusedFile([Refusal(path.name, "Het bestand is leeg.")])
    return text


def _rows(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank, with the number of the line it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for row in reader:
            if any(value.strip() for value in row):
                yield start, [value.strip() for value in row]
            start = reader.line_num + 1
    except csv.Error as error:
        raise RefusedFile([Refusal(file, "Vanaf hier is dit geen leesbare CSV.", start)]) from error


def _check_header(file: str, header: list[str], columns: Sequence[str]) -> None:
    """Raise RefusedFile with every column that is missing, unknown or there twice."""
    if len(header) == 1 and ";" in header[0]:
        raise RefusedFile([Refusal(file, "De kolommen zijn gescheiden door puntkomma’s; dat moeten komma’s zijn.")])
    reasons = [f"De kolom {column} ontbreekt." for column in columns if column not in header]
    for column, times in Counter(header).items():
        if column not in columns:
            reasons.append(f"De kolom ‘{column}’ is onbekend.")
        elif times > 1:
            reasons.append(f"De kolom {column} staat er {times} keer.")
    if reasons:
        raise RefusedFile([Refusal(file, reason) for reason in reasons])
