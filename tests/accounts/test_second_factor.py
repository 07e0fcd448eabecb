"""The admin opens with a password and a code: from an app, or a recovery code."""

import io
import re

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from gouden.accounts import second_factor
from tests.accounts.signing_in import (
    code_of,
    editor,
    forget_use,
    give_code,
    give_password,
    is_in,
    set_up,
    shown,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def required(settings: Settings) -> None:
    settings.GOUDEN_REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def user() -> User:
    return editor()


def test_a_first_sign_in_sets_up_an_app_before_anything_else(client: Client, user: User) -> None:
    answer = give_password(client)
    assert (answer.status_code, answer.url) == (302, "/admin/login/instellen/")
    assert not is_in(client)
    assert client.get("/admin/cases/case/").url == "/admin/login/?next=/admin/cases/case/"

    page = client.get("/admin/login/instellen/")
    device = TOTPDevice.objects.get(user=user)
    text = page.content.decode()
    assert second_factor.key_as_text(device) in text
    assert "otpauth://totp/Gouden%3Aredactie?secret=" in text
    assert 'src="data:image/svg+xml' in text
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"

    codes = client.post("/admin/login/instellen/", {"code": f" {shown(user)[:3]} {shown(user)[3:]}"})
    assert codes.status_code == 200
    assert len(set(re.findall(r"<code>\d{4} \d{4} \d{4}</code>", codes.content.decode()))) == 10
    assert "no-store" in codes["Cache-Control"]
    assert is_in(client)


def test_the_key_stays_the_same_until_it_is_taken_in_use(client: Client, user: User) -> None:
    give_password(client)
    keys = {re.search(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", client.get("/admin/login/instellen/").content.decode())[0]}
    wrong = client.post("/admin/login/instellen/", {"code": "000000"}).content.decode()
    keys.add(re.search(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", wrong)[0])

    assert "Deze code klopt niet" in wrong
    assert len(keys) == 1
    assert second_factor.app_of(user) is None
    assert not is_in(client)


def test_after_that_the_password_alone_opens_nothing(user: User) -> None:
    set_up(Client(), user)
    client = Client()

    answer = give_password(client)
    assert answer.url == "/admin/login/code/"
    assert not is_in(client)
    assert client.get("/admin/login/instellen/").url == "/admin/login/code/"

    forget_use(user)
    assert give_code(client, shown(user)).url == "/admin/"
    assert is_in(client)


def test_the_code_leads_to_the_page_that_was_asked_for(user: User) -> None:
    set_up(Client(), user)
    forget_use(user)
    client = Client()
    client.post(
        "/admin/login/?next=/admin/cases/case/",
        {"username": "redactie", "password": "een lang wachtwoord", "next": "/admin/cases/case/"},
    )

    assert give_code(client, shown(user)).url == "/admin/cases/case/"


def test_no_code_leads_to_another_site(user: User) -> None:
    set_up(Client(), user)
    forget_use(user)
    client = Client()
    client.post(
        "/admin/login/",
        {"username": "redactie", "password": "een lang wachtwoord", "next": "https://elders.example/"},
    )

    assert give_code(client, shown(user)).url == "/admin/"


def test_a_code_of_the_app_works_once(user: User) -> None:
    set_up(Client(), user)
    client, thief = Client(), Client()
    forget_use(user)
    code = shown(user)
    give_password(client)
    give_password(thief)

    assert give_code(client, code).status_code == 302
    assert "Deze code klopt niet, of is al gebruikt." in give_code(thief, code).content.decode()
    assert not is_in(thief)


def test_a_code_of_an_hour_ago_does_not_work(user: User) -> None:
    set_up(Client(), user)
    forget_use(user)
    client = Client()
    give_password(client)

    assert give_code(client, code_of(TOTPDevice.objects.get(user=user), steps=-120)).status_code == 200
    assert not is_in(client)


def test_a_recovery_code_works_once_and_is_kept_unreadable(user: User) -> None:
    codes = set_up(Client(), user)
    assert not set(StaticToken.objects.values_list("token", flat=True)) & {code.replace(" ", "") for code in codes}

    client = Client()
    give_password(client)
    page = client.post("/admin/login/code/", {"code": codes[0]}, follow=True)
    assert page.redirect_chain == [("/admin/", 302)]
    assert "U gebruikte een herstelcode en heeft er nog 9." in page.content.decode()

    again = Client()
    give_password(again)
    assert "Deze code klopt niet, of is al gebruikt." in give_code(again, codes[0]).content.decode()
    assert give_code(again, codes[1].replace(" ", "-")).status_code == 302


def test_a_recovery_code_of_a_colleague_does_not_work(user: User) -> None:
    theirs = set_up(Client(), editor("collega"))
    set_up(Client(), user)
    client = Client()
    give_password(client)

    assert give_code(client, theirs[0]).status_code == 200
    assert not is_in(client)


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "١٢٣٤٥٦", "1234567890123"])
def test_what_cannot_be_a_code_is_said_and_does_not_count(user: User, typed: str) -> None:
    set_up(Client(), user)
    client = Client()
    give_password(client)

    for _ in range(7):
        page = give_code(client, typed)
        assert page.status_code == 200
    text = page.content.decode()
    assert "Vul ‘Code’ in." in text if not typed else "Vul een code van 6 of 12 cijfers in." in text
    assert 'aria-invalid="true"' in text


def test_new_recovery_codes_ask_for_a_code_and_replace_the_old(user: User) -> None:
    client = Client()
    old = set_up(client, user)

    refused = client.post("/admin/tweede-factor/", {"code": "000000", "codes": "1"}).content.decode()
    assert "Deze code klopt niet" in refused
    forget_use(user)
    page = client.post("/admin/tweede-factor/", {"code": shown(user), "codes": "1"}).content.decode()
    new = re.findall(r"<code>(\d{4} \d{4} \d{4})</code>", page)
    assert len(new) == 10
    assert not set(new) & set(old)

    other = Client()
    give_password(other)
    assert give_code(other, old[0]).status_code == 200
    assert give_code(other, new[0]).status_code == 302
    assert "U heeft nog 9 herstelcodes." in client.get("/admin/tweede-factor/").content.decode()


def test_another_app_takes_the_place_of_the_first(user: User) -> None:
    client, elsewhere = Client(), Client()
    codes = set_up(client, user)
    give_password(elsewhere)
    give_code(elsewhere, codes[1])
    old_key = TOTPDevice.objects.get(user=user).key

    answer = client.post("/admin/tweede-factor/", {"code": codes[0], "app": "1"})
    assert answer.url == "/admin/login/instellen/"
    assert not is_in(client)
    # What the old factor opened is closed.
    assert not is_in(elsewhere)

    client.get(answer.url)
    assert TOTPDevice.objects.get(user=user).key != old_key
    assert client.post(answer.url, {"code": shown(user)}).status_code == 200
    assert is_in(client)


def test_who_is_halfway_is_sent_back_when_the_password_changes(client: Client, user: User) -> None:
    give_password(client)
    user.set_password("een ander lang wachtwoord")
    user.save()

    assert client.get("/admin/login/instellen/").url == "/admin/login/"


def test_who_is_halfway_is_sent_back_after_ten_minutes(
    client: Client, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_password(client)
    session = client.session
    session["signing_in"] = [*session["signing_in"][:2], session["signing_in"][2] - 601, "/admin/"]
    session.save()

    assert client.get("/admin/login/instellen/").url == "/admin/login/"


def test_nobody_gets_at_the_second_step_without_the_first(client: Client, user: User) -> None:
    for page in ("code", "instellen"):
        assert client.get(f"/admin/login/{page}/").url == "/admin/login/"
        assert client.post(f"/admin/login/{page}/", {"code": "123456"}).url == "/admin/login/"


def test_a_session_without_a_second_factor_is_closed_where_one_is_required(client: Client, user: User) -> None:
    client.force_login(user)

    assert client.get("/admin/").url == "/admin/login/?next=/admin/"
    assert client.get("/admin/tweede-factor/").status_code == 302
    assert give_password(client).url == "/admin/login/instellen/"


def test_in_the_demo_a_password_is_enough_until_the_account_has_an_app(settings: Settings, user: User) -> None:
    settings.GOUDEN_REQUIRE_SECOND_FACTOR = False
    client = Client()
    assert give_password(client).url == "/admin/"
    assert "Stel een tweede factor in" in client.get("/admin/tweede-factor/").content.decode()

    assert client.post("/admin/tweede-factor/").url == "/admin/login/instellen/"
    client.get("/admin/login/instellen/")
    assert client.post("/admin/login/instellen/", {"code": shown(user)}).status_code == 200

    again = Client()
    assert give_password(again).url == "/admin/login/code/"
    assert not is_in(again)


def test_the_command_takes_a_factor_away_and_leaves_the_password(user: User) -> None:
    client = Client()
    set_up(client, user)
    out = io.StringIO()

    call_command("reset_second_factor", "redactie", stdout=out)

    assert "redactie stelt bij het inloggen een nieuwe tweede factor in." in out.getvalue()
    assert not is_in(client)
    assert give_password(Client()).url == "/admin/login/instellen/"


def test_the_command_knows_no_other_names(user: User) -> None:
    with pytest.raises(CommandError, match="Er is geen account 'redactei'"):
        call_command("reset_second_factor", "redactei")


@pytest.mark.parametrize("page", ["otp_totp/totpdevice/", "otp_static/staticdevice/"])
def test_no_colleague_sees_a_key_or_a_code(client: Client, user: User, page: str) -> None:
    set_up(client, user)

    assert is_in(client)
    assert client.get(f"/admin/{page}").status_code == 404
