"""What changed of public cases since an event, in its final state: new, stopped, checked, adopted, asked or changed.

An event tells which version readers got by it (`PublicationEvent.revision`), so what was public then can be compared
with what is public now, whatever came in between. What only follows from something else, such as another name of a
theme, is no news.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import batched
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from cases.fields import Snapshot, definition
from cases.models import Adoption, Case, PublicationEvent, PublishedCase, Revision
from cases.revisions.differences import changed
from cases.revisions.snapshot import read
from gouden.web.text.dutch_text import day, enumeration

Event = PublicationEvent.Kind
# So many cases are asked for at once.
BATCH = 500
# Said apart, or of where a case stands and not of what it says.
APART = {"slug", "lifecycle", "lifecycle_checked_on"}


class FinalState(StrEnum):
    """What a case is told under; of several the first."""

    NEW = "Nieuw"
    ENDED = "Gestopt"
    CHECKED = "Nagegaan of het nog loopt"
    ADOPTED = "Nagevolgd"
    ASKED = "Gevraagd of het nog loopt"
    CHANGED = "Gewijzigd"
    # Told only to who follows that one case: what was withdrawn is in no list.
    WITHDRAWN = "Ingetrokken"

    @property
    def counted(self) -> str:
        """What stands behind a number of them."""
        return self.value.partition(" ")[0].lower()


@dataclass(frozen=True)
class CaseNews:
    """What became of one case."""

    state: FinalState
    title: str
    slug: str
    # In a sentence; empty where the state says it all.
    said: str = ""

    @property
    def path(self) -> str:
        """Where it can be read, or why it is gone."""
        return reverse("case-detail", args=[self.slug])


def since(number: int, until: int) -> dict[int, CaseNews]:
    """Return by case what became of it after the event `number`, where one up to and including `until` tells of it.

    Of what says the same since, nothing.
    """
    days, withdrawn = _happened(number, until)
    before, now = _before(number, days), _now(days)
    adopted = _adopted(days)
    versions = _versions((before.get(case), row["revision"]) for case, row in now.items())
    found = {case: _of_withdrawn(event) for case, event in withdrawn.items() if case in before and case not in now}
    for case, row in now.items():
        if case not in before:
            found[case] = CaseNews(FinalState.NEW, row["title"], row["slug"])
        elif news := _of_public(
            row, versions.get(before[case] or 0), versions.get(row["revision"]), days[case], adopted
        ):
            found[case] = news
    return found


def _happened(number: int, until: int) -> tuple[dict[int, set[str]], dict[int, PublicationEvent]]:
    """Return by case on which days something happened to it in between, and the last event that withdrew it."""
    days: dict[int, set[str]] = {}
    withdrawn = {}
    between = PublicationEvent.objects.filter(number__gt=number, number__lte=until)
    of_cases = between.filter(subject=PublicationEvent.Subject.CASE)
    for event in of_cases.order_by("number").iterator():
        assert event.case_id is not None  # noqa: S101  # as the table's constraint says
        days.setdefault(event.case_id, set()).add(timezone.localdate(event.at).isoformat())
        if event.kind == Event.WITHDRAWN:
            withdrawn[event.case_id] = event
    return days, withdrawn


def _before(number: int, cases: Iterable[int]) -> dict[int, int | None]:
    """Return which of these cases were public after the event of this number, and by which version, where known."""
    last: dict[int, tuple[str, int | None]] = {}
    kinds = [Event.PUBLISHED, Event.CHANGED, Event.WITHDRAWN]
    telling = PublicationEvent.objects.filter(number__lte=number, kind__in=kinds)
    for some in batched(cases, BATCH):
        rows = telling.filter(case__in=some).order_by("number").values_list("case", "kind", "revision")
        last |= {case: (kind, revision) for case, kind, revision in rows if case}
    return {case: revision for case, (kind, revision) in last.items() if kind != Event.WITHDRAWN}


def _adopted(days: Mapping[int, Container[str]]) -> dict[int, list[str]]:
    """Return by case who was said to have taken it over, or confirmed that, on a day on which something happened."""
    found: dict[int, list[str]] = {}
    for some in batched(days, BATCH):
        rows = Adoption.objects.public().filter(case__in=some).select_related("municipality", "region")
        for one in rows.order_by("added_on", "pk"):
            if one.added_on and one.added_on.isoformat() in days[one.case_id]:
                found.setdefault(one.case_id, []).append(f"{one.party} ({one.get_status_display()})")
    return found


def _now(cases: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return by case what readers see now, of those of these that are public."""
    asked = ("pk", "revision", "title", "slug", "card__gevraagdOp")
    found = [PublishedCase.objects.filter(pk__in=some).order_by().values(*asked) for some in batched(cases, BATCH)]
    return {row["pk"]: row for rows in found for row in rows}


