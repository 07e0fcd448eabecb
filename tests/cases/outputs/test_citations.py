"""The files for reference managers: their addresses."""

import json
from typing import Any

import pytest
import rispy
from django.test import Client
from pybtex.database import parse_string

from cases import publishing
from cases.models import Case
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db

RIS = "/praktijkvoorbeelden/{}/verwijzing.ris"
MAP = "/map/verwijzingen"


def public_case(slug: str) -> Case:
    case: Case = CaseFactory(with_source=True, slug=slug, title=f"Titel van {slug}")
    publishing.publish(case=case, by=None)
    return case


def move(case: Case, slug: str) -> None:
    case.slug = slug
    case.save(update_fields=["slug"])
    publishing.publish(case=case, by=None)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("ris", "application/x-research-info-systems; charset=utf-8"),
        ("bib", "application/x-bibtex; charset=utf-8"),
        ("json", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_a_case_is_cited_in_a_file_with_its_own_type_and_name(client: Client, name: str, media_type: str) -> None:
    public_case("startgeld")

    response = client.get(f"/praktijkvoorbeelden/startgeld/verwijzing.{name}")

    assert response.status_code == 200
    assert response["Content-Type"] == media_type
    assert response["Content-Disposition"] == f'attachment; filename="gouden-startgeld.{name}"'
    assert response["X-Robots-Tag"] == "noindex"
    assert "Titel van startgeld" in response.content.decode()
    assert response["Cache-Control"] == "public, no-cache" or response["Cache-Control"] == "no-cache, public"


def test_it_is_304_until_the_catalogue_changes(client: Client) -> None:
    case = public_case("startgeld")
    tag = client.get(RIS.format("startgeld"))["ETag"]
    assert client.get(RIS.format("startgeld"), headers={"If-None-Match": tag}).status_code == 304

    case.title = "Anders"
    case.save(update_fields=["title"])
    publishing.publish(case=case, by=None)

    response = client.get(RIS.format("startgeld"), headers={"If-None-Match": tag})
    assert (response.status_code, rispy.loads(response.content.decode())[0]["title"]) == (200, "Anders")


def test_a_case_that_moved_leads_to_the_same_file_at_its_new_address(client: Client) -> None:
    move(public_case("oud"), "nieuw")

    response = client.get(RIS.format("oud"))

    assert (response.status_code, response["Location"]) == (301, RIS.format("nieuw"))


def test_a_withdrawn_case_says_so_and_one_that_never_was_is_not_found(client: Client) -> None:
    publishing.withdraw(case=public_case("weg"), by=None, reason="Klopt niet meer.")
    CaseFactory(with_source=True, slug="concept", title="Geheim")

    gone = client.get(RIS.format("weg"))

    assert gone.status_code == 410
    assert "Klopt niet meer." in gone.content.decode()
    for slug in ("concept", "nooit"):
        response = client.get(RIS.format(slug))
        assert response.status_code == 404
        assert "Geheim" not in response.content.decode()


def test_there_are_no_other_kinds_of_file(client: Client) -> None:
    public_case("startgeld")

    assert client.get("/praktijkvoorbeelden/startgeld/verwijzing.docx").status_code == 404
    assert client.get(f"{MAP}.docx?v=startgeld").status_code == 404


def test_a_map_is_cited_in_its_order_by_the_addresses_of_today(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for slug in ("een", "twee"):
        public_case(slug)
    move(public_case("drie"), "derde")
    publishing.withdraw(case=public_case("weg"), by=None, reason="Klopt niet.")
    asked = "?v=twee&v=weg&v=drie&v=een&v=twee&v=onbekend"

    with django_assert_max_num_queries(7):
        found = rispy.loads(client.get(f"{MAP}.ris{asked}").content.decode())
    bibtex = parse_string(client.get(f"{MAP}.bib{asked}").content.decode(), "bibtex")
    csl = json.loads(client.get(f"{MAP}.json{asked}").content)

    assert [entry["id"] for entry in found] == ["twee", "derde", "een"]
    assert list(bibtex.entries) == ["gouden:twee", "gouden:derde", "gouden:een"]
    assert [item["title"] for item in csl] == ["Titel van twee", "Titel van drie", "Titel van een"]
    assert client.get(f"{MAP}.ris{asked}")["Content-Disposition"] == 'attachment; filename="gouden-map.ris"'


@pytest.mark.parametrize("query", ["", "?v=", "?v=onbekend", "?v=%00"])
def test_a_map_without_a_public_case_says_what_to_name(client: Client, query: str) -> None:
    response = client.get(f"{MAP}.ris{query}")

    assert response.status_code == 400
    assert "Deze map is leeg." in response.content.decode()


def test_a_map_of_too_many_cases_is_not_cut_off_without_a_word(client: Client) -> None:
    public_case("een")

    response = client.get(f"{MAP}.ris?v=een&" + "&".join(f"v=g{number}" for number in range(21)))

    assert response.status_code == 400
    assert "Een map houdt hoogstens 20 voorbeelden; haal er 2 uit." in response.content.decode()
