"""Who types a place of which there is no case hears so, and which places near it, or like it, have some."""

import pytest
from django.test import Client

from tests.factories import MunicipalityFactory, PublishedCaseFactory
from tests.reading import links, main

pytestmark = pytest.mark.django_db

LIST = "/praktijkvoorbeelden/"


@pytest.fixture(autouse=True)
def _places(db: None) -> None:
    """Emmen without cases, Coevorden near it with one, Almelo further away and as large, and Best, which is a word."""
    alike = {"population": 107_000, "population_date": "2023-01-01", "urbanity": 3, "urbanity_year": 2017}
    MunicipalityFactory(name="Emmen", slug="emmen", cbs_code="0114", latitude="52.78", longitude="6.90", **alike)
    MunicipalityFactory(name="Best", slug="best", cbs_code="0753", latitude="51.51", longitude="5.39")
    near = MunicipalityFactory(name="Coevorden", cbs_code="0109", latitude="52.66", longitude="6.74")
    far = MunicipalityFactory(name="Almelo", cbs_code="0141", latitude="52.35", longitude="6.30", **alike)
    PublishedCaseFactory(case__title="Eten in de wijk", case__municipalities=[near])
    PublishedCaseFactory(case__title="Koffie in de wijk", case__municipalities=[far])


@pytest.mark.parametrize("typed", ["emmen", "gemeente Emmen", "wijkteams in Emmen", "Emmen wijk"])
def test_a_place_without_cases_leads_to_those_near_it_and_those_like_it(client: Client, typed: str) -> None:
    page = client.get(LIST, {"zoek": typed})

    assert "Van de gemeente Emmen is geen voorbeeld opgenomen. In de buurt wel: Coevorden (1)." in main(page)
    assert "In gemeenten die erop lijken ook: Almelo (1)." in main(page)
    assert f"{LIST}?gemeente=0109" in links(page)


@pytest.mark.parametrize(("typed", "said"), [("wonen in Best", True), ("best", True), ("wensen best veel", False)])
def test_a_word_that_is_a_place_as_well_is_one_where_it_is_said_so(client: Client, typed: str, said: bool) -> None:
    assert ("Van de gemeente Best is geen voorbeeld opgenomen." in main(client.get(LIST, {"zoek": typed}))) is said


def test_a_place_with_cases_says_nothing(client: Client) -> None:
    assert "geen voorbeeld opgenomen" not in main(client.get(LIST, {"zoek": "Coevorden"}))


def test_a_place_and_a_subject_bring_the_cases_of_that_place_first(client: Client) -> None:
    page = main(client.get(LIST, {"zoek": "wijk Almelo"}))

    assert page.index("1 praktijkvoorbeeld met ‘wijk Almelo’") < page.index("Koffie in de wijk")
