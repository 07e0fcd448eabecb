"""What stood in the way in the public cases, kind by kind, with what was done about each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from cases.models import Claim, Obstacle, PublishedCase
from cases.projection.records import Card, ClaimRecord
from cases.reading.claims import ClaimKey, Related, ShownClaim, claim_address, shown_claim

# How many cases of one kind stand together before the rest goes to a page of its own.
HURDLES_SHOWN = 3
# The columns of a case that are read here.
type Row = Mapping[str, Any]

# The order of a list of cases, seen from the table that ties them to obstacles.
NEWEST_THROUGH = ["-publishedcase__described_in", "publishedcase__title", "publishedcase"]


@dataclass(frozen=True)
class Hurdle:
    """An obstacle that somebody names, with what was done about it and learned from it, and where to read it."""

    shown: ShownClaim
    card: Card
    url: str


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
    rows: dict[int, Row] = {row["pk"]: row for row in cases.values("pk", "card", "record__uitspraken")}
    related = tied_claims(rows.values(), _is_obstacle).related
    return {
        slug: [hurdle for pk in ids if pk in rows for hurdle in _hurdles(slug, rows[pk], related)]
        for slug, ids in kinds.items()
    }


def _hurdles(slug: str, row: Row, related: dict[ClaimKey, Related]) -> Iterable[Hurdle]:
    for claim in row["record__uitspraken"]:
        if claim["soort"] == Claim.Kind.OBSTACLE and claim["obstakel"] and claim["obstakel"]["slug"] == slug:
            yield Hurdle(shown_claim(claim, related), row["card"], claim_address(row["card"]["slug"], claim["kenmerk"]))


def _is_obstacle(claim: ClaimRecord) -> bool:
    return claim["soort"] == Claim.Kind.OBSTACLE


class TiedClaims(NamedTuple):
    """The claims of some public cases and those that they are tied to, and the cards of all these cases by slug."""

    related: dict[ClaimKey, Related]
    cards: dict[str, Card]


def tied_claims(rows: Iterable[Row], shown: Callable[[ClaimRecord], bool]) -> TiedClaims:
    """Return the claims of these rows, and those of other public cases that the claims that are `shown` are tied to."""
    found = TiedClaims({}, {})
    wanted = set()
    for row in rows:
        _add(found, row)
        claims = (claim for claim in row["record__uitspraken"] if shown(claim))
        wanted |= {link["voorbeeld"] for claim in claims for link in claim["verbanden"]}
    if elsewhere := wanted - found.cards.keys():
        for row in PublishedCase.objects.filter(slug__in=elsewhere).values("card", "record__uitspraken"):
            _add(found, row)
    return found


def _add(found: TiedClaims, row: Row) -> None:
    found.cards[row["card"]["slug"]] = row["card"]
    found.related.update(_claims(row["card"]["slug"], row["record__uitspraken"]))


def _claims(slug: str, claims: Iterable[ClaimRecord]) -> dict[ClaimKey, Related]:
    return {(slug, claim["kenmerk"]): Related(claim, claim_address(slug, claim["kenmerk"])) for claim in claims}
