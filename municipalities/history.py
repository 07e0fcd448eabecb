"""A municipality's own story: what it came from, what became of it and what is to come, event by event."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from municipalities.models import Municipality, MunicipalityChange
from municipalities.succession import SUCCESSION

# What happens to the old ones in an announced event, around its day: of one, of several, and what follows.
ANNOUNCED = {
    MunicipalityChange.Kind.MERGE: ("gaat", "gaan", "op in de nieuwe gemeente"),
    MunicipalityChange.Kind.ABSORBED: ("gaat", "gaan", "op in"),
    MunicipalityChange.Kind.SPLIT: ("gaat", "gaan", "voor een deel op in"),
    MunicipalityChange.Kind.BORDER: ("staat", "staan", "een deel af aan"),
    MunicipalityChange.Kind.RENAME: ("heet", "heten", "voortaan"),
    MunicipalityChange.Kind.DISSOLVED: ("gaat", "gaan", "met een opheffing op in"),
}


@dataclass(frozen=True)
class Event:
    """On one day municipalities go into another, all in the same way."""

    date: datetime.date
    kind: MunicipalityChange.Kind
    old: list[Municipality]
    new: Municipality

    @property
    def announcement(self) -> tuple[str, str]:
        """What is to happen to the old ones, before and after its day: 'gaan' and 'op in'."""
        one, several, rest = ANNOUNCED[self.kind]
        return (one if len(self.old) == 1 else several), rest


@dataclass(frozen=True)
class Story:
    """What happened before a municipality was as it is, what became of it, and its border changes; oldest first."""

    before: list[Event] = field(default_factory=list)
    after: list[Event] = field(default_factory=list)
    borders: list[MunicipalityChange] = field(default_factory=list)
    # Everything it came from, however far back.
    predecessors: list[Municipality] = field(default_factory=list)
    # What is announced of itself, border changes included.
    coming: list[Event] = field(default_factory=list)

    @property
    def told(self) -> bool:
        """Whether anything happened."""
        return bool(self.before or self.after or self.borders)

    def founders(self, municipality: Municipality) -> list[Municipality]:
        """Return what went into `municipality` on the day it began; empty for one that was always there."""
        return [
            old
            for event in (*self.before, *self.coming)
            if event.new == municipality and event.date == municipality.valid_from
            for old in event.old
        ]


class _Step(NamedTuple):
    """A change as far as it takes to follow it; a municipality's whole row takes much longer to read."""

    pk: int
    date: datetime.date
    kind: str
    old_id: int
    new_id: int


class History:
    """All reorganisations since 2000 as on `day`, read in one query.

    A border change moves streets, so no story goes on from it. Neither does one from what is only announced.
    """

    def __init__(self, day: datetime.date) -> None:
        self.coming: list[_Step] = []
        self.from_old: dict[int, list[_Step]] = defaultdict(list)
        self.into_new: dict[int, list[_Step]] = defaultdict(list)
        self.borders: dict[int, list[_Step]] = defaultdict(list)
        changes = MunicipalityChange.objects.order_by("date", "old__name", "new__name")
        for step in map(_Step._make, changes.values_list(*_Step._fields)):
            if step.date > day:
                self.coming.append(step)
            elif step.kind in SUCCESSION:
                self.from_old[step.old_id].append(step)
                self.into_new[step.new_id].append(step)
            else:
                self.borders[step.old_id].append(step)
                self.borders[step.new_id].append(step)

    def story(self, municipality: Municipality) -> Story:
        """Return the story of `municipality`, followed all the way back and all the way to today.

        One query for all that happened, none when nothing did.
        """
        before = self._followed(municipality, self.into_new, "old_id")
        after = self._with_company(self._followed(municipality, self.from_old, "new_id"))
        borders = self.borders[municipality.pk]
        own = {(step.new_id, step.date, step.kind) for step in self.coming if municipality.pk in step[3:]}
        coming = [step for step in self.coming if (step.new_id, step.date, step.kind) in own]
        told = {step.pk for step in (*before, *after, *borders, *coming)}
        rows = MunicipalityChange.objects.select_related("old__province", "new__province")
        changes = rows.in_bulk(told) if told else {}
        came = [changes[step.pk] for step in before]
        return Story(
            events(came),
            events([changes[step.pk] for step in after]),
            [changes[step.pk] for step in borders],
            list(dict.fromkeys(change.old for change in came if change.old != municipality)),
            events([changes[step.pk] for step in coming]),
        )

    def _followed(self, municipality: Municipality, steps: dict[int, list[_Step]], side: str) -> list[_Step]:
        """Return the steps of `municipality` and of all on their other `side`; each once, so a circle ends."""
        seen, found, waiting = {municipality.pk}, [], [municipality.pk]
        while waiting:
            for step in steps[waiting.pop()]:
                found.append(step)
                if (other := getattr(step, side)) not in seen:
                    seen.add(other)
                    waiting.append(other)
        return found

    def _with_company(self, steps: list[_Step]) -> list[_Step]:
        """Return `steps`, with all that went the same way on the same day."""
        company = {
            step.pk: step
            for own in steps
            for step in self.into_new[own.new_id]
            if (step.date, step.kind) == (own.date, own.kind)
        }
        return list(company.values())


def events(changes: list[MunicipalityChange]) -> list[Event]:
    """Return changes as events, oldest first: those of one day, one kind and one new municipality together."""

    def together(change: MunicipalityChange) -> tuple[datetime.date, str, int, str]:
        return change.date, change.new.name, change.new_id, change.kind

    return [
        Event(rows[0].date, MunicipalityChange.Kind(rows[0].kind), [row.old for row in rows], rows[0].new)
        for _, group in groupby(sorted(changes, key=together), key=together)
        if (rows := sorted(group, key=lambda row: row.old.name))
    ]
