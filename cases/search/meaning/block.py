"""Vectors of some cases in memory: which of these cases are nearest to what is asked."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cases.search.meaning.sketch import Sketch

if TYPE_CHECKING:
    from cases.search.meaning.sketch import Numbers

# As many vectors are made floats at a time: 768 kB, which stay in the processor's own memory, also on a busy machine.
PART = 512
# Of so many vectors each is compared; of more those of as many cases as COMPARED, which a sketch says are the nearest.
EVERY, COMPARED = 20_000, 500


class Near(NamedTuple):
    """A public case that tells about what is asked, how near its nearest passages are, and which passage is nearest."""

    case: int
    similarity: float
    # Its number among the passages of the case.
    passage: int


class Block:
    """The vectors of some cases, those of one case after the other."""

    def __init__(self, cases: Sequence[int], counts: Sequence[int], held: bytes) -> None:
        import numpy

        number = sum(counts)
        self.size = len(held) // number
        self.vectors = numpy.frombuffer(held, dtype=numpy.int8).reshape(number, self.size)
        self.cases = numpy.array(cases, dtype=numpy.int64)
        self.counts = numpy.array(counts)
        self.starts = _starts(self.counts)
        # A vector that was not made yet has no direction, and is near nothing.
        lengths = (numpy.linalg.norm(part, axis=1) for part in self._parts(self.vectors))
        self.lengths = numpy.maximum(numpy.concatenate(list(lengths)), 1)
        self.sketch = self._sketched() if number > EVERY else None

    def nearest(self, asked: "Numbers", limit: int, wanted: "Numbers") -> list[Near]:
        """Return at most `limit` of the cases that are `wanted`, a truth for each, in no order.

        `asked` has length one. How near a case is: the mean of its two nearest passages.
        """
        import numpy

        places = numpy.flatnonzero(wanted)
        if self.sketch and len(places) > COMPARED:
            about = self._about(self.sketch.similarities(asked))[places]
            places = numpy.sort(places[numpy.argpartition(-about, COMPARED)[:COMPARED]])
        if not len(places):
            return []
        starts, counts = self.starts[places], self.counts[places]
        firsts = _starts(counts)
        rows = numpy.arange(counts.sum()) + numpy.repeat(starts - firsts, counts)
        similarity, best = _by_case(self._similarities(asked, rows), firsts, counts)
        return [
            Near(int(self.cases[places[at]]), float(similarity[at]), int(best[at] - firsts[at]))
            for at in numpy.argsort(-similarity, kind="stable")[:limit]
        ]

    def _about(self, found: "Numbers") -> "Numbers":
        """Return as `_by_case` how near each case is, soon: of passages that are just as near one counts."""
        import numpy

        first = numpy.maximum.reduceat(found, self.starts)
        found[found == numpy.repeat(first, self.counts)] = -numpy.inf
        second = numpy.maximum.reduceat(found, self.starts)
        return numpy.where(numpy.isfinite(second), first + second, 2 * first)

    def _similarities(self, asked: "Numbers", rows: "Numbers") -> "Numbers":
        """Return how near each of these vectors is to `asked`: 1 is the same direction."""
        import numpy

        held = self.vectors if len(rows) == len(self.vectors) else self.vectors[rows]
        return numpy.concatenate([part @ asked for part in self._parts(held)]) / self.lengths[rows]

    def _sketched(self) -> Sketch:
        import numpy

        total = numpy.zeros(self.size)
        for part in self._directions():
            total += part.sum(axis=0)
        return Sketch((total / len(self.vectors)).astype(numpy.float32), self._directions())

    def _directions(self) -> "Iterator[Numbers]":
        for at, part in enumerate(self._parts(self.vectors)):
            yield part / self.lengths[at * PART : (at + 1) * PART, None]

    @staticmethod
    def _parts(vectors: "Numbers") -> "Iterator[Numbers]":
        import numpy

        return (vectors[at : at + PART].astype(numpy.float32) for at in range(0, len(vectors), PART))


def _starts(counts: "Numbers") -> "Numbers":
    """Return where the passages of each case begin."""
    import numpy

    return numpy.concatenate(([0], numpy.cumsum(counts)[:-1]))


def _by_case(found: "Numbers", starts: "Numbers", counts: "Numbers") -> "tuple[Numbers, Numbers]":
    """Return for each case the mean of its two nearest passages, and where the nearest one stands."""
    import numpy

    first = numpy.maximum.reduceat(found, starts)
    best = numpy.flatnonzero(found == numpy.repeat(first, counts))
    _, at = numpy.unique(numpy.searchsorted(starts, best, side="right"), return_index=True)
    best = best[at]
    found[best] = -numpy.inf
    second = numpy.maximum.reduceat(found, starts)
    return (first + numpy.where(counts > 1, second, first)) / 2, best
