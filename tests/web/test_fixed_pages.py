"""The pages that are always there: over, toegankelijkheid, privacy; and the icon."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.reading import heading, links, main, title

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "name"),
    [("/over/", "Over Gouden"), ("/toegankelijkheid/", "Toegankelijkheid"), ("/privacy/", "Privacy")],
)
def test_each_has_its_title_and_is_in_every_footer(client: Client, address: str, name: str) -> None:
    response = client.get(address)

    assert heading(response) == name
    assert title(response) == f"{name} - Gouden"
    footer = client.get("/").content.decode().partition("<footer")[2]
    assert f'href="{address}"' in footer
    assert "redactie@gouden.example" in footer


def test_what_erasing_does_stands_in_the_privacy_text(client: Client) -> None:
    text = " ".join(client.get("/privacy/").content.decode().split())
    for said in (
        "We wissen dan ook wat de redactie van uw inzending maakte en niet openbaar is, met alle eerdere versies, mail",
        "Wat openbaar is, blijft, tenzij u vraagt het in te trekken; op het adres staat dan alleen nog waarom het weg",
        "We bewaren dat er iets gewist is, en niet van wie.",
    ):
        assert said in text


def test_the_accessibility_status_comes_from_the_settings(client: Client, settings: Settings) -> None:
    response = client.get("/toegankelijkheid/")
    assert "Status van deze website: nog niet onderzocht." in main(response)
    assert "Er is nog geen verklaring opgenomen" in main(response)

    settings.GOUDEN_ACCESSIBILITY_STATUS = "voldoet gedeeltelijk (B)"
    settings.GOUDEN_ACCESSIBILITY_URL = "https://register.example/gouden"
    response = client.get("/toegankelijkheid/")
    assert "Status van deze website: voldoet gedeeltelijk (B)." in main(response)
    assert "https://register.example/gouden" in links(response)
    assert "nog geen verklaring" not in main(response)


def test_the_icon_is_found_at_its_old_address(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"] == "/static/img/favicon.svg"


def test_the_privacy_text_says_what_the_browser_remembers_of_a_map(client: Client) -> None:
    text = " ".join(client.get("/privacy/").content.decode().split())

    assert "Drukt u op ‘Bewaar’, dan onthoudt uw eigen browser welke voorbeelden in uw map liggen" in text
    assert "alleen op dit apparaat en zonder cookie; met ‘Wis deze map’ haalt u dat weg" in text
    assert "Opent u uw map, dan staan die voorbeelden in het adres van de pagina" in text
