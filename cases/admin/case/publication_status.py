"""Where a case stands, in sentences: what readers see of it, and what a review last said."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from cases.models import Case, PublicationEvent
from cases.publishing import name_of

State = Case.State


def standing(case: Any) -> dict[str, str]:
    """Return `text`, what readers see of `case`, and `note` with `note_from`, the last word between two editors."""
    return {
        "text": _seen_by_readers(case),
        "note": case.review_note,
        "note_from": _note_from(case) if case.review_note else "",
    }


def _seen_by_readers(case: Any) -> str:
    event = case.events.exclude(kind=PublicationEvent.Kind.MOVED).order_by("-number").first()
    day = _day(event.at) if event else ""
    match case.state:
        case State.IN_REVIEW:
            text = f"Ter beoordeling, {_submitted(case)}. Lezers zien het niet."
        case State.PUBLISHED:
            text = f"Gepubliceerd op {day}. {_changes(case)}"
        case State.WITHDRAWN:
            text = f"Ingetrokken op {day}: {event.reason}"
        case State.ARCHIVED if event:
            text = f"Gearchiveerd. Het adres zegt waarom het op {day} is ingetrokken: {event.reason}"
        case State.ARCHIVED:
            text = "Gearchiveerd. Niemand werkt er nu aan; lezers zien het niet."
        case _:
            text = "Concept. Lezers zien het niet."
    return text


def _changes(case: Any) -> str:
    if case.submitted_at:
        return f"De wijzigingen daarna zijn ter beoordeling, {_submitted(case)}; lezers zien die nog niet."
    if case.has_pending_changes:
        return "Daarna is het gewijzigd; lezers zien dat nog niet."
    return "Lezers zien wat hier staat."


def _submitted(case: Case) -> str:
    by = f" door {name_of(case.submitted_by)}" if case.submitted_by else ""
    return f"ingeleverd{by} op {_day(case.submitted_at)}"


def _note_from(case: Case) -> str:
    by = f" door {name_of(case.review_note_by)}" if case.review_note_by else ""
    return "Opmerking bij het inleveren" if case.submitted_at else f"Teruggestuurd{by}"


def _day(moment: Any) -> str:
    return date_format(localtime(moment), "j F Y")
