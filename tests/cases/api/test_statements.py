"""The API on statements: found by the filters of the site, whole, and one by its identifier."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.models import PublishedClaim
from tests.factories import ClaimFactory, PublishedClaimFactory

pytestmark = pytest.mark.django_db
LIST = "/api/v1/uitspraken"


def read(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


@pytest.fixture
def two() -> None:
    case = PublishedClaimFactory(claim__kind="resultaat", claim__text="Schulden namen af.").published_case.case
    ClaimFactory(case=case, figure=True, text="Er kwamen 100 bewoners.", position=1)
    publishing.publish(case=case, by=None)


@pytest.mark.usefixtures("two")
def test_the_list_holds_each_statement_as_it_is_stored() -> None:
    rows = PublishedClaim.objects.order_by("position")

    answer = read(Client(), LIST)

    assert answer == {"aantal": 2, "resultaten": [row.record for row in rows]}


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("soort=resultaat", ["Schulden namen af."]),
        ("cijfer=ja", ["Er kwamen 100 bewoners."]),
        ("cijfer=nee&bewijs=telling", []),
        ("zoek=schulden", ["Schulden namen af."]),
        ("zoek=", ["Schulden namen af.", "Er kwamen 100 bewoners."]),
        ("page=2&pageSize=1", ["Er kwamen 100 bewoners."]),
    ],
)
def test_it_takes_the_parameters_of_the_site(client: Client, query: str, found: list[str]) -> None:
    answer = read(client, f"{LIST}?{query}")

    assert [one["tekst"] for one in answer["resultaten"]] == found


@pytest.mark.usefixtures("two")
def test_a_walk_meets_each_statement_once(client: Client) -> None:
    response = client.get(f"{LIST}?cursor=begin&pageSize=1")
    met = [json.loads(response.content)["resultaten"][0]["tekst"]]
    following = response["Link"].partition('; rel="first", <')[2].partition(">")[0]

    met += [one["tekst"] for one in read(client, following.replace("https://gouden.test", ""))["resultaten"]]

    assert sorted(met) == ["Er kwamen 100 bewoners.", "Schulden namen af."]


@pytest.mark.parametrize(
    "query", ["kleur=rood", "soort=sprookje", "cijfer=misschien", "thema=", "page=0", "sorteer=titel"]
)
def test_what_it_does_not_know_is_refused(client: Client, query: str) -> None:
    assert client.get(f"{LIST}?{query}").status_code == 400


def test_one_statement_by_its_identifier(client: Client) -> None:
    row = PublishedClaimFactory()

    assert read(client, f"{LIST}/{row.identifier}") == row.record
    assert client.get(f"{LIST}/{row.identifier}?kleur=rood").status_code == 400


def test_the_record_of_a_case_names_each_statement_by_the_same_identifier(client: Client) -> None:
    row = PublishedClaimFactory()

    (claim,) = read(client, f"/api/v1/praktijkvoorbeelden/{row.published_case.slug}")["uitspraken"]

    assert (claim["id"], claim["url"]) == (str(row.identifier), f"https://gouden.test{row.get_absolute_url()}")


@pytest.mark.usefixtures("two")
def test_a_list_takes_few_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    read(client, f"{LIST}?soort=resultaat")

    # The version at both ends and for the index; which claims stand on the page and their records.
    with django_assert_num_queries(5):
        read(client, f"{LIST}?soort=resultaat")
