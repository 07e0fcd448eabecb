"""Published cases as the lines of a file, in pieces: a large catalogue takes no more memory than a small one."""

import csv
import io
from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import orjson
from django.db.models import TextField
from django.db.models.functions import Cast

from cases.models import PublishedCase
from cases.outputs.exports.columns import EXPORT_COLUMNS, row

# So many records are in memory at a time: a few megabytes.
CHUNK = 200

Lines = Callable[[Iterable[list[str]]], Iterator[bytes]]


class Format(NamedTuple):
    """A kind of file: what it is called, its media type and name, and how records become its bytes."""

    label: str
    media_type: str
    extension: str
    lines: Lines


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


def json_lines(pieces: Iterable[list[str]]) -> Iterator[bytes]:
    """Yield each record, whole, on a line of its own."""
    for piece in pieces:
        yield "".join([f"{text}\n" for text in piece]).encode()


def separated(delimiter: str, start: str) -> Lines:
    """Return what yields a header and one line per record (RFC 4180 but for `delimiter`), after `start`."""

    def lines(pieces: Iterable[list[str]]) -> Iterator[bytes]:
        header = _written(delimiter, [[column.name for column in EXPORT_COLUMNS]])
        yield start.encode() + header
        for piece in pieces:
            yield _written(delimiter, [row(orjson.loads(text)) for text in piece])

    return lines


def _written(delimiter: str, rows: Iterable[Iterable[object]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue().encode()


FORMATS = {
    "jsonl": Format("JSON Lines", "application/x-ndjson", "jsonl", json_lines),
    "csv": Format("CSV", "text/csv; charset=utf-8", "csv", separated(",", start="")),
    # A double click opens it in a Dutch spreadsheet only with semicolons, and in UTF-8 only with a byte order mark.
    "csv-excel": Format("CSV voor Excel", "text/csv; charset=utf-8", "csv", separated(";", start="\ufeff")),
}
