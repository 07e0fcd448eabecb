"""The vectors of all public cases in memory, to be compared with that of a question.

Loaded before the workers of a server start, they are shared by all of these; what changes later each adds for itself.
"""

import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import batched
from typing import TYPE_CHECKING, NamedTuple

from django.db import DatabaseError, connections

from cases.models import CasePassages
from cases.search.kept import Kept
from cases.search.meaning.block import Block, Near
from cases.search.meaning.embedder import embedder

if TYPE_CHECKING:
    from cases.search.meaning.sketch import Numbers

logger = logging.getLogger(__name__)

# As many rows are read together.
ROWS = 500
# With a larger part of all in additions, everything is read anew.
ADDED = 0.1


class Stamp(NamedTuple):
    """What changes whenever the vectors of a case do."""

    changed_at: datetime
    waiting: int


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

    def nearest(
        self, asked: "Numbers", limit: int, *, only: Collection[int] | None = None, without: Collection[int] = ()
    ) -> list[Near]:
        """Return at most `limit` cases, the nearest first: only of these where that is given, and none of `without`."""
        import numpy

        direction = (asked / numpy.linalg.norm(asked)).astype(numpy.float32)
        found: list[Near] = []
        for block, counting in zip(self.blocks, self._counting, strict=True):
            if block.size != len(direction):
                continue
            wanted = counting if only is None else counting & numpy.isin(block.cases, list(only))
            if without:
                wanted = wanted & ~numpy.isin(block.cases, list(without))
            found += block.nearest(direction, limit, wanted)
        return sorted(found, key=lambda near: (-round(near.similarity, 6), near.case))[:limit]

    @cached_property
    def _counting(self) -> "list[Numbers]":
        """Of each block, whether the vectors of each of its cases count: they are not of before it changed."""
        import numpy

        cases: list[list[int]] = [[] for _ in self.blocks]
        for case, at in self.block_of.items():
            cases[at].append(case)
        return [numpy.isin(block.cases, some) for block, some in zip(self.blocks, cases, strict=True)]


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


_kept = Kept[HeldVectors]()


def held_vectors() -> HeldVectors | None:
    """Return the vectors as they are now; None where there is no model."""
    model = embedder()
    return _kept.now(lambda before: HeldVectors.read(model.name, before), model.name) if model else None


def prepare() -> None:
    """Read the vectors ahead of the first request, and leave no connection behind; without a database do nothing."""
    try:
        held_vectors()
    except DatabaseError:
        logger.warning("no vectors yet: the database does not answer")
    finally:
        connections.close_all()
