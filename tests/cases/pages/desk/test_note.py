"""The page of a note: what it says, what may be added, and the files it is given as."""

import logging
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from cases import publishing
from cases.desk.note import files
from cases.models import PublishedCase
from cases.pages.desk.note import NoteFileView
from gouden.web.guard.throttling import Window
from tests.factories import CaseFactory, ClaimFactory, MunicipalityFactory, PublishedCaseFactory
from tests.note_files import TEXT_OF, squeezed
from tests.reading import heading, links, main, title

pytestmark = pytest.mark.django_db

PAGE = "/map/notitie/"


def a_case(slug: str = "buurtkamer", **given: Any) -> PublishedCase:
    case = CaseFactory(with_source=True, slug=slug, title=f"Titel van {slug}", **given)
    ClaimFactory(case=case, text=f"Bewoners van {slug} weten elkaar te vinden.")
    return PublishedCaseFactory(case=case)


def address(extension: str, *slugs: str) -> str:
    return f"/map/notitie.{extension}?" + "&".join(f"v={slug}" for slug in slugs)


def sent(case: PublishedCase, **words: str) -> dict[str, str]:
    return {"titel": "Onze keuze", "vraag": "Wat past bij ons?", f"regel-{case.record['id']}": "Gaan we zien."} | words


# --- The page --------------------------------------------------------------------------------------------------------


def test_it_shows_the_note_and_a_form_with_a_line_for_each_case(client: Client) -> None:
    first, second = a_case("een"), a_case("twee")
    response = client.get(f"{PAGE}?v=twee&v=een")
    assert (title(response), heading(response)) == ("Notitie - Gouden", "Notitie")
    text = main(response)
    assert text.index("A. Titel van twee") < text.index("B. Titel van een")
    assert "Bewoners van een weten elkaar te vinden." in text
    for case in (first, second):
        assert f'name="regel-{case.record["id"]}"' in response.content.decode()
        assert case.get_absolute_url() in links(response)
    for extension in files.FORMATS:
        assert f'formaction="/map/notitie.{extension}?v=twee&amp;v=een"' in response.content.decode()


