"""`velden` chooses keys of a case; `cursor` walks through all of them."""

import base64
import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.models import PublishedCase
from tests.factories import PublishedCaseFactory

pytestmark = pytest.mark.django_db
API = "/api/v1/praktijkvoorbeelden"


def body(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def following(response: Any) -> str:
    """Return the address of rel="next", as a path; empty when there is none."""
    links = {part.split('"')[1]: part[1 : part.index(">")] for part in response["Link"].split(", ")}
    return links.get("next", "").removeprefix("https://gouden.test")


def walk(client: Client, address: str) -> list[list[str]]:
    """Return the slugs of every page from `address` on."""
    pages = []
    while address:
        response = client.get(address)
        assert response.status_code == 200, response.content
        pages.append([row["slug"] for row in json.loads(response.content)["resultaten"]])
        address = following(response)
    return pages


def test_a_list_gives_the_keys_asked_for(client: Client) -> None:
    case = PublishedCaseFactory(case__title="Startgeld", case__approach="Zo.")

    assert body(client, f"{API}?velden=titel,slug") == {
        "aantal": 1,
        "resultaten": [{"slug": "startgeld", "titel": "Startgeld"}],
    }
    assert body(client, f"{API}?velden=titel&velden=aanpak")["resultaten"] == [{"titel": "Startgeld", "aanpak": "Zo."}]
    assert body(client, f"{API}?velden=*")["resultaten"] == [case.record]


def test_a_detail_gives_the_keys_asked_for(client: Client) -> None:
    case = PublishedCaseFactory(case__title="Startgeld")

    assert body(client, f"{API}/startgeld?velden=licentie") == {"licentie": case.record["licentie"]}
    assert body(client, f"{API}/startgeld?velden=*") == body(client, f"{API}/startgeld") == case.record


@pytest.mark.parametrize("address", [API, f"{API}/startgeld"])
@pytest.mark.parametrize("query", ["velden=", "velden=kleur", "velden=titel,", "velden=Titel", "velden=search_text"])
def test_an_unknown_field_is_refused(client: Client, address: str, query: str) -> None:
    PublishedCaseFactory(case__slug="startgeld")

    response = client.get(f"{address}?{query}")

    assert response.status_code == 400
    assert [row["name"] for row in json.loads(response.content)["invalidParams"]] == ["velden"]


def test_a_partner_asks_by_id_and_for_what_changed_since_in_that_order(client: Client) -> None:
    first, second, third = (PublishedCaseFactory(case__title=title) for title in ("a", "b", "c"))
    for case in (first, third):
        case.case.approach = "Anders."
        case.case.save()
        publishing.publish(case=case.case, by=None)
    ids = [str(case.case.identifier) for case in (first, second)]
    moment = body(client, f"{API}/b?velden=gewijzigdOp")["gewijzigdOp"]

    def slugs(query: str) -> list[str]:
        return [row["slug"] for row in body(client, f"{API}?velden=slug&{query}")["resultaten"]]

    assert slugs(f"id={ids[0]}&id={ids[1].upper()}&sorteer=titel") == ["a", "b"]
    assert slugs(f"gewijzigdNa={moment}&sorteer=gewijzigd") == ["a", "c"]
    assert slugs("sorteer=-gewijzigd") == ["c", "a", "b"]
    assert slugs(f"cursor=begin&gewijzigdNa={moment}&id={ids[0]}") == ["a"]
    (facet,) = [
        one for one in body(client, f"{API}/_facetten?gewijzigdNa={moment}")["facetten"] if one["naam"] == "soort"
    ]
    assert sum(value["aantal"] for value in facet["waarden"]) == 2

    # What was withdrawn a moment ago is not there, and no mistake.
    publishing.withdraw(case=second.case, by=None, reason="Fout.")
    assert slugs(f"id={ids[1]}") == []


@pytest.mark.parametrize(
    "query",
    [
        *("id=", "id=startgeld", "id={}", "gewijzigdNa=", "gewijzigdNa=2026-11-02", "gewijzigdNa=2026-11-02T08:30:00"),
        *("gewijzigdNa=2026-13-02T08:30:00Z", "gewijzigdNa=0001-01-01T00:00:00%2B14:00", "gewijzigdNa=gisteren"),
    ],
)
def test_what_is_no_id_or_moment_is_refused(client: Client, query: str) -> None:
    response = client.get(f"{API}?{query}")

    assert response.status_code == 400, response.content
    assert [row["name"] for row in json.loads(response.content)["invalidParams"]] == [query.partition("=")[0]]


def test_choosing_from_a_card_does_not_read_the_records(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    PublishedCaseFactory()
    body(client, API)  # the first after a change reads what is found in memory

    for query, column in (("", "card"), ("velden=titel", "card"), ("velden=titel,aanpak", "record")):
        with django_assert_num_queries(4) as asked:  # the catalogue's version twice, the count, the rows
            body(client, f"{API}?{query}")
        assert f"CAST({column} AS text)" in asked[-2]["sql"], query


def test_the_cursor_meets_every_case_once_in_the_order_they_came(client: Client) -> None:
    slugs = [PublishedCaseFactory(case__title=title).slug for title in ("c", "a", "e", "b", "d")]

    assert walk(client, f"{API}?cursor=begin&pageSize=2") == [slugs[:2], slugs[2:4], slugs[4:]]
    assert walk(client, f"{API}?cursor=begin&pageSize=5") == [slugs]
    assert body(client, f"{API}?cursor=begin&pageSize=2")["aantal"] == 5


def test_what_comes_and_goes_meanwhile_shifts_nothing(client: Client) -> None:
    cases = [PublishedCaseFactory(case__title=title) for title in ("a", "b", "c", "d")]
    first = client.get(f"{API}?cursor=begin&pageSize=2")

    publishing.withdraw(case=cases[0].case, by=None, reason="Fout.")
    PublishedCaseFactory(case__title="aa")

    assert walk(client, following(first)) == [["c", "d"], ["aa"]]


def test_the_cursor_goes_with_a_filter_and_with_velden(client: Client) -> None:
    for title in ("a", "b", "c"):
        PublishedCaseFactory(case__title=title, case__portrait=title != "b")

    assert walk(client, f"{API}?cursor=begin&pageSize=1&soort=portret&velden=slug") == [["a"], ["c"]]


def test_a_walk_takes_a_fixed_number_of_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        PublishedCaseFactory(case__title=f"Voorbeeld {number}")

    for size in (1, 3, 6):
        # The catalogue's version twice, the count, the rows, where the catalogue is.
        with django_assert_num_queries(5):
            first = client.get(f"{API}?cursor=begin&pageSize={size}")
        if size < 6:
            # Those, and whether it is still the same history.
            with django_assert_num_queries(6):
                client.get(following(first))


def test_a_cursor_of_before_it_named_a_history_goes_on(client: Client) -> None:
    cases = [PublishedCaseFactory(case__title=title) for title in ("a", "b", "c")]
    bare = base64.urlsafe_b64encode(str(cases[0].case_id).encode()).decode().rstrip("=")

    assert walk(client, f"{API}?cursor={bare}") == [["b", "c"]]


@pytest.mark.parametrize(
    "cursor",
    ["", "beginnen", "*", "MTI=", "LTE", "MS41", "%00", "é", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "2000-01-01", "A"],
)
def test_a_cursor_that_we_did_not_give_is_refused(client: Client, cursor: str) -> None:
    response = client.get(f"{API}?cursor={cursor}")

    assert response.status_code == 400
    assert json.loads(response.content)["invalidParams"][0]["name"] == "cursor"


def test_the_cursor_does_not_go_with_a_page_or_an_order(client: Client) -> None:
    response = client.get(f"{API}?cursor=begin&page=1&sorteer=titel")

    assert {row["name"] for row in json.loads(response.content)["invalidParams"]} == {"page", "sorteer"}


def test_a_record_says_its_licence_and_how_to_name_the_source(client: Client) -> None:
    PublishedCaseFactory(case__title="Startgeld")

    assert body(client, f"{API}/startgeld?velden=licentie,naamsvermelding") == {
        "licentie": {"naam": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/deed.nl"},
        "naamsvermelding": "‘Startgeld’, Gouden, https://gouden.test/praktijkvoorbeelden/startgeld/, CC BY 4.0",
    }
    assert PublishedCase.objects.get().record["naamsvermelding"].startswith("‘Startgeld’")