def _versions(pairs: Iterable[tuple[int | None, int]]) -> dict[int, Snapshot]:
    """Return the versions of these pairs that differ; one that was erased says nothing any more."""
    wanted = {pk for old, new in pairs if old != new for pk in (old, new) if pk}
    kept = Revision.objects.filter(erased_at=None)
    found = [kept.filter(pk__in=some).values_list("pk", "snapshot") for some in batched(wanted, BATCH)]
    return {pk: read(snapshot) for rows in found for pk, snapshot in rows}


def _of_public(
    row: Mapping[str, Any],
    was: Snapshot | None,
    says: Snapshot | None,
    days: Container[str],
    adopted: Mapping[int, list[str]],
) -> CaseNews | None:
    """Return what is told of a case that was and is public; `says` is None where it is the same version."""
    compared = _compared(row, was, says) if says else None
    if compared and compared.state != FinalState.CHANGED:
        return compared
    if who := adopted.get(row["pk"]):
        return CaseNews(FinalState.ADOPTED, row["title"], row["slug"], f"{capfirst(enumeration(who))}.")
    return _asked(row, days) or compared


def _compared(row: Mapping[str, Any], was: Snapshot | None, says: Snapshot) -> CaseNews | None:
    """Return what is told of a case of which readers got another version; None where they see no difference.

    Of a version that is not known, or was erased, there is nothing to compare with: then only that it changed.
    """
    if was is None:
        return CaseNews(FinalState.CHANGED, row["title"], row["slug"])
    shown = definition(Snapshot)
    parts = [shown[name].label for name in changed(was, says) if shown[name].part.public and name not in APART]
    also = f" Ook gewijzigd: {enumeration(parts)}." if parts else ""
    lifecycle = Case.Lifecycle(says.lifecycle)
    checked = bool(says.lifecycle_checked_on and says.lifecycle_checked_on > (was.lifecycle_checked_on or ""))
    known = f"Nagegaan op {day(says.lifecycle_checked_on)}" if says.lifecycle_checked_on else ""
    if lifecycle == Case.Lifecycle.ENDED != was.lifecycle:
        return CaseNews(FinalState.ENDED, row["title"], row["slug"], f"{known}.{also}".removeprefix(". "))
    if checked:
        return CaseNews(FinalState.CHECKED, row["title"], row["slug"], f"{known}: {lifecycle.label}.{also}")
    if lifecycle != was.lifecycle or says.lifecycle_checked_on != was.lifecycle_checked_on:
        parts.append(f"of het nog loopt ({lifecycle.label})")
    said = f"{capfirst(enumeration(parts))}."
    return CaseNews(FinalState.CHANGED, row["title"], row["slug"], said) if parts else None


def _asked(row: Mapping[str, Any], days: Container[str]) -> CaseNews | None:
    """Return that it was asked whether a case still runs, where that was on one of these days and is unanswered."""
    asked = row["card__gevraagdOp"]
    said = f"Gevraagd op {day(asked)}; er is nog geen antwoord."
    return CaseNews(FinalState.ASKED, row["title"], row["slug"], said) if asked and asked in days else None


def _of_withdrawn(event: PublicationEvent) -> CaseNews:
    return CaseNews(FinalState.WITHDRAWN, event.title, event.slug, event.reason)