def test_it_asks_no_cookie_and_no_robot_to_keep_it(client: Client) -> None:
    a_case()
    response = client.get(f"{PAGE}?v=buurtkamer")
    assert response.cookies == {}
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert client.get(f"{PAGE}?v=buurtkamer", headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_without_cases_it_says_so_and_leads_on(client: Client) -> None:
    response = client.get(PAGE)
    assert response.status_code == 200
    assert "Er staat geen voorbeeld in deze notitie." in main(response)
    assert "/praktijkvoorbeelden/" in links(response)
    assert "<form" not in response.content.decode().partition("<main")[2].partition("</main>")[0]


def test_what_it_cannot_take_up_it_names(client: Client) -> None:
    a_case("een")
    gone = a_case("weg")
    publishing.withdraw(case=gone.case, by=None, reason="Klopt niet meer.")
    CaseFactory(with_source=True, slug="concept", title="Nog geheim")
    many = "".join(f"&v=geen-{number}" for number in range(20))
    text = main(client.get(f"{PAGE}?v=een&v=een&v=weg&v=concept&v=%08%3Cb%3E{many}"))
    assert text.count("A. Titel van een") == 3  # the form, the table and how to refer
    assert "Niet opgenomen: ‘Titel van weg’. Het is op " in text
    assert "ingetrokken. Klopt niet meer." in text
    assert "Niet opgenomen: ‘concept’. Dat voorbeeld kennen we niet." in text
    assert "Niet opgenomen: ‘<b>’." in text
    assert "Een notitie heeft hoogstens 20 voorbeelden; 4 meer pasten er niet in." in text
    assert "Nog geheim" not in text


def test_it_compares_with_my_municipality_only_when_that_is_chosen(client: Client) -> None:
    a_case("een", municipalities=[MunicipalityFactory(cbs_code="9001", name="Verweg", urbanity=1, urbanity_year=2025)])
    MunicipalityFactory(cbs_code="9002", name="Thuis", urbanity=1, urbanity_year=2025)
    assert "lijkt" not in main(client.get(f"{PAGE}?v=een"))
    text = main(client.get(f"{PAGE}?v=een&voor=9002"))
    assert "Waar, en hoe het op Thuis lijkt" in text
    assert "stedelijkheid gelijk" in text


def test_it_asks_as_few_queries_for_twenty_cases_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    slugs = [a_case(f"geval-{number}").slug for number in range(20)]
    # The state of the catalogue before and after, and the cases.
    for asked in (slugs[:1], slugs):
        with django_assert_num_queries(3):
            client.get(PAGE + "?" + "&".join(f"v={slug}" for slug in asked))


# --- The files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("extension", files.FORMATS)
def test_a_file_is_there_for_who_only_has_its_address(client: Client, extension: str) -> None:
    a_case()
    response = client.get(address(extension, "buurtkamer"))
    assert response["Content-Type"] == files.FORMATS[extension].media_type
    day = f"{timezone.localdate():%Y-%m-%d}"
    assert response["Content-Disposition"] == f'attachment; filename="notitie-{day}.{extension}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Robots-Tag"] == "noindex"
    text = TEXT_OF[extension](response.content)
    assert squeezed("Bewoners van buurtkamer weten elkaar te vinden.") in squeezed(text)
    held = client.get(address(extension, "buurtkamer"), headers={"If-None-Match": response["ETag"]})
    assert held.status_code == 304


@pytest.mark.parametrize("extension", files.FORMATS)
def test_my_own_words_are_in_the_file_and_nowhere_else(
    extension: str, caplog: pytest.LogCaptureFixture, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case = a_case()
    client = Client(enforce_csrf_checks=True)
    # Nothing but reading the case: nothing is kept.
    with caplog.at_level(logging.DEBUG), django_assert_num_queries(1):
        response = client.post(address(extension, "buurtkamer"), sent(case))
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response
    assert response.cookies == {}
    text = squeezed(TEXT_OF[extension](response.content))
    for words in ("Onze keuze", "Wat past bij ons?", "Voor ons: Gaan we zien."):
        assert squeezed(words) in text
        assert words not in caplog.text


def test_what_is_too_long_is_said_at_its_field_and_all_stays(client: Client) -> None:
    case = a_case()
    response = client.post(address("docx", "buurtkamer"), sent(case, titel="a" * 10_000))
    assert response.status_code == 400
    assert response["Cache-Control"] == "no-store"
    page = response.content.decode()
    assert 'href="#id_titel"' in page
    assert "niet meer dan 150 tekens" in page
    assert "a" * 10_000 in page
    assert "Wat past bij ons?" in page
    assert "Gaan we zien." in page


def test_a_form_of_another_site_is_refused(client: Client) -> None:
    case = a_case()
    for site in ("cross-site", "same-site"):
        response = client.post(address("docx", "buurtkamer"), sent(case), headers={"Sec-Fetch-Site": site})
        assert response.status_code == 403
        assert "Dit formulier hoort bij de bladzijde van de notitie." in main(response)
    allowed = client.post(address("odt", "buurtkamer"), sent(case), headers={"Sec-Fetch-Site": "same-origin"})
    assert allowed.status_code == 200


def test_a_file_without_a_public_case_is_refused_in_dutch(client: Client) -> None:
    gone = a_case("weg")
    publishing.withdraw(case=gone.case, by=None, reason="Klopt niet meer.")
    CaseFactory(with_source=True, slug="concept")
    for asked in (address("docx"), address("pdf", "weg"), address("odt", "concept", "onbekend")):
        for response in (client.get(asked), client.post(asked, {"titel": "Iets"})):
            assert response.status_code == 400
            assert "Er staat geen voorbeeld in deze notitie." in main(response)
    assert client.get(address("exe", "weg")).status_code == 404
    assert client.put(address("docx", "weg")).status_code == 405


def test_a_withdrawn_case_is_named_in_the_file_and_no_more_than_that(client: Client) -> None:
    a_case("een")
    gone = a_case("weg")
    publishing.withdraw(case=gone.case, by=None, reason="Klopt niet meer.")
    for extension, text_of in TEXT_OF.items():
        text = squeezed(text_of(client.get(address(extension, "een", "weg")).content))
        assert squeezed("Niet opgenomen: ‘Titel van weg’.") in text
        assert squeezed("Bewoners van weg weten elkaar te vinden.") not in text


# --- Limits ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def two_a_minute(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.GOUDEN_NOTE_LIMIT = 2
    monkeypatch.setattr(NoteFileView, "window", Window())


@pytest.mark.usefixtures("two_a_minute")
def test_who_asks_often_waits_and_loses_nothing(client: Client) -> None:
    case = a_case()
    here = address("odt", "buurtkamer")
    assert [client.get(here).status_code for _ in range(2)] == [200, 200]

    refused = client.get(here)
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused["Cache-Control"] == "no-store"
    assert "Wacht een minuut" in main(refused)

    again = client.post(here, sent(case))
    assert again.status_code == 429
    assert "Wacht een minuut" in main(again)
    assert "Gaan we zien." in again.content.decode()

    assert client.get(here, REMOTE_ADDR="192.0.2.7").status_code == 200


@pytest.mark.usefixtures("two_a_minute")
def test_who_has_the_file_already_is_not_counted(client: Client) -> None:
    a_case()
    held = client.get(address("odt", "buurtkamer"))["ETag"]
    statuses = {client.get(address("odt", "buurtkamer"), headers={"If-None-Match": held}).status_code for _ in range(5)}
    assert statuses == {304}


def test_a_file_that_is_not_there_in_time_is_not_waited_for(
    client: Client, monkeypatch: pytest.MonkeyPatch, lines: Any
) -> None:
    case = a_case()
    monkeypatch.setitem(files.FORMATS, "docx", files.FORMATS["docx"]._replace(seconds=0.01))
    response = client.post(address("docx", "buurtkamer"), sent(case))
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "Het bestand was niet op tijd klaar." in main(response)
    assert "Gaan we zien." in response.content.decode()
    assert client.get(address("docx", "buurtkamer")).status_code == 503
    said = [line["message"] for line in lines() if line["logger"] == "cases.pages.desk.note"]
    assert said == ["a note was not written: docx: not in 0.01 seconds"] * 2
