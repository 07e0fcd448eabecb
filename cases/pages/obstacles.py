"""What stood in the way in the public cases, kind by kind, and how each was got around."""

import html
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.html import strip_tags

from cases.models import Claim, ClaimLink, Obstacle, PublishedCase
from cases.projection.records import Card, ClaimRecord
from gouden.web.text.dutch_text import opening
from gouden.web.text.markdown import to_html

# How many cases of one kind stand together before the rest goes to a page of its own.
HURDLES_SHOWN = 3
# The order of a list of cases, seen from the table that ties them to obstacles.
NEWEST_THROUGH = ["-publishedcase__described_in", "publishedcase__title", "publishedcase"]


@dataclass(frozen=True)
class HurdleAnswer:
    """What was done about an obstacle, and where to read it."""

    text: str
    url: str


@dataclass(frozen=True)
class Hurdle:
    """An obstacle that somebody names: with what was done about it, or else what the case did as a whole."""

    claim: ClaimRecord
    card: Card
    url: str
    answers: list[HurdleAnswer]
    # The beginning of the case's approach, in plain words; only where no answer is known.
    approach: str


def shown_cases(obstacles: Iterable[Obstacle]) -> dict[int, list[int]]:
    """Return for each kind of obstacle the first cases that name it, newest knowledge first, in one query."""
    through = PublishedCase.obstacles.through
    ranked = through.objects.filter(obstacle__in=obstacles).annotate(
        place=Window(RowNumber(), partition_by=F("obstacle"), order_by=NEWEST_THROUGH)
    )
    found: dict[int, list[int]] = defaultdict(list)
    first = ranked.filter(place__lte=HURDLES_SHOWN).order_by("place")  # type: ignore[misc]  # annotated above
    for obstacle, case in first.values_list("obstacle", "publishedcase"):
        found[obstacle].append(case)
    return found


def hurdles(cases: QuerySet[PublishedCase], kinds: dict[str, list[int]]) -> dict[str, list[Hurdle]]:
    """Return the obstacles of each kind (by slug) in its cases (by id, in their order), all from `cases`.

    Two queries, however many.
    """
    columns = ("pk", "card", "record__uitspraken", "record__aanpak")
    rows = {row["pk"]: row for row in cases.values(*columns)}
    texts = _texts(rows.values())
    return {
        slug: [hurdle for pk in ids if pk in rows for hurdle in _hurdles(slug, rows[pk], texts)]
        for slug, ids in kinds.items()
    }


def _hurdles(slug: str, row: dict[str, Any], texts: dict[tuple[str, str], str]) -> Iterable[Hurdle]:
    for claim in row["record__uitspraken"]:
        if claim["soort"] != Claim.Kind.OBSTACLE or not claim["obstakel"] or claim["obstakel"]["slug"] != slug:
            continue
        answers = [HurdleAnswer(texts[key], _address(*key)) for key in _answers_of(claim) if key in texts]
        yield Hurdle(
            claim=claim,
            card=row["card"],
            url=_address(row["card"]["slug"], claim["kenmerk"]),
            answers=answers,
            approach="" if answers else first_words(row["record__aanpak"]),
        )


def _answers_of(claim: ClaimRecord) -> list[tuple[str, str]]:
    """Return the claims that say what was done about `claim`, by slug and key."""
    return [
        (link["voorbeeld"], link["uitspraak"])
        for link in claim["verbanden"]
        if link["soort"] == ClaimLink.Kind.MET_WITH and not link["dezeIsDeAanpak"]
    ]


def _texts(rows: Iterable[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """Return what the claims of these rows say, and those of other public cases that answer them."""
    found, wanted = {}, set()
    for row in rows:
        for claim in row["record__uitspraken"]:
            found[row["card"]["slug"], claim["kenmerk"]] = claim["tekst"]
            wanted |= set(_answers_of(claim))
    elsewhere = {slug for slug, key in wanted if (slug, key) not in found}
    others = PublishedCase.objects.filter(slug__in=elsewhere).values_list("slug", "record__uitspraken")
    for slug, claims in others if elsewhere else []:
        found |= {(slug, claim["kenmerk"]): claim["tekst"] for claim in claims}
    return found


def _address(slug: str, key: str) -> str:
    return f"{reverse('case-detail', args=[slug])}#uitspraak-{key}"


def first_words(markdown: str) -> str:
    """Return the beginning of a section as plain text."""
    return opening(html.unescape(strip_tags(to_html(markdown.partition("\n\n")[0]))).strip())
