"""From a word of the editors to what is looked for: its cases in their order, then what tells of the same."""

import math

from cases.search import engine
from cases.search.language.lexicon import Lexicon
from cases.search.queries.query import Concept, Way
from cases.search.queries.search_words import EditorsWord

# What each next tied case counts more than the one after it, beside the word itself: more than how often a case says
# that or what its terms are called, so that the order of the editors holds.
STEP = 8.0
# What it counts that a case tells of a tied element or obstacle, and that it says a tied term.
ABOUT, SAID = 1.0, 0.9


def concept_by_word(
    word: EditorsWord, typed: str, own: list[Way], known: Lexicon, *, negated: bool = False
) -> Concept | None:
    """Return `word` as one thing looked for; None when nothing readers see is tied to it and no case says it.

    `own`: the ways of saying the word itself that occur, as typed first.
    """
    first = [marker for marker in word.case_markers if marker in known.markers]
    about = [marker for marker in word.about_markers if marker in known.markers]
    ways = [*own]
    ways += [Way((marker,), STEP * (len(first) - at)) for at, marker in enumerate(first)]
    ways += [Way((marker,), ABOUT) for marker in about]
    ways += [Way(phrase, SAID) for phrase in word.said if all(term in known.cases for term in phrase)]
    ways = list({way.terms: way for way in reversed(ways)}.values())[::-1]
    if not ways:
        return None
    counted = [known.stands_in(way.terms) for way in ways if way.terms[0] not in first]
    cases = max([len(first), *counted])
    weight = math.log(1 + (max(known.size, cases) - cases + 0.5) / (cases + 0.5))
    return Concept(typed, tuple(ways), max(weight, 0.05), cases, negated, word, _is_said(own))


def _is_said(own: list[Way]) -> bool:
    """Whether a case says it as it was typed; one query for several words, which may all stand in cases apart."""
    if not own or own[0].share < 1:
        return False
    return len(own[0].terms) == 1 or bool(engine.ids(own[0].expression))
