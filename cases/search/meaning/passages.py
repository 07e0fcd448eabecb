"""In which passages a case is taken apart: each says one thing, and is short enough for a model to read whole."""

import hashlib
import textwrap
from typing import NamedTuple

from cases.fields import SECTIONS
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


def passages(case: ResolvedCase) -> list[Passage]:
    """Return the passages of `case`: its title with its summary, each section, each claim."""
    data = case.data
    texts = [Passage(TITLE, "", f"{data.title}. {data.summary}")]
    texts += [Passage(SECTION, name, getattr(data, name)) for name in SECTIONS]
    texts += [Passage(CLAIM, claim.data.key, claim.data.text) for claim in case.claims]
    return [
        Passage(passage.kind, passage.place, part)
        for passage in texts
        for part in textwrap.wrap(passage.text, LONGEST, break_on_hyphens=False)
    ]
