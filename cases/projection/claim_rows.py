"""The rows of the claims of many public cases at once: what they should hold, what they hold, and writing them."""

from collections.abc import Collection, Mapping
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from cases.models import ClaimIdentity, PublishedClaim
from gouden.compiled_query import CompiledQuery

# As many rows are written by one statement.
BATCH = 500
claims_of = CompiledQuery[PublishedClaim](
    lambda cases: PublishedClaim.objects.filter(published_case__in=cases).order_by()
)
# The claim and the element.
elements_of = CompiledQuery[tuple[int, int]](
    lambda cases: (
        PublishedClaim.elements.through.objects.filter(publishedclaim__published_case__in=cases)
    ).values_list("publishedclaim", "element")
)


class ClaimProjection(NamedTuple):
    """What the row of a claim should hold: its columns, and its elements by id."""

    columns: dict[str, object]
    elements: set[int]


# By case, and in it by identifier.
type Wanted = Mapping[int, Mapping[UUID, ClaimProjection]]


class HeldClaims(NamedTuple):
    """What is stored of the claims of some cases."""

    rows: dict[int, dict[UUID, PublishedClaim]]
    # By the key of the row.
    elements: dict[int, set[int]]

    @classmethod
    def of(cls, cases: Collection[int]) -> "HeldClaims":
        """Return what is stored for these cases, in two queries."""
        rows: dict[int, dict[UUID, PublishedClaim]] = {case: {} for case in cases}
        elements: dict[int, set[int]] = {}
        for row in claims_of(cases):
            rows[row.published_case_id][row.identifier] = row
            elements[row.pk] = set()
        for claim, element in elements_of(cases):
            elements.setdefault(claim, set()).add(element)
        return cls(rows, elements)

    def differ_in(self, case: int, wanted: Mapping[UUID, ClaimProjection]) -> bool:
        """Whether something else is stored for the claims of this case than is `wanted`."""
        stored = self.rows[case]
        return stored.keys() != wanted.keys() or any(
            self.differs(stored[identifier], one) for identifier, one in wanted.items()
        )

    def differs(self, row: PublishedClaim | None, wanted: ClaimProjection) -> bool:
        """Whether `row` holds something else than is `wanted`, or is not there."""
        if row is None or self.elements[row.pk] != wanted.elements:
            return True
        return any(getattr(row, name) != value for name, value in wanted.columns.items())


def write(wanted: Wanted, held: HeldClaims) -> None:
    """Save the claims of these cases, for what is held of them."""
    gone = [row.pk for case in wanted for name, row in held.rows[case].items() if name not in wanted[case]]
    if gone:
        PublishedClaim.objects.filter(pk__in=gone).delete()
    changed = {
        identifier: (case, one)
        for case, claims in wanted.items()
        for identifier, one in claims.items()
        if held.differs(held.rows[case].get(identifier), one)
    }
    if not changed:
        return
    saved = PublishedClaim.objects.bulk_create(
        [
            PublishedClaim(published_case_id=case, identifier=identifier, **one.columns)
            for identifier, (case, one) in changed.items()
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["identifier"],
        update_fields=["published_case", *next(iter(changed.values()))[1].columns],
    )
    ClaimIdentity.objects.bulk_create(
        [
            ClaimIdentity(identifier=identifier, case_id=case, key=str(one.columns["key"]))
            for identifier, (case, one) in changed.items()
            if identifier not in held.rows[case]
        ],
        batch_size=BATCH,
        # One that comes back is known already.
        ignore_conflicts=True,
    )
    _tie({row.pk: changed[row.identifier][1].elements for row in saved}, held.elements)


def _tie(wanted: Mapping[int, set[int]], held: Mapping[int, set[int]]) -> None:
    through = PublishedClaim.elements.through
    gone, new = Q(pk__in=[]), []
    for claim, elements in wanted.items():
        stored = held.get(claim, set())
        if old := stored - elements:
            gone |= Q(publishedclaim=claim, element__in=old)
        new += [through(publishedclaim_id=claim, element_id=element) for element in sorted(elements - stored)]
    if gone != Q(pk__in=[]):
        through.objects.filter(gone).delete()
    if new:
        through.objects.bulk_create(new, batch_size=BATCH)
