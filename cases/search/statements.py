"""Which claims of public cases hold what is asked, and which come first; of a few cases, which claims answer it.

A claim is found when it and its case together hold everything that is looked for, and it says some of that itself. Both
databases find the same claims, in the same order as long as at most RANKED are found.
"""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection
from django.db.models.expressions import RawSQL

from cases.models.querysets import placeholders, selected
from cases.search import engine
from cases.search.expression import all_of, some_of
from cases.search.language.analyser import words
from cases.search.language.lexicon import lexicon
from cases.search.query import Concept, Query, Way

# As many claims are put in order, the likeliest as the database sees it; the rest follows by newest knowledge.
RANKED = 200
# What a word counts where the claim says it itself, and where its case is about it.
SAID, ABOUT = 4.0, 1.0
# BM25's own: how soon repetition stops counting, how much length takes away, and the usual length in terms.
SATURATION, LENGTH, USUAL = 1.5, 0.4, 22

# --- Answers -----------------------------------------------------------------------------------------------------
# The claims of so many cases, the first ones, may answer a question.
ANSWERING_CASES = 10
# A question has at least so many things that are looked for: less is a subject, which no single claim answers.
LEAST_CONCEPTS = 2
# A thing that at most this part of the cases say is rare: a question has one, and an answer holds all of those.
RARE = 0.08
# The part of the question, by weight, that an answer holds, and the part that it says itself.
LEAST_HELD, LEAST_SAID = 0.8, 0.3
# How much more a claim with a figure counts where the question asks for one.
FIGURE = 1.6
# With these words somebody asks for a figure: hoeveel, wat kost, hoe vaak.
ASKS_FIGURE = frozenset(("hoeveel", "hoeveelste", "kost", "kosten", "kostte", "kostten", "vaak", "aantal", "procent"))
# The least score of an answer, as a part of the best that a claim could have.
LEAST_SCORE = 0.2


class _Engine(NamedTuple):
    """How a database finds the rows that hold everything asked, its second parameter, and say some of it, the first."""

    found: str
    # The likeliest first, as many as the last parameter says; of PostgreSQL after the question once more.
    likeliest: str


ENGINES = {
    "sqlite": _Engine(
        "SELECT rowid FROM cases_claimsearchentry"
        " WHERE cases_claimsearchentry MATCH '({said} : ' || %s || ') AND (' || %s || ')'",
        "{} ORDER BY bm25(cases_claimsearchentry, 4, 1), rowid LIMIT %s",
    ),
    "postgresql": _Engine(
        "SELECT rowid FROM cases_claimsearchentry WHERE spoken @@ %s::tsquery AND vector @@ %s::tsquery",
        "SELECT rowid FROM cases_claimsearchentry, (SELECT %s::tsquery AS wanted, %s::tsquery AS asked) AS query"
        " WHERE spoken @@ wanted AND vector @@ asked ORDER BY ts_rank(vector, asked, 1) DESC, rowid LIMIT %s",
    ),
}
TEXTS = """
SELECT claim.id, said, about, has_figure, described_in, title, position
FROM cases_claimsearchentry AS entry JOIN cases_publishedclaim AS claim ON claim.id = entry.rowid
JOIN cases_publishedcase AS published ON published.case_id = claim.published_case_id
WHERE {} IN ({})
"""


class ClaimText(NamedTuple):
    """What of a claim decides its place, as TEXTS selects it: its terms with spaces around them."""

    pk: int
    said: str
    about: str
    has_figure: bool
    described_in: int
    title: str
    position: int


class Answer(NamedTuple):
    """A claim that answers a question, by the key of its row, and how well: a part of the best that can be."""

    pk: int
    score: float


def found(query: Query) -> RawSQL | None:
    """Return the keys of the claims that the query finds, as a subquery; None: no claim can hold it."""
    if not query.concepts:
        return None
    return RawSQL(ENGINES[connection.vendor].found, _wording(query))  # noqa: S611  # its parameters are bound


