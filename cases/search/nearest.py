"""What comes nearest to a question that finds nothing: a subject of the catalogue, a question, and cases."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from cases.search.language.analyser import stem, words
from cases.search.language.lexicon import LINKS, SHORTEST_PART, Lexicon, lexicon
from cases.search.names import Name, Names, names
from cases.search.queries.query import Query
from cases.search.queries.query_parser import parse
from cases.search.ranking import ranked

SUBJECTS = ("Thema", "Begrip", "Element", "Obstakel")
# A part of a word that no case says tells something from so many letters on.
TELLING = 5
CASES = 3


class Nearest(NamedTuple):
    """What is nearest, and the words by which it was found."""

    words: str
    subject: Name | None
    question: Name | None
    # The keys of the best cases.
    cases: list[int]


def nearest(query: Query) -> Nearest | None:
    """Return what is nearest to a query in vain: to its words without signs, or to a part of those no case says.

    None: nothing in the catalogue is. A query and those of search, one for each word tried.
    """
    if query.has_no_words:
        return None
    known, called = lexicon(), names()
    plain = query if query.ids else parse(query.without_signs, known=known)
    tried = [plain] if plain.ids else [parse(part, known=known) for part in _parts(query, known)]
    for one in tried:
        cases = ranked(one)[:CASES]
        terms = [term for concept in one.concepts for term in concept.ways[0].terms]
        subject, question = (_named(called, terms, kinds) for kinds in (SUBJECTS, ("Vraag",)))
        if cases and (subject or one is plain):
            return Nearest(one.text, subject, question, cases)
    return None


def _parts(query: Query, known: Lexicon) -> Iterator[str]:
    """Yield the part of each word that no case says by which a subject is called: the last one if it can be.

    What comes last in a Dutch compound says what it is.
    """
    for text in query.left_out:
        for folded in (word.folded for word in words(text) if not word.joined):
            cuts = range(SHORTEST_PART, len(folded) - SHORTEST_PART + 1)
            parts = [(folded[at:], folded[:at]) for at in cuts] + [(folded[:at], folded[at:]) for at in reversed(cuts)]
            yield from islice((part for part, rest in parts if _is_subject(part, known) and _is_whole(rest, known)), 1)


def _is_subject(part: str, known: Lexicon) -> bool:
    term = stem(part)
    return len(part) >= TELLING and known.is_word(part) and term in known.cases and known.is_subject((term,))


def _is_whole(rest: str, known: Lexicon) -> bool:
    """Whether what is left of a compound is a word, so that it is one and not written like one by chance."""
    return any(known.is_word(rest.removesuffix(link)) for link in LINKS if rest.endswith(link))


def _named(called: Names, terms: list[str], kinds: tuple[str, ...]) -> Name | None:
    """Return the first name of the first of these kinds that holds all of these terms."""
    holding = set.intersection(*(called.by_term.get(term, set()) for term in terms)) if terms else set()
    places = (min(holding & called.by_kind.get(kind, set()), default=None) for kind in kinds)
    return next((called.names[at] for at in places if at is not None), None)
