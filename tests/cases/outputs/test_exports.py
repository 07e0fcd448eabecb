"""The catalogue as one file: JSON Lines and CSV, whole or as filtered."""

import csv
import io
import json
from array import array
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import publishing
from cases.models import PublishedCase
from cases.outputs.exports import columns, files, views
from tests.factories import (
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    ElementFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ParticipationFactory,
    ProvinceFactory,
    PublishedCaseFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
EXPORT = "/api/v1/praktijkvoorbeelden/_export"


def sent(client: Client, **query: Any) -> bytes:
    response = client.get(EXPORT, query)
    assert response.status_code == 200, response.content
    return b"".join(response)


def lines(client: Client, **query: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in sent(client, **query).decode().splitlines()]


def table(client: Client, **query: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sent(client, formaat="csv", **query).decode(), newline="")))


def test_each_json_line_is_the_record_of_the_detail(client: Client) -> None:
    for title in ("Eerst", "Daarna"):
        PublishedCaseFactory(case__title=title, case__approach='Regel één.\n\n"Regel" twee.')

    found = lines(client)

    assert [record["slug"] for record in found] == ["daarna", "eerst"]
    for record in found:
        assert record == client.get(f"/api/v1/praktijkvoorbeelden/{record['slug']}").json()


def test_a_csv_row_says_of_a_case_what_fits_in_cells(client: Client) -> None:
    gelderland = ProvinceFactory(name="Gelderland")
    places = [MunicipalityFactory(cbs_code=code, name=name, province=gelderland) for code, name in PLACES]
    case = CaseFactory(
        title="Startgeld, voor “bewoners”",
        approach="Regel één.\n\n- een\n- twee",
        started_year=2014,
        running=True,
        municipalities=places,
        themes=[ThemeFactory(name="Preventie"), ThemeFactory(name="Geld")],
        part_of=PublishedCaseFactory(case__portrait=True, case__slug="het-portret").case,
    )
    citation = CitationFactory(case=case, article__title="Open houding", article__publication__title="Elf Gemeenten")
    ParticipationFactory(case=case, organisation=OrganisationFactory(name="Figulus Welzijn"))
    claim = ClaimFactory(case=case, evidence="telling", article=citation.article, passage="1e alinea")
    claim.elements.add(ElementFactory(name="Korte lijnen"))
    published = publishing.publish(case=case, by=None)

    (shown,) = table(client, soort="praktijk")

    assert shown == {
        "slug": case.slug,
        "url": f"https://gouden.test/praktijkvoorbeelden/{case.slug}/",
        "soort": "praktijk",
        "titel": "Startgeld, voor “bewoners”",
        "samenvatting": case.summary,
        "aanleiding": "",
        "aanpak": "Regel één.\n\n- een\n- twee",
        "opbrengst": "",
        "leerpunten": "",
        "overdraagbaarheid": "",
        "plaats": "",
        "status": "loopt",
        "gecontroleerdOp": "2017-10-01",
        "beschrevenIn": "2017",
        "bewijs": "telling",
        "begonnenIn": "2014",
        "geeindigdIn": "",
        "gemeenteCodes": "0197 | 1586",
        "gemeenten": "Aalten | Oost Gelre",
        "provincies": "Gelderland",
        "regios": "",
        "themaSlugs": shown["themaSlugs"],
        "elementen": "Korte lijnen",
        "elementSlugs": "korte-lijnen",
        "themas": shown["themas"],
        "initiatieven": "",
        "deelnemers": "Figulus Welzijn (uitvoerder)",
        "aantalUitspraken": "1",
        "bronnen": "Open houding (Elf Gemeenten, 2017)",
        "onderdeelVan": "het-portret",
        "licentie": "CC BY 4.0",
        "naamsvermelding": published.record["naamsvermelding"],
        "gepubliceerdOp": published.record["gepubliceerdOp"],
        "gewijzigdOp": published.record["gewijzigdOp"],
        "id": str(case.identifier),
        "beschrevenInAfgeleid": "nee",
        "bewijsResultaat": "telling",
    }
    assert set(shown["themas"].split(" | ")) == {"Preventie", "Geld"}
    assert set(shown["themaSlugs"].split(" | ")) == {"preventie", "geld"}


