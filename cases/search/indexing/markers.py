"""Markers: terms in a document that say what a case is or tells of, and that no reader types.

They are tied to what is looked for by editors, not by words: "doorbraakmethode" asks for the markers of the cases that
are about it. Each is a term to both engines, made of a hash: nobody types one by chance, and it is no word to correct,
to take apart or to offer.
"""

import hashlib
import re

# A letter no Dutch word begins with, twice, and enough of a SHA-256 that no two of them are the same.
SHAPE = re.compile(r"xx[0-9a-f]{24}")


def marker(kind: str, slug: str) -> str:
    """Return the term that stands in each document tied to this row: "case" to itself, "element", "obstacle"."""
    return f"xx{hashlib.sha256(f'{kind}:{slug}'.encode()).hexdigest()[:24]}"


def is_marker(term: str) -> bool:
    """Whether `term` is one of them and no word."""
    return SHAPE.fullmatch(term) is not None
