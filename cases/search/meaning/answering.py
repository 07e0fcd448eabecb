"""Which cases are about what somebody asks, whatever words they use; within what names, numbers and quotes leave."""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from cases.search import engine
from cases.search.language.analyser import words
from cases.search.language.lexicon import lexicon
from cases.search.language.word_list import dutch_words
from cases.search.language.words import FILLER
from cases.search.meaning.block import Near
from cases.search.meaning.embedder import Unavailable, embedder
from cases.search.meaning.fusion import TOLD
from cases.search.meaning.held import held_vectors
from cases.search.meaning.proper_names import proper_names
from cases.search.queries.expression import all_of
from cases.search.queries.literal import saying
from cases.search.queries.query_signs import any_phrase

if TYPE_CHECKING:
    from cases.search.meaning.sketch import Numbers
    from cases.search.queries.query import Concept, Query

# A text longer than this is read without the words that only put the question, and at most so much of it: a model
# takes a millisecond for each part of a word, and twice as much of long questions found no more.
READ = 100
# A number of fewer digits stands for too much to leave anything out.
DIGITS = 3


# What a place by meaning counts beside the same place by words, and where these say little: some occur nowhere, are
# only part of something else, or are so many that no case holds them all.
WEIGHT, SAYING_LITTLE = 0.25, 0.5
PART = 0.5


def weight_of(query: "Query") -> float:
    """Return what a place by meaning counts beside the same place by words."""
    loosely = any(max(way.share for way in concept.ways) <= PART for concept in query.concepts)
    return SAYING_LITTLE if query.left_out or query.is_long or loosely else WEIGHT


def about_the_same(query: "Query") -> list[Near]:
    """Return the cases that are about what `query` asks, the nearest first.

    None where there is no model or it is away, where nothing is asked that a case says, and, unless the question is
    long, where a name, a number or a quotation is asked, or a word of the editors, who said which cases those are.
    """
    model = embedder()
    if model is None or not query.concepts:
        return []
    exact = exact_of(query.concepts)
    if (exact or query.by_word) and not query.is_long:
        return []
    held = held_vectors()
    if held is None or not held.blocks:
        return []
    try:
        asked = asked_vector(query)
    except Unavailable:
        return []
    unwanted = engine.ids(any_phrase(query.excluded)) if query.excluded else []
    return held.nearest(asked, TOLD, only=_holding(query, exact) if exact else None, without=unwanted)


def _holding(query: "Query", exact: "list[Concept]") -> list[int]:
    """Return the cases that hold all that is exact."""
    holding = engine.ids(all_of([concept.expression for concept in exact]))
    return list(saying(query.quoted, holding)) if query.quoted and holding else holding


def exact_of(concepts: "Iterable[Concept]") -> "list[Concept]":
    """Return of what is looked for the names, numbers and quotations: something else is not about the same."""
    known, names = lexicon(), proper_names()

    def is_exact(concept: "Concept") -> bool:
        if concept.is_quoted or sum(sign.isdigit() for sign in concept.typed) >= DIGITS:
            return True
        typed = [word for word in words(concept.typed) if not word.joined]
        means_something = all(word.folded in dutch_words() or known.in_thesaurus(word.term) for word in typed)
        return set(concept.ways[0].terms) <= names and not means_something

    return [concept for concept in concepts if is_exact(concept)]


def read_as(text: str) -> str:
    """Return what of a question a model reads."""
    if len(text) > READ:
        said = [word for word in words(text) if not (word.joined or word.is_stop or word.folded in FILLER)]
        text = " ".join(word.written for word in said) or text
    return text if len(text) <= READ else text[: READ + 1].rpartition(" ")[0] or text[:READ]


def asked_vector(query: "Query") -> "Numbers":
    """Return the vector of what `query` asks, by the model in use. Raises Unavailable."""
    model = embedder()
    assert model is not None  # noqa: S101  # who asks has one
    return _asked(read_as(query.corrected_text), model.name)


@lru_cache(maxsize=128)
def _asked(text: str, model: str) -> "Numbers":
    """Return the vector of what is asked, kept for the next page of the same list. Raises Unavailable."""
    found = embedder()
    assert found is not None  # noqa: S101  # who asks has one
    vector: Numbers = found.queries([text])[0]
    return vector
