"""What the claims of public cases say of an element, with the obstacles that those answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, QuerySet

from cases.models import Claim, Element, PublishedCase, PublishedPlace
from cases.pages.obstacles import Hurdle, TiedClaims, tied_claims
from cases.projection.records import Card, ClaimRecord, ReferenceRecord
from cases.reading.claims import GROUPS, ClaimKey, Related, ShownClaim, claim_address, shown_claim

# Why it worked comes first, then what was learned.
FIRST = (Claim.Kind.SUCCESS_FACTOR, Claim.Kind.LESSON)


@dataclass(frozen=True)
class Statement:
    """A claim that says something of an element, and where to read it."""

    shown: ShownClaim
    card: Card
    url: str


class StatementGroup(NamedTuple):
    """The statements of one kind under their heading."""

    kind: str
    label: str
    statements: list[Statement]


class AnsweredKind(NamedTuple):
    """A kind of obstacle (None: of no kind) and the obstacles of it that statements answer."""

    kind: ReferenceRecord | None
    hurdles: list[Hurdle]


class ElementStatements(NamedTuple):
    """All that the claims of some cases say of an element."""

    groups: list[StatementGroup]
    answered: list[AnsweredKind]


def statements_on(element: Element, cases: QuerySet[PublishedCase], order: list[int]) -> ElementStatements:
    """Return what the claims of `cases` (by id, in this order) say of `element`. Two queries, however many."""

    def tells(claim: ClaimRecord) -> bool:
        # A record of before this release, not made anew yet, names no elements.
        return any(one["slug"] == element.slug for one in claim.get("elementen", ()))

    rows = {row["pk"]: row for row in cases.values("pk", "card", "record__uitspraken")}
    tied = tied_claims(rows.values(), tells)
    statements = [
        Statement(shown_claim(claim, tied.related), card, claim_address(card["slug"], claim["kenmerk"]))
        for row in (rows[pk] for pk in order if pk in rows)
        for card in [row["card"]]
        for claim in row["record__uitspraken"]
        if tells(claim)
    ]
    return ElementStatements(_groups(statements), _answered(statements, tied))


def _groups(statements: list[Statement]) -> list[StatementGroup]:
    return [
        StatementGroup(kind.value, GROUPS[kind], found)
        for kind in dict.fromkeys([*FIRST, *GROUPS])
        if (found := [one for one in statements if one.shown.claim["soort"] == kind])
    ]


def _answered(statements: Iterable[Statement], tied: TiedClaims) -> list[AnsweredKind]:
    """Return the obstacles that the statements answer, each once, those of one kind together, the most met first."""
    hurdles: dict[ClaimKey, Hurdle] = {}
    for one in statements:
        for link in one.shown.claim["verbanden"]:
            key = (link["voorbeeld"], link["uitspraak"])
            obstacle = tied.related.get(key)
            if not (obstacle and link["bron"] and (link["dezeIsDeAanpak"] or link["dezeIsDeLes"])):
                continue
            hurdle = hurdles.setdefault(key, Hurdle(ShownClaim(obstacle.claim), tied.cards[key[0]], obstacle.url))
            beside = hurdle.shown.answers if link["dezeIsDeAanpak"] else hurdle.shown.lessons
            beside.append(Related(one.shown.claim, one.url, source=link["bron"]))
    kinds: dict[str, AnsweredKind] = {}
    for hurdle in hurdles.values():
        kind = hurdle.shown.claim["obstakel"]
        kinds.setdefault(kind["slug"] if kind else "", AnsweredKind(kind, [])).hurdles.append(hurdle)
    return sorted(kinds.values(), key=lambda one: (one.kind is None, -len(one.hurdles)))


def municipality_counts(elements: Iterable[Element]) -> dict[int, int]:
    """Return in how many municipalities the cases of each element play, by its key, in one query."""
    places = PublishedPlace.objects.filter(
        reason=PublishedPlace.Reason.OWN, published_case__elements__in=list(elements)
    )
    counted = places.order_by().values("published_case__elements").annotate(number=Count("municipality", distinct=True))
    return {row["published_case__elements"]: row["number"] for row in counted}
