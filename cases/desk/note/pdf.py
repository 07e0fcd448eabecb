"""A note on paper: a tagged PDF for everyone (PDF/UA-1), set by Typst after `note.typ`.

Typst gets what a note says as data, never as its own markup. It reads no other file, asks the network nothing, and uses
the fonts that come with it, so that a note looks the same everywhere.
"""

import json
import re
from pathlib import Path
from typing import Any

import typst

from cases.desk.note.look import COLUMNS, GOLD, INK, LINE, LINK, MARGIN, SHADE, SOFT
from cases.desk.note.structure import Note

TEMPLATE = Path(__file__).with_name("note.typ")
LOOK = {
    "columns": COLUMNS,
    "margin": MARGIN,
    **{
        name: f"#{colour}"
        for name, colour in {
            "ink": INK,
            "soft": SOFT,
            "link": LINK,
            "gold": GOLD,
            "line": LINE,
            "shade": SHADE,
        }.items()
    },
}
# Outside these the fonts may lack a character, and then there is no PDF/UA: Latin, Greek, Cyrillic, punctuation, euro.
UNSURE = re.compile(
    "[^\n -~\xa0-\xac\xae-\u017f\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ff\u0400-\u045f"
    "\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2190-\u2193\u2212\u2248\u2260\u2264\u2265]"
)
INSTEAD = "▯"
# Typst does not refuse some mixtures of scripts but breaks off, with an error that is no Exception and has no module.
PANIC = "PanicException"
UNDISPLAYABLE = (
    f"Tekens die dit bestand niet kan tonen, zijn vervangen door {INSTEAD}. In Word en LibreOffice staan ze er wel."
)


def document(note: Note) -> bytes:
    """Return `note` as a PDF. A character that no font of ours has becomes INSTEAD, and the note says so."""
    try:
        return _compiled({"note": json.dumps(note)})
    except BaseException as error:
        if not isinstance(error, typst.TypstError) and type(error).__qualname__ != PANIC:
            raise
    return _compiled({"note": json.dumps(_displayable(note)), "undisplayable": UNDISPLAYABLE})


def _compiled(inputs: dict[str, str]) -> bytes:
    compiler = typst.Compiler(
        TEMPLATE.read_bytes(), ignore_system_fonts=True, sys_inputs={**inputs, "look": json.dumps(LOOK)}
    )
    made = compiler.compile(pdf_standards=["ua-1"])
    assert isinstance(made, bytes)  # noqa: S101  # one file, and no list of pictures
    return made


def _displayable(value: Any) -> Any:
    """Return what a note consists of with what may not be displayed replaced."""
    if isinstance(value, str):
        return UNSURE.sub(INSTEAD, value)
    if isinstance(value, list):
        return [_displayable(part) for part in value]
    if isinstance(value, dict):
        return {name: _displayable(part) for name, part in value.items()}
    return value
