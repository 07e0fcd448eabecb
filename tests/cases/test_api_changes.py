"""/wijzigingen: what happened, in order, so that a partner can keep a copy in step."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import workflow
from cases.models import PublicationEvent
from tests.cases.admin_forms import typed
from tests.factories import (
    CaseFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ParticipationFactory,
    PublishedCaseFactory,
)

pytestmark = pytest.mark.django_db
API = "/api/v1/wijzigingen"


def feed(client: Client, **query: Any) -> Any:
    response = client.get(API, query)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def told(client: Client, **query: Any) -> list[tuple[int, str, str]]:
    return [(row["nummer"], row["soort"], row["slug"]) for row in feed(client, **query)["resultaten"]]


def test_it_tells_what_happened_to_a_case(client: Client) -> None:
    case = PublishedCaseFactory(case__slug="startgeld").case
    case.slug = "startgeld-aalten"
    case.save()
    workflow.publish(case=case, by=None)
    moments = [stamp(event.at) for event in PublicationEvent.objects.order_by("number")]

    def row(nummer: int, soort: str, slug: str, reden: str = "", huidig: str | None = "startgeld-aalten") -> Any:
        moment = moments[nummer - 1]
        return {"nummer": nummer, "soort": soort, "op": moment, "slug": slug, "reden": reden, "huidigeSlug": huidig}

    assert feed(client) == {
        "aantal": 3,
        "laatste": 3,
        "resultaten": [
            row(1, "gepubliceerd", "startgeld"),
            row(2, "gewijzigd", "startgeld-aalten"),
            row(3, "verplaatst", "startgeld"),
        ],
    }

    moments.append(stamp(workflow.withdraw(case=case, by=None, reason="Klopt niet meer.").at))

    assert feed(client, sinds=3) == {
        "aantal": 1,
        "laatste": 4,
        "resultaten": [row(4, "ingetrokken", "startgeld-aalten", "Klopt niet meer.", huidig=None)],
    }


def stamp(moment: Any) -> str:
    return str(moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))


def test_it_goes_on_after_a_number_page_by_page(client: Client) -> None:
    slugs = [PublishedCaseFactory().slug for _ in range(5)]

    assert told(client, sinds=2, pageSize=2) == [(3, "gepubliceerd", slugs[2]), (4, "gepubliceerd", slugs[3])]
    assert client.get(API, {"sinds": 2, "pageSize": 2})["Link"] == (
        '<https://gouden.test/api/v1/wijzigingen?sinds=0&pageSize=2>; rel="first", '
        '<https://gouden.test/api/v1/wijzigingen?sinds=4&pageSize=2>; rel="next"'
    )
    assert 'rel="next"' not in client.get(API, {"sinds": 4, "pageSize": 2})["Link"]
    assert feed(client, sinds=5) == {"aantal": 0, "laatste": 5, "resultaten": []}


def test_who_is_ahead_of_the_catalogue_sees_it_by_the_last_number(client: Client) -> None:
    PublishedCaseFactory()

    assert feed(client, sinds=99) == {"aantal": 0, "laatste": 1, "resultaten": []}


def test_an_empty_catalogue_has_an_empty_feed(client: Client) -> None:
    assert feed(client) == {"aantal": 0, "laatste": 0, "resultaten": []}


@pytest.mark.parametrize("since", ["-1", "x", "", "1.0", "1e3", "9999999999", "²", "%00"])
def test_a_number_that_is_none_is_refused(client: Client, since: str) -> None:
    response = client.get(API, {"sinds": since})

    assert response.status_code == 400
    assert json.loads(response.content)["invalidParams"] == [
        {"name": "sinds", "reason": "Geef een geheel getal vanaf 0."}
    ]


@pytest.mark.parametrize("kind", ["municipality", "organisation"])
def test_a_new_name_is_a_change_of_every_case_that_shows_it(client: Client, kind: str) -> None:
    municipality, organisation = MunicipalityFactory(name="Oude naam"), OrganisationFactory(name="Oude naam")
    case = CaseFactory(with_source=True, slug="laat-haar-zien", municipalities=[municipality])
    ParticipationFactory(case=case, organisation=organisation)
    workflow.publish(case=case, by=None)
    PublishedCaseFactory(case__slug="laat-haar-niet-zien")
    row = {"municipality": municipality, "organisation": organisation}[kind]
    row.name = "Nieuwe naam"
    row.save()

    workflow.refresh(referring_to=row)

    assert told(client, sinds=2) == [(3, "gewijzigd", "laat-haar-zien")]
    record = json.loads(client.get("/api/v1/praktijkvoorbeelden/laat-haar-zien").content)
    assert "Nieuwe naam" in json.dumps([record["gemeenten"], record["deelnemers"]])


def test_a_name_in_the_admin_is_a_change_too(client: Client, admin_client: Client) -> None:
    organisation = OrganisationFactory(name="Oude naam")
    case = CaseFactory(with_source=True, slug="startgeld")
    ParticipationFactory(case=case, organisation=organisation)
    workflow.publish(case=case, by=None)

    address = f"/admin/municipalities/organisation/{organisation.pk}/change/"
    form = typed(admin_client.get(address), "organisation_form", name="Nieuwe naam")
    response = admin_client.post(address, form)

    assert response.status_code == 302
    assert told(client, sinds=1) == [(2, "gewijzigd", "startgeld")]


def test_a_draft_and_an_unpublished_edit_are_no_event(client: Client) -> None:
    case = PublishedCaseFactory(case__slug="openbaar").case
    CaseFactory(with_source=True, title="GEHEIM")
    case.title = "GEHEIM"
    case.slug = "geheim-adres"
    case.save()
    workflow.record_revision(case=case, by=None)

    assert told(client) == [(1, "gepubliceerd", "openbaar")]
    assert "geheim" not in json.dumps(feed(client)).lower()


def test_it_takes_a_fixed_number_of_queries_and_no_scan(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(30):
        PublishedCaseFactory()

    for size in (5, 30):
        with django_assert_num_queries(3) as asked:  # the catalogue's version, its number, the events
            assert len(feed(client, pageSize=size, sinds=0)["resultaten"]) == size

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked[-1]['sql']}")
            plan = [row[3] for row in cursor.fetchall()]
        assert all(step.startswith(("SEARCH", "CORRELATED")) for step in plan), plan
