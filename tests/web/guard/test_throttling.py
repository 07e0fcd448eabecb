"""How often the API may be asked: by address, by key, or without limit."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from gouden.accounts import api_keys
from gouden.web.guard import throttling
from gouden.web.guard.throttling import CallerThrottle, Window
from tests.factories import ApiKeyFactory, ThemeFactory

pytestmark = pytest.mark.django_db
THEMES = "/api/v1/themas"


class Clock:
    """Stands for the module `time`: seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 600.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A minute that just began, in which nobody asked anything yet."""
    clock = Clock()
    monkeypatch.setattr(throttling, "time", clock)
    monkeypatch.setattr(CallerThrottle, "window", Window())
    return clock


@pytest.fixture(autouse=True)
def limits(settings: Settings) -> None:
    settings.GOUDEN_API_LIMIT, settings.GOUDEN_API_KEY_LIMIT = 3, 5


def statuses(client: Client, times: int, **given: Any) -> list[int]:
    return [client.get(THEMES, **given).status_code for _ in range(times)]


def test_an_address_is_answered_until_its_limit_and_again_in_the_next_minute(client: Client, clock: Clock) -> None:
    assert statuses(client, 4) == [200, 200, 200, 429]
    clock.now += 42

    refused = client.get(THEMES)
    assert refused["Retry-After"] == "18"
    assert json.loads(refused.content) == {
        "status": 429,
        "title": "Te veel aanvragen",
        "detail": "Probeer het over 18 seconden opnieuw.",
    }

    clock.now += 18
    assert client.get(THEMES).status_code == 200


def test_every_address_has_its_own_limit(client: Client, clock: Clock) -> None:
    statuses(client, 4, REMOTE_ADDR="203.0.113.7")

    assert client.get(THEMES, REMOTE_ADDR="203.0.113.8").status_code == 200


def test_those_of_one_ipv6_network_count_as_one(client: Client, clock: Clock) -> None:
    asked = [client.get(THEMES, REMOTE_ADDR=f"2001:db8:1:2:{n}::7").status_code for n in range(4)]

    assert asked == [200, 200, 200, 429]
    assert client.get(THEMES, REMOTE_ADDR="2001:db8:1:3::7").status_code == 200


def test_the_limit_is_for_all_addresses_of_the_api_together(client: Client, clock: Clock) -> None:
    statuses(client, 3)

    assert client.get("/api/v1/praktijkvoorbeelden").status_code == 429
    assert client.get("/").status_code == 200


def test_an_answer_that_did_not_change_does_not_count(client: Client, clock: Clock) -> None:
    ThemeFactory()
    tag = client.get(THEMES)["ETag"]

    assert statuses(client, 9, headers={"if-none-match": tag}) == [304] * 9


def test_a_key_has_a_limit_of_its_own_wherever_it_is_used(client: Client, clock: Clock) -> None:
    key = api_keys.issue(key=ApiKeyFactory.build(), by=None)
    statuses(client, 4)

    first = statuses(client, 3, headers={"x-api-key": key}, REMOTE_ADDR="203.0.113.7")
    assert first + statuses(client, 3, headers={"x-api-key": key}) == [200] * 5 + [429]


def test_no_limit_when_the_setting_is_0(client: Client, clock: Clock, settings: Settings) -> None:
    settings.GOUDEN_API_LIMIT = 0

    assert statuses(client, 9) == [200] * 9


def test_what_a_visitor_says_of_its_address_counts_only_behind_a_proxy(
    client: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rest_framework.settings import api_settings

    asked = [client.get(THEMES, headers={"x-forwarded-for": f"203.0.113.{n}"}).status_code for n in range(4)]
    assert asked == [200, 200, 200, 429]

    monkeypatch.setattr(api_settings, "NUM_PROXIES", 1)
    behind = [client.get(THEMES, headers={"x-forwarded-for": f"10.0.0.{n}, 203.0.113.7"}).status_code for n in range(4)]
    assert behind == [200, 200, 200, 429]


def test_no_caller_is_kept_longer_than_its_minute(clock: Clock) -> None:
    window = Window()
    window.count("address 203.0.113.7")
    clock.now += 60

    assert window.count("address 203.0.113.8") == 1
    assert window._counts == {"address 203.0.113.8": 1}