PLACES = [("0197", "Aalten"), ("1586", "Oost Gelre")]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "\t=", "\n@", " -"])
def test_no_cell_is_a_formula_to_a_spreadsheet(client: Client, start: str) -> None:
    dangerous = f'{start}HYPERLINK("https://kwaad.example","Klik")'
    PublishedCaseFactory(case__title="Gewoon", case__approach=dangerous, case__place="- met streep")

    body = sent(client, formaat="csv-excel").decode("utf-8-sig")
    (shown,) = csv.DictReader(io.StringIO(body, newline=""), delimiter=";")

    assert shown["aanpak"] == f"'{dangerous}"
    assert shown["plaats"] == "'- met streep"
    assert shown["titel"] == "Gewoon"
    # For a machine a text is what it is.
    assert table(client)[0]["aanpak"] == lines(client)[0]["aanpak"] == dangerous


def test_the_file_for_a_dutch_spreadsheet_has_semicolons_and_says_that_it_is_utf8(client: Client) -> None:
    PublishedCaseFactory(case__title="Eén; twee")

    body = sent(client, formaat="csv-excel")

    assert body.startswith(b"\xef\xbb\xbfslug;url;")
    rows = csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";")
    assert [row["titel"] for row in rows] == ["Eén; twee"]


@pytest.mark.parametrize(
    ("format", "media_type", "extension"),
    [
        ("jsonl", "application/x-ndjson", "jsonl"),
        ("csv", "text/csv; charset=utf-8", "csv"),
        ("csv-excel", "text/csv; charset=utf-8", "csv"),
    ],
)
@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/html,application/xhtml+xml", "text/csv"])
def test_the_parameter_decides_the_kind_of_file_whatever_the_browser_accepts(
    client: Client, format: str, media_type: str, extension: str, accept: str
) -> None:
    response = client.get(EXPORT, {"formaat": format}, headers={"accept": accept})

    assert response["Content-Type"] == media_type
    assert response["Content-Disposition"] == f'attachment; filename="gouden-praktijkvoorbeelden.{extension}"'
    assert 'rel="describedby"' in response["Link"]


def test_it_takes_the_parameters_of_the_list_in_the_order_of_the_list(client: Client) -> None:
    theme = ThemeFactory(slug="schulden")
    for title in ("B", "A", "C"):
        PublishedCaseFactory(case__title=title, case__themes=[theme])
    PublishedCaseFactory(case__title="Zeppelin")

    assert [record["titel"] for record in lines(client, thema="schulden", sorteer="titel")] == ["A", "B", "C"]
    assert [row["titel"] for row in table(client, zoek="zeppelin")] == ["Zeppelin"]
    assert lines(client, soort="portret") == []
    assert table(client, soort="portret") == []


def test_all_that_is_wrong_with_a_request_is_said_at_once(client: Client) -> None:
    response = client.get(EXPORT, {"formaat": "pdf", "page": 1, "kleur": "rood", "thema": "weg"})

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert {row["name"] for row in response.json()["invalidParams"]} == {"formaat", "page", "kleur", "thema"}


def test_it_is_304_without_reading_a_case_until_the_catalogue_changes(client: Client) -> None:
    case = PublishedCaseFactory().case
    tag = client.get(EXPORT)["ETag"]

    with CaptureQueriesContext(connection) as queries:
        assert client.get(EXPORT, headers={"If-None-Match": tag}).status_code == 304
    assert not [query["sql"] for query in queries if PublishedCase._meta.db_table in query["sql"]]

    publishing.withdraw(case=case, by=None, reason="Fout.")
    response = client.get(EXPORT, headers={"If-None-Match": tag})
    assert (response.status_code, b"".join(response)) == (200, b"")


