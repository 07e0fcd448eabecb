"""The log tells of everything that happens around accounts: who, what, from where and how it ended."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.accounts.signing_in import PASSWORD, editor, forget_use, give_code, give_password, set_up, shown

pytestmark = pytest.mark.django_db
Lines = Callable[[], list[dict[str, Any]]]


def told(lines: Lines) -> list[tuple[str, str, str]]:
    found = [line for line in lines() if line["logger"] != "django.request"]
    assert {line["origin"] for line in found} == {"admin"}
    assert {line["object"] for line in found} == {"account"}
    return [(line["action"], line["result"], line["actor"]) for line in found]


def test_setting_up_and_using_a_second_factor(lines: Lines, settings: Settings) -> None:
    settings.GOUDEN_REQUIRE_SECOND_FACTOR = True
    user, client = editor(), Client()
    codes = set_up(client, user)
    client.post("/admin/logout/")
    give_password(client)
    give_code(client, "000000")
    give_code(client, codes[0])
    forget_use(user)
    client.post("/admin/tweede-factor/", {"code": shown(user), "codes": "1"})

    assert told(lines) == [
        ("set second factor", "ok", "redactie"),
        ("sign in", "ok", "redactie"),
        ("issue recovery codes", "ok", "redactie"),
        ("sign out", "ok", "redactie"),
        ("second factor", "refused", "redactie"),
        ("use recovery code", "ok", "redactie"),
        ("sign in", "ok", "redactie"),
        ("issue recovery codes", "ok", "redactie"),
    ]
    assert not [code for code in codes if code in str(lines())]


def test_a_password_that_opens_only_the_next_step_is_no_sign_in(lines: Lines, settings: Settings) -> None:
    settings.GOUDEN_REQUIRE_SECOND_FACTOR = True
    editor()

    give_password(Client())

    assert lines() == []


def test_mistakes_and_waiting_and_only_names_that_exist(lines: Lines) -> None:
    editor()
    for name in ("redactie", "mijn wachtwoord"):
        for _ in range(6):
            give_password(Client(), "verkeerd", name=name)

    assert told(lines) == [
        *[("sign in", "refused", "redactie")] * 5,
        ("sign in", "locked out", "redactie"),
        *[("sign in", "refused", "unknown account")] * 5,
        ("sign in", "locked out", "unknown account"),
    ]
    assert "mijn wachtwoord" not in str(lines())


def test_an_account_that_may_not_enter_the_admin(lines: Lines) -> None:
    user = editor()
    user.is_staff = False
    user.save()

    give_password(Client())

    assert told(lines) == [("sign in", "refused", "redactie")]


def test_a_new_password_and_the_end_of_an_old_session(lines: Lines, client: Client) -> None:
    editor()
    give_password(client)
    new = "een nieuw lang wachtwoord"
    client.post("/admin/password_change/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    session = client.session
    session["signed_in_at"] -= 12 * 3600
    session.save()
    client.get("/admin/")

    assert told(lines) == [
        ("sign in", "ok", "redactie"),
        ("change password", "ok", "redactie"),
        ("end session", "too old", "redactie"),
        ("sign out", "ok", "redactie"),
    ]
