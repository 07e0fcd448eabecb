"""The statements as one file: JSON Lines and CSV, all of them or as filtered."""

import csv
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import publishing
from cases.outputs.exports.statement_columns import STATEMENT_COLUMNS
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    ElementFactory,
    MunicipalityFactory,
    PublishedClaimFactory,
    SpeakerFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
EXPORT = "/api/v1/uitspraken/_export"


def sent(client: Client, **query: Any) -> str:
    response = client.get(EXPORT, query)
    assert response.status_code == 200, response.content
    return b"".join(response).decode()


def table(client: Client, **query: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sent(client, formaat="csv", **query), newline="")))


def test_each_json_line_is_the_record_of_the_detail(client: Client) -> None:
    rows = [PublishedClaimFactory(), PublishedClaimFactory()]

    found = [json.loads(line) for line in sent(client).splitlines()]

    assert sorted(one["id"] for one in found) == sorted(str(row.identifier) for row in rows)
    for record in found:
        assert record == client.get(f"/api/v1/uitspraken/{record['id']}").json()


def test_a_csv_row_says_what_is_said_by_whom_and_of_which_case(client: Client) -> None:
    row = PublishedClaimFactory(
        claim__kind="resultaat",
        claim__text="=Bewoners wonnen 12,5 uur.",
        claim__value="12.5",
        claim__unit="uur",
        claim__qualifier="ruim",
        claim__year=2016,
        claim__evidence="telling",
        claim__article=ArticleFactory(title="Open houding", publication__title="Elf gemeenten"),
        claim__passage="2e alinea",
        claim__elements=[ElementFactory(slug="maatwerk")],
        claim__speaker=SpeakerFactory(person__name="Anna Jansen", function="wethouder"),
        claim__case__title="Startgeld",
        claim__case__slug="startgeld",
        claim__case__themes=[ThemeFactory(slug="schulden")],
        claim__case__municipalities=[MunicipalityFactory(cbs_code="0197", name="Aalten")],
    )

    (found,) = table(client)

    address = f"https://gouden.test/uitspraken/{row.identifier}/"
    assert found == dict.fromkeys((column.name for column in STATEMENT_COLUMNS), "") | {
        "id": str(row.identifier),
        "url": address,
        "tekst": "=Bewoners wonnen 12,5 uur.",
        "soort": "resultaat",
        "bewijs": "telling",
        "kwalificatie": "ruim",
        "waarde": "12.5",
        "eenheid": "uur",
        "jaar": "2016",
        "spreker": "Anna Jansen",
        "functie": "wethouder",
        "elementSlugs": "maatwerk",
        "artikel": "Open houding",
        "publicatie": "Elf gemeenten",
        "publicatieJaar": "2017",
        "passage": "2e alinea",
        "voorbeeldId": str(row.published_case.case.identifier),
        "voorbeeldSlug": "startgeld",
        "voorbeeld": "Startgeld",
        "beschrevenIn": "2017",
        "gemeenteCodes": "0197",
        "gemeenten": "Aalten",
        "themaSlugs": "schulden",
        "licentie": "CC BY 4.0",
        "naamsvermelding": f"Uitspraak bij ‘Startgeld’, Gouden, {address}, CC BY 4.0",
    }
    assert ";12,5;" in sent(client, formaat="csv-excel")


def test_it_takes_the_parameters_of_the_list(client: Client) -> None:
    case = PublishedClaimFactory(claim__text="Het werkte.").published_case.case
    ClaimFactory(case=case, figure=True, text="Er kwamen 100 bewoners.", position=1)
    publishing.publish(case=case, by=None)

    assert [row["tekst"] for row in table(client)] == ["Het werkte.", "Er kwamen 100 bewoners."]
    assert [row["tekst"] for row in table(client, cijfer="ja")] == ["Er kwamen 100 bewoners."]
    assert [row["tekst"] for row in table(client, zoek="bewoners kwamen")] == ["Er kwamen 100 bewoners."]
    assert client.get(EXPORT, {"kleur": "rood"}).status_code == 400


def test_the_file_leads_to_its_codebook_which_names_each_column(client: Client) -> None:
    codebook = client.get("/api/v1/uitspraken/_codeboek").json()

    assert "/api/v1/uitspraken/_codeboek>" in client.get(EXPORT)["Link"]
    assert client.get(EXPORT)["Content-Disposition"] == 'attachment; filename="gouden-uitspraken.jsonl"'
    names = [column["name"] for column in codebook["tableSchema"]["columns"]]
    assert names == [column.name for column in STATEMENT_COLUMNS]
    page = client.get("/api/codeboek/").content.decode()
    assert all(column.meaning in page.replace("&#x27;", "'") for column in STATEMENT_COLUMNS)


def test_a_file_takes_as_many_queries_however_many_statements(client: Client) -> None:
    def taken(statements: int) -> int:
        for _ in range(statements):
            PublishedClaimFactory(claim__speaker=SpeakerFactory())
        with CaptureQueriesContext(connection) as queries:
            sent(client, formaat="csv")
        return len(queries)

    assert taken(1) == taken(5)
