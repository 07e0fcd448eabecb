"""Accounts in the admin: made, changed and helped by a colleague, with who did what in the history and in the log."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from tests.accounts.signing_in import PASSWORD, colleague, editor, give_code, give_password, is_in, set_up

pytestmark = pytest.mark.django_db
Lines = Callable[[], list[dict[str, Any]]]
OTHER = "nog een lang wachtwoord"
FORM = {"first_name": "", "last_name": "", "email": "", "is_active": "on", "is_staff": "on"}


@pytest.fixture
def chief(client: Client) -> User:
    """Somebody of the group that lets people in, signed in."""
    user = User.objects.create_user("beheer", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="beheerder"))
    client.force_login(user)
    return user


def told(lines: Lines, verb: str) -> list[tuple[str, str, str]]:
    return [(line["object"], line["result"], line["actor"]) for line in lines() if line["action"] == verb]


def test_an_account_is_made_on_one_page(client: Client, chief: User) -> None:
    group = Group.objects.create(name="schrijvers")
    page = client.get("/admin/auth/user/add/").content.decode()
    assert re.search(r'<input[^>]* name="is_staff"[^>]* checked', page)
    assert "Eenmalige aanmelding" not in page

    sent = {"username": "nieuw", "password1": OTHER, "password2": OTHER, "is_staff": "on", "groups": [group.pk]}
    assert client.post("/admin/auth/user/add/", sent).status_code == 302

    assert list(User.objects.get(username="nieuw").groups.all()) == [group]
    assert give_password(Client(), OTHER, name="nieuw").url == "/admin/"


def test_a_weak_password_is_refused_in_dutch_when_making_and_when_changing(client: Client, chief: User) -> None:
    user = colleague()
    weak = {"password1": "collega123", "password2": "collega123"}
    for url in ("/admin/auth/user/add/", f"/admin/auth/user/{user.pk}/password/"):
        page = client.post(url, {"username": "collega123", **weak}).content.decode()
        assert "Dit wachtwoord is te kort: het moet minstens 12 tekens hebben." in page
        assert "lijkt te veel op" in page
        assert "must contain" not in page


def test_a_colleague_gives_a_new_password(
    client: Client, chief: User, lines: Lines, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    user = colleague()
    theirs = Client()
    give_password(theirs, name="collega")
    url = f"/admin/auth/user/{user.pk}/password/"
    page = client.get(url).content.decode()
    assert "Wijzig het wachtwoord" in page
    assert "authenticatie:" not in page
    assert "If disabled" not in page

    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url, {"password1": OTHER, "password2": OTHER}).status_code == 302

    assert not is_in(theirs)
    assert give_password(Client(), OTHER, name="collega").status_code == 302
    assert told(lines, "change account") == [("account collega", "Wachtwoord: gewijzigd", "beheer")]
    assert OTHER not in str(lines())


def test_the_history_says_what_changed_into_what(
    client: Client, chief: User, lines: Lines, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    old, new = Group.objects.create(name="schrijvers"), Group.objects.create(name="uitgevers")
    user = colleague()
    user.groups.add(old)

    with django_capture_on_commit_callbacks(execute=True):
        sent = FORM | {"username": "collega", "groups": [new.pk], "email": "collega@gouden.example"}
        del sent["is_active"]
        assert client.post(f"/admin/auth/user/{user.pk}/change/", sent).status_code == 302

    said = "E-mailadres: gewijzigd; Account is in gebruik: nee; Groepen: + uitgevers, − schrijvers"
    assert LogEntry.objects.get().get_change_message() == said
    assert said in client.get(f"/admin/auth/user/{user.pk}/history/").content.decode()
    assert told(lines, "change account") == [("account collega", said, "beheer")]


def test_the_permissions_of_a_group_are_dutch_and_their_changes_told(
    client: Client, chief: User, lines: Lines, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    group = Group.objects.create(name="schrijvers")
    permission = Permission.objects.get(codename="change_theme")
    page = client.get(f"/admin/auth/group/{group.pk}/change/").content.decode()
    assert "Thema: wijzigen" in page
    assert "Can change" not in page

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/auth/group/{group.pk}/change/", {"name": "schrijvers", "permissions": [permission.pk]})

    assert LogEntry.objects.get().get_change_message() == "Rechten: + Thema: wijzigen"
    assert told(lines, "change group") == [("group schrijvers", "Rechten: + Thema: wijzigen", "beheer")]


def test_making_and_deleting_are_told(
    client: Client, chief: User, lines: Lines, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/admin/auth/user/add/", {"username": "nieuw", "password1": OTHER, "password2": OTHER})
        client.post("/admin/auth/group/add/", {"name": "schrijvers"})
        client.post(f"/admin/auth/group/{Group.objects.get(name='schrijvers').pk}/delete/", {"post": "yes"})

    assert told(lines, "add account") == [("account nieuw", "ok", "beheer")]
    assert told(lines, "add group") == told(lines, "delete group") == [("group schrijvers", "ok", "beheer")]


def test_nobody_gets_to_may_everything_who_may_not(client: Client, chief: User) -> None:
    boss = editor("baas")
    user = colleague()

    client.post(f"/admin/auth/user/{user.pk}/change/", FORM | {"username": "collega", "is_superuser": "on"})
    assert not User.objects.get(pk=user.pk).is_superuser
    for page in ("password", "tweede-factor"):
        assert client.get(f"/admin/auth/user/{boss.pk}/{page}/").status_code == 403
        sent = {"password1": OTHER, "password2": OTHER}
        assert client.post(f"/admin/auth/user/{boss.pk}/{page}/", sent).status_code == 403
    assert client.post(f"/admin/auth/user/{boss.pk}/change/", FORM | {"username": "ex-baas"}).status_code == 403
    assert client.post(f"/admin/auth/user/{boss.pk}/delete/", {"post": "yes"}).status_code == 403
    boss.refresh_from_db()
    assert boss.check_password(PASSWORD)


def test_who_may_everything_may_let_others(client: Client) -> None:
    client.force_login(editor())
    user = colleague()

    client.post(f"/admin/auth/user/{user.pk}/change/", FORM | {"username": "collega", "is_superuser": "on"})

    assert User.objects.get(pk=user.pk).is_superuser


def test_a_colleague_takes_a_lost_factor_away(client: Client, settings: Settings, lines: Lines) -> None:
    settings.GOUDEN_REQUIRE_SECOND_FACTOR = True
    helper = editor("beheer")
    set_up(client, helper)
    theirs, user = Client(), editor("collega")
    codes = set_up(theirs, user)

    page = client.get(f"/admin/auth/user/{user.pk}/change/").content.decode()
    assert "met nog 10 herstelcodes." in page
    url = f"/admin/auth/user/{user.pk}/tweede-factor/"
    assert url in page
    assert "Weet u zeker dat de vraag van collega zelf komt?" in client.get(url).content.decode()
    assert is_in(theirs)

    answer = client.post(url, follow=True).content.decode()
    assert "Het account collega heeft geen tweede factor meer" in answer
    assert "Nog niet ingesteld." in answer
    assert not is_in(theirs)
    again = Client()
    assert give_password(again, name="collega").url == "/admin/login/instellen/"
    assert give_code(again, codes[0]).url == "/admin/login/instellen/"
    assert LogEntry.objects.get().get_change_message() == "Tweede factor weggehaald"
    assert told(lines, "reset second factor") == [("account collega", "ok", "beheer")]


def test_the_list_shows_who_has_a_second_factor_in_a_fixed_number_of_queries(client: Client) -> None:
    client.force_login(editor())
    TOTPDevice.objects.create(user=colleague(), name="app")
    client.get("/admin/auth/user/")
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/admin/auth/user/").content.decode()
        counts.append(len(queries))
        User.objects.create_user(f"collega-{number}")

    assert re.findall(r'field-has_second_factor"><img[^>]*icon-(yes|no)', page) == ["yes", "no", "no"]
    assert counts[0] == counts[1]


def test_the_pages_on_a_factor_are_for_who_may_change_accounts(client: Client) -> None:
    user = colleague()
    client.force_login(User.objects.create_user("redacteur", is_staff=True))

    assert client.get(f"/admin/auth/user/{user.pk}/tweede-factor/").status_code == 403
    assert client.post(f"/admin/auth/user/{user.pk}/tweede-factor/").status_code == 403
