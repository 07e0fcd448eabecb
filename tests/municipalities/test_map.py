"""The map: every municipality at its place, and what has cases stands out."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from municipalities.map import HEIGHT, LARGEST, ONE, WIDTH, country_map, radius, spot
from municipalities.models import Municipality
from tests.factories import MunicipalityChangeFactory, MunicipalityFactory, ProvinceFactory, PublishedCaseFactory

pytestmark = pytest.mark.django_db

GRONINGEN, AALTEN, SLUIS = (53.2194, 6.5665), (51.9256, 6.5806), (51.3083, 3.3858)


def place(name: str, where: tuple[float, float], **fields: object) -> Municipality:
    return MunicipalityFactory(name=name, latitude=str(where[0]), longitude=str(where[1]), **fields)


def test_north_is_up_and_west_is_left_and_all_is_within_the_drawing() -> None:
    groningen, aalten, sluis = (spot(*where) or (0, 0) for where in (GRONINGEN, AALTEN, SLUIS))

    assert groningen[1] < aalten[1] < sluis[1]
    assert sluis[0] < groningen[0]
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in (groningen, aalten, sluis))
    assert spot(None, 6) is None


def test_the_area_of_a_mark_grows_with_its_number_of_cases() -> None:
    assert radius(1, 4) == ONE
    assert radius(4, 4) == 2 * ONE
    assert radius(100, 100) == LARGEST


def test_a_municipality_with_cases_is_a_mark_and_one_without_is_a_dot() -> None:
    aalten = place("Aalten", AALTEN)
    place("Sluis", SLUIS)
    PublishedCaseFactory.create_batch(2, case__municipalities=[aalten])

    country = country_map("Kaart")

    assert [(mark.name, mark.count, mark.title) for mark in country.marks] == [
        ("Aalten", 2, "Aalten: 2 praktijkvoorbeelden")
    ]
    assert country.ground.count("M") == 1


def test_a_former_municipality_lies_at_its_own_place_and_says_what_became_of_it() -> None:
    change = MunicipalityChangeFactory(
        old=place("Leerdam", AALTEN, valid_until="2019-01-01"), new=place("Vijfheerenlanden", SLUIS)
    )
    PublishedCaseFactory(case__municipalities=[change.old])

    marks = {mark.name: mark for mark in country_map("Kaart").marks}

    assert marks["Leerdam"].former == "bestaat niet meer: ging in 2019 op in Vijfheerenlanden"
    assert marks["Leerdam"].spot == spot(*AALTEN)
    assert marks["Leerdam"].title.startswith("Leerdam: 1 praktijkvoorbeeld (bestaat niet meer")
    assert marks["Vijfheerenlanden"].former == ""


def test_the_list_holds_the_same_places_under_their_provinces(client: Client) -> None:
    gelderland, zeeland = ProvinceFactory(code="PV25", name="Gelderland"), ProvinceFactory(code="PV29", name="Zeeland")
    aalten = place("Aalten", AALTEN, province=gelderland)
    elsewhere = MunicipalityFactory(name="Zonder plek", province=zeeland)
    PublishedCaseFactory(case__municipalities=[aalten])
    PublishedCaseFactory(case__municipalities=[elsewhere])

    html = client.get("/").content.decode()

    assert [province for province, _ in country_map("Kaart").provinces] == ["Gelderland", "Zeeland"]
    picture = html[(start := html.index('class="map__picture"')) : html.index("</svg>", start)]
    assert "<title>Aalten: 1 praktijkvoorbeeld</title>" in picture
    assert aalten.get_absolute_url() in picture
    assert "Zonder plek" not in picture
    places = html[html.index('class="places"') :]
    assert re.search(r"Gelderland.*Aalten.*Zeeland.*Zonder plek.*niet op de kaart", places, re.DOTALL)


def test_marks_that_lie_close_do_not_cover_each_other() -> None:
    for name, east in (("Een", 0.0), ("Twee", 0.05)):
        PublishedCaseFactory(case__municipalities=[place(name, (AALTEN[0], AALTEN[1] + east))])

    one, two = country_map("Kaart").drawn

    assert one.spot
    assert two.spot
    assert one.reach + two.reach <= abs(one.spot[0] - two.spot[0])


@pytest.mark.parametrize("number", [1, 20])
def test_it_takes_two_queries(number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(number):
        PublishedCaseFactory(case__municipalities=[place("Aalten", AALTEN)])

    with django_assert_num_queries(2):  # municipalities with their counts, what became of the former ones
        assert len(country_map("Kaart").marks) == number
