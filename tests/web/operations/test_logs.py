"""Log lines say who did what to what, from where and how it ended, and nothing of readers."""

import json
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from pytest_django import DjangoCaptureOnCommitCallbacks

from cases import publishing
from tests.factories import CaseFactory

Lines = Callable[[], list[dict[str, Any]]]


def without_time(line: dict[str, Any]) -> dict[str, Any]:
    assert datetime.fromisoformat(line["time"]).utcoffset() is not None
    return {name: value for name, value in line.items() if name != "time"}


def fail(request: HttpRequest) -> HttpResponse:
    raise DataError(f"invalid input: {request.GET['zoek']}")


urlpatterns = [path("praktijkvoorbeelden/", fail)]


@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_is_told_without_the_reader(lines: Lines) -> None:
    Client(raise_request_exception=False).get(
        "/praktijkvoorbeelden/", {"zoek": "mijn schulden"}, headers={"x-forwarded-for": "203.0.113.7"}
    )

    (line,) = lines()
    stack = line.pop("stack")
    assert without_time(line) == {
        "level": "error",
        "logger": "django.request",
        "message": "Internal Server Error: /praktijkvoorbeelden/",
        "action": "GET",
        "object": "/praktijkvoorbeelden/",
        "result": 500,
        "actor": "visitor",
        "origin": "site",
        "error": "django.db.utils.DataError",
    }
    assert "test_logs.py" in stack
    assert "in fail" in stack
    for private in ("schulden", "203.0.113.7", "127.0.0.1"):
        assert private not in json.dumps(line) + stack


KEYS = ("beantwoord", "deel-uw-voorbeeld", "loopt-dit-nog", "lopen-deze-nog", "meelezen", "volgen", "volgen/stop")


def fail_in_the_database(request: HttpRequest, token: str) -> HttpResponse:
    raise OperationalError(f"no answer to {request.path}")


class Keys:
    urlpatterns = [path(f"{one}/<str:token>/", fail_in_the_database) for one in KEYS]


@pytest.mark.parametrize("address", KEYS)
def test_the_key_in_an_address_is_not_told(lines: Lines, address: str) -> None:
    key = "a-Secret_key"
    with override_settings(ROOT_URLCONF=Keys):
        Client(raise_request_exception=False).get(f"/{address}/{key}/")
        Client(raise_request_exception=False).get(f"/{address}/%20{key}%0A{key}/")

    assert [line["result"] for line in lines()] == [500, 500]
    assert key not in json.dumps(lines())
    for line in lines():
        assert line["object"] == f"/{address.partition('/')[0]}/…"
        assert line["message"].endswith(line["object"])
    assert lines()[0]["reason"] == f"no answer to {lines()[0]['object']}"


@pytest.mark.django_db
@pytest.mark.parametrize("address", [one for one in KEYS if one != "volgen/stop"])
def test_the_key_of_a_form_without_a_cookie_is_not_told(lines: Lines, address: str) -> None:
    Client(enforce_csrf_checks=True).post(f"/{address}/a-Secret_key/")

    (line,) = lines()
    assert line["message"] == f"Forbidden (CSRF cookie not set.): /{address}/…"
    assert (line["object"], line["result"]) == (f"/{address}/…", 403)


def test_what_the_database_says_of_itself_is_told(lines: Lines) -> None:
    try:
        raise OperationalError("connection refused\n\tIs the server running?")
    except OperationalError:
        logging.getLogger("gouden").exception("away")

    assert lines()[0]["reason"] == "connection refused"


def test_gunicorns_words_on_a_visitor_are_left_out(lines: Lines) -> None:
    logger = logging.getLogger("gunicorn.error")
    logger.warning("Invalid request from ip=203.0.113.7: Invalid HTTP Version")
    logger.error("Error handling request %s", "/praktijkvoorbeelden/?zoek=schulden")

    assert [line["message"] for line in lines()] == [
        "Invalid request from  Invalid HTTP Version",
        "Error handling request /praktijkvoorbeelden/",
    ]


@pytest.mark.django_db
def test_publishing_and_withdrawing_are_told_once_they_are_certain(
    lines: Lines, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    editor = User.objects.create_user("redactie")
    with django_capture_on_commit_callbacks(execute=True):
        case = CaseFactory(with_source=True, slug="factlab")
        publishing.publish(case=case, by=editor, seen=0)
        assert lines() == []
    with django_capture_on_commit_callbacks(execute=True):
        publishing.withdraw(case=case, by=None, reason="dubbel")

    assert [without_time(line) for line in lines()] == [
        {
            "level": "info",
            "logger": "cases.publishing.verbs",
            "message": "publish: factlab",
            "action": "publish",
            "object": "factlab",
            "result": "gepubliceerd",
            "actor": "redactie",
            "origin": "server",
        },
        {
            "level": "info",
            "logger": "cases.publishing.verbs",
            "message": "withdraw: factlab",
            "action": "withdraw",
            "object": "factlab",
            "result": "ingetrokken",
            "actor": "system",
            "origin": "server",
        },
    ]


@pytest.mark.django_db
def test_signing_in_and_out_of_the_admin_is_told(lines: Lines, client: Client) -> None:
    User.objects.create_superuser("redactie", password="een lang wachtwoord")

    client.post("/admin/login/", {"username": "redactie", "password": "een lang wachtwoord"})
    client.post("/admin/logout/")
    client.post("/admin/login/", {"username": "redactie", "password": "verkeerd"})

    assert [(line["action"], line["object"], line["result"], line["origin"], line["actor"]) for line in lines()] == [
        ("sign in", "account", "ok", "admin", "redactie"),
        ("sign out", "account", "ok", "admin", "redactie"),
        ("sign in", "account", "refused", "admin", "redactie"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["eenwachtwoord", "nul\x00teken"])
def test_what_was_typed_in_the_wrong_field_is_not_told(lines: Lines, client: Client, typed: str) -> None:
    client.post("/admin/login/", {"username": typed, "password": "redactie"})

    assert {line["actor"] for line in lines()} <= {"unknown account"}
    assert typed not in json.dumps(lines())