def ranked(query: Query) -> list[int]:
    """Return the keys of the claims that the query finds, the best first, no more than RANKED."""
    if not query.concepts:
        return []
    likeliest = ENGINES[connection.vendor].likeliest.format(ENGINES[connection.vendor].found)
    pks = [pk for (pk,) in selected(likeliest, [*_wording(query), RANKED])]
    scorer = ClaimScorer(query)
    order = [
        (-round(scorer.score(one), 6), -one.described_in, one.title, one.position, one.pk)
        for one in _texts("entry.rowid", pks)
    ]
    return [pk for *_, pk in sorted(order)]


def answers(query: Query, cases: Sequence[int], limit: int = 3) -> list[Answer]:
    """Return at most `limit` claims of the first of these public cases that answer the query, the best first, or none.

    None where the question names too little to be answered, or something that no case says. One query.
    """
    if len(query.concepts) < LEAST_CONCEPTS or query.left_out:
        return []
    most = RARE * lexicon().size
    rare = [concept for concept in query.concepts if concept.cases <= most]
    if not rare:
        return []
    scorer = ClaimScorer(query)
    scored = []
    for one in _texts("claim.published_case_id", cases[:ANSWERING_CASES]):
        if not scorer.holds(rare, one) or scorer.part(one.said) < LEAST_SAID:
            continue
        if scorer.part(one.said + one.about) < LEAST_HELD:
            continue
        score = scorer.score(one) / scorer.best
        if scorer.asks_figure:
            score *= FIGURE if one.has_figure else 1
        if score >= LEAST_SCORE:
            scored.append((-round(score, 6), -one.described_in, one.title, one.position, Answer(one.pk, score)))
    return [answer for *_, answer in sorted(scored)][:limit]


def _texts(column: str, keys: Sequence[int]) -> list[ClaimText]:
    """Return the texts of the claims with one of these keys in `column`."""
    rows = selected(TEXTS.format(column, placeholders(keys)), keys) if keys else []
    return [ClaimText(pk, f" {said} ", f" {about} ", *rest) for pk, said, about, *rest in rows]


def _wording(query: Query) -> list[str]:
    """Return, as the database has it, what a claim says some of, and what it and its case hold all of."""
    parts = [concept.expression for concept in query.concepts]
    wording = engine.engine().wording
    return [wording(some_of(parts)), wording(query.bounded(all_of(parts)))]


class ClaimScorer:
    """Says how much of a query a claim holds, and how well it answers that."""

    def __init__(self, query: Query) -> None:
        self.concepts = query.concepts
        self.asked = sum(concept.weight for concept in query.concepts)
        self.asks_figure = any(word.folded in ASKS_FIGURE for word in words(query.text))

    @property
    def best(self) -> float:
        """The score that no claim passes."""
        return self.asked * (SATURATION + 1)

    def score(self, text: ClaimText) -> float:
        """Return how well a claim says what is asked: BM25 over what is looked for, its case counting less."""
        total = 0.0
        length = 1 - LENGTH + LENGTH * (text.said.count(" ") - 1) / USUAL
        for concept in self.concepts:
            times = SAID * _times(concept, text.said) / length + ABOUT * _times(concept, text.about)
            total += concept.weight * times / SAID * (SATURATION + 1) / (SATURATION + times / SAID)
        return total

    def holds(self, concepts: list[Concept], text: ClaimText) -> bool:
        """Whether a claim or its case says each of these."""
        return all(_times(one, text.said) or _times(one, text.about) for one in concepts)

    def part(self, column: str) -> float:
        """Return the part of the query, by weight, that a column holds."""
        return sum(one.weight for one in self.concepts if _times(one, column)) / self.asked


def _times(concept: Concept, column: str) -> float:
    """Return how often a column says a concept; what is not quite it counts for its share."""
    return max(way.share * _said(way, column) for way in concept.ways)


def _said(way: Way, column: str) -> int:
    if way.together or len(way.terms) == 1:
        return column.count(f" {' '.join(way.terms)} ")
    return min(column.count(f" {term} ") for term in way.terms)
