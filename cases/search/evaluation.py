"""How good the order of what is found is, measured against questions with judged answers.

Grades: 3 is what one hopes to find, 2 is good, 1 is of some use. Measures as in Järvelin and Kekäläinen, "Cumulated
gain-based evaluation of IR techniques" (2002), with gain 2^grade - 1.
"""

import json
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

from cases.models import PublishedCase, PublishedClaim
from cases.search.language.lexicon import Lexicon, lexicon
from cases.search.queries.query_parser import parse
from cases.search.ranking import ranked
from cases.search.statements.answering import answers

GOOD = 2
# An interval leaves out a fortieth on each side of so many means of questions drawn anew (Efron, "Bootstrap methods",
# 1979), always the same ones.
DRAWS, SIDE, SEED = 2_000, 1 / 40, 18


@dataclass(frozen=True)
class Verdict:
    """How one question was answered."""

    query: str
    kind: str
    ndcg: float
    success: bool
    reciprocal_rank: float
    # The same when every entry that was not judged counts as useless.
    strict_ndcg: float
    # The slugs found, best first, with the grade of each.
    found: list[tuple[str, int]]


class AnswersGiven(NamedTuple):
    """How the questions of a set were answered with claims: what editors chose for their word answers it."""

    questions: int
    answered: int
    shown: int
    right: int
    # Those without an answer, and how many of them got one all the same.
    unanswerable: int
    wrongly: int


class Interval(NamedTuple):
    """Between which values a mean lies for 95 of 100 sets of questions like these."""

    low: float
    high: float


def read_set(path: Path) -> dict[str, Any]:
    """Return a set of questions: an object with `questions`, or a list of them with `relevance` for their answers."""
    found = json.loads(path.read_text(encoding="utf-8"))
    if isinstance(found, dict):
        return found
    return {"questions": [{**question, "relevant": question["relevance"]} for question in found]}


def interval(values: Sequence[float]) -> Interval:
    """Return between which values the mean of `values` lies; of one value, that value."""
    draw = random.Random(SEED)  # noqa: S311  # no secret
    means = sorted(mean(draw.choices(values, k=len(values))) for _ in range(DRAWS if len(values) > 1 else 1))
    return Interval(means[int(len(means) * SIDE)], means[min(int(len(means) * (1 - SIDE)), len(means) - 1)])


def judge(judged: Mapping[str, Any]) -> list[Verdict]:
    """Return a verdict on each question of `judged` that has an answer.

    `judged` holds `questions`, each {query, kind, relevant: {slug: grade}}, and `inside`: entries that were judged as
    part of another one. Such an entry takes the place of that other one, and counts once.
    """
    slugs, known = dict(PublishedCase.objects.values_list("pk", "slug")), lexicon()
    inside = judged.get("inside", {})
    return [_judged(question, slugs, inside, known) for question in judged["questions"] if question["relevant"]]


def held_in_vain(judged: Mapping[str, Any]) -> tuple[int, int]:
    """Return how many questions of `judged` have no answer, and of how many of those a case holds everything all the
    same, so that a list counts it as one that was asked for."""
    known = lexicon()
    queries = [parse(question["query"], known=known) for question in judged["questions"] if not question["relevant"]]
    return len(queries), sum(bool(query.whole) and not query.left_out for query in queries)


def _judged(
    question: Mapping[str, Any], slugs: Mapping[int, str], inside: Mapping[str, str], known: Lexicon
) -> Verdict:
    relevant = question["relevant"]
    ids = ranked(parse(question["query"], known=known))
    found = [(slugs[pk], relevant.get(slugs[pk], 0)) for pk in ids]
    whole = dict.fromkeys(inside.get(slug, slug) for slug, _ in found)
    grades = [relevant.get(slug, 0) for slug in whole]
    first = next((at for at, grade in enumerate(grades, 1) if grade >= GOOD), 0)
    return Verdict(
        query=question["query"],
        kind=question["kind"],
        ndcg=ndcg(grades, relevant.values()),
        strict_ndcg=ndcg([grade for _, grade in found], relevant.values()),
        success=0 < first <= 3,
        reciprocal_rank=1 / first if first else 0.0,
        found=found,
    )


def judge_answers(judged: Mapping[str, Any]) -> AnswersGiven | None:
    """Return how the questions are answered with claims; None for a set that names none, as slug#key in `claims`."""
    questions = judged["questions"]
    if not any(question.get("claims") for question in questions):
        return None
    rows = PublishedClaim.objects.order_by().values_list("pk", "published_case__slug", "key")
    addresses = {pk: f"{slug}#{key}" for pk, slug, key in rows}
    answered = shown = right = wrongly = 0
    known = lexicon()
    for question in questions:
        query = parse(question["query"], known=known)
        given = answers(query, ranked(query), lambda case: True)
        shown += len(given)
        right += sum(one.by_editors or addresses[one.pk] in question.get("claims", ()) for one in given)
        answered += bool(given)
        wrongly += bool(given) and not question["relevant"]
    unanswerable = sum(not question["relevant"] for question in questions)
    return AnswersGiven(len(questions), answered, shown, right, unanswerable, wrongly)


def ndcg(grades: Sequence[int], ideal: Any, at: int = 10) -> float:
    """Return the discounted gain of `grades` in their order, as a part of that of `ideal` in the best order."""
    best = _gain(sorted(ideal, reverse=True)[:at])
    return _gain(grades[:at]) / best if best else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))
