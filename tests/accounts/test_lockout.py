"""After mistakes signing in waits, longer each time; strangers keep nobody out of a browser of their own."""

import datetime
import math
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from gouden.accounts import lockout
from gouden.accounts.models import SignInDelay
from tests.accounts.signing_in import editor, forget_use, give_code, give_password, is_in, set_up, shown

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


def pass_time(by: datetime.timedelta) -> None:
    """Let all mistakes be that much longer ago."""
    for row in SignInDelay.objects.all():
        SignInDelay.objects.filter(pk=row.pk).update(failed_at=row.failed_at - by)


def mistakes(client: Client, times: int, **given: Any) -> list[int]:
    return [give_password(client, "verkeerd", **given).status_code for _ in range(times)]


def known_browser() -> Client:
    """A browser in which the editor signed in and out before."""
    client = Client()
    give_password(client)
    client.post("/admin/logout/")
    return client


def test_the_sixth_attempt_waits_and_the_page_says_how_long(client: Client) -> None:
    editor()
    assert mistakes(client, 5) == [200] * 5

    refused = give_password(client)
    assert refused.status_code == 429
    assert 55 < int(refused["Retry-After"]) <= 60
    until = timezone.localtime() + MINUTE * 2
    possible = {(until - datetime.timedelta(seconds=seconds)).strftime("%H.%M") for seconds in (0, 6)}
    page = refused.content.decode()
    assert "Probeer het over 1 minuut opnieuw" in page
    assert any(f"vanaf {moment} uur" in page for moment in possible)
    assert not is_in(client)

    pass_time(MINUTE)
    assert give_password(client).status_code == 302


def test_every_mistake_after_that_doubles_the_waiting_up_to_an_hour(client: Client) -> None:
    mistakes(client, 5)
    waits = []
    for _ in range(8):
        refused = give_password(client, "verkeerd")
        waits.append(math.ceil(int(refused["Retry-After"]) / 60))
        pass_time(datetime.timedelta(seconds=int(refused["Retry-After"])))
        assert mistakes(client, 1) == [200]

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_an_attempt_that_comes_too_early_does_not_make_it_longer(client: Client) -> None:
    mistakes(client, 5)
    assert mistakes(client, 20) == [429] * 20

    pass_time(MINUTE)
    assert mistakes(client, 1) == [200]


def test_an_account_that_does_not_exist_waits_alike(client: Client) -> None:
    editor()
    of_none = [mistakes(client, 6, name="bestaat-niet", REMOTE_ADDR="203.0.113.7")]
    of_one = [mistakes(client, 6, name="redactie", REMOTE_ADDR="203.0.113.8")]

    assert of_none == of_one == [[200] * 5 + [429]]


def test_the_name_counts_however_it_is_written(client: Client) -> None:
    editor()
    for name in ("redactie", "Redactie", " redactie ", "REDACTIE", "\uff52edactie"):
        mistakes(client, 1, name=name)

    assert mistakes(client, 1) == [429]


def test_strangers_keep_nobody_out_of_a_browser_of_their_own() -> None:
    editor()
    own = known_browser()
    for number in range(9):
        mistakes(Client(), 5, REMOTE_ADDR=f"203.0.113.{number}")
    assert mistakes(Client(), 1) == [429]

    assert give_password(own).status_code == 302
    assert mistakes(Client(), 1) == [429]


def test_a_known_browser_has_its_own_limit_and_only_for_its_own_account() -> None:
    editor(), editor("collega")
    own = known_browser()
    assert mistakes(own, 6) == [200] * 5 + [429]
    assert give_password(Client()).status_code == 302

    assert mistakes(Client(), 6, name="collega", REMOTE_ADDR="203.0.113.7") == [200] * 5 + [429]
    assert mistakes(own, 1, name="collega", REMOTE_ADDR="203.0.113.8") == [429]


def test_the_cookie_of_a_known_browser_tells_no_name_and_cannot_be_made() -> None:
    editor()
    own = known_browser()
    cookie = own.cookies[lockout.COOKIE]
    assert "redactie" not in cookie.value
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")

    mistakes(Client(), 5)
    forged = Client()
    forged.cookies[lockout.COOKIE] = cookie.value[:-1] + ("A" if cookie.value[-1] != "A" else "B")
    assert mistakes(forged, 1) == [429]


