"""A session in the admin ends when nobody is at work, and after a day's work; public pages touch none."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.accounts.signing_in import editor, give_password, is_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client: Client) -> Client:
    editor()
    give_password(client)
    assert is_in(client)
    return client


def left() -> datetime.timedelta:
    return Session.objects.get().expire_date - timezone.now()


def let_pass(client: Client, minutes: int) -> None:
    """Let the session be that much older."""
    session = client.session
    session["signed_in_at"] -= minutes * 60
    session["seen_at"] -= minutes * 60
    session.save()
    for row in Session.objects.all():
        row.expire_date -= datetime.timedelta(minutes=minutes)
        row.save()


def test_an_hour_without_a_request_ends_it(signed_in: Client) -> None:
    let_pass(signed_in, 59)
    assert is_in(signed_in)

    let_pass(signed_in, 61)
    assert signed_in.get("/admin/").url == "/admin/login/?next=/admin/"


def test_work_keeps_it_alive_and_is_written_once_a_minute(signed_in: Client, django_assert_num_queries: object) -> None:
    let_pass(signed_in, 30)
    is_in(signed_in)
    assert left() > datetime.timedelta(minutes=59)

    kept = Session.objects.get().session_data
    is_in(signed_in)
    assert Session.objects.get().session_data == kept
    assert "Set-Cookie" not in str(signed_in.get("/admin/").headers)


def test_twelve_hours_end_it_even_for_who_works_on(signed_in: Client) -> None:
    for _ in range(23):
        let_pass(signed_in, 30)
        assert is_in(signed_in)

    let_pass(signed_in, 30)
    assert not is_in(signed_in)


def test_the_settings_say_how_long(signed_in: Client, settings: Settings) -> None:
    settings.GOUDEN_SESSION_HOURS = 2
    let_pass(signed_in, 121)

    assert not is_in(signed_in)
    assert settings.SESSION_COOKIE_AGE == 3600


def test_reading_the_site_does_not_touch_the_session(signed_in: Client) -> None:
    let_pass(signed_in, 30)
    before = Session.objects.get().expire_date
    page = signed_in.get("/over/")

    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")
    assert Session.objects.get().expire_date == before
