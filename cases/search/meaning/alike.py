"""Which public cases are about the same as another one, by the vectors that are kept: no model is asked for it."""

from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from cases.models import PublishedCase
from cases.search.meaning import storage
from cases.search.meaning.held import held_vectors
from cases.search.meaning.passages import TITLE

if TYPE_CHECKING:
    from cases.search.meaning.sketch import Numbers

# Two cases are about the same where each is among so many that are nearest to the other (docs/search.md).
NEAREST = 3


def cases_alike(case: PublishedCase) -> list[int]:
    """Return the public cases that are about the same as `case`, the nearest first, none of its own portrait.

    Near is what has passages near the title and summary. At most seven queries; none without a model.
    """
    held = held_vectors()
    if held is None or not held.blocks:
        return []

    def nearest(to: Collection[int]) -> dict[int, list[int]]:
        families = _families(to)
        return {
            pk: [near.case for near in held.nearest(title, NEAREST, without=families[pk])]
            for pk, title in _titles(to).items()
        }

    near = nearest([case.pk]).get(case.pk, [])
    back = nearest(near) if near else {}
    return [pk for pk in near if case.pk in back.get(pk, ())]


def _titles(cases: Collection[int]) -> "dict[int, Numbers]":
    """Return the vector of the title and summary of each of these cases that has one."""
    import numpy

    return {
        pk: numpy.frombuffer(vectors[0], dtype=numpy.int8).astype(numpy.float32)
        for pk, places in storage.vectors_of(cases).items()
        if (vectors := [vector for (kind, *_), vector in places if kind == TITLE])
    }


def _families(cases: Collection[int]) -> dict[int, set[int]]:
    """Return of each of these cases the portrait it is or is part of, with all of its practices."""
    portrait_of = Coalesce(F("part_of"), F("pk"))
    portraits = dict(PublishedCase.objects.filter(pk__in=list(cases)).values_list("pk", portrait_of))
    own = list(portraits.values())
    members: defaultdict[int, set[int]] = defaultdict(set)
    rows = PublishedCase.objects.filter(Q(pk__in=own) | Q(part_of__in=own))
    for pk, portrait in rows.values_list("pk", portrait_of):
        members[portrait].add(pk)
    return {pk: members[portrait] for pk, portrait in portraits.items()}
