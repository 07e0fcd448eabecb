"""Statements as pages show them: a claim of a public case by itself, with what it is tied to and its case beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from cases.models import ClaimAddress, PublishedCase, PublishedClaim, claim_url
from cases.projection.records import Card, PublishedClaimRecord
from cases.reading.claims import ClaimKey, Related, ShownClaim, claim_address, shown_claim


@dataclass(frozen=True)
class FoundStatement:
    """A claim in a list of statements, with its case."""

    shown: ShownClaim
    card: Card
    # Where it stands by itself, where on the page of its case, and where to tell that it is wrong.
    own_url: str
    url: str
    report_url: str


def shown_statements(pks: Sequence[int]) -> list[FoundStatement]:
    """Return the claims with these keys in their order; one that is gone is left out. Four queries at most."""
    rows = PublishedClaim.objects.order_by().filter(pk__in=pks)
    found = {
        pk: (record, card) for pk, record, card in rows.values_list("pk", "record", "published_case__card") if record
    }
    kept = [found[pk] for pk in pks if pk in found]
    related = tied_to(record for record, _ in kept)
    return [_statement(record, card, related) for record, card in kept]


def tied_to(records: Iterable[PublishedClaimRecord]) -> dict[ClaimKey, Related]:
    """Return the public claims that these are tied to, by the address that names them, each with its own page.

    One query, two more where a case moved, and none without ties.
    """
    cases = {
        (link["voorbeeld"], link["uitspraak"]): record["voorbeeld"]["slug"]
        for record in records
        for link in record["verbanden"]
    }
    claims = PublishedCase.objects.claims_at(ClaimAddress(*address) for address in cases)
    return {
        (address.slug, address.key): Related(
            one.claim, claim_url(one.claim["id"]), one.title if one.slug != cases[address] else ""
        )
        for address, one in claims.items()
        # A record of before statements had pages, not made anew yet, names none.
        if "id" in one.claim
    }


def _statement(record: PublishedClaimRecord, card: Card, related: dict[ClaimKey, Related]) -> FoundStatement:
    slug, key = card["slug"], record["kenmerk"]
    return FoundStatement(
        shown_claim(record, related),
        card,
        claim_url(record["id"]),
        claim_address(slug, key),
        f"{reverse('report', args=[slug])}?uitspraak={key}",
    )
