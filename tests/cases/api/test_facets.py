"""The facets in the API: the same counts as on the site, and as one gets."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from tests.factories import CaseFactory, PublishedCaseFactory, ThemeFactory

pytestmark = pytest.mark.django_db
LIST, FACETS = "/api/v1/praktijkvoorbeelden", "/api/v1/praktijkvoorbeelden/_facetten"


def get(client: Client, path: str, expected: int = 200, **query: Any) -> Any:
    response = client.get(path, query)
    assert response.status_code == expected, response.content
    return json.loads(response.content)


def test_every_facet_with_its_values_and_what_each_would_give(client: Client) -> None:
    debts, dementia = ThemeFactory(name="Schulden"), ThemeFactory(name="Dementie", kind="doelgroep")
    PublishedCaseFactory(case__themes=[debts, dementia], case__started_year=2015, case__portrait=True)
    PublishedCaseFactory(case__themes=[debts])

    body = get(client, FACETS, soort="portret")

    assert body["aantal"] == 1
    assert [facet["naam"] for facet in body["facetten"]] == [
        "thema",
        "doelgroep",
        "soort",
        "status",
        "bewijsResultaat",
        "bewijs",
        "obstakel",
        "element",
        "provincie",
        "gemeente",
        "gemeentegrootte",
        "regio",
        "organisatie",
        "initiatief",
        "periode",
    ]
    themes, kinds, period = body["facetten"][0], body["facetten"][2], body["facetten"][-1]
    assert themes == {
        "naam": "thema",
        "label": "Thema",
        "parameters": ["thema"],
        "waarden": [
            {"waarde": "schulden", "label": "Schulden", "groep": "Onderwerp", "aantal": 1, "gekozen": False},
            {"waarde": "dementie", "label": "Dementie", "groep": "Doelgroep", "aantal": 1, "gekozen": False},
        ],
    }
    # A facet's own choice does not count in its own numbers.
    assert [(value["waarde"], value["aantal"], value["gekozen"]) for value in kinds["waarden"]] == [
        ("portret", 1, True),
        ("praktijk", 1, False),
    ]
    assert period["parameters"] == ["jaarVan", "jaarTot"]
    assert [(value["waarde"], value["aantal"]) for value in period["waarden"]] == [
        ("2015", 1),
        ("2016", 1),
        ("2017", 1),
    ]


def test_each_number_is_what_the_list_gives(client: Client) -> None:
    themes = ThemeFactory.create_batch(3)
    for number in range(6):
        PublishedCaseFactory(
            case__themes=themes[: number % 3 + 1],
            case__portrait=number % 2 == 0,
            case__started_year=2014 + number,
            case__ended_year=2014 + number if number < 4 else None,
        )

    chosen = {"thema": [themes[1].slug], "jaarTot": ["2017"]}
    for facet in get(client, FACETS, **chosen)["facetten"]:
        for value in facet["waarden"]:
            query = chosen | dict.fromkeys(facet["parameters"], value["waarde"])
            assert get(client, LIST, **query)["aantal"] == value["aantal"], (facet["naam"], value)


def test_it_refuses_what_the_list_refuses(client: Client) -> None:
    problem = get(client, FACETS, 400, kleur="rood", thema="weg")

    assert {wrong["name"] for wrong in problem["invalidParams"]} == {"kleur", "thema"}
    assert get(client, FACETS, 400, page=2)["invalidParams"][0]["name"] == "page"


def test_a_publication_and_a_withdrawal_count_at_once(client: Client) -> None:
    theme = ThemeFactory(name="Schulden")
    kept = PublishedCaseFactory(case__themes=[theme])
    before = client.get(FACETS)
    other = publishing.publish(case=CaseFactory(themes=[theme], with_source=True), by=None)
    after = client.get(FACETS, headers={"if-none-match": before["ETag"]})
    assert [json.loads(answer.content)["aantal"] for answer in (before, after)] == [1, 2]

    publishing.withdraw(case=other.case, by=None, reason="Fout.")
    theme.name = "Geldzorgen"
    theme.save()
    publishing.refresh(referring_to=theme)

    value = get(client, FACETS)["facetten"][0]["waarden"][0]
    assert (value["label"], value["aantal"]) == ("Geldzorgen", 1)
    assert get(client, LIST)["resultaten"][0]["slug"] == kept.slug


def test_once_known_it_takes_the_same_queries_however_many_cases_there_are(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (3, 30):
        PublishedCaseFactory.create_batch(number)
        get(client, FACETS)
        # The version twice; whether the index is of this catalogue.
        with django_assert_num_queries(3):
            get(client, FACETS)
