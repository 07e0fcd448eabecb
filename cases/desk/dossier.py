"""The cases a reader laid in her map, as the address names them: `?v=slug&v=slug`, in her order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.http import QueryDict

from cases.models import PublicationEvent, PublishedCase
from cases.publishing.addresses import trails

# The parameter that names a case.
CASE = "v"
# As many cases as a map holds. Of what an address names beyond that only the number is said.
MOST = 20


class Withdrawn(NamedTuple):
    """A case that was public and is not any more."""

    slug: str
    event: PublicationEvent


@dataclass(frozen=True)
class Dossier:
    """What an address names: the public cases, whole and each once, and what became of the rest."""

    cases: list[PublishedCase]
    withdrawn: list[Withdrawn]
    # What was never the address of a public case, as it was given.
    unknown: list[str]
    # How many more different values were given than fit.
    too_many: int

    @property
    def slugs(self) -> list[str]:
        """The addresses of today of the public cases."""
        return [case.slug for case in self.cases]


def as_query(slugs: Iterable[str]) -> QueryDict:
    """Return the parameters that name the cases with these slugs."""
    query = QueryDict(mutable=True)
    query.setlist(CASE, list(slugs))
    return query


def read_dossier(query: QueryDict, *, most: int = MOST) -> Dossier:
    """Return the dossier that `query` names, of at most so many cases.

    A former address counts as that of today, and the same case twice as once. Five queries at most.
    """
    given = list(dict.fromkeys(stripped for value in query.getlist(CASE) if (stripped := value.strip())))
    asked, too_many = given[:most], max(len(given) - most, 0)
    known = [slug for slug in asked if "\x00" not in slug]
    found = PublishedCase.objects.in_bulk(known, field_name="slug") if known else {}
    moved = trails([slug for slug in known if slug not in found]) if len(found) < len(known) else {}
    behind = [trail.public.slug for trail in moved.values() if trail.public]
    found |= PublishedCase.objects.in_bulk(behind, field_name="slug") if behind else {}

    cases: dict[int, PublishedCase] = {}
    withdrawn, unknown = [], []
    for slug in asked:
        trail = moved.get(slug)
        case = found.get(trail.public.slug if trail and trail.public else slug)
        if case:
            cases.setdefault(case.pk, case)
        elif trail and trail.withdrawal:
            withdrawn.append(Withdrawn(slug, trail.withdrawal))
        else:
            unknown.append(slug)
    return Dossier(list(cases.values()), withdrawn, unknown, too_many)
