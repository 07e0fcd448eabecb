"""Which days and years can be true: validators for the models, so that every form and file says the same.

Nothing here is a constraint of the database: what was stored before these rules still loads, and is asked about when
somebody next saves it.
"""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

# Before this nothing in the catalogue can have been looked at, begun or printed.
FIRST_YEAR = 1900
# The first law on municipalities is of 1851; those it found were older.
FIRST_OF_REGISTER = 1800
# As far ahead as a plan is worth writing down.
YEARS_AHEAD = 10
# What a claim may look ahead to, such as a goal for 2050.
LAST_YEAR = 2100


def past_day(day: datetime.date) -> None:
    """Refuse a day that has yet to come, or one of another century: on it something was seen, checked or counted."""
    _not_before(day, FIRST_YEAR)
    if day > timezone.localdate():
        raise ValidationError(f"{_shown(day)} moet nog komen. Klopt het jaartal?", code="future")


def planned_day(day: datetime.date) -> None:
    """Refuse a day too far ahead to be planned."""
    _not_before(day, FIRST_YEAR)
    _not_too_far(day)


def register_day(day: datetime.date) -> None:
    """Refuse a day on which no municipality can begin or end; what was announced for the coming years can."""
    _not_before(day, FIRST_OF_REGISTER)
    _not_too_far(day)


def past_year(year: int) -> None:
    """Refuse a year that has yet to come: something happened in it."""
    _within(year, timezone.localdate().year)


def printed_year(year: int) -> None:
    """Refuse a year in which nothing was printed or awarded; one is often dated a year ahead."""
    _within(year, timezone.localdate().year + 1)


def planned_year(year: int) -> None:
    """Refuse a year too far ahead to be planned."""
    _within(year, timezone.localdate().year + YEARS_AHEAD)


def any_year(year: int) -> None:
    """Refuse what is no year of this time, nor one that somebody looks ahead to."""
    _within(year, LAST_YEAR)


def _within(year: int, last: int) -> None:
    if not FIRST_YEAR <= year <= last:
        raise ValidationError(f"Geef een jaartal van {FIRST_YEAR} tot en met {last}.", code="year")


def _not_before(day: datetime.date, year: int) -> None:
    if day.year < year:
        raise ValidationError(f"{_shown(day)} ligt te ver terug. Klopt het jaartal?", code="past")


def _not_too_far(day: datetime.date) -> None:
    if day.year > timezone.localdate().year + YEARS_AHEAD:
        raise ValidationError(f"{_shown(day)} ligt te ver vooruit. Klopt het jaartal?", code="future")


def _shown(day: datetime.date) -> str:
    return date_format(day, "j F Y")
