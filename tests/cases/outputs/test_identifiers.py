"""/id/<soort>/<id>: an address that lasts, for whoever keeps one, and the identifier on everything that is public."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.models import Adoption, PublicationEvent, PublishedClaim
from tests.factories import (
    AdoptionFactory,
    CaseFactory,
    ElementFactory,
    InitiativeFactory,
    MunicipalityFactory,
    ObstacleFactory,
    OrganisationFactory,
    ProvinceFactory,
    PublicationFactory,
    PublishedCaseFactory,
    PublishedClaimFactory,
    QuestionFactory,
    RegionFactory,
    TermFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
PAGE, JSON, LINKED_DATA = "text/html", "application/json", "application/ld+json"
API = "/api/v1"
# Of the column of the identifier, once the last one: who reads by place keeps finding it there.
PLACE = 32


def ask(client: Client, address: str, accept: str = "") -> Any:
    return client.get(address, headers={"accept": accept} if accept else {})


def led(client: Client, address: str, accept: str = "") -> str:
    """Return where an address leads."""
    response = ask(client, address, accept)
    assert response.status_code == 303, response.content
    return str(response["Location"])


def things() -> dict[str, tuple[Model, str, str]]:
    """Make one of every kind and return by its lasting address the row, its page, and its address in the API."""
    case = PublishedCaseFactory(case__slug="startgeld").case
    initiative, theme = InitiativeFactory(slug="naoberfonds"), ThemeFactory(slug="preventie")
    obstacle, publication = ObstacleFactory(slug="wachten"), PublicationFactory(slug="elf")
    term, question = TermFactory(slug="perceel"), QuestionFactory(slug="samen", answered=True)
    element, claim = ElementFactory(slug="maatwerk"), PublishedClaimFactory()
    adoption = AdoptionFactory(case=case)
    organisation, region = OrganisationFactory(slug="figulus"), RegionFactory(slug="achterhoek")
    municipality = MunicipalityFactory(cbs_code="0197", slug="aalten")
    province = ProvinceFactory(code="PV25", slug="gelderland")
    return {
        f"/id/praktijkvoorbeeld/{case.identifier}": (
            case,
            "/praktijkvoorbeelden/startgeld/",
            f"{API}/praktijkvoorbeelden/startgeld",
        ),
        f"/id/initiatief/{initiative.identifier}": (
            initiative,
            "/initiatieven/naoberfonds/",
            f"{API}/initiatieven/naoberfonds",
        ),
        f"/id/thema/{theme.identifier}": (theme, "/themas/preventie/", f"{API}/themas/preventie"),
        f"/id/obstakel/{obstacle.identifier}": (obstacle, "/obstakels/wachten/", f"{API}/obstakels/wachten"),
        f"/id/begrip/{term.identifier}": (term, "/begrippen/perceel/", f"{API}/begrippen/perceel"),
        f"/id/vraag/{question.identifier}": (question, "/vragen/samen/", f"{API}/vragen/samen"),
        f"/id/uitspraak/{claim.identifier}": (claim, claim.get_absolute_url(), f"{API}/uitspraken/{claim.identifier}"),
        f"/id/navolging/{adoption.identifier}": (
            adoption,
            f"/praktijkvoorbeelden/startgeld/#{adoption.anchor}",
            f"{API}/navolgingen/{adoption.identifier}",
        ),
        f"/id/element/{element.identifier}": (
            element,
            "/werkzame-elementen/maatwerk/",
            f"{API}/elementen/maatwerk",
        ),
        f"/id/publicatie/{publication.identifier}": (publication, "/publicaties/elf/", f"{API}/publicaties/elf"),
        f"/id/organisatie/{organisation.identifier}": (
            organisation,
            "/organisaties/figulus/",
            f"{API}/organisaties/figulus",
        ),
        f"/id/regio/{region.identifier}": (region, "/regios/achterhoek/", f"{API}/regios/achterhoek"),
        "/id/gemeente/GM0197": (municipality, "/gemeenten/0197-aalten/", f"{API}/gemeenten/0197"),
        "/id/provincie/PV25": (province, "/provincies/gelderland/", f"{API}/provincies/PV25"),
    }


def test_it_leads_to_the_page_the_json_or_the_linked_data_as_is_asked(client: Client) -> None:
    for address, (_, page, api) in things().items():
        assert led(client, address) == led(client, address, PAGE) == led(client, address, "*/*") == page
        assert led(client, address, "text/html,application/xhtml+xml,*/*;q=0.8") == page
        assert led(client, address, f"{JSON};q=0.9, {LINKED_DATA}") == f"{address}.jsonld"
        assert client.get(page).status_code == 200
        assert led(client, address, JSON) == api
        assert json.loads(client.get(api).content)["id"] == address.rpartition("/")[2]


def test_what_is_not_offered_is_refused_with_what_is(client: Client) -> None:
    refused = ask(client, f"/id/thema/{ThemeFactory().identifier}", "image/png")

    assert (refused.status_code, refused["Content-Type"]) == (406, "application/problem+json")
    assert json.loads(refused.content)["detail"] == (
        "Vraag met de kop Accept om text/html, application/json of application/ld+json, of laat die weg."
    )


def test_the_linked_data_is_what_the_page_says_of_it(client: Client) -> None:
    for address, (_, page, _) in things().items():
        document = client.get(f"{address}.jsonld")
        assert document["Content-Type"] == LINKED_DATA
        (node,) = json.loads(document.content)["@graph"]
        (text,) = re.findall(r"application/ld\+json\">(.*?)</script>", client.get(page).content.decode(), re.DOTALL)
        assert node in json.loads(text)["@graph"], address
        identifier = address.rpartition("/")[2]
        assert any(str(value).endswith(identifier) for value in _listed(node["identifier"])), address
        held = client.get(f"{address}.jsonld", headers={"if-none-match": document["ETag"]})
        assert held.status_code == 304


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_nobody_keeps_an_answer_or_takes_it_for_another_way_of_asking(client: Client) -> None:
    case = PublishedCaseFactory().case
    address = f"/id/praktijkvoorbeeld/{case.identifier}"

    for accept in (PAGE, JSON, LINKED_DATA, "image/png"):
        answer = ask(client, address, accept)
        assert "Accept" in answer["Vary"]
        assert answer["Cache-Control"] == "no-store"
        assert "ETag" not in answer
        head = client.head(address, headers={"accept": accept})
        assert (head.status_code, head.get("Location"), head.content) == (
            answer.status_code,
            answer.get("Location"),
            b"",
        )
    assert client.post(address).status_code == 405
    elsewhere = client.get(address, headers={"accept": JSON, "origin": "https://elders.example"})
    assert elsewhere["Access-Control-Allow-Origin"] == "*"


def test_a_withdrawn_case_answers_with_its_notice(client: Client) -> None:
    case = PublishedCaseFactory(case__title="Startgeld").case
    publishing.withdraw(case=case, by=None, reason="De bron klopte niet.")
    address = f"/id/praktijkvoorbeeld/{case.identifier}"

    page, data = ask(client, address, PAGE), ask(client, address, JSON)

    assert (page.status_code, page["Cache-Control"]) == (410, "no-store")
    assert "De bron klopte niet." in page.content.decode()
    assert "Ingetrokken: Startgeld" in page.content.decode()
    notice = {"status": 410, "title": "Ingetrokken", "detail": "De bron klopte niet."}
    for answer in (data, ask(client, address, LINKED_DATA), client.get(f"{address}.jsonld")):
        assert (answer.status_code, answer["Content-Type"]) == (410, "application/problem+json")
        assert json.loads(answer.content) == notice

    publishing.publish(case=case, by=None)
    assert led(client, address) == case.get_absolute_url()


def test_a_case_that_is_withdrawn_while_its_document_is_made_answers_410(client: Client) -> None:
    case = PublishedCaseFactory().case
    asked: list[str] = []

    def withdraw_meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        if not asked and '"record"' in sql and sql.startswith("SELECT"):
            asked.append(sql)
            publishing.withdraw(case=case, by=None, reason="Net nu.")
        return execute(sql, *rest)

    with connection.execute_wrapper(withdraw_meanwhile):
        answer = client.get(f"/id/praktijkvoorbeeld/{case.identifier}.jsonld")

    assert asked
    assert (answer.status_code, json.loads(answer.content)["detail"]) == (410, "Net nu.")


def test_what_never_was_public_or_is_no_identifier_is_not_found(client: Client) -> None:
    draft = CaseFactory()
    publishing.record_revision(case=draft, by=None)
    theme = ThemeFactory()
    MunicipalityFactory(cbs_code="0197")

    for path in (
        f"praktijkvoorbeeld/{draft.identifier}",
        f"praktijkvoorbeeld/{uuid4()}",
        f"praktijkvoorbeeld/{draft.slug}",
        f"thema/{uuid4()}",
        f"thema/{theme.slug}",
        f"thema/{theme.identifier.hex}",
        f"thema/{str(theme.identifier).upper()}",
        f"initiatief/{theme.identifier}",
        f"iets/{theme.identifier}",
        "gemeente/0197",
        "gemeente/GM9999",
        "gemeente/GM01970",
        "provincie/PV99",
        "provincie/pv25",
    ):
        page, data = ask(client, f"/id/{path}", PAGE), ask(client, f"/id/{path}", JSON)
        assert page.status_code == data.status_code == client.get(f"/id/{path}.jsonld").status_code == 404, path
        assert "text/html" in page["Content-Type"]
        assert json.loads(data.content)["title"] == "Niet gevonden"
    assert client.get("/id/").status_code == client.get("/id/thema").status_code == 404


def test_it_lasts_when_a_row_gets_another_name_and_address(client: Client) -> None:
    for address, (row, page, _) in things().items():
        if isinstance(row, PublishedClaim | Adoption):  # has no name to change
            continue
        for field in ("name", "title"):
            if hasattr(row, field):
                setattr(row, field, "Anders")
        row.slug = "ergens-anders"  # type: ignore[attr-defined]
        row.save()
        if "praktijkvoorbeeld" in address:
            publishing.publish(case=row, by=None)  # type: ignore[arg-type]

        assert led(client, address) == re.sub(r"[^/-]+/$", "ergens-anders/", page)


def test_every_surface_has_the_identifier(client: Client) -> None:
    """Whoever keeps an `id` finds it wherever a case is told of."""
    case = PublishedCaseFactory(case__slug="startgeld").case
    practice = PublishedCaseFactory(case__part_of=PublishedCaseFactory(case__portrait=True).case)
    gone = PublishedCaseFactory().case
    publishing.withdraw(case=gone, by=None, reason="Klopt niet.")
    known = str(case.identifier)

    def of(address: str) -> Any:
        return json.loads(client.get(address).content)

    cards = f"{API}/praktijkvoorbeelden"
    assert of(f"{cards}/startgeld")["id"] == known
    assert of(f"{cards}/startgeld?velden=id,slug") == {"id": known, "slug": "startgeld"}
    for query in ("", "?cursor=begin", "?velden=*", "?velden=id"):
        assert known in [row["id"] for row in of(f"{cards}{query}")["resultaten"]], query
    portrait = practice.part_of
    assert portrait
    assert of(f"{cards}/{practice.slug}")["onderdeelVan"]["id"] == str(portrait.identifier)

    events = {row["nummer"]: row["id"] for row in of(f"{API}/wijzigingen")["resultaten"]}
    assert events == {
        event.number: str(event.case.identifier) for event in PublicationEvent.objects.select_related("case")
    }
    assert list(events.values()).count(str(gone.identifier)) == 2

    lines = client.get(f"{cards}/_export?formaat=jsonl").content.splitlines()
    assert known in [json.loads(line)["id"] for line in lines]
    for kind, delimiter in (("csv", ","), ("csv-excel", ";")):
        text = client.get(f"{cards}/_export?formaat={kind}").content.decode("utf-8-sig")
        header, *rows = csv.reader(io.StringIO(text), delimiter=delimiter)
        assert header[PLACE] == "id"
        assert known in [row[PLACE] for row in rows]
    columns = of(f"{cards}/_codeboek")["tableSchema"]
    assert columns["columns"][PLACE]["name"] == columns["primaryKey"] == "id"
    assert "Het kenmerk dat blijft" in client.get("/api/codeboek/").content.decode()

    lasting = f"https://gouden.test/id/praktijkvoorbeeld/{known}"
    assert f'"identifier":"{lasting}"' in client.get(case.get_absolute_url()).content.decode()


def test_every_list_and_detail_of_the_other_kinds_has_the_identifier(client: Client) -> None:
    for address, (_, _, api) in things().items():
        if "praktijkvoorbeeld" not in address:
            identifier = address.rpartition("/")[2]
            assert json.loads(client.get(api).content)["id"] == identifier
            rows = json.loads(client.get(api.rpartition("/")[0]).content)["resultaten"]
            assert identifier in [row["id"] for row in rows], api


def test_an_entry_of_the_feed_keeps_the_name_it_had(client: Client) -> None:
    """Feed readers would show every entry once more under another name."""
    case = PublishedCaseFactory().case
    token = PublicationEvent.objects.get(case=case).token

    entry = ET.fromstring(client.get("/praktijkvoorbeelden/feed.atom").content).find("{*}entry")

    assert entry is not None
    assert entry.findtext("{*}id") == f"tag:gouden.test,2026:praktijkvoorbeeld/{case.pk}/{token}"


def test_it_costs_one_query_for_a_row_and_two_for_a_withdrawn_case(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case, theme = PublishedCaseFactory().case, ThemeFactory()

    with django_assert_num_queries(1):
        ask(client, f"/id/thema/{theme.identifier}", JSON)
    with django_assert_num_queries(1):
        ask(client, f"/id/praktijkvoorbeeld/{case.identifier}", JSON)
    publishing.withdraw(case=case, by=None, reason="Klopt niet.")
    with django_assert_num_queries(2):
        ask(client, f"/id/praktijkvoorbeeld/{case.identifier}", JSON)
