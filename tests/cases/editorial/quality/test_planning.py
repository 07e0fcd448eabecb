"""When a case is to be looked into: by the day an editor set, or a year after it was last known."""

import datetime
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import publishing
from cases.editorial.planning import check_on, due
from cases.models import Case
from tests.cases.admin.admin_forms import typed
from tests.factories import CaseFactory, PublishedCaseFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 22)
DAYS = [None, *(TODAY + datetime.timedelta(days=days) for days in (-400, -365, -364, -1, 0, 1))]


def public(published_days_ago=0, **given):
    """Return a public case that was published so many days before TODAY, with these values on its working row."""
    published = PublishedCaseFactory()
    published.published_at = timezone.make_aware(
        datetime.datetime.combine(TODAY - datetime.timedelta(days=published_days_ago), datetime.time(23, 30))
    )
    published.save(update_fields=["published_at"])
    Case.objects.filter(pk=published.pk).update(**given)
    return Case.objects.get(pk=published.pk)


def is_due(case):
    return Case.objects.filter(due(TODAY), pk=case.pk).exists()


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ({"published_days_ago": 10}, TODAY + datetime.timedelta(days=355)),
        ({"published_days_ago": 365}, TODAY),
        ({"lifecycle": "loopt", "lifecycle_checked_on": datetime.date(2025, 11, 22)}, TODAY),
        ({"next_check_on": datetime.date(2026, 3, 1)}, datetime.date(2026, 3, 1)),
        # It was looked into on that day, so the next is a year later.
        (
            {
                "next_check_on": datetime.date(2026, 3, 1),
                "lifecycle": "loopt",
                "lifecycle_checked_on": datetime.date(2026, 3, 1),
            },
            datetime.date(2027, 3, 1),
        ),
        ({"lifecycle": "gestopt", "lifecycle_checked_on": datetime.date(2017, 1, 1)}, None),
        (
            {
                "lifecycle": "gestopt",
                "lifecycle_checked_on": datetime.date(2017, 1, 1),
                "next_check_on": datetime.date(2027, 1, 1),
            },
            datetime.date(2027, 1, 1),
        ),
    ],
)
def test_the_day_follows_from_what_is_known(given, day):
    assert check_on(public(**given)) == day


def test_the_condition_and_the_day_agree_whatever_is_filled_in():
    cases = {ago: public(published_days_ago=ago) for ago in (0, 364, 365)}
    for ago, planned, checked, lifecycle in product(cases, DAYS, DAYS, ("onbekend", "loopt", "gestopt")):
        if checked is None and lifecycle != "onbekend":
            continue
        given = {"next_check_on": planned, "lifecycle_checked_on": checked, "lifecycle": lifecycle}
        Case.objects.filter(pk=cases[ago].pk).update(**given)
        case = Case.objects.get(pk=cases[ago].pk)
        day = check_on(case)
        assert is_due(case) == (day is not None and day <= TODAY), (ago, given, day)


def test_a_draft_is_not_to_be_looked_into():
    draft = CaseFactory(next_check_on=TODAY)
    assert not is_due(draft)
    assert check_on(CaseFactory()) is None


def test_an_editor_sees_the_day_and_sets_another_without_a_new_version(client):
    case = public(lifecycle="loopt", lifecycle_checked_on=datetime.date(2026, 3, 1))
    publishing.record_revision(case=case, by=None)
    client.force_login(UserFactory(is_superuser=True))
    form = reverse("admin:cases_case_change", args=[case.pk])
    page = client.get(form)
    assert "1 maart 2027" in page.content.decode()
    versions = case.revisions.count()

    client.post(form, typed(page, "case_form", next_check_on="2026-12-01") | {"_save": "1"})

    case.refresh_from_db()
    assert check_on(case) == datetime.date(2026, 12, 1)
    assert case.revisions.count() == versions
