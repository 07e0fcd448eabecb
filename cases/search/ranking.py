"""Which of the cases found come first. The same on both databases, as long as not more than CANDIDATES are found.

BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) over the columns, counted for each
thing looked for and not for each word, so that a rare synonym does not outweigh what was typed.
"""

import math
from itertools import pairwise
from typing import NamedTuple

from django.db.models import Case, IntegerField, QuerySet, Value, When

from cases.models import Case as WorkingCase
from cases.models import PublishedCase
from cases.models.querysets import NEWEST_KNOWLEDGE
from cases.search import engine
from cases.search.language.analyser import LONGEST, stem
from cases.search.language.words import WITHOUT
from cases.search.meaning.answering import weight_of
from cases.search.meaning.fusion import fused
from cases.search.queries.query import Concept, Query, Way

# The texts of so many cases are read to put them in order. Of more, the database's own ranking says which.
CANDIDATES = 50
# After those come as many in the database's order, and all others by newest knowledge.
RANKED = 200
# From here on only cases that say it in a name, the summary or a theme are candidates for the first places, if they are
# enough for a page.
MANY = 200
ENOUGH = 20
# A word that stands in at most so many times as many cases as are found tells them apart by itself.
TELLING = 4

# What a word counts in names, summary, parties and texts, and a marker; the usual length of each, in signs: to count
# words takes longer and tells no more. How many markers a case has takes nothing away.
WEIGHTS = (8.0, 3.0, 3.0, 1.0, 8.0)
LENGTHS = (140, 280, 420, 4_900, math.inf)
# What it counts where a case denies what is asked for.
NOT_MEANT = 0.3
# How heavy it is, beside what is denied, that a case denies what the query denies.
DENIED = 2.0
# The terms of the words that deny what stands after them, or after one more word.
DENYING = frozenset(map(stem, WITHOUT))
# Two terms are no longer.
BEFORE = 2 * (LONGEST + 1)
# What stands at most so many signs away is near: some six words.
NEAR = 50
# What words that were typed side by side add where they stand side by side.
SIDE_BY_SIDE = 0.3


class Tuning(NamedTuple):
    """What weighs how much in the order."""

    # BM25's own: how soon repetition stops counting, and how much length takes away.
    saturation: float
    length: float
    # How much less a case is worth for each part of the query, by weight, that it does not hold.
    incomplete: float
    # How much more a portrait counts than one of its practices, and how much a name in it adds: it tells the whole
    # story.
    portrait: float
    party: float


SHORT = Tuning(saturation=4.0, length=0.2, incomplete=2.0, portrait=1.03, party=3.0)
# A long question names so much that a long text always holds some of it, and hardly any case all.
LONG = Tuning(saturation=8.0, length=0.75, incomplete=0.5, portrait=1.0, party=0.0)


def ranked(query: Query, *, by_meaning: bool = True) -> list[int]:
    """Return the cases found, those that hold everything before those near it, the best first; of very many no more
    than RANKED.

    An empty query finds nothing here: there is nothing to rank by.
    """
    if not query.concepts:
        return []
    found = _by_words(query)
    if not by_meaning or not query.nearest:
        return found
    shown = set(query.ids)
    order = [pk for pk in fused(found, [near.case for near in query.nearest], weight_of(query)) if pk in shown]
    return sorted(order, key=lambda pk: pk not in query.whole)


def _by_words(query: Query) -> list[int]:
    """Return the cases that hold what is asked, as `ranked` has them without a model that knows what they are about."""
    if len(query.by_words) <= CANDIDATES:
        return _ordered(query, query.by_words)
    likely = _likeliest(query)
    if not query.holds_all:
        # Those are few (query.ENOUGH): all of them are read.
        likely = [*sorted(query.whole), *(pk for pk in likely if pk not in query.whole)]
    return _ordered(query, likely[:CANDIDATES]) + likely[CANDIDATES:]


def by_relevance(cases: QuerySet[PublishedCase], query: Query) -> QuerySet[PublishedCase]:
    """Return `cases`, the most relevant first; beyond the candidates by newest knowledge, as when nothing is asked."""
    first = ranked(query)
    if not first:
        return cases.order_by(*NEWEST_KNOWLEDGE)
    places = Case(*(When(pk=pk, then=Value(at)) for at, pk in enumerate(first)), output_field=IntegerField())
    # Looked up in the list first, so that of many cases only the few candidates go through the branches.
    order = Case(When(pk__in=first, then=places), default=Value(len(first)), output_field=IntegerField())
    return cases.order_by(order, *NEWEST_KNOWLEDGE)


