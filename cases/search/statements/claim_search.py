"""Which claims of public cases hold what is asked, and which come first; `answering` says which of them answer it.

A claim is found when it and its case together hold everything that is looked for, and it says some of that itself. Both
databases find the same claims, in the same order as long as at most RANKED are found.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection
from django.db.models.expressions import RawSQL

from cases.models import ClaimAddress, PublishedClaim
from cases.models.querysets import placeholders, selected
from cases.search import engine
from cases.search.queries.expression import all_of, some_of
from cases.search.queries.query import Concept, Query, Way

# As many claims are put in order, the likeliest as the database sees it; the rest follows by newest knowledge.
RANKED = 200
# What a word counts where the claim says it itself, and where its case is about it.
SAID, ABOUT = 4.0, 1.0
# BM25's own: how soon repetition stops counting, how much length takes away, and the usual length in terms.
SATURATION, LENGTH, USUAL = 1.5, 0.4, 22


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
CHOSEN_TOO = "{} UNION SELECT id FROM cases_publishedclaim WHERE id IN ({})"
TEXTS = """
SELECT claim.id, claim.published_case_id, said, about, has_figure, described_in, title, position, key
FROM cases_claimsearchentry AS entry JOIN cases_publishedclaim AS claim ON claim.id = entry.rowid
JOIN cases_publishedcase AS published ON published.case_id = claim.published_case_id
WHERE {} IN ({})
"""


class ClaimText(NamedTuple):
    """What of a claim decides its place, as TEXTS selects it: its terms with spaces around them."""

    pk: int
    case: int
    said: str
    about: str
    has_figure: bool
    described_in: int
    title: str
    position: int
    key: str


def found(query: Query) -> RawSQL | None:
    """Return the keys of the claims that the query finds, as a subquery; None: no claim can hold it."""
    if not query.concepts:
        return None
    statement, wording, chosen = ENGINES[connection.vendor].found, _wording(query), list(_chosen(query))
    if chosen:
        statement = CHOSEN_TOO.format(statement, placeholders(chosen))
    return RawSQL(statement, [*wording, *chosen])  # noqa: S611  # its parameters are bound


def ranked(query: Query) -> list[int]:
    """Return the keys of the claims that the query finds, the best first, no more than RANKED."""
    if not query.concepts:
        return []
    likeliest = ENGINES[connection.vendor].likeliest.format(ENGINES[connection.vendor].found)
    pks = [pk for (pk,) in selected(likeliest, [*_wording(query), RANKED])]
    scorer = ClaimScorer(query)
    order = [
        (-round(scorer.score(one), 6), -one.described_in, one.title, one.position, one.pk)
        for one in claim_texts("entry.rowid", pks)
    ]
    return list(dict.fromkeys([*_chosen(query), *(pk for *_, pk in sorted(order))]))


def tied(query: Query) -> dict[int, list[Concept]]:
    """Return by key the claims that editors tied to words that are asked, in their order, each with those words.

    One query, and none without such words.
    """
    concepts: dict[ClaimAddress, list[Concept]] = {}
    for concept in query.by_word:
        for address in concept.by_word.claims if concept.by_word else ():
            concepts.setdefault(address, []).append(concept)
    if not concepts:
        return {}
    slugs, keys = {address.slug for address in concepts}, {address.key for address in concepts}
    rows = PublishedClaim.objects.order_by().filter(published_case__slug__in=slugs, key__in=keys)
    pks = {ClaimAddress(slug, key): pk for slug, key, pk in rows.values_list("published_case__slug", "key", "pk")}
    return {pks[address]: words for address, words in concepts.items() if address in pks}


def _chosen(query: Query) -> Iterable[int]:
    """Return the claims that editors tied to the word, where nothing else is asked."""
    return tied(query) if len(query.concepts) == 1 and not query.left_out else ()


def claim_texts(column: str, keys: Sequence[int]) -> list[ClaimText]:
    """Return the texts of the claims with one of these keys in `column`."""
    rows = selected(TEXTS.format(column, placeholders(keys)), keys) if keys else []
    return [ClaimText(pk, case, f" {said} ", f" {about} ", *rest) for pk, case, said, about, *rest in rows]


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


def _times(concept: Concept, column: str) -> float:
    """Return how often a column says a concept; what is not quite it counts for its share."""
    return max(way.share * times_said(way, column) for way in concept.ways)


def times_said(way: Way, column: str) -> int:
    """Return how often a column says something this way; of terms apart, how often it holds all of them."""
    if way.together or len(way.terms) == 1:
        return column.count(f" {' '.join(way.terms)} ")
    return min(column.count(f" {term} ") for term in way.terms)
