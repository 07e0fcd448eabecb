"""A model for tests: texts with the same words point in the same direction. Quick, and the same everywhere."""

import re
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Self

import numpy

from cases.search.meaning.embedder import Unavailable

if TYPE_CHECKING:
    from cases.search.meaning.embedder import Vectors

PATH = "tests.hashed_words.HashedWords"


class HashedWords:
    name = "woorden-1"
    # What it was asked, of all that use it in this process; and whether it answers.
    asked: ClassVar[list[str]] = []
    away: ClassVar[bool] = False

    @classmethod
    def installed(cls) -> Self | None:
        return cls()

    def passages(self, texts: Sequence[str]) -> "Vectors":
        if self.away:
            raise Unavailable("de server antwoordt niet")
        self.asked.extend(texts)
        return numpy.array([_vector(text) for text in texts], dtype=numpy.float32).reshape(len(texts), 64)

    queries = passages


class OtherWords(HashedWords):
    name = "woorden-2"


def _vector(text: str) -> list[float]:
    found = [0.0] * 64
    for word in re.findall(r"\w+", text.lower()) or [""]:
        found[zlib.crc32(word.encode()) % 64] += 1
    return found
