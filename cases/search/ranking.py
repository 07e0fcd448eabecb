"""Which of the cases found come first. The same on both databases, as long as not more than ALL are found.

BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) over the four columns, counted for each
thing looked for and not for each word, so that a rare synonym does not outweigh what was typed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.db.models import Case, IntegerField, Value, When

from cases.models import Case as WorkingCase
from cases.models import SearchEntry
from cases.querysets import NEWEST_KNOWLEDGE, PublishedCaseQuerySet
from cases.search import engine
from cases.search.analyser import stem
from cases.search.document import COLUMNS
from cases.search.question import Concept, Question, Way
from cases.search.words import WITHOUT

# When no more than this are found, all of them are put in order of relevance.
ALL = 200
# Of more, as many; what comes after them is in order of newest knowledge.
CANDIDATES = 80
# From here on only cases that say it in a name, the summary or a theme are candidates for the first places.
MANY = 1_000

# What a word counts in names, summary, parties and texts; and the usual length of each, in terms.
WEIGHTS = (8.0, 3.0, 3.0, 1.0)
LENGTHS = (20, 40, 60, 700)
# BM25's own: how soon repetition stops counting, and how much length takes away.
SATURATION, LENGTH = 4.0, 0.2
# How much less a case is worth for each part of the question, by weight, that it does not hold.
INCOMPLETE = 2.0
# How much more a portrait counts than one of its practices, and how much a name in it adds: it tells the whole story.
PORTRAIT, PARTY = 1.03, 3.0
# What it counts where a case denies what is asked for.
NOT_MEANT = 0.3
# How heavy it is, beside what is denied, that a case denies what the question denies.
DENIED = 2.0
# What stands at most so many signs away is near: some six words.
NEAR = 50
# What words that were typed side by side add where they stand side by side.
SIDE_BY_SIDE = 0.3


@dataclass(frozen=True)
class Ranking:
    """The cases found: the best first, capped; and how many there are in all."""

    ids: list[int]
    total: int


@dataclass(frozen=True)
class _Candidate:
    pk: int
    columns: tuple[str, ...]
    is_portrait: bool
    tie: tuple[int, str, int]


def ranked(question: Question, *, limit: int = ALL) -> Ranking:
    """Return the best cases, at most `limit` of them, and the exact number of all that are found.

    An empty question finds nothing here: there is nothing to rank by.
    """
    total = len(question.ids)
    candidates = question.ids if total <= ALL else _likeliest(question, total)
    return Ranking(_ordered(question, candidates)[:limit], total)


def by_relevance(cases: PublishedCaseQuerySet, question: Question) -> PublishedCaseQuerySet:
    """Return `cases`, the most relevant first; beyond the candidates by newest knowledge, as when nothing is asked."""
    first = ranked(question).ids
    if not first:
        return cases.order_by(*NEWEST_KNOWLEDGE)
    places = Case(*(When(pk=pk, then=Value(at)) for at, pk in enumerate(first)), output_field=IntegerField())
    # Looked up in the list first, so that of many cases only the few candidates go through the branches.
    order = Case(When(pk__in=first, then=places), default=Value(len(first)), output_field=IntegerField())
    return cases.order_by(order, *NEWEST_KNOWLEDGE)


def _likeliest(question: Question, total: int) -> list[int]:
    assert question.expression is not None  # noqa: S101  # ranked looked
    if total > MANY:
        leading = engine.likeliest(question.expression, CANDIDATES, leading=True)
        if len(leading) == CANDIDATES:
            return leading
    return engine.likeliest(question.expression, CANDIDATES, leading=False)


def _ordered(question: Question, pks: Iterable[int]) -> list[int]:
    rows = SearchEntry.objects.filter(pk__in=list(pks)).values_list(
        "pk", *COLUMNS, "published_case__kind", "published_case__described_in", "published_case__title"
    )
    scored = []
    for pk, *rest in rows.iterator(chunk_size=ALL):
        columns, (kind, described_in, title) = tuple(f" {column} " for column in rest[:4]), rest[4:]
        candidate = _Candidate(pk, columns, kind == WorkingCase.Kind.PORTRAIT, (-described_in, title, pk))
        scored.append((-round(score(question, candidate), 6), candidate.tie, pk))
    return [pk for _, _, pk in sorted(scored)]


def score(question: Question, candidate: _Candidate) -> float:
    """Return how well a case answers the question; 0 when it holds nothing of it."""
    total = asked = held = 0.0
    for concept in question.concepts:
        asked += concept.weight
        found = _frequency(concept, candidate)
        if found:
            held += concept.weight
            total += concept.weight * found * (SATURATION + 1) / (SATURATION + found)
        if concept.negated:
            asked += DENIED * concept.weight
            held += DENIED * concept.weight * _denies(concept, candidate)
    if not asked:
        return 0.0
    total += sum(_beside(left, right, candidate) for left, right in _pairs(question))
    return total * (held / asked) ** INCOMPLETE * (PORTRAIT if candidate.is_portrait else 1)


def _frequency(concept: Concept, candidate: _Candidate) -> float:
    """Return how often a case says the concept, weighed by where and how, and by the length of what it stands in."""
    found = 0.0
    for column, weight, usual in zip(candidate.columns, WEIGHTS, LENGTHS, strict=True):
        times = 0.0
        for way in concept.ways:
            if said := _times(way, column):
                times += way.share * (said - (0 if concept.negated else (1 - NOT_MEANT) * _denials(way, column)))
        if times:
            long = column.count(" ") / usual
            found += weight * times / (1 - LENGTH + LENGTH * long)
            found += PARTY * times if candidate.is_portrait and column is candidate.columns[2] else 0
    return found


def _times(way: Way, column: str) -> int:
    """Return how often a column says something this way; of terms apart, how often they stand near to each other."""
    if way.together:
        return column.count(f" {' '.join(way.terms)} ")
    first, *others = (f" {term} " for term in way.terms)
    return sum(all(other in around for other in others) for around in _around(first, column))


def _around(said: str, column: str) -> Iterator[str]:
    """Yield what stands near each place in a column that says something."""
    at = column.find(said)
    while at >= 0:
        yield column[max(0, at - NEAR) : at + len(said) + NEAR]
        at = column.find(said, at + 1)


def _denies(concept: Concept, candidate: _Candidate) -> bool:
    """Return whether a case denies the concept anywhere."""
    return any(_denials(way, column) for way in concept.ways for column in candidate.columns)


def _denials(way: Way, column: str) -> int:
    """Return how often a column denies it: 'zonder wijkteams', 'geen klassieke wijkteams'."""
    return len(_denial(way.terms).findall(column)) if way.together else 0


@lru_cache(maxsize=1_000)
def _denial(terms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(sorted(map(stem, WITHOUT)))}) (?:\w+ )?{' '.join(terms)}(?= )")


def _pairs(question: Question) -> list[tuple[Concept, Concept]]:
    return list(pairwise(question.concepts))


def _beside(left: Concept, right: Concept, candidate: _Candidate) -> float:
    """Return what a case earns for saying two things right after one another, as they were typed."""
    phrase = f" {' '.join(left.ways[0].terms + right.ways[0].terms)} "
    beside = any(phrase in column for column in candidate.columns)
    return SIDE_BY_SIDE * (left.weight + right.weight) if beside else 0.0
