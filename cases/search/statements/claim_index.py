"""Writes what of claims is looked in, as a part of `index`; the rows of the claims are there already."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cases.models import ClaimSearchEntry, PublishedClaim
from cases.search.statements.claim_document import ClaimDocument
from gouden.compiled_query import CompiledQuery

# The case and the key of the claim in it, and what of it is looked in, with the key of its row.
entries_of = CompiledQuery[tuple[int, str, int, str, str]](
    lambda cases: (ClaimSearchEntry.objects.filter(published_claim__published_case__in=cases)).values_list(
        "published_claim__published_case", "published_claim__key", "pk", "said", "about"
    )
)
# The case and the key of the claim in it, and that of its row.
keys_of = CompiledQuery[tuple[int, str, int]](
    lambda cases: (
        PublishedClaim.objects.filter(published_case__in=cases).order_by().values_list("published_case", "key", "pk")
    )
)


class StoredClaim(NamedTuple):
    """What is looked in of a claim as it is stored, with the key of its row."""

    pk: int
    document: ClaimDocument


# By the key of the claim in its case.
type StoredClaims = dict[str, StoredClaim]


def stored(cases: Iterable[int]) -> dict[int, StoredClaims]:
    """Return what is stored for the claims of these public cases, in one query."""
    found: dict[int, StoredClaims] = {}
    for case, key, pk, said, about in entries_of(list(cases)):
        found.setdefault(case, {})[key] = StoredClaim(pk, ClaimDocument(said, about))
    return found


def differ(there: StoredClaims, made: Mapping[str, ClaimDocument]) -> bool:
    """Whether something else is stored for the claims of a case than `made`."""
    return {key: one.document for key, one in there.items()} != made


def write(made: Mapping[int, Mapping[str, ClaimDocument]], there: Mapping[int, StoredClaims]) -> None:
    """Store what of the claims of these public cases is looked in, by case, where that is not there yet."""
    changed = {
        (case, key): one
        for case, documents in made.items()
        for key, one in documents.items()
        if (was := there.get(case, {}).get(key)) is None or was.document != one
    }
    if not changed:
        return
    pks = {(case, key): pk for case, key, pk in keys_of({case for case, _ in changed})}
    replaced = [there[case][key].pk for case, key in changed if key in there.get(case, {})]
    if replaced:
        ClaimSearchEntry.objects.filter(pk__in=replaced).delete()
    # A case that an earlier release made public has no rows of claims yet: rebuild_published makes both.
    ClaimSearchEntry.objects.bulk_create(
        [ClaimSearchEntry(pk=pks[place], **one._asdict()) for place, one in changed.items() if place in pks],
        batch_size=500,
    )


def remove(cases: Iterable[int]) -> None:
    """Forget the claims of these cases, before their rows go."""
    claims = PublishedClaim.objects.filter(published_case__in=list(cases)).order_by().values_list("pk", flat=True)
    ClaimSearchEntry.objects.filter(pk__in=list(claims)).delete()
