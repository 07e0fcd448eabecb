"""Which model makes vectors of texts, if any."""

import os
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, Self

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    import numpy

    type Vectors = numpy.ndarray[tuple[int, int], numpy.dtype[numpy.float32]]


class Unavailable(Exception):
    """The model makes no vectors now: its server does not answer, or answers what cannot be."""


class Embedder(Protocol):
    """A model that makes a vector of a text; those of texts about the same point in about the same direction."""

    # Which model of which version: vectors of another name say nothing beside those of this one.
    name: str

    @classmethod
    def installed(cls) -> Self | None:
        """Return the model as this installation has it; None where it has not."""

    def passages(self, texts: Sequence[str]) -> "Vectors":
        """Return a vector, as a row, of each of these texts in which something may be found. Raises Unavailable."""

    def queries(self, texts: Sequence[str]) -> "Vectors":
        """Return a vector, as a row, of each of these texts that somebody types. Raises Unavailable."""


def embedder() -> Embedder | None:
    """Return the model in use: the first of the setting GOUDEN_EMBEDDERS that is installed."""
    return _first(tuple(settings.GOUDEN_EMBEDDERS))


@lru_cache(maxsize=4)
def _first(paths: tuple[str, ...]) -> Embedder | None:
    # Threads of a model and of numpy fight for the processors with those of the server, and wait for each other. Read
    # once, when the first of them is loaded.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    kinds: list[type[Embedder]] = [import_string(path) for path in paths]
    return next((made for kind in kinds if (made := kind.installed())), None)
