"""The pages for who builds on the catalogue: tried as a stranger would, with only what they say."""

import html
import io
import json
import re
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from cases.api.schema import limits
from cases.listing.partner_filter import PartnerCaseFilter
from cases.models import PublishedCase
from cases.outputs.exports.columns import EXPORT_COLUMNS
from gouden import API_VERSION
from gouden.web.api.reference import reference
from tests.reading import heading, links, main, title

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue", "unchanged")]
BASE = "https://gouden.test"
PAGE, REFERENCE, CODEBOOK = "/api/", "/api/referentie/", "/api/codeboek/"


def codes(client: Client, address: str = PAGE) -> list[str]:
    """Return the blocks of code of a page, as one copies them."""
    body = client.get(address).content.decode()
    found = re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", body, re.DOTALL)
    return [html.unescape(re.sub(r"</?var>", "", code)) for code in found]


def run(code: str, client: Client, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the lines that an example in Python prints, when it runs against this site."""

    def urlopen(address: str) -> io.BytesIO:
        response: Any = client.get(address.removeprefix(BASE))
        assert response.status_code == 200, address
        return io.BytesIO(b"".join(response))

    monkeypatch.setattr(urllib.request, "urlopen", urlopen)
    exec(code, {})
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("address", "name"),
    [(PAGE, "Open data en API"), (REFERENCE, "Referentie van de API"), (CODEBOOK, "Codeboek van CSV en XLSX")],
)
def test_each_is_found_from_the_one_in_every_footer(client: Client, address: str, name: str) -> None:
    response = client.get(address)

    assert heading(response) == name
    assert title(response) == f"{name} - Gouden"
    assert address == PAGE or address in links(client.get(PAGE))
    assert f'href="{PAGE}"' in client.get("/").content.decode().partition("<footer")[2]


def test_a_stranger_lists_the_cases_about_debts_in_gelderland(
    client: Client, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, *_ = codes(client)
    (address,) = re.findall(r"curl '([^']+)'", first)
    body = client.get(address.removeprefix(BASE)).json()

    (python,) = [code for code in codes(client) if "import json" in code and "urlencode" in code]
    printed = run(python, client, monkeypatch, capsys)

    assert body["aantal"] >= 1
    assert printed[0] == str(body["aantal"])
    assert printed[1:] == [f"{case['titel']} {case['url']}" for case in body["resultaten"]]
    assert all("Gelderland" in {place["provincie"] for place in case["gemeenten"]} for case in body["resultaten"])


def test_a_stranger_mirrors_the_catalogue(
    client: Client, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (python,) = [code for code in codes(client) if "bestand" in code and "import json" in code]

    printed = run(python, client, monkeypatch, capsys)

    expected = {case.slug: len(case.record["uitspraken"]) for case in PublishedCase.objects.all()}
    assert {slug: int(claims) for slug, claims in map(str.split, printed)} == expected


def test_a_stranger_keeps_a_copy_in_step_by_the_steps_of_the_page(client: Client) -> None:
    first, *_ = [code for code in codes(client) if "/wijzigingen?" in code]
    (address,) = re.findall(r"curl '([^']+)'", first)

    feed = client.get(address.removeprefix(BASE)).json()

    assert feed["laatste"] == feed["aantal"] > 100
    assert {event["soort"] for event in feed["resultaten"]} <= {
        "gepubliceerd",
        "gewijzigd",
        "ingetrokken",
        "verplaatst",
    }
    for word in ("gepubliceerd", "gewijzigd", "ingetrokken", "verplaatst", "laatste", "sinds", "cursor=begin"):
        assert word in main(client.get(PAGE))


def test_every_version_of_the_api_is_in_what_changed(client: Client) -> None:
    listed = client.get(PAGE).content.decode().partition('id="wijzigingen-van-de-api"')[2].partition("</dl>")[0]

    major, latest, _ = map(int, API_VERSION.split("."))
    assert re.findall(r"<dt>([0-9.]+)</dt>", listed) == [f"{major}.{minor}" for minor in range(latest, -1, -1)]


def test_the_program_that_keeps_a_copy_can_be_taken_along(client: Client) -> None:
    (code,) = [code for code in codes(client) if "mirror.py" in code]
    (address,) = re.findall(rf"'{BASE}/static/([^']+)'", code)

    found = finders.find(address)

    assert found
    assert Path(found) == settings.BASE_DIR / "docs" / "examples" / "mirror.py"
    assert f"python3 mirror.py {BASE}/api/v1 gouden.sqlite3" in code


def test_the_limits_are_those_of_the_settings(client: Client, settings: Settings) -> None:
    settings.GOUDEN_API_LIMIT, settings.GOUDEN_API_KEY_LIMIT = 321, 4321
    limited = main(client.get(PAGE))
    settings.GOUDEN_API_LIMIT = 0
    unlimited = main(client.get(PAGE))

    assert "321 aanvragen van één adres" in limited
    assert "Met een sleutel zijn dat er 4321" in limited
    assert "Er is geen grens aan hoe vaak u iets vraagt." in unlimited


def test_a_limit_of_0_is_said_to_be_none(client: Client, settings: Settings) -> None:
    settings.GOUDEN_API_LIMIT, settings.GOUDEN_API_KEY_LIMIT = 321, 0
    assert "Met een sleutel is er geen grens" in main(client.get(PAGE))
    assert "met een sleutel van de redactie in de kop `X-Api-Key` is er geen grens." in limits()

    settings.GOUDEN_API_LIMIT = 0
    assert limits() == "Er is geen grens aan hoe vaak u iets vraagt."


def test_a_stranger_embeds_a_case(client: Client) -> None:
    (code,) = [code for code in codes(client) if code.startswith("<iframe")]
    (address,) = re.findall(r'src="([^"]+)"', code)

    response = client.get(address.removeprefix(BASE).replace("slug", "aalten-gouden-gemeente"))

    assert heading(response).startswith("Een hecht sociaal netwerk")


def test_every_address_in_the_examples_answers(client: Client) -> None:
    found = {address for code in codes(client) for address in re.findall(rf"{BASE}([^'\"`{{$]+)", code)}

    assert len(found) > 4
    for address in found - {"/api/v1 gouden.sqlite3"}:
        if not address.startswith("/static/"):
            answer = client.get(address.rstrip("?").replace("/slug", "/aalten-gouden-gemeente"), follow=True)
            assert answer.status_code == 200, address


def test_every_link_on_the_pages_leads_somewhere(client: Client) -> None:
    for page in (PAGE, REFERENCE, CODEBOOK):
        body = client.get(page).content.decode()
        for link in links(client.get(page)):
            if link.startswith("#"):
                assert f'id="{link[1:]}"' in body, link
            elif link.startswith("/"):
                assert client.get(link).status_code == 200, link


def test_the_problems_that_are_shown_are_those_that_are_given(client: Client) -> None:
    again, refused = [json.loads(code) for code in codes(client) if code.startswith("{")]

    assert client.get("/api/v1/praktijkvoorbeelden?kleur=rood").json() == refused
    given = client.get("/api/v1/wijzigingen?sinds=999999").json()
    assert given == again | {"cursor": given["cursor"]}
    assert given["type"].removeprefix(f"{BASE}/api/#") in re.findall(
        r' id="([^"]+)"', client.get(PAGE).content.decode()
    )


def test_every_parameter_of_the_list_is_explained_with_where_its_values_are(client: Client) -> None:
    response = client.get(PAGE)

    rows = re.findall(r'<th scope="row"><code>(\w+)</code>', response.content.decode())
    assert rows[: len(PartnerCaseFilter.base_filters)] == list(PartnerCaseFilter.base_filters)
    assert {"page", "pageSize"} < set(rows)
    for name, filter in PartnerCaseFilter.base_filters.items():
        assert f"{name} {filter.extra['help_text'].rstrip('.')}" in main(response).replace("</code>", ""), name
    for noun in ("themas", "gemeenten", "provincies", "regios", "organisaties", "initiatieven"):
        assert f"/api/v1/{noun}" in links(response)


def test_the_reference_shows_every_operation_of_the_api_with_its_parameters(client: Client) -> None:
    body = client.get(REFERENCE).content.decode()

    described = client.get("/api/v1/openapi.json").json()
    for path, methods in described["paths"].items():
        block = body.partition(f'data-operation="/api/v1{path}"')[2].partition("</details>")[0]
        assert f"<code>GET {path}</code>" in block
        assert f'id="{methods["get"]["operationId"]}"' in block
        for parameter in methods["get"].get("parameters", []):
            assert f'data-parameter="{parameter["name"]}" data-place="{parameter["in"]}"' in block


def test_the_reference_shows_every_object_that_an_answer_can_hold(client: Client) -> None:
    found = reference()

    for group in found.groups.values():
        for operation in group:
            assert not operation.gives or operation.gives in found.objects
    assert {"Card", "Record", "Claim", "Speaker", "MunicipalityReference"} < set(found.objects)
    fields = {field.name: field for field in found.objects["Record"]}
    assert (fields["uitspraken"].type, fields["uitspraken"].holds) == ("lijst van object", "Claim")
    assert fields["begonnenIn"].type == "geheel getal of leeg"
    assert fields["gecontroleerdOp"].type == "datum of leeg"
    assert fields["status"].type == "tekst"
    assert found.operation("lijstPraktijkvoorbeelden").many
    assert not found.operation("toonPraktijkvoorbeeld").many


def test_the_codebook_explains_every_column(client: Client) -> None:
    shown = main(client.get(CODEBOOK))

    for column in EXPORT_COLUMNS:
        assert f"{column.name} {column.meaning} {column.type}" in shown


@pytest.mark.parametrize("address", [PAGE, REFERENCE, CODEBOOK])
def test_a_page_reads_no_cases(client: Client, address: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert not [query["sql"] for query in queries if PublishedCase._meta.db_table in query["sql"]]
