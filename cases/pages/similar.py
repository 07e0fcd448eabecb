"""Cases that resemble a case, with the reason in words.

A case resembles another by the same initiative, by the same theme for the same target group, or by the same kind of
obstacle; where a model is installed, first of all by being about the same. What is of the same portrait is left out:
the page shows that as its family.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from cases.listing.filters import NEWEST_KNOWLEDGE
from cases.models import PublishedCase, Theme
from cases.projection.records import Card, CaseRecord
from cases.search.meaning.alike import cases_alike

SIMILAR_SHOWN = 4
# How many of each reason are weighed, newest knowledge first: enough to choose from, however large the catalogue.
WEIGHED = 40
# What one shared initiative, subject, target group, way of working and kind of obstacle weigh: a named thing in common
# says most; half the cases share a way of working or an obstacle with each other.
INITIATIVE, SUBJECT, TARGET_GROUP, APPROACH, OBSTACLE = 6, 3, 2, 1, 1

ABOUT_THE_SAME = "Gaat over hetzelfde"

# Names by slug.
Names = dict[str, str]


@dataclass(frozen=True)
class Traits:
    """By what a case can resemble another."""

    initiatives: Names
    subjects: Names
    approaches: Names
    target_groups: Names
    obstacles: Names


@dataclass(frozen=True)
class Similar:
    """A case that resembles another, and why."""

    card: Card
    weight: int
    reasons: list[str]


def similar(case: PublishedCase) -> list[Similar]:
    """Return the cases that resemble `case` most, those about the same before the others.

    At most five queries, and eight more where a model is installed; none for a reason that `case` cannot give.
    """
    own = traits_of(case.record, obstacles_in(case.record))
    cards = {pk: card for found in _candidates(case, own) for pk, card in found}
    same = cases_alike(case)
    if others := set(same) - cards.keys():
        cards |= dict(PublishedCase.objects.filter(pk__in=others).values_list("pk", "card"))
    obstacles = _obstacles_of(cards) if own.obstacles else {}
    found = {pk: _compared(own, card, obstacles.get(pk, {})) for pk, card in cards.items()}
    rest = sorted(
        (other for pk, other in found.items() if pk not in same),
        key=lambda other: (-other.weight, -other.card["beschrevenIn"], other.card["titel"]),
    )
    first = [replace(found[pk], reasons=[ABOUT_THE_SAME, *found[pk].reasons]) for pk in same if pk in found]
    return [*first, *rest][:SIMILAR_SHOWN]


def traits_of(card: Card, obstacles: Names) -> Traits:
    """Return the traits of a card or record, with these obstacles."""
    themes: dict[str, Names] = {kind: {} for kind in Theme.Kind}
    for theme in card["themas"]:
        themes[theme["soort"]][theme["slug"]] = theme["naam"]
    return Traits(
        initiatives={row["slug"]: row["naam"] for row in card["initiatieven"]},
        subjects=themes[Theme.Kind.SUBJECT],
        approaches=themes[Theme.Kind.APPROACH],
        target_groups=themes[Theme.Kind.TARGET_GROUP],
        obstacles=obstacles,
    )


def obstacles_in(record: CaseRecord) -> Names:
    """Return the kinds of obstacle that the claims of a record name."""
    named = (claim["obstakel"] for claim in record["uitspraken"])
    return {obstacle["slug"]: obstacle["naam"] for obstacle in named if obstacle}


def _candidates(case: PublishedCase, own: Traits) -> Iterable[Iterable[tuple[int, Card]]]:
    """Yield, for each reason that `case` can give, the cases with it by id and card."""
    portrait = case.part_of_id or case.pk
    others = PublishedCase.objects.exclude(Q(pk=case.pk) | Q(pk=portrait) | Q(part_of=portrait, part_of__isnull=False))
    if own.initiatives:
        yield _first(others.filter(pk__in=_tied("initiatives", own.initiatives)))
    if own.target_groups:
        for themes in filter(None, (own.subjects, own.approaches)):
            about = others.filter(pk__in=_tied("themes", themes))
            yield _first(about.filter(pk__in=_tied("themes", own.target_groups)))
    if own.obstacles:
        yield _first(others.filter(pk__in=_tied("obstacles", own.obstacles)))


def _tied(relation: str, slugs: Names) -> QuerySet[Any, Any]:
    tied = PublishedCase.objects.filter(**{f"{relation}__slug__in": list(slugs)})
    return tied.order_by().values("pk")


def _first(cases: QuerySet[PublishedCase]) -> Iterable[tuple[int, Card]]:
    return cases.order_by(*NEWEST_KNOWLEDGE).values_list("pk", "card")[:WEIGHED]


def _obstacles_of(cases: Iterable[int]) -> dict[int, Names]:
    rows = PublishedCase.obstacles.through.objects.filter(publishedcase__in=list(cases))
    found: dict[int, Names] = defaultdict(dict)
    for case, slug, name in rows.values_list("publishedcase", "obstacle__slug", "obstacle__name"):
        found[case][slug] = name
    return found


def _compared(own: Traits, card: Card, obstacles: Names) -> Similar:
    other = traits_of(card, obstacles)
    initiatives = _shared(own.initiatives, other.initiatives)
    subjects = _shared(own.subjects, other.subjects)
    approaches = _shared(own.approaches, other.approaches)
    target_groups = _shared(own.target_groups, other.target_groups)
    met = _shared(own.obstacles, other.obstacles)
    reasons, weight = [], 0
    if initiatives:
        reasons.append(f"Zelfde initiatief: {_named(initiatives)}")
        weight += INITIATIVE * len(initiatives)
    if (subjects or approaches) and target_groups:
        reasons.append(f"Zelfde thema en doelgroep: {_named(subjects + approaches)}; {_named(target_groups)}")
        weight += SUBJECT * len(subjects) + APPROACH * len(approaches) + TARGET_GROUP * len(target_groups)
    if met:
        reasons.append(f"Zelfde obstakel: {_named(met)}")
        weight += OBSTACLE * len(met)
    return Similar(card, weight, reasons)


def _shared(own: Names, other: Names) -> list[str]:
    return [name for slug, name in own.items() if slug in other]


def _named(names: list[str]) -> str:
    """Return names in a row; many of them hold an 'en' of their own."""
    return " · ".join(names)
