"""A note as a file: which kinds there are, and having one written, within its time, by a process of its own.

What writes the files is large and slow to load, and nothing in it can be called off: a worker that serves readers loads
none of it, and a process can be ended.
"""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import orjson

from cases.desk.note.structure import Note

ROOT = Path(__file__).resolve().parents[3]


class NoteFormat(NamedTuple):
    """A kind of file: how a reader knows it, its extension and media type, and in how many seconds it must be there."""

    label: str
    extension: str
    media_type: str
    seconds: float


# A note of twenty cases takes a second at most.
FORMATS = {
    format.extension: format
    for format in (
        NoteFormat(
            "Word (.docx)", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 10
        ),
        NoteFormat("LibreOffice (.odt)", "odt", "application/vnd.oasis.opendocument.text", 10),
        NoteFormat("PDF", "pdf", "application/pdf", 10),
    )
}


class NotWritten(Exception):
    """The file was not there in time, or its writer failed."""


def write(note: Note, format: NoteFormat) -> bytes:
    """Return `note` in this kind of file. Raises NotWritten where that takes too long or goes wrong."""
    command = [sys.executable, "-m", "cases.desk.note.writing", format.extension]
    try:
        done = subprocess.run(  # noqa: S603  # our own module; what was typed is in its input only
            command, input=orjson.dumps(note), capture_output=True, timeout=format.seconds, cwd=ROOT, check=True
        )
    except subprocess.TimeoutExpired:
        raise NotWritten(f"{format.extension}: not in {format.seconds} seconds") from None
    except subprocess.CalledProcessError as error:
        raise NotWritten(f"{format.extension}: {error.stderr.decode(errors='replace').strip()}") from None
    return done.stdout