def test_one_address_that_tries_many_accounts_waits_too(client: Client) -> None:
    for number in range(20):
        assert mistakes(client, 1, name=f"account-{number}") == [200]

    assert mistakes(client, 1, name="nog-een") == [429]
    assert mistakes(client, 1, name="nog-een", REMOTE_ADDR="203.0.113.8") == [200]


def test_an_own_account_does_not_wipe_out_the_mistakes_of_an_address() -> None:
    editor("inbreker")
    for number in range(20):
        assert mistakes(Client(), 1, name=f"account-{number}") == [200]
        if number < 19:
            assert give_password(Client(), name="inbreker").status_code == 302

    assert mistakes(Client(), 1, name="nog-een") == [429]


def test_addresses_of_one_ipv6_network_count_together(client: Client) -> None:
    for number in range(20):
        mistakes(client, 1, name=f"account-{number}", REMOTE_ADDR=f"2001:db8:0:1::{number:x}")

    assert mistakes(client, 1, name="nog-een", REMOTE_ADDR="2001:db8:0:1:ffff::1") == [429]
    assert mistakes(client, 1, name="nog-een", REMOTE_ADDR="2001:db8:0:2::1") == [200]


def test_behind_a_proxy_the_address_that_it_adds_counts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from rest_framework.settings import api_settings

    monkeypatch.setattr(api_settings, "NUM_PROXIES", 1)
    for number in range(20):
        mistakes(client, 1, name=f"account-{number}", headers={"x-forwarded-for": f"10.0.0.{number}, 203.0.113.7"})

    assert mistakes(client, 1, name="nog-een", headers={"x-forwarded-for": "10.9.9.9, 203.0.113.7"}) == [429]
    assert mistakes(client, 1, name="nog-een", headers={"x-forwarded-for": "10.9.9.9, 203.0.113.8"}) == [200]


def test_a_success_forgets_the_mistakes_and_so_does_a_day(client: Client) -> None:
    editor()
    mistakes(client, 4)
    give_password(client)
    assert mistakes(Client(), 5) == [200] * 5

    pass_time(datetime.timedelta(days=1, seconds=1))
    assert mistakes(client, 1) == [200]
    assert {row.failures for row in SignInDelay.objects.all()} == {1}


def test_no_name_and_no_address_is_kept(client: Client) -> None:
    mistakes(client, 1, REMOTE_ADDR="203.0.113.7")

    kept = str(list(SignInDelay.objects.values()))
    assert "redactie" not in kept
    assert "203.0.113" not in kept


def test_codes_wait_too_and_the_password_does_not_wipe_them_out(settings: Settings) -> None:
    settings.GOUDEN_REQUIRE_SECOND_FACTOR = True
    user = editor()
    set_up(Client(), user)
    thief = Client()
    for _ in range(5):
        give_password(thief)
        assert give_code(thief, "000000").status_code == 200
    forget_use(user)
    give_password(thief)
    refused = give_code(thief, shown(user))
    assert refused.status_code == 429
    assert "Probeer het over 1 minuut opnieuw" in refused.content.decode()
    assert not is_in(thief)

    pass_time(MINUTE)
    assert give_code(thief, shown(user)).status_code == 302


def test_who_knows_the_password_cannot_keep_its_owner_out_of_a_known_browser(settings: Settings) -> None:
    settings.GOUDEN_REQUIRE_SECOND_FACTOR = True
    user = editor()
    own, thief = Client(), Client()
    set_up(own, user)
    own.post("/admin/logout/")
    give_password(thief)
    for _ in range(6):
        last = give_code(thief, "000000").status_code
    assert last == 429

    forget_use(user)
    give_password(own)
    assert give_code(own, shown(user)).status_code == 302


def test_a_wrong_code_when_setting_up_or_renewing_counts_as_well(settings: Settings) -> None:
    settings.GOUDEN_REQUIRE_SECOND_FACTOR = True
    user = editor()
    client = Client()
    give_password(client)
    client.get("/admin/login/instellen/")
    sent = [client.post("/admin/login/instellen/", {"code": "000000"}).status_code for _ in range(6)]
    assert sent == [200] * 5 + [429]

    pass_time(MINUTE)
    client.post("/admin/login/instellen/", {"code": shown(user)})
    sent = [client.post("/admin/tweede-factor/", {"code": "000000", "codes": "1"}).status_code for _ in range(6)]
    assert sent == [200] * 5 + [429]
