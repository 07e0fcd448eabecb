"""What became of a municipality: the changes, followed until a day."""

import datetime
from collections import defaultdict
from collections.abc import Mapping

from municipalities.models import Municipality, MunicipalityChange

# A border change moves a few streets; the municipality itself goes on, so it has no successor by it.
SUCCESSION = [
    MunicipalityChange.Kind.MERGE,
    MunicipalityChange.Kind.ABSORBED,
    MunicipalityChange.Kind.SPLIT,
    MunicipalityChange.Kind.RENAME,
    MunicipalityChange.Kind.DISSOLVED,
]


def current_successors(day: datetime.date) -> dict[int, set[int]]:
    """Return, for each municipality that ended by `day`, the ids of those of that day it went into, in one query.

    Followed recursively: what went into a municipality that ended itself counts for that one's successors. A
    municipality that still exists is not in the result, also when its end is known already. Source:
    municipality_changes (TOOI register).
    """
    steps = steps_by(day)
    return {old: ends(old, steps) for old in steps}


def steps_by(day: datetime.date) -> dict[int, set[int]]:
    """Return, for each municipality that ended by `day`, the ids of those it went into at once, in one query."""
    steps: dict[int, set[int]] = defaultdict(set)
    changes = MunicipalityChange.objects.filter(kind__in=SUCCESSION, old__valid_until__lte=day, date__lte=day)
    # Ordered by name they would take two more joins, over names that are not used.
    for old, new in changes.order_by().values_list("old_id", "new_id"):
        steps[old].add(new)
    return steps


def connected(municipality: Municipality) -> set[int]:
    """Return the ids of `municipality` and of all that changes tie to it, however far, past, present or to come."""
    neighbours: dict[int, set[int]] = defaultdict(set)
    for old, new in MunicipalityChange.objects.order_by().values_list("old_id", "new_id"):
        neighbours[old].add(new)
        neighbours[new].add(old)
    found, waiting = {municipality.pk}, [municipality.pk]
    while waiting:
        for other in neighbours[waiting.pop()] - found:
            found.add(other)
            waiting.append(other)
    return found


def ends(municipality: int, steps: Mapping[int, set[int]], seen: frozenset[int] = frozenset()) -> set[int]:
    """Return where the chain from `municipality` stops; `seen` guards against a circle in the register."""
    if municipality in seen:
        return set()
    following = steps.get(municipality, set())
    found = (ends(new, steps, seen | {municipality}) for new in following)
    return set().union(*found) if following else {municipality}
