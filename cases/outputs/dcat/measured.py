"""How large the files with the whole catalogue are, and their checksums: a harvester sees by them what it has."""

import hashlib
from array import array
from functools import lru_cache
from typing import NamedTuple

from cases.models import PublishedCase
from cases.models.querysets import NEWEST_KNOWLEDGE
from cases.outputs.exports.columns import EXPORT_COLUMNS
from cases.outputs.exports.files import FORMATS, records
from cases.outputs.exports.views import WHOLE

# What is the same bytes each time it is made; a workbook says when that was.
MEASURED = ("jsonl", "csv")


class Measure(NamedTuple):
    """A file: its bytes, and their SHA-256 in hexadecimal."""

    size: int
    sha256: str


@lru_cache(maxsize=2)
def measures(catalogue: str) -> dict[str, Measure]:
    """Return the measures of the files of a catalogue that goes by this name now, by format.

    Of a catalogue whose file is sent while it is made there are none: it may be of several moments.
    """
    ids = array("q", PublishedCase.objects.order_by(*NEWEST_KNOWLEDGE).values_list("pk", flat=True))
    if len(ids) > WHOLE:
        return {}
    found = {}
    for name in MEASURED:
        size, digest = 0, hashlib.sha256()
        for line in FORMATS[name].lines(records(ids), EXPORT_COLUMNS):
            size += len(line)
            digest.update(line)
        found[name] = Measure(size, digest.hexdigest())
    return found
