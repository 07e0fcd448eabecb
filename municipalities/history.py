"""A municipality's own story: what it came from and what became of it, step by step."""

from collections import defaultdict
from dataclasses import dataclass, field

from municipalities.models import Municipality, MunicipalityChange
from municipalities.succession import SUCCESSION


@dataclass(frozen=True)
class Step:
    """A change and the municipality on its other side, with what came before or after that one."""

    change: MunicipalityChange
    municipality: Municipality
    further: list["Step"] = field(default_factory=list)


class History:
    """All reorganisations since 2000, read in one query; a border change moves streets, so no story goes on from it."""

    def __init__(self) -> None:
        changes = MunicipalityChange.objects.select_related("old__province", "new__province")
        self.from_old: dict[int, list[MunicipalityChange]] = defaultdict(list)
        self.into_new: dict[int, list[MunicipalityChange]] = defaultdict(list)
        self.borders: dict[int, list[MunicipalityChange]] = defaultdict(list)
        for change in changes.order_by("date", "old__name", "new__name"):
            if change.kind in SUCCESSION:
                self.from_old[change.old_id].append(change)
                self.into_new[change.new_id].append(change)
            else:
                self.borders[change.old_id].append(change)
                self.borders[change.new_id].append(change)

    def after(self, municipality: Municipality, seen: frozenset[int] = frozenset()) -> list[Step]:
        """Return what `municipality` went into, each with what became of that; `seen` guards against a circle."""
        return [
            Step(change, change.new, self.after(change.new, seen | {municipality.pk}))
            for change in self.from_old[municipality.pk]
            if change.new_id not in seen
        ]

    def before(self, municipality: Municipality, seen: frozenset[int] = frozenset()) -> list[Step]:
        """Return what `municipality` came from, each with what that came from."""
        return [
            Step(change, change.old, self.before(change.old, seen | {municipality.pk}))
            for change in self.into_new[municipality.pk]
            if change.old_id not in seen
        ]


def flat(steps: list[Step]) -> list[Municipality]:
    """Return every municipality in `steps` and beyond, each once."""
    found = [step.municipality for step in steps]
    for step in steps:
        found += flat(step.further)
    return list(dict.fromkeys(found))
