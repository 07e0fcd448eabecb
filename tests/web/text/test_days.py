"""Days and years that cannot be are refused where they are typed, in a file and in the catalogue."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db.models import DateField, IntegerField
from django.utils import timezone

from cases.models import Case, Claim
from gouden.web.text import days

THIS_YEAR = timezone.localdate().year
# Written by the machine, or of no bearing on what readers are told.
# Kept by the machine.
FREE = {
    "cases.AskedInVain",
    "cases.BoardAnswer",
    "cases.BoardQuestion",
    "cases.Inquiry",
    "cases.InquiryRound",
    "cases.MissedSearch",
    "cases.LinkCheck",
    "cases.ProbableDuplicate",
    "cases.PublishedCase",
}
FREE |= {"cases.CatalogueState"}


@pytest.mark.parametrize(
    ("check", "day"),
    [
        (days.past_day, datetime.date(202, 1, 1)),
        (days.past_day, datetime.date(2062, 1, 1)),
        (days.planned_day, datetime.date(202, 1, 1)),
        (days.planned_day, datetime.date(2062, 1, 1)),
        (days.register_day, datetime.date(202, 1, 1)),
        (days.register_day, datetime.date(2062, 1, 1)),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_its_year(check, day):
    with pytest.raises(ValidationError, match="Klopt het jaartal"):
        check(day)


def test_today_has_been_and_tomorrow_has_not():
    today = timezone.localdate()
    days.past_day(today)
    with pytest.raises(ValidationError, match="moet nog komen"):
        days.past_day(today + datetime.timedelta(days=1))


def test_what_is_planned_or_announced_may_lie_ahead():
    ahead = timezone.localdate() + datetime.timedelta(days=3 * 365)
    days.planned_day(ahead)
    days.register_day(ahead)
    days.register_day(datetime.date(1811, 1, 1))
    days.planned_year(THIS_YEAR + 3)
    days.printed_year(THIS_YEAR + 1)
    days.any_year(2050)


@pytest.mark.parametrize(
    ("check", "year"),
    [
        (days.past_year, 202),
        (days.past_year, THIS_YEAR + 1),
        (days.printed_year, 17),
        (days.printed_year, 2062),
        (days.planned_year, 2062),
        (days.any_year, 20170),
    ],
)
def test_a_year_that_cannot_be_is_refused_with_those_that_can(check, year):
    with pytest.raises(ValidationError, match="Geef een jaartal van 1900 tot en met 2"):
        check(year)


def test_every_day_and_year_that_somebody_fills_in_has_its_bounds():
    from django.apps import apps

    models = [model for app in ("municipalities", "cases") for model in apps.get_app_config(app).get_models()]
    free = {
        f"{model._meta.label}.{field.name}"
        for model in models
        if model._meta.label not in FREE
        for field in model._meta.get_fields()
        if getattr(field, "editable", False)
        and (type(field) is DateField or (isinstance(field, IntegerField) and "year" in field.name))
        and not {one.__module__ for one in field.validators if hasattr(one, "__module__")} & {days.__name__}
    }
    assert free == set()


def test_the_message_stands_at_the_field():
    case = Case(lifecycle_checked_on=datetime.date(2062, 1, 1), started_year=2062)
    with pytest.raises(ValidationError) as refusal:
        case.clean_fields()
    assert refusal.value.message_dict["lifecycle_checked_on"] == ["1 januari 2062 moet nog komen. Klopt het jaartal?"]
    assert "started_year" in refusal.value.message_dict
    with pytest.raises(ValidationError) as refusal:
        Claim(year=202).clean_fields()
    assert refusal.value.message_dict["year"] == ["Geef een jaartal van 1900 tot en met 2100."]
