"""A municipality's own story: what it came from and what became of it, event by event."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby

from municipalities.models import Municipality, MunicipalityChange
from municipalities.succession import SUCCESSION


@dataclass(frozen=True)
class Event:
    """On one day municipalities went into another, all in the same way."""

    date: datetime.date
    kind: str
    old: list[Municipality]
    new: Municipality


@dataclass(frozen=True)
class Story:
    """What happened before a municipality was as it is, what became of it, and its border changes; oldest first."""

    before: list[Event] = field(default_factory=list)
    after: list[Event] = field(default_factory=list)
    borders: list[MunicipalityChange] = field(default_factory=list)
    # Everything it came from, however far back.
    predecessors: list[Municipality] = field(default_factory=list)

    @property
    def told(self) -> bool:
        """Whether anything happened."""
        return bool(self.before or self.after or self.borders)

    def founders(self, municipality: Municipality) -> list[Municipality]:
        """Return what went into `municipality` on the day it began; empty for one that was always there."""
        return [
            old
            for event in self.before
            if event.new == municipality and event.date == municipality.valid_from
            for old in event.old
        ]


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

    def story(self, municipality: Municipality) -> Story:
        """Return the story of `municipality`, followed all the way back and all the way to today."""
        before = self._followed(municipality, self.into_new, "old")
        after = self._followed(municipality, self.from_old, "new")
        predecessors = dict.fromkeys(change.old for change in before if change.old != municipality)
        return Story(events(before), self._with_company(after), self.borders[municipality.pk], list(predecessors))

    def _followed(
        self, municipality: Municipality, changes: dict[int, list[MunicipalityChange]], side: str
    ) -> list[MunicipalityChange]:
        """Return the changes of `municipality` and of all on their other `side`; each once, so a circle ends."""
        seen, found, waiting = {municipality.pk}, [], [municipality.pk]
        while waiting:
            for change in changes[waiting.pop()]:
                found.append(change)
                if (other := getattr(change, f"{side}_id")) not in seen:
                    seen.add(other)
                    waiting.append(other)
        return found

    def _with_company(self, changes: list[MunicipalityChange]) -> list[Event]:
        """Return the events of `changes`, with all that went the same way on the same day."""
        company = {
            change.pk: change
            for own in changes
            for change in self.into_new[own.new_id]
            if (change.date, change.kind) == (own.date, own.kind)
        }
        return events(list(company.values()))


def events(changes: list[MunicipalityChange]) -> list[Event]:
    """Return changes as events, oldest first: those of one day, one kind and one new municipality together."""

    def together(change: MunicipalityChange) -> tuple[datetime.date, str, int, str]:
        return change.date, change.new.name, change.new_id, change.kind

    return [
        Event(rows[0].date, rows[0].get_kind_display(), [row.old for row in rows], rows[0].new)
        for _, group in groupby(sorted(changes, key=together), key=together)
        if (rows := sorted(group, key=lambda row: row.old.name))
    ]
