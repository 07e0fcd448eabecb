"""Keys for the API: an editor hands them out in the admin, sees their last use and revokes them."""

import datetime
import hashlib
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gouden.accounts import api_keys
from gouden.accounts.models import ApiKey
from tests.factories import ApiKeyFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/api/v1/themas"


@pytest.fixture
def editor_client(client: Client) -> Client:
    client.force_login(UserFactory(is_superuser=True, username="redactie"))
    return client


def ask(text: str) -> Any:
    return Client().get(LIST, headers={"x-api-key": text})


def test_a_key_is_shown_once_and_kept_as_a_fingerprint(editor_client: Client) -> None:
    page = editor_client.post(
        reverse("admin:accounts_apikey_add"), {"name": "Figulus Welzijn", "mailbox": "web@figulus.example"}
    )

    text = re.search(r"gouden_[\w-]+", page.content.decode())[0]  # type: ignore[index]
    key = ApiKey.objects.get()
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert len(text) >= len("gouden_") + 43
    assert key.digest == hashlib.sha256(text.encode()).hexdigest()
    assert (key.name, key.prefix, str(key.issued_by)) == ("Figulus Welzijn", text[:13], "redactie")
    assert ask(text).status_code == 200
    for name in ("changelist", "change", "history"):
        args = [] if name == "changelist" else [key.pk]
        later = editor_client.get(reverse(f"admin:accounts_apikey_{name}", args=args)).content.decode()
        assert text not in later
        assert key.digest not in later


def test_two_keys_differ() -> None:
    first, second = (api_keys.issue(key=ApiKeyFactory.build(), by=None) for _ in range(2))

    assert first != second


def test_changing_a_key_leaves_the_key_itself(editor_client: Client) -> None:
    text = api_keys.issue(key=ApiKeyFactory.build(), by=None)
    key = ApiKey.objects.get()

    editor_client.post(
        reverse("admin:accounts_apikey_change", args=[key.pk]), {"name": "Nieuwe naam", "mailbox": "web@nieuw.example"}
    )

    key.refresh_from_db()
    assert (key.name, key.mailbox) == ("Nieuwe naam", "web@nieuw.example")
    assert ask(text).status_code == 200


def test_a_revoked_key_is_refused_and_stays_to_be_seen(editor_client: Client) -> None:
    text = api_keys.issue(key=ApiKeyFactory.build(), by=None)
    key = ApiKey.objects.get()
    change = reverse("admin:accounts_apikey_changelist")

    page = editor_client.post(change, {"action": "revoke_selected", "_selected_action": [key.pk]}, follow=True)

    assert f"De sleutel {key} werkt niet meer." in page.content.decode()
    response = ask(text)
    assert (response.status_code, json.loads(response.content)["title"]) == (401, "Sleutel onbekend")
    key.refresh_from_db()
    assert key.revoked_at is not None
    assert editor_client.get(reverse("admin:accounts_apikey_delete", args=[key.pk])).status_code == 403


@pytest.mark.parametrize("text", ["", "gouden_onbekend", "geheim\u00e9", "x" * 5000])
def test_an_unknown_key_is_refused_without_a_trace_of_it(text: str) -> None:
    response = ask(text)

    assert response.status_code == 401
    assert not text or text not in response.content.decode()


def test_staff_without_permission_cannot_make_a_key(client: Client) -> None:
    client.force_login(UserFactory())

    assert client.post(reverse("admin:accounts_apikey_add"), {"name": "x", "mailbox": "x@x.example"}).status_code == 403
    assert not ApiKey.objects.exists()


def test_the_last_use_is_written_once_an_hour() -> None:
    text = api_keys.issue(key=ApiKeyFactory.build(), by=None)
    assert ApiKey.objects.get().last_used_at is None

    api_keys.recognise(text)
    first = ApiKey.objects.get().last_used_at
    api_keys.recognise(text)
    assert ApiKey.objects.get().last_used_at == first

    used = timezone.now() - datetime.timedelta(hours=1, minutes=1)
    ApiKey.objects.update(last_used_at=used)
    api_keys.recognise(text)
    assert ApiKey.objects.get().last_used_at > used + datetime.timedelta(hours=1)  # type: ignore[operator]


def test_without_a_key_nothing_is_looked_up(client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        client.get(LIST)
    assert not [query["sql"] for query in asked if ApiKey._meta.db_table in query["sql"]]
