"""The API with the real catalogue."""

import json

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue", "unchanged")]


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("initiatieven", 8),  # version twice, count, rows, municipalities, their provinces, organisations, links
        ("themas", 4),  # version twice, count, rows
        ("obstakels", 4),  # version twice, count, rows
        ("elementen", 4),  # version twice, count, rows
        ("begrippen", 5),  # version twice, count, rows, publishers
        ("vragen", 6),  # version twice, count, rows, themes, what they cite
        ("publicaties", 5),  # version twice, count, rows, publishers
        ("organisaties", 6),  # version twice, count, rows, municipalities, their provinces
        ("gemeenten", 8),  # version twice, count, rows, changes from with new, changes into with old
        ("provincies", 4),  # version twice, count, rows
        ("regios", 4),  # version twice, count, rows
    ],
)
def test_reference_lists_take_a_fixed_number_of_queries(
    client: Client, path: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(queries):
        body = json.loads(client.get(f"/api/v1/{path}?pageSize=100").content)

    assert body["resultaten"]


def test_every_case_opens(client: Client) -> None:
    addresses = []
    for page in (1, 2):
        body = json.loads(client.get(f"/api/v1/praktijkvoorbeelden?pageSize=100&page={page}").content)
        addresses += [card["slug"] for card in body["resultaten"]]
    assert len(set(addresses)) == body["aantal"] > 80

    for slug in addresses:
        assert json.loads(client.get(f"/api/v1/praktijkvoorbeelden/{slug}").content)["uitspraken"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("gemeenten/0545", "Leerdam"),
        ("provincies/PV25", "Gelderland"),
        ("regios/midden-limburg-samenwerking", "Midden-Limburg"),
        ("organisaties/figulus-welzijn", "Figulus Welzijn"),
        ("initiatieven/naoberfonds", "Naoberfonds"),
        ("themas/preventie", "Preventie"),
        ("obstakels/privacy", "Privacy"),
        ("elementen/maatwerk", "Maatwerk, ook als niet iedereen hetzelfde krijgt"),
        ("begrippen/perceel", "Perceel"),
    ],
)
def test_a_row_of_every_kind_opens(client: Client, path: str, name: str) -> None:
    assert json.loads(client.get(f"/api/v1/{path}").content)["naam"] == name


def test_a_former_municipality_says_what_became_of_it(client: Client) -> None:
    body = json.loads(client.get("/api/v1/gemeenten/0545").content)

    assert body["bestaatTot"] == "2019-01-01"
    assert body["opvolgers"] == [
        {"id": "GM1961", "code": "1961", "naam": "Vijfheerenlanden", "op": "2019-01-01", "soort": "merge"}
    ]
    assert body["aantalPraktijkvoorbeelden"] == 8


def test_the_successors_name_finds_the_case(client: Client) -> None:
    body = json.loads(client.get("/api/v1/praktijkvoorbeelden?gemeente=1961").content)

    assert {row["gemeenten"][0]["naam"] for row in body["resultaten"]} == {"Leerdam"}
