"""Robots are kept out of a form without a puzzle, and a person who is stopped loses nothing."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings
from rest_framework.settings import api_settings

from cases.models import MissedSearch
from gouden.web.guard.guarded_form import TOO_OLD
from gouden.web.guard.quota import HOUR
from tests.forms import opened
from tests.reading import main

pytestmark = pytest.mark.django_db
FORM = "/gemist/"
WORDS = {"zoek": "babbelbox", "bericht": "Een gespreksmeubel."}


def hidden(response: HttpResponse, name: str) -> str:
    """Return what a hidden field of the form holds."""
    field = re.search(rf'<input[^>]* name="{name}"[^>]*>', response.content.decode())
    assert field
    value = re.search(r'value="([^"]*)"', field[0])
    return value[1] if value else ""


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (opened() | {"website": "https://spam.example/"}, "Een onzichtbaar veld was ingevuld"),
        # Later than now, because the tests may begin minutes after this is read.
        (opened(seconds_ago=-HOUR), "Dat ging sneller dan een mens kan"),
        (opened(seconds_ago=TOO_OLD + 1), "Dit formulier stond te lang open"),
        ({}, "Dit formulier stond te lang open"),
        ({"geopend": "1790000000"}, "Dit formulier stond te lang open"),
        ({"geopend": opened()["geopend"] + "x"}, "Dit formulier stond te lang open"),
    ],
    ids=["honeypot", "too fast", "too old", "no time", "a time of its own", "a changed time"],
)
def test_who_looks_like_a_robot_is_told_why_and_keeps_what_was_typed(
    client: Client, sent: dict[str, str], sentence: str
) -> None:
    response = client.post(FORM, WORDS | sent)

    assert sentence in main(response)
    assert 'value="babbelbox"' in response.content.decode()
    assert "Een gespreksmeubel." in main(response)
    assert not MissedSearch.objects.exists()


@pytest.mark.parametrize("sent", [opened() | {"website": "ingevuld door een browser"}, opened(seconds_ago=TOO_OLD + 1)])
def test_a_person_gets_through_by_sending_it_once_more(client: Client, sent: dict[str, str]) -> None:
    again = client.post(FORM, WORDS | sent)
    fields = {name: hidden(again, name) for name in ("website", "geopend")}
    assert fields["website"] == ""
    if fields["geopend"] != sent["geopend"]:
        assert "Dat ging sneller" in main(client.post(FORM, WORDS | fields)), "a fresh time that is used at once"
        fields |= opened()

    assert client.post(FORM, WORDS | fields).status_code == 302
    assert MissedSearch.objects.count() == 1


def test_a_form_that_is_opened_holds_a_time_of_its_own(client: Client) -> None:
    assert re.fullmatch(r"\d{10}:\S{40,}", hidden(client.get(FORM), "geopend"))


def test_an_address_can_send_so_many_in_an_hour_and_then_keeps_what_was_typed(
    client: Client, settings: Settings
) -> None:
    settings.GOUDEN_FORM_LIMIT = 2

    def send(**words: str) -> HttpResponse:
        response: HttpResponse = client.post(FORM, WORDS | opened() | words)
        return response

    assert "Waar zocht u naar?" in main(send(zoek="x" * 201)), "what is wrong does not count"
    assert "Vul in waar u naar zocht" in main(send(zoek="", bericht=""))
    assert [send().status_code, send().status_code] == [302, 302]
    refused = send()

    assert refused.status_code == 429
    assert HOUR - 5 <= int(refused["Retry-After"]) <= HOUR
    assert "U hebt vaak iets verstuurd. Probeer het " in main(refused)
    assert "Een gespreksmeubel." in main(refused)
    assert MissedSearch.objects.count() == 2
    assert client.post(FORM, WORDS | opened(), REMOTE_ADDR="198.51.100.7").status_code == 302


def test_an_address_can_send_so_many_in_a_day(client: Client, settings: Settings) -> None:
    settings.GOUDEN_FORM_DAY_LIMIT = 1

    sent = [client.post(FORM, WORDS | opened()) for _ in range(2)]

    assert [answer.status_code for answer in sent] == [302, 429]
    assert int(sent[1]["Retry-After"]) > 23 * HOUR


def test_those_of_one_ipv6_network_count_as_one(client: Client, settings: Settings) -> None:
    settings.GOUDEN_FORM_LIMIT = 2

    def send(address: str) -> int:
        return int(client.post(FORM, WORDS | opened(), REMOTE_ADDR=address).status_code)

    assert [send(f"2001:db8:1:2:{n}::7") for n in range(3)] == [302, 302, 429]
    assert send("2001:db8:1:3::7") == 302


def test_what_a_visitor_says_of_its_address_counts_only_behind_a_proxy(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.GOUDEN_FORM_LIMIT = 2

    def send(said: str) -> int:
        return int(client.post(FORM, WORDS | opened(), headers={"x-forwarded-for": said}).status_code)

    assert [send(f"203.0.113.{n}") for n in range(3)] == [302, 302, 429]
    monkeypatch.setattr(api_settings, "NUM_PROXIES", 1)
    assert [send(f"10.0.0.{n}, 2001:db8:1:2::{n}") for n in range(3)] == [302, 302, 429]
