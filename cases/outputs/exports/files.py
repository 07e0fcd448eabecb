"""Published cases and statements as the lines of a file, in pieces: many take no more memory than few."""

import csv
import io
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

import orjson
from django.db.models import TextField
from django.db.models.functions import Cast

from cases.models import PublishedCase, PublishedClaim
from cases.outputs.exports.columns import Cell, ExportColumn, row
from cases.outputs.exports.xlsx import MEDIA_TYPE, workbook

# So many records are in memory at a time: a few megabytes.
CHUNK = 200


class Lines(Protocol):
    """How records become the bytes of a file; what has columns, has these."""

    def __call__[R](self, pieces: Iterable[list[str]], columns: Sequence[ExportColumn[R]]) -> Iterator[bytes]: ...


class Format(NamedTuple):
    """A kind of file: what it is called, its media type and name, and how records become its bytes."""

    label: str
    media_type: str
    extension: str
    lines: Lines
    # Whether it has a row of cells for each record, and not the record itself.
    has_cells: bool = True


def records(ids: "array[int]") -> Iterator[list[str]]:
    """Yield the stored records of these cases as JSON texts, in this order; one withdrawn meanwhile is left out.

    Each piece is a short query of its own: a slow reader holds no cursor, no lock and no old snapshot of the database.
    The texts are as stored, not parsed.
    """
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        rows = PublishedCase.objects.filter(pk__in=part.tolist()).annotate(text=Cast("record", TextField()))
        found = dict(rows.order_by().values_list("pk", "text"))
        yield [found[pk] for pk in part if pk in found]


def statements(ids: "array[int]", *, with_case: bool) -> Iterator[list[str]]:
    """Yield the stored records of these claims likewise.

    `with_case`: each in an object with the card of its case, as a `StatementRow` in JSON.
    """
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        rows = PublishedClaim.objects.filter(pk__in=part.tolist()).annotate(text=Cast("record", TextField()))
        if with_case:
            rows = rows.annotate(of=Cast("published_case__card", TextField()))
        found = {row["pk"]: row for row in rows.order_by().values("pk", "text", *(["of"] if with_case else []))}
        kept = [found[pk] for pk in part if pk in found]
        yield [f'{{"claim":{one["text"]},"card":{one["of"]}}}' if with_case else one["text"] for one in kept]


def json_lines[R](pieces: Iterable[list[str]], columns: Sequence[ExportColumn[R]] = ()) -> Iterator[bytes]:
    """Yield each record, whole, on a line of its own."""
    for piece in pieces:
        yield "".join([f"{text}\n" for text in piece]).encode()


def separated(delimiter: str, start: str, *, point: str = ".", to_open: bool) -> Lines:
    """Return what yields a header and one line per record (RFC 4180 but for `delimiter`), after `start`.

    What is no whole number has `point` before its decimals. In a file that is there `to_open` in a spreadsheet no text
    is a formula; for a machine each text is as it is in JSON.
    """

    def lines[R](pieces: Iterable[list[str]], columns: Sequence[ExportColumn[R]]) -> Iterator[bytes]:
        header = _written(delimiter, [[column.name for column in columns]])
        yield start.encode() + header
        for piece in pieces:
            cells = (row(orjson.loads(text), columns, to_open=to_open) for text in piece)
            yield _written(delimiter, ([_number(one, point) for one in line] for line in cells))

    return lines


def _number(cell: Cell, point: str) -> Cell:
    return str(cell).replace(".", point) if isinstance(cell, float) else cell


def _written(delimiter: str, rows: Iterable[Iterable[object]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue().encode()


FORMATS = {
    "jsonl": Format("JSON Lines", "application/x-ndjson", "jsonl", json_lines, has_cells=False),
    "csv": Format("CSV", "text/csv; charset=utf-8", "csv", separated(",", start="", to_open=False)),
    # A double click opens it in a Dutch spreadsheet only with semicolons and decimal commas, and in UTF-8 only with a
    # byte order mark.
    "csv-excel": Format(
        "CSV voor Excel", "text/csv; charset=utf-8", "csv", separated(";", start="\ufeff", point=",", to_open=True)
    ),
    "xlsx": Format("Excel (XLSX)", MEDIA_TYPE, "xlsx", workbook),
}
