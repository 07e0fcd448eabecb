"""What the index in memory counts is what the database counts."""

import pytest

from cases.listing.counting import newest, numbers, places, practices
from cases.models import PublishedCase, Theme
from cases.models.querysets import NEWEST_KNOWLEDGE, practice_count
from cases.reading.wording import checked_since
from municipalities.models import Municipality, Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def test_practices_are_counted_as_by_the_database() -> None:
    for model, parameter, key in (
        (Theme, "thema", "slug"),
        (Municipality, "gemeente", "cbs_code"),
        (Province, "provincie", "code"),
    ):
        rows = model.objects.annotate(number=practice_count()).filter(number__gt=0)
        assert practices(parameter) == dict(rows.values_list(key, "number"))

    theme = Theme.objects.get(slug="preventie")
    for model, parameter, key in ((Municipality, "gemeente", "cbs_code"), (Province, "provincie", "code")):
        cases = PublishedCase.objects.filter(themes=theme)
        rows = model.objects.filter(cases__in=cases).annotate(number=practice_count()).filter(number__gt=0)
        assert practices(parameter, theme="preventie") == dict(rows.values_list(key, "number"))


def test_cases_and_reflections_are_counted_as_by_the_database() -> None:
    assert numbers() == PublishedCase.objects.numbers()
    for theme in Theme.objects.public():
        assert numbers(theme=theme.slug) == theme.cases.numbers(), theme
        ordered = theme.cases.order_by(*NEWEST_KNOWLEDGE)[:5]
        assert list(newest(5, theme=theme.slug)) == list(ordered), theme
    assert numbers(theme="onbekend") == (0, 0)
    assert list(newest(5, theme="onbekend")) == []


def test_places_are_those_that_began_by_name() -> None:
    found = places()

    assert {place.code for place in found if not place.former} == {
        row.cbs_code for row in Municipality.objects.all() if row.exists_today
    }
    assert [place.key for place in found] == sorted(place.key for place in found)


def test_a_case_knows_when_somebody_looked_after_it_was_described() -> None:
    for case in PublishedCase.objects.all():
        said = case.card["gecontroleerdOp"] if checked_since(case.card) else None
        assert (str(case.checked_since) if case.checked_since else None) == said, case
