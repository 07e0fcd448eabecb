"""One order of two: by words and by meaning.

Reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009): only places count, so that neither has to know how the
other one measures.
"""

from collections import defaultdict
from collections.abc import Sequence

# How soon the places after the first ones count less: 10, where 60 is usual, came out best (docs/search.md).
SOON = 10
# After so many places, meaning says nothing.
TOLD = 50


def fused(by_words: Sequence[int], by_meaning: Sequence[int], weight: float) -> list[int]:
    """Return all cases of both, the best first; a place by meaning counts `weight` of the same place by words."""
    scores: defaultdict[int, float] = defaultdict(float)
    for cases, share in ((by_words, 1.0), (by_meaning[:TOLD], weight)):
        for place, case in enumerate(cases, 1):
            scores[case] += share / (SOON + place)
    return sorted(scores, key=lambda case: -scores[case])
