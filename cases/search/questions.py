"""Which questions are asked already: of those answered, by who types in the search field; of any, by who puts one."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from cases.models import Question
from cases.search.language.analyser import terms, words
from cases.search.language.lexicon import Lexicon, lexicon
from cases.search.language.words import FILLER
from cases.search.queries.query_parser import parse

# Fewer words than this say too little to know that somebody asks it.
LEAST = 2
SHOWN = 2
# Two questions are alike when each holds so much, by weight, of what the other is about (docs/search.md).
ALIKE = 0.5
# A way with a lesser share says something else.
JUST_THAT = 0.5
SHOWN_ALIKE = 3


class Asked(Protocol):
    """A row that holds a question."""

    question: str


def questions_asked(typed: str) -> list[Question]:
    """Return the public questions that hold every word that was typed, those with the fewest others first.

    Words that only put the question count nowhere. One query, and none for fewer than two words.
    """
    asked = _terms(typed)
    if len(asked) < LEAST:
        return []
    rows = Question.objects.public().defer("answer", "cited")
    found = [(len(own - asked), row) for row in rows if asked <= (own := _terms(row.question))]
    return [row for _, row in sorted(found, key=lambda one: (one[0], one[1].position, one[1].pk))][:SHOWN]


def questions_alike[Row: Asked](text: str, among: Iterable[Row]) -> list[Row]:
    """Return at most SHOWN_ALIKE of the rows whose question is like `text`, the likest first; none for a single word.

    Alike by what search looks for: synonyms and other forms of a word are the same. No query beyond the words of the
    catalogue, and some milliseconds for each row.
    """
    if len(_terms(text)) < LEAST:
        return []
    known = lexicon()
    asked = _things(text, known)
    found = [(_likeness(asked, _things(row.question, known)), row) for row in among]
    alike = [(likeness, row) for likeness, row in found if likeness >= ALIKE]
    return [row for _, row in sorted(alike, key=lambda one: -one[0])][:SHOWN_ALIKE]


class _Thing(NamedTuple):
    """One thing that a question is about: the terms of each way to say it, and what it weighs."""

    ways: set[tuple[str, ...]]
    weight: float


def _things(question: str, known: Lexicon) -> list[_Thing]:
    """Return what a question is about; a word that no case says weighs as much as one that a single case does."""
    query = parse(question, known=known)
    found = [
        _Thing({way.terms for way in concept.ways if way.share >= JUST_THAT and not way.is_wider}, concept.weight)
        for concept in query.concepts
    ]
    unknown = dict.fromkeys(term for text in query.left_out for term in terms(text))
    return found + [_Thing({(term,)}, math.log(1 + (query.among - 0.5) / 1.5)) for term in unknown]


def _likeness(left: Sequence[_Thing], right: Sequence[_Thing]) -> float:
    """Return the part, by weight, of what either is about that the other is about too: of the two the lesser."""
    return min(_part_in(left, right), _part_in(right, left))


def _part_in(wanted: Sequence[_Thing], others: Sequence[_Thing]) -> float:
    said = {way for other in others for way in other.ways}
    whole = sum(thing.weight for thing in wanted)
    return sum(thing.weight for thing in wanted if thing.ways & said) / whole if whole else 0.0


def _terms(text: str) -> set[str]:
    return {word.term for word in words(text) if not (word.joined or word.is_stop or word.folded in FILLER)}
