"""How many cases and practices there are of what, and the newest of them, from the index in memory.

A reflection is a case, but nobody's practice (`practice_count` in cases/models/querysets.py asks a database the same).
"""

from collections.abc import Mapping
from itertools import islice

from django.utils import timezone

from cases.listing.bitsets import flags
from cases.listing.faceted_index import Index, current
from cases.listing.filter_kinds import Value
from cases.models import Case, PublishedCase
from cases.models.querysets import NEWEST_KNOWLEDGE, PublishedCaseQuerySet
from municipalities.map import Town
from municipalities.map import places as read_places


def practices(parameter: str, *, theme: str = "") -> Mapping[Value, int]:
    """Return how many practices hold each value of `parameter` that one holds, among those with this theme or all."""
    index = current()
    return index.remember(("practices", parameter, theme), lambda: _practices(index, parameter, theme))


def numbers(*, theme: str = "") -> tuple[int, int]:
    """Return how many cases there are with this theme or at all, and how many of them are reflections."""
    index = current()
    cases, reflections = _cases(index, theme), _reflections(index)
    return cases.bit_count(), (cases & reflections).bit_count()


def newest(number: int, *, theme: str) -> PublishedCaseQuerySet:
    """Return so many cases with this theme, newest knowledge first."""
    index = current()
    flagged = flags(_cases(index, theme), len(index.cases))
    slots = islice((slot for slot in index.orders.get("-beschreven", ()) if flagged[slot]), number)
    found = PublishedCase.objects.filter(pk__in=[index.cases[slot] for slot in slots])
    return found.order_by(*NEWEST_KNOWLEDGE)


def places() -> list[Town]:
    """Return the municipalities of today and before, by name, read once for this version of the catalogue."""
    day = timezone.localdate()
    return current().remember(("places", day), lambda: read_places(day))


def _practices(index: Index, parameter: str, theme: str) -> Mapping[Value, int]:
    cases = _cases(index, theme) & ~_reflections(index)
    flagged = flags(cases, len(index.cases))
    found = {value: held.among(cases, flagged) for value, held in index.held.get(parameter, {}).items()}
    return {value: number for value, number in found.items() if number}


def _cases(index: Index, theme: str) -> int:
    if not theme:
        return index.everything
    held = index.held.get("thema", {}).get(theme)
    return held.cases if held else 0


def _reflections(index: Index) -> int:
    held = index.held.get("soort", {}).get(Case.Kind.REFLECTION)
    return held.cases if held else 0
