"""Which claims answer a question: a few, or rather none than one that does not.

A claim answers when it and its case hold nearly everything that is asked, in words that mean just that; when it says
itself what its case is not about as a whole; and when it has the figure or the time that is asked for. A word that no
case says leaves a question without an answer. What editors tied to a word says that word.
"""

import math
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cases.search.language.analyser import terms, words
from cases.search.meaning.answering import exact_of
from cases.search.meaning.claims import nearest_claim
from cases.search.queries.query import Concept, Query
from cases.search.statements.claim_search import ClaimScorer, ClaimText, claim_texts, tied, times_said

# The claims of so many cases, the first ones, may answer a question.
CASES = 10
# A way of saying something with a lesser share says something else: a compound, a subject it falls under.
JUST_THAT = 0.5
# The part of the question, by weight, that an answer holds; and the part that it says itself of what its case is not
# about, or of everything where its case is about all of it.
HELD, SAID, SAID_OF_SUBJECT = 0.9, 0.5, 0.8
# And the part that the claim which both words and meaning put first holds with its case.
HELD_BY_BOTH = 0.5
# What is asked weighs at least so many times what a name weighs that only one case has: less is too common to be
# something particular. Who asks for a figure or a time says so with that already.
PARTICULAR, PARTICULAR_FIGURE = 1.15, 0.55
# Beside the best answer, one with less than this part of its score says less of what was asked.
BESIDE_BEST = 0.8

# With these somebody asks for a figure; no case need say them.
_FIGURE = """
    hoeveel hoeveelste kost kosten kostte kostten vaak aantal procent percentage cijfer cijfers bedrag euro duur duurt
    many much cost costs number
"""
_QUESTION = "hoe wie wat waar waarom wanneer welk welke waarmee waardoor waarvoor how who what where why when which"
_NUMBERS = """
    twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien twintig dertig veertig vijftig
    zestig zeventig tachtig negentig helft kwart half ton
"""
# As they are stemmed, also in one word: vijfduizend.
LARGE = re.compile(r"\d|honderd|dui[sz]|miljoen|miljard")
_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"
FIGURE, QUESTION = frozenset(_FIGURE.split()), frozenset(_QUESTION.split())
HOW_MUCH = re.compile(r"\b(?:hoe|how) (veel|vaak|groot|hoog|lang|oud|ver|snel|often|long|old)\b")
WHEN = frozenset(("wanneer", "when"))
NUMBERS, MONTHS = frozenset(terms(_NUMBERS)), frozenset(terms(_MONTHS))
YEAR = re.compile(r"(?:19|20)\d\d")


class Answer(NamedTuple):
    """A claim that answers a question, by the key of its row."""

    pk: int
    # Whether editors tied it to a word that was asked.
    by_editors: bool = False


def answers(query: Query, cases: Sequence[int], fits: Callable[[int], bool], limit: int = 3) -> list[Answer]:
    """Return at most `limit` claims that answer the query, or none: those that editors tied to its words, in their
    order; without such the best of the first of these public cases. `fits`: whether a case may be chosen.

    Where words alone answer nothing, the one claim that a model puts first as well.

    One query, two more with words of the editors, one more with a model; none where the question cannot be answered.
    """
    question = _Question(query)
    if not question.can_be_answered:
        return []
    if chosen := _chosen(question, tied(query), fits):
        return [Answer(pk, by_editors=True) for pk in chosen[:limit]]
    texts = claim_texts("claim.published_case_id", cases[:CASES])
    found = [(question.part_held(text), text) for text in texts if question.is_answered(text)]
    if not found:
        return [Answer(text.pk) for text in _first_by_both(question, texts)]
    most = max(held for held, _ in found)
    order = question.ordered([text for held, text in found if held == most])
    return [Answer(text.pk) for text in order if question.score(text) >= BESIDE_BEST * question.score(order[0])][:limit]


def _first_by_both(question: "_Question", texts: Sequence[ClaimText]) -> list[ClaimText]:
    """Return the claim that both words and meaning put first, if it holds enough of what is asked.

    None without a model. One query where there is one and a claim may answer.
    """
    first = question.ordered(texts)[:1] if question.is_asked else []
    held = [text for text in first if question.is_held(text, least=HELD_BY_BOTH) and question.is_spoken_of(text)]
    if held and nearest_claim(question.query, {text.case for text in texts}) == (held[0].case, held[0].key):
        return held
    return []


