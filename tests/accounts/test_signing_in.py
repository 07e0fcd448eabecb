"""The sign-in page: what it says and what it does not give away."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from tests.accounts.signing_in import PASSWORD, editor, give_password, is_in

pytestmark = pytest.mark.django_db
REFUSED = "De gebruikersnaam of het wachtwoord klopt niet. Let op hoofdletters en kleine letters."
CHANGED = {"inactive": {"is_active": False}, "not staff": {"is_staff": False}, "nothing usable": {"password": "!"}}


def test_the_page_is_dutch_and_its_fields_are_named_for_password_managers(client: Client) -> None:
    page = client.get("/admin/login/").content.decode()

    assert "<h1>Inloggen</h1>" in page
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "Log in" in page


def test_name_and_password_open_the_admin(client: Client) -> None:
    editor()

    assert give_password(client).url == "/admin/"
    assert is_in(client)
    assert client.get("/admin/login/").url == "/admin/"


@pytest.mark.parametrize("kind", ["unknown", "wrong", "inactive", "not staff", "nothing usable"])
def test_whatever_is_wrong_the_answer_is_the_same(client: Client, kind: str) -> None:
    if kind != "unknown":
        editor("redactie" if kind != "wrong" else "collega")
        User.objects.update(**CHANGED.get(kind, {}))

    page = give_password(client)

    assert page.status_code == 200
    text = page.content.decode()
    assert REFUSED in text
    said = text[text.index("<h1>") : text.index("<form")]
    assert re.sub(r"<[^>]+>|\s+", " ", said).split() == ["Inloggen", *["Dit", "ging", "niet", "goed"], *REFUSED.split()]
    assert not is_in(client)


@pytest.mark.parametrize("given", [{"username": "redactie"}, {"password": PASSWORD}, {}])
def test_what_is_missing_is_said_at_its_field_and_does_not_count(client: Client, given: dict[str, str]) -> None:
    for _ in range(7):
        page = client.post("/admin/login/", given)

    assert page.status_code == 200
    missing = {"Vul ‘Gebruikersnaam’ in.", "Vul ‘Wachtwoord’ in."}
    assert any(said in page.content.decode() for said in missing)


def test_a_form_that_was_sent_after_the_session_ended_says_where_the_text_is(client: Client) -> None:
    answer = client.post("/admin/cases/case/add/", {"title": "Veel werk"})
    assert answer.url == "/admin/login/?next=%2Fadmin%2Fcases%2Fcase%2Fadd%2F&verlopen=1"
    assert "Uw tekst staat nog in deze browser" in client.get(answer.url).content.decode()

    editor()
    sent = {"username": "redactie", "password": PASSWORD, "next": "/admin/cases/case/add/"}
    assert client.post(answer.url, sent).url == "/admin/cases/case/add/"


@pytest.mark.parametrize(
    ("came_from", "following"),
    [
        ("http://testserver/admin/cases/case/7/change/?_changelist_filters=q%3Dwijk", None),
        ("http://testserver/praktijkvoorbeelden/", "/admin/cases/case/7/publiceer/"),
        ("https://elders.example/admin/cases/case/7/change/", "/admin/cases/case/7/publiceer/"),
        ("", "/admin/cases/case/7/publiceer/"),
    ],
)
def test_who_pressed_a_button_too_late_comes_back_to_the_page_it_was_on(
    client: Client, came_from: str, following: str | None
) -> None:
    answer = client.post("/admin/cases/case/7/publiceer/", headers={"referer": came_from})

    asked = parse_qs(urlsplit(answer.url).query)
    assert asked == {"next": [following or came_from.removeprefix("http://testserver")], "verlopen": ["1"]}


def test_signing_out_without_a_session_is_no_form_that_got_lost(client: Client) -> None:
    assert client.post("/admin/logout/", follow=True).redirect_chain[-1] == ("/admin/login/?next=/admin/", 302)


def test_a_form_from_before_a_new_sign_in_gets_a_dutch_answer() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/admin/cases/case/add/", {"title": "Veel werk"})

    assert answer.status_code == 403
    assert "Het formulier is niet verstuurd" in answer.content.decode()
    assert "Wat u typte staat nog in deze browser" in answer.content.decode()


class CountingHasher(MD5PasswordHasher):
    """Counts how often it is asked to work."""

    algorithm = "counting"
    times = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.times += 1
        return super().encode(password, salt)


@pytest.mark.parametrize("kind", ["unknown", "inactive", "not staff", "nothing usable"])
def test_whatever_is_wrong_the_answer_takes_as_long(client: Client, settings: Settings, kind: str) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    editor("redactie")
    CountingHasher.times = 0
    give_password(client, "verkeerd")
    known, CountingHasher.times = CountingHasher.times, 0

    User.objects.update(**CHANGED.get(kind, {"username": "collega"}))
    give_password(client, "verkeerd")

    assert CountingHasher.times == known > 0


def test_guesses_at_the_old_password_wait_too(client: Client) -> None:
    editor()
    give_password(client)
    new = {"new_password1": "een nieuw lang wachtwoord", "new_password2": "een nieuw lang wachtwoord"}

    weak = [
        client.post("/admin/password_change/", {"old_password": PASSWORD, "new_password1": "x", "new_password2": "x"})
        for _ in range(7)
    ]
    assert {page.status_code for page in weak} == {200}
    wrong = [client.post("/admin/password_change/", {"old_password": "gok", **new}) for _ in range(6)]
    assert [page.status_code for page in wrong] == [200] * 5 + [429]
    assert client.post("/admin/password_change/", {"old_password": PASSWORD, **new}).status_code == 429


def test_a_new_password_of_ones_own_works_and_ends_other_sessions(client: Client) -> None:
    editor()
    give_password(client)
    elsewhere = Client()
    give_password(elsewhere)
    new = "een nieuw lang wachtwoord"

    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/admin/password_change/", sent).url == "/admin/password_change/done/"

    assert is_in(client)
    assert not is_in(elsewhere)
    assert give_password(Client(), new).url == "/admin/"


def test_the_password_page_refuses_a_weak_one_in_dutch(client: Client) -> None:
    editor()
    give_password(client)
    sent = {"old_password": PASSWORD, "new_password1": "redactie", "new_password2": "redactie"}

    page = client.post("/admin/password_change/", sent).content.decode()

    assert "Dit wachtwoord is te kort: het moet minstens 12 tekens hebben." in page
    assert "lijkt te veel op" in page
