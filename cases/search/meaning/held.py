"""The vectors of all public cases in memory, compared one by one with that of a question.

Loaded before the workers of a server start, they are shared by all of these; what changes later each adds for itself.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import DatabaseError, connection, connections

from cases.models import CasePassages, CatalogueState
from cases.search.meaning.embedder import embedder

if TYPE_CHECKING:
    import numpy

    type Numbers = numpy.ndarray[Any, numpy.dtype[Any]]

logger = logging.getLogger(__name__)

# As many vectors are made floats at a time: 768 kB, which stay in the processor's own memory, also on a busy machine.
BLOCK = 512
# As many rows are read together.
ROWS = 500
# With a larger part of all in additions, everything is read anew.
ADDED = 0.1


class Near(NamedTuple):
    """A public case that tells about what is asked, how near its nearest passages are, and which passage is nearest."""

    case: int
    similarity: float
    # Its number among the passages of the case.
    passage: int


class Stamp(NamedTuple):
    """What changes whenever the vectors of a case do."""

    changed_at: datetime
    waiting: int


class Block:
    """The vectors of some cases, those of one case after the other."""

    def __init__(self, cases: Sequence[int], counts: Sequence[int], held: bytes) -> None:
        import numpy

        number = sum(counts)
        self.size = len(held) // number
        self.vectors = numpy.frombuffer(held, dtype=numpy.int8).reshape(number, self.size)
        self.cases = numpy.array(cases, dtype=numpy.int64)
        self.starts = numpy.concatenate(([0], numpy.cumsum(counts)[:-1]))
        self.counts = numpy.array(counts)
        # A vector that was not made yet has no direction, and is near nothing.
        parts = (numpy.linalg.norm(part.astype(numpy.float32), axis=1) for part in self._parts())
        self.lengths = numpy.maximum(numpy.concatenate(list(parts)), 1)

    def _parts(self) -> "Iterator[Numbers]":
        return (self.vectors[at : at + BLOCK] for at in range(0, len(self.vectors), BLOCK))

    def similarities(self, asked: "Numbers") -> "Numbers":
        """Return how near each vector is to `asked`, which has length one: 1 is the same direction."""
        import numpy

        parts = [numpy.dot(part.astype(numpy.float32), asked) for part in self._parts()]
        return numpy.concatenate(parts) / self.lengths

    def by_case(self, asked: "Numbers") -> "tuple[Numbers, Numbers]":
        """Return for each case the mean of its two nearest passages, and where the nearest one stands in the block."""
        import numpy

        found = self.similarities(asked)
        first = numpy.maximum.reduceat(found, self.starts)
        best = numpy.flatnonzero(found == numpy.repeat(first, self.counts))
        _, at = numpy.unique(numpy.searchsorted(self.starts, best, side="right"), return_index=True)
        best = best[at]
        found[best] = -1
        second = numpy.maximum.reduceat(found, self.starts)
        return (first + numpy.where(self.counts > 1, second, first)) / 2, best


@dataclass
class HeldVectors:
    """The vectors that one model made of the passages of all public cases, as of one version of the catalogue."""

    model: str
    stamps: dict[int, Stamp] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    # Of which block the vectors of a case count: those in others are of before it changed.
    block_of: dict[int, int] = field(default_factory=dict)

    @classmethod
    def read(cls, model: str, before: "HeldVectors | None" = None) -> "HeldVectors":
        """Return them as they are now: what did not change since `before`, with what did read anew."""
        rows = CasePassages.objects.filter(model=model).exclude(vectors=b"")
        columns = ("pk", "published_case__changed_at", "waiting")
        stamps = {pk: Stamp(*rest) for pk, *rest in rows.order_by("pk").values_list(*columns)}
        kept = before if before and before.model == model else cls(model)
        changed = [pk for pk, stamp in stamps.items() if kept.stamps.get(pk) != stamp]
        later = sum(len(block.cases) for block in kept.blocks[1:]) + len(changed)
        if later > ADDED * len(stamps):
            kept, changed = cls(model), list(stamps)
        block_of = {pk: at for pk, at in kept.block_of.items() if pk in stamps}
        blocks = [*kept.blocks]
        for block in _blocks(changed):
            block_of |= dict.fromkeys(block.cases.tolist(), len(blocks))
            blocks.append(block)
        return cls(model, stamps, blocks, block_of)

    def nearest(self, asked: "Numbers", limit: int, allowed: Callable[[int], bool]) -> list[Near]:
        """Return at most `limit` of the cases that are allowed, the nearest first."""
        import numpy

        found: list[Near] = []
        direction = asked / numpy.linalg.norm(asked)
        for number, block in enumerate(self.blocks):
            if block.size != len(direction):
                continue
            similarity, best = block.by_case(direction.astype(numpy.float32))
            wanted = 0
            for at in numpy.argsort(-similarity, kind="stable"):
                case = int(block.cases[at])
                if self.block_of.get(case) != number or not allowed(case):
                    continue
                found.append(Near(case, float(similarity[at]), int(best[at] - block.starts[at])))
                wanted += 1
                if wanted == limit:
                    break
        return sorted(found, key=lambda near: (-round(near.similarity, 6), near.case))[:limit]


def _blocks(cases: Iterable[int]) -> Iterator[Block]:
    """Read the vectors of these cases; those of each length that a server may have given are a block."""
    by_size: dict[int, tuple[list[int], list[int], bytearray]] = {}
    for some in batched(cases, ROWS):
        rows = CasePassages.objects.filter(pk__in=some).order_by("pk").values_list("pk", "passages", "vectors")
        for pk, passages, vectors in rows:
            pks, counts, held = by_size.setdefault(len(vectors) // len(passages), ([], [], bytearray()))
            pks.append(pk)
            counts.append(len(passages))
            held += vectors
    return (Block(pks, counts, bytes(held)) for pks, counts, held in by_size.values())


_kept: tuple[str, HeldVectors] | None = None


def held_vectors() -> HeldVectors | None:
    """Return the vectors as they are now; one query when nothing changed, none and None where there is no model.

    Within a transaction they are read anew and not kept: what is read there may never come to be.
    """
    global _kept  # noqa: PLW0603  # one a process, as long as the catalogue stays the same
    model = embedder()
    if model is None:
        return None
    if connection.in_atomic_block:
        return HeldVectors.read(model.name)
    token = f"{CatalogueState.counters().token} {model.name}"
    if _kept is None or _kept[0] != token:
        _kept = (token, HeldVectors.read(model.name, _kept[1] if _kept else None))
    return _kept[1]


def prepare() -> None:
    """Read the vectors ahead of the first request, and leave no connection behind; without a database do nothing."""
    try:
        held_vectors()
    except DatabaseError:
        logger.warning("no vectors yet: the database does not answer")
    finally:
        connections.close_all()
