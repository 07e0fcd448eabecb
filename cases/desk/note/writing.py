"""Writes one note: `python -m cases.desk.note.writing docx` takes it as JSON and gives the bytes of the file.

A process of its own, which knows no Django, no settings and no database.
"""

import json
import os
import sys
from importlib import import_module

WRITERS = ("docx", "odt", "pdf")


def main() -> None:
    """Write the note of the input to the output, as the kind of file that is named.

    Of what goes wrong only the kind is said: a message, of Python or of a library under it, may repeat what was typed.
    """
    (extension,) = sys.argv[1:]
    if extension not in WRITERS:
        raise SystemExit(f"not one of {WRITERS}")
    said, silence = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)
    try:
        writer = import_module(f"cases.desk.note.{extension}")
        file = writer.document(json.load(sys.stdin.buffer))
    except BaseException as error:  # a panic in what sets a PDF is no Exception
        os.dup2(said, 2)
        raise SystemExit(type(error).__qualname__) from None
    sys.stdout.buffer.write(file)


if __name__ == "__main__":
    main()
