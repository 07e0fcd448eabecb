"""In which passages a case is taken apart: each says one thing, and is short enough for a model to read whole."""

import hashlib
import textwrap
from collections.abc import Mapping
from typing import Any, NamedTuple

from cases.fields import SECTIONS, Snapshot, definition
from cases.revisions.resolution import ResolvedCase

TITLE, SECTION, CLAIM = "titel", "kop", "uitspraak"
# A longer text is cut at a space. Models read some 500 parts of words at a time, which is about 2,000 signs.
LONGEST = 1_600


class Passage(NamedTuple):
    """A piece of a public case."""

    kind: str
    # Of a section its name, of a claim its key.
    place: str
    text: str

    @property
    def key(self) -> str:
        """What tells this text from every other: 128 bits of its SHA-256 in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:32]


def text_of(record: Mapping[str, Any], kind: str, place: str, key: str) -> str:
    """Return the passage of a public record that has this key; empty when it is its title or is not there any more."""
    texts = {SECTION: lambda: record.get(definition(Snapshot)[place].part.public), CLAIM: lambda: _claim(record, place)}
    parts = _parts(Passage(kind, place, texts[kind]() or "")) if kind in texts else []
    return next((part.text for part in parts if part.key == key), "")


def _claim(record: Mapping[str, Any], key: str) -> str:
    return next((claim["tekst"] for claim in record["uitspraken"] if claim["kenmerk"] == key), "")


def _parts(passage: Passage) -> list[Passage]:
    parts = textwrap.wrap(passage.text, LONGEST, break_on_hyphens=False)
    return [Passage(passage.kind, passage.place, part) for part in parts]


def passages(case: ResolvedCase) -> list[Passage]:
    """Return the passages of `case`: its title with its summary, each section, each claim."""
    data = case.data
    texts = [Passage(TITLE, "", f"{data.title}. {data.summary}")]
    texts += [Passage(SECTION, name, getattr(data, name)) for name in SECTIONS]
    texts += [Passage(CLAIM, claim.data.key, claim.data.text) for claim in case.claims]
    return [part for passage in texts for part in _parts(passage)]
