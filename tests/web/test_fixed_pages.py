"""The pages that are always there: over, toegankelijkheid, privacy; and the icon."""

import datetime

import pytest
from django.test import Client
from pytest_django import Settings

from cases.pages.fixed import accessibility
from cases.pages.fixed.accessibility import Deviation
from cases.pages.fixed.privacy import in_browser
from gouden.web.operations.legal_checks import legal_pages
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


def test_without_a_statement_the_page_says_what_is_not_known(client: Client) -> None:
    text = main(client.get("/toegankelijkheid/"))

    assert "Status van deze website: E - geen verklaring." in text
    assert "Er is nog geen verklaring opgenomen" in text
    assert "Welke organisatie voor deze site verantwoordelijk is, is hier nog niet ingevuld." in text
    assert "Een volledig onderzoek door mensen, volgens de methode WCAG-EM, is er nog niet." in text
    assert "Het beheer, waarin de redactie na inloggen werkt." in text
    assert "Binnen 5 werkdagen hoort u dat uw melding er is. Binnen 3 weken hoort u wat we eraan doen" in text


def test_what_is_known_not_to_meet_the_standard_is_said_with_what_is_done(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Er zijn ons in de software geen afwijkingen bekend. Zonder volledig onderzoek zegt dat niet" in main(
        client.get("/toegankelijkheid/")
    )
    deviation = Deviation(
        "Een veld zonder naam.", "4.1.2 Naam", "Niet te horen.", "Oud pakket.", "Mail ons.", "Januari."
    )
    monkeypatch.setattr(accessibility, "DEVIATIONS", [deviation])

    assert all(said in main(client.get("/toegankelijkheid/")) for said in deviation)


def test_privacy_says_what_is_not_filled_in(client: Client, settings: Settings) -> None:
    text = main(client.get("/privacy/"))
    for said in (
        "Welke organisatie verantwoordelijk is, is hier nog niet ingevuld.",
        "Of er een functionaris gegevensbescherming is, is hier nog niet ingevuld.",
        "Op welke grondslag het andere gebeurt, is hier nog niet ingevuld.",
        "Welke dat zijn, is hier nog niet ingevuld.",
    ):
        assert said in text

    settings.GOUDEN_CONTROLLER_NAME, settings.GOUDEN_CONTROLLER_ADDRESS = "Gemeente Voorbeeld", "Postbus 1, Voorbeeld"
    settings.GOUDEN_PRIVACY_OFFICER_EMAIL, settings.GOUDEN_LEGAL_BASIS = "fg@gouden.example", "algemeen belang"
    settings.GOUDEN_PROCESSORS = ["Voorbeeld Hosting (server)", "Voorbeeld Post (mail)"]
    settings.GOUDEN_EMBEDDINGS_URL = "https://model.example/v1/embeddings"
    text = main(client.get("/privacy/"))
    assert "ingevuld" not in text
    for said in (
        "Gemeente Voorbeeld bepaalt waarvoor persoonsgegevens worden gebruikt",
        "Adres: Postbus 1, Voorbeeld.",
        "te mailen op fg@gouden.example.",
        "Taak van algemeen belang (AVG, artikel 6, lid 1, onder e)",
        "Wie ze voor de verantwoordelijke verwerkt: Voorbeeld Hosting (server), Voorbeeld Post (mail).",
        "sturen we uw zoekvraag naar een server die teksten vergelijkt (model.example)",
        "een klacht indienen bij de Autoriteit Persoonsgegevens",
    ):
        assert said in text


def test_privacy_tells_the_terms_by_which_is_erased_and_all_that_a_browser_keeps(
    client: Client, settings: Settings
) -> None:
    settings.GOUDEN_SUBMISSION_DAYS, settings.GOUDEN_SECURITY_DAYS, settings.SESSION_COOKIE_AGE = 91, 77, 45 * 60
    text = main(client.get("/privacy/"))

    for said in ("91 dagen na het besluit", "kunnen nagaan wie wat zag Nog niet ingevuld 77 dagen", "U mailen wat er"):
        assert said in text
    assert "45 minuten, hoogstens 12 uur na het inloggen" in text
    for one in in_browser():
        assert f"{one.name} ({one.kind})" in text
        assert str(one).lower() in text.lower()


def test_the_statement_comes_from_the_settings(client: Client, settings: Settings) -> None:
    settings.GOUDEN_ACCESSIBILITY_STATUS, settings.GOUDEN_CONTROLLER_NAME = "B", "Gemeente Voorbeeld"
    settings.GOUDEN_ACCESSIBILITY_DATE = datetime.date(2026, 11, 30)
    settings.GOUDEN_ACCESSIBILITY_RESEARCH_DATE = datetime.date(2026, 11, 2)
    settings.GOUDEN_ACCESSIBILITY_REPORT = "https://gouden.example/rapport"
    settings.GOUDEN_ACCESSIBILITY_URL = "https://register.example/gouden"
    response = client.get("/toegankelijkheid/")
    text = main(response)
    assert "B - voldoet gedeeltelijk. Dat is voor het laatst vastgesteld op 30 november 2026." in text
    assert "onderzocht. Lees het rapport." in text
    assert "Dien dan een klacht in bij Gemeente Voorbeeld" in text
    assert {"https://register.example/gouden", "https://gouden.example/rapport"} <= set(links(response))
    assert "nog geen verklaring" not in text

    settings.GOUDEN_ACCESSIBILITY_RESEARCH_DATE = datetime.date(2020, 1, 1)
    assert "Dat is meer dan drie jaar geleden" in main(client.get("/toegankelijkheid/"))
    settings.GOUDEN_ACCESSIBILITY_STATUS = "C"
    text = main(client.get("/toegankelijkheid/"))
    assert "uiterlijk op 1 januari 2020. Die dag is voorbij" in text
    assert "Lees het rapport" not in text


def test_who_deploys_is_warned_of_what_the_legal_pages_do_not_know(settings: Settings) -> None:
    names = ["GOUDEN_CONTROLLER_NAME", "GOUDEN_CONTROLLER_ADDRESS", "GOUDEN_PRIVACY_OFFICER_EMAIL"]
    names += ["GOUDEN_LEGAL_BASIS", "GOUDEN_PROCESSORS"]
    assert [warning.msg.split()[0] for warning in legal_pages(None)] == names

    for name in names:
        setattr(settings, name, "ingevuld")
    assert legal_pages(None) == []
    settings.GOUDEN_ACCESSIBILITY_STATUS = "A"
    settings.GOUDEN_ACCESSIBILITY_RESEARCH_DATE = datetime.date(2020, 1, 1)
    assert [warning.id for warning in legal_pages(None)] == ["gouden.W002"]


def test_the_icon_is_found_at_its_old_address(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"] == "/static/img/favicon.svg"


def test_the_privacy_text_says_what_the_browser_remembers_of_a_map(client: Client) -> None:
    text = " ".join(client.get("/privacy/").content.decode().split())

    assert "Drukt u op ‘Bewaar’, dan onthoudt uw eigen browser welke voorbeelden in uw map liggen" in text
    assert "alleen op dit apparaat en zonder cookie; met ‘Wis deze map’ haalt u dat weg" in text
    assert "Opent u uw map, dan staan die voorbeelden in het adres van de pagina" in text