def _chosen(question: "_Question", ties: dict[int, list[Concept]], fits: Callable[[int], bool]) -> list[int]:
    """Return the claims that editors tied to words of the question and that hold the rest of it, in their order."""
    texts = {text.pk: text for text in claim_texts("claim.id", list(ties))}
    return [pk for pk in ties if pk in texts and fits(texts[pk].case) and question.is_held(texts[pk], ties[pk])]


class _Question:
    """What is asked, and what a claim must have to answer it."""

    def __init__(self, query: Query) -> None:
        self.query = query
        said = [word.folded for word in words(query.text) if not word.joined]
        how_much = {match[1] for match in HOW_MUCH.finditer(query.text.lower())}
        self.asks_figure = bool(how_much or FIGURE.intersection(said))
        self.asks_when = not WHEN.isdisjoint(said)
        self.concepts = [one for one in query.concepts if one.typed.lower() not in FIGURE | how_much]
        self.weight = _weight(self.concepts)
        is_put = self.asks_figure or "?" in query.text or not QUESTION.isdisjoint(said)
        self.is_asked = is_put and not any(one.negated for one in self.concepts)
        least = PARTICULAR_FIGURE if self.asks_figure or self.asks_when else PARTICULAR
        self.is_particular = self.is_asked and self.weight >= least * math.log(1 + (query.among - 0.5) / 1.5)
        unknown = {word.lower() for word in query.left_out} - FIGURE
        self.can_be_answered = bool(self.concepts) and not unknown
        self._scorer = ClaimScorer(query)

    def score(self, text: ClaimText) -> float:
        """Return how well the claim says what is asked, beside the best that one could."""
        return round(self._scorer.score(text) / self._scorer.best, 6)

    def ordered(self, texts: Sequence[ClaimText]) -> list[ClaimText]:
        """Return these claims, the one that says best what is asked first."""
        return sorted(
            texts, key=lambda text: (-self.score(text), -text.described_in, text.title, text.position, text.pk)
        )

    def part_held(self, text: ClaimText, ties: Sequence[Concept] = ()) -> float:
        """Return the part of what is asked, by weight, that the claim and its case hold; editors tied it to `ties`."""
        columns = text.said + text.about
        return _weight([one for one in self.concepts if one in ties or _says(one, columns)]) / self.weight

    def is_held(self, text: ClaimText, ties: Sequence[Concept] = (), least: float = HELD) -> bool:
        """Whether the claim and its case hold at least so much of what is asked, with the figure or the time."""
        has_kind = (not self.asks_figure or _has_figure(text)) and (not self.asks_when or _has_time(text))
        return has_kind and self.part_held(text, ties) >= least

    def is_spoken_of(self, text: ClaimText) -> bool:
        """Whether the claim says some of what is asked, and with its case each name, number and quotation of it."""
        says_some = any(_says(one, text.said) for one in self.concepts)
        return says_some and all(_says(one, text.said + text.about) for one in exact_of(self.concepts))

    def is_answered(self, text: ClaimText) -> bool:
        """Whether the claim answers it: it says itself what its case is not about as a whole."""
        if not self.is_particular or not self.is_held(text):
            return False
        own = [one for one in self.concepts if not _says(one, text.about)]
        least = SAID if own else SAID_OF_SUBJECT
        own = own or self.concepts
        return _weight([one for one in own if _says(one, text.said)]) >= least * _weight(own)


def _weight(concepts: Sequence[Concept]) -> float:
    return sum(concept.weight for concept in concepts)


def _says(concept: Concept, column: str) -> bool:
    """Whether a column says a thing in words that mean just that."""
    ways = [way for way in concept.ways if way.share >= JUST_THAT and not way.is_wider]
    return any(times_said(way, column) for way in ways)


def _has_figure(text: ClaimText) -> bool:
    return text.has_figure or any(LARGE.search(term) or term in NUMBERS for term in text.said.split())


def _has_time(text: ClaimText) -> bool:
    return any(YEAR.fullmatch(term) or term in MONTHS for term in text.said.split())
