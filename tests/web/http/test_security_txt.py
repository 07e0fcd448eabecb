"""/.well-known/security.txt, by RFC 9116."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from gouden import env


def fields(client: Client) -> dict[str, str]:
    body = client.get("/.well-known/security.txt").content.decode()
    return dict(line.split(": ", 1) for line in body.splitlines())


def test_it_says_where_to_report_as_the_settings_do(client: Client, settings: Settings) -> None:
    settings.GOUDEN_SECURITY_CONTACT = "mailto:veiligheid@gouden.example"
    settings.GOUDEN_BASE_URL = "https://gouden.example"

    found = fields(client)

    assert found.pop("Expires")
    assert found == {
        "Contact": "mailto:veiligheid@gouden.example",
        "Preferred-Languages": "nl, en",
        "Canonical": "https://gouden.example/.well-known/security.txt",
    }


def test_it_names_the_key_to_write_with_where_there_is_one(client: Client, settings: Settings) -> None:
    settings.GOUDEN_SECURITY_KEY = "https://gouden.example/sleutel.asc"

    assert fields(client)["Encryption"] == "https://gouden.example/sleutel.asc"


def test_a_key_has_an_address_that_nobody_can_change_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("", "openpgp4fpr:5f2de5521c63a801ab59ccb603d49de44b29100f", "dns:5d2d._openpgpkey.gouden.example"):
        monkeypatch.setenv("GOUDEN_SECURITY_KEY", value)
        assert env.encryption_key("GOUDEN_SECURITY_KEY") == value

    monkeypatch.setenv("GOUDEN_SECURITY_KEY", "http://gouden.example/sleutel.asc")
    with pytest.raises(env.BadEnvironment, match="GOUDEN_SECURITY_KEY moet beginnen met https://"):
        env.encryption_key("GOUDEN_SECURITY_KEY")


def test_it_expires_within_a_year_and_not_soon(client: Client) -> None:
    expires = datetime.fromisoformat(fields(client)["Expires"])

    assert timedelta(days=90) < expires - datetime.now(UTC) < timedelta(days=365)


def test_it_is_plain_text_in_utf8_without_a_cookie(client: Client) -> None:
    response = client.get("/.well-known/security.txt")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=86400"
    assert not response.cookies
    assert response.content.endswith(b"\n")


@pytest.mark.parametrize("value", ["veiligheid@gouden.example", "http://gouden.example/meld"])
def test_a_contact_must_be_an_address_that_works(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("GOUDEN_SECURITY_CONTACT", value)

    with pytest.raises(env.BadEnvironment, match="GOUDEN_SECURITY_CONTACT moet beginnen met mailto:"):
        env.contact("GOUDEN_SECURITY_CONTACT", "")