def _likeliest(query: Query) -> list[int]:
    """Return which of many cases are likely the best ones, as the database sees it.

    Of cases that hold every word, the rarest tells them apart; counting the others too would take longer than finding.
    Of cases that hold some of it, the heaviest things tell them apart, each of which counts once.
    """
    assert query.expression is not None  # noqa: S101  # ranked looked
    if not query.holds_all:
        return engine.likeliest_of(query.by_words, query.any_of_the_heaviest, RANKED)
    found = query.whole
    rarest = min(query.concepts, key=lambda concept: concept.cases)
    telling = rarest.cases <= TELLING * len(found)
    attempts = [(rarest.expression if telling else query.expression, leading) for leading in (True, False)]
    for expression, leading in attempts if len(found) > MANY else attempts[1:]:
        likely = engine.likeliest(expression, RANKED, leading=leading, marked=bool(query.by_word))
        likely = [pk for pk in likely if pk in found]
        if len(likely) >= ENOUGH:
            break
    return likely


def _ordered(query: Query, pks: list[int]) -> list[int]:
    scorer = Scorer(query)
    scored = []
    for pk, kind, described_in, title, *columns in engine.texts(pks):
        looked_in = [f" {column} " for column in columns[: scorer.column_count]]
        score = scorer.score(looked_in, is_portrait=kind == WorkingCase.Kind.PORTRAIT)
        scored.append((pk not in query.whole, -round(score, 6), -described_in, title, pk))
    return [pk for *_, pk in sorted(scored)]


class _Looked(NamedTuple):
    """A way as it is looked for in a column: its terms, with spaces around what stands together."""

    share: float
    first: str
    # What stands near it, where the terms need not stand together.
    near: tuple[str, ...]

    @classmethod
    def of(cls, way: Way) -> "_Looked":
        if way.together:
            return cls(way.share, f" {' '.join(way.terms)} ", ())
        first, *others = (f" {term} " for term in way.terms)
        return cls(way.share, first, tuple(others))


class Scorer:
    """Says how well a case answers a query."""

    def __init__(self, query: Query) -> None:
        self.tuning = LONG if query.is_long else SHORT
        self.concepts = [(concept, [_Looked.of(way) for way in concept.ways]) for concept in query.concepts]
        self.asked = sum(concept.weight * (1 + DENIED * concept.negated) for concept in query.concepts)
        # Only the words of the editors are looked for by markers: else that column, the last one, is left alone.
        self.column_count = len(WEIGHTS) if query.by_word else len(WEIGHTS) - 1
        # What editors put in order stays in it, portrait or not.
        self.portrait = 1 if query.by_word else self.tuning.portrait
        # What was typed side by side, and what a case earns for saying it so.
        self.pairs = [
            (f" {' '.join(left.ways[0].terms + right.ways[0].terms)} ", SIDE_BY_SIDE * (left.weight + right.weight))
            for left, right in pairwise(query.concepts)
        ]

    def score(self, columns: list[str], *, is_portrait: bool) -> float:
        """Return how well a case with these columns answers; 0 when it holds nothing of the query."""
        total = held = 0.0
        weights = self._weights(columns)
        saturation = self.tuning.saturation
        for concept, ways in self.concepts:
            found, denied = _frequency(concept, ways, columns, weights, self.tuning.party if is_portrait else 0.0)
            if found:
                held += concept.weight
                total += concept.weight * found * (saturation + 1) / (saturation + found)
            if concept.negated and denied:
                held += DENIED * concept.weight
        if not self.asked:
            return 0.0
        total += sum(earned for said, earned in self.pairs if any(said in column for column in columns))
        return total * (held / self.asked) ** self.tuning.incomplete * (self.portrait if is_portrait else 1)

    def _weights(self, columns: list[str]) -> list[float]:
        """Return what a word counts in each column of a case: the less, the longer it is."""
        length = self.tuning.length
        return [
            weight / (1 - length + length * len(column) / usual)
            for column, weight, usual in zip(columns, WEIGHTS, LENGTHS, strict=False)
        ]


def _frequency(
    concept: Concept, ways: list[_Looked], columns: list[str], weights: list[float], party: float
) -> tuple[float, bool]:
    """Return how often a case says the concept, and whether it denies it anywhere.

    How often is weighed by where and how it is said; `party` is what it counts more among the parties.
    """
    found, any_denied = 0.0, False
    for column, weight in zip(columns, weights, strict=True):
        times = 0.0
        for way in ways:
            if way.first in column:
                said, denied = _times(way, column)
                any_denied = any_denied or denied > 0
                times += way.share * (said - (0 if concept.negated else (1 - NOT_MEANT) * denied))
        if times:
            found += (weight + (party if column is columns[2] else 0.0)) * times
    return found, any_denied


def _times(way: _Looked, column: str) -> tuple[int, int]:
    """Return how often a column says something this way, and how often it denies it.

    Of terms apart, how often they stand near to each other; those are never denied: 'zonder wijkteams', 'geen klassieke
    wijkteams'.
    """
    said = denied = 0
    at = column.find(way.first)
    while at >= 0:
        if way.near:
            around = column[max(0, at - NEAR) : at + len(way.first) + NEAR]
            said += all(other in around for other in way.near)
        else:
            said += 1
            denied += not DENYING.isdisjoint(column[max(0, at - BEFORE) : at].rsplit(" ", 2)[-2:])
        at = column.find(way.first, at + (1 if way.near else len(way.first)))
    return said, denied
