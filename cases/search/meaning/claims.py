"""Which of some claims says most nearly what somebody asks."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cases.search.meaning import storage
from cases.search.meaning.answering import asked_vector
from cases.search.meaning.embedder import Unavailable, embedder
from cases.search.meaning.passages import CLAIM

if TYPE_CHECKING:
    from cases.search.queries.query import Query

# How much nearer one claim is than the next one, where it is told apart from it.
NEARER = 0.004


def nearest_claim(query: "Query", cases: Iterable[int]) -> tuple[int, str] | None:
    """Return the case and the key of the one claim, of these public cases, that is nearest to what `query` asks.

    None where no claim is clearly the nearest, and where there is no model or it is away. One query where there is one.
    """
    if embedder() is None:
        return None
    try:
        asked = asked_vector(query)
    except Unavailable:
        return None
    import numpy

    found: dict[tuple[int, str], float] = {}
    for case, places in storage.vectors_of(cases).items():
        for (kind, place, _), held in places:
            vector = numpy.frombuffer(held, dtype=numpy.int8).astype(numpy.float32)
            if kind == CLAIM and len(vector) == len(asked):
                similarity = float(vector @ asked / (numpy.linalg.norm(vector) * numpy.linalg.norm(asked)))
                found[case, place] = max(similarity, found.get((case, place), -1))
    order = sorted(found, key=lambda claim: -found[claim])[:2]
    is_clear = order and (len(order) == 1 or found[order[0]] - found[order[1]] >= NEARER)
    return order[0] if is_clear else None
