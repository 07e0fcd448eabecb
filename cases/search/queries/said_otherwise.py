"""What is looked for in place of something that no case says as it was typed, in words for a reader."""

from collections.abc import Sequence

from cases.search.language.lexicon import Lexicon
from cases.search.queries.query import Way

# As many are named.
NAMED = 3


def said_otherwise(ways: Sequence[Way], phrase: tuple[str, ...], known: Lexicon) -> tuple[str, ...]:
    """Return how the nearest of these ways are written; none where one of them is what was typed, as `phrase`."""
    translated = set(known.thesaurus.translations(phrase))
    if any(way.share == 1 and way.together and way.terms not in translated for way in ways):
        return ()
    nearest = max(way.share for way in ways)
    return tuple(dict.fromkeys(_written(way, known) for way in ways if way.share == nearest))[:NAMED]


def _written(way: Way, known: Lexicon) -> str:
    if way.together and (name := known.thesaurus.name(way.terms)):
        return name
    return (" " if way.together else " en ").join(known.written(term) for term in way.terms)