def test_it_is_compressed_for_who_asks(client: Client) -> None:
    PublishedCaseFactory(case__approach="lang verhaal " * 500)

    response = client.get(EXPORT, headers={"Accept-Encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert len(b"".join(response)) < 3000


def test_it_is_read_piece_by_piece_while_it_is_sent(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "CHUNK", 2)
    monkeypatch.setattr(views, "WHOLE", 4)
    PublishedCaseFactory.create_batch(5)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(EXPORT)
        pieces = iter(response)
        assert not [query["sql"] for query in queries if "record" in query["sql"]]
        assert "ETag" not in response
        assert next(pieces).count(b"\n") == 2
        assert len(queries) == 5
        assert [piece.count(b"\n") for piece in pieces] == [2, 1]
        assert len(queries) == 7


def test_a_case_that_is_withdrawn_while_the_file_is_sent_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "CHUNK", 1)
    first, second, third = PublishedCaseFactory.create_batch(3)

    pieces = files.json_lines(files.records(array("q", [third.pk, second.pk, first.pk])))
    assert json.loads(next(pieces))["slug"] == third.slug
    publishing.withdraw(case=second.case, by=None, reason="Fout.")

    assert [json.loads(line)["slug"] for line in b"".join(pieces).splitlines()] == [first.slug]


def test_the_codebook_for_machines_describes_every_column_of_the_file(client: Client) -> None:
    PublishedCaseFactory()

    body = client.get("/api/v1/praktijkvoorbeelden/_codeboek").json()

    described = body["tableSchema"]["columns"]
    assert [column["name"] for column in described] == list(table(client)[0])
    assert all(column["dc:description"].endswith(".") for column in described)
    assert described[0] == {
        "name": "slug",
        "titles": "slug",
        "dc:description": "Het kenmerk in het adres van de pagina; een voorbeeld kan verhuizen.",
        "datatype": "string",
    }
    assert next(column for column in described if column["name"] == "themas")["separator"] == columns.SEPARATOR
    assert body["url"] == "https://gouden.test/api/v1/praktijkvoorbeelden/_export?formaat=csv"


def test_the_list_offers_the_files_of_what_it_shows(client: Client) -> None:
    PublishedCaseFactory(case__themes=[ThemeFactory(slug="schulden")])

    whole = client.get("/praktijkvoorbeelden/").content.decode()
    chosen = client.get("/praktijkvoorbeelden/?thema=schulden&thema=weg&kleur=rood&page=1").content.decode()

    assert f'href="{EXPORT}?formaat=xlsx"' in whole
    assert f'href="{EXPORT}?formaat=csv-excel"' in whole
    assert f'href="{EXPORT}?thema=schulden&amp;formaat=jsonl"' in chosen


def test_a_choice_of_cases_is_named_by_slug_in_the_order_of_the_list(client: Client) -> None:
    for title in ("Beek", "Aalten", "Castricum"):
        PublishedCaseFactory(case__title=title)
    chosen = {"slug": ["castricum", "aalten"], "sorteer": "titel"}

    assert [row["titel"] for row in table(client, **chosen)] == ["Aalten", "Castricum"]
    assert [record["titel"] for record in lines(client, **chosen)] == ["Aalten", "Castricum"]
    assert [row["titel"] for row in table(client, slug=["aalten", "beek"], zoek="beek")] == ["Beek"]


def test_a_choice_holds_in_the_list_and_the_facets_of_the_api_too(client: Client) -> None:
    theme = ThemeFactory(slug="schulden")
    for title in ("Beek", "Aalten", "Castricum"):
        PublishedCaseFactory(case__title=title, case__themes=[theme])
    cases, both = "/api/v1/praktijkvoorbeelden", {"slug": ["castricum", "aalten"]}

    def found(**asked: Any) -> set[str]:
        return {card["slug"] for card in client.get(cases, both | asked).json()["resultaten"]}

    assert found() == found(cursor="begin") == {"aalten", "castricum"}
    assert found(zoek="castricum") == {"castricum"}
    facets = client.get(f"{cases}/_facetten", both).json()
    themes = next(facet for facet in facets["facetten"] if facet["naam"] == "thema")
    assert (facets["aantal"], [value["aantal"] for value in themes["waarden"]]) == (2, [2])
    # Many choices that begin alike are each their own.
    for number in range(25):
        PublishedCaseFactory(case__title=f"Reeks {number:02}")
    series = [f"reeks-{number:02}" for number in range(25)]
    assert [client.get(cases, {"slug": series[:size]}).json()["aantal"] for size in (22, 24)] == [22, 24]


@pytest.mark.parametrize("slug", ["weg", "", "\x00", "concept"])
def test_a_choice_of_what_is_not_public_is_refused(client: Client, slug: str) -> None:
    PublishedCaseFactory(case__slug="een")
    CaseFactory(slug="concept", title="Geheim")

    response = client.get(EXPORT, {"slug": ["een", slug]})

    assert response.status_code == 400
    assert [row["name"] for row in response.json()["invalidParams"]] == ["slug"]
    assert "Geheim" not in response.content.decode()


def test_a_list_on_the_site_is_not_narrowed_by_what_its_reader_cannot_see(client: Client) -> None:
    cases = PublishedCaseFactory.create_batch(2)

    page = client.get(f"/praktijkvoorbeelden/?slug={cases[0].slug}").content.decode()

    assert all(f'href="{case.get_absolute_url()}"' in page for case in cases)
