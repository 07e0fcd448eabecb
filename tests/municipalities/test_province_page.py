"""The pages of provinces."""

import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import MunicipalityFactory, ProvinceFactory, PublishedCaseFactory
from tests.reading import links, main, title

pytestmark = pytest.mark.django_db


def test_the_index_counts_cases_and_the_municipalities_of_today(client: Client) -> None:
    gelderland = ProvinceFactory(code="PV25", name="Gelderland")
    cities = MunicipalityFactory.create_batch(2, province=gelderland)
    MunicipalityFactory(province=gelderland, valid_until=datetime.date(2005, 1, 1))
    PublishedCaseFactory(case__municipalities=cities)

    assert "Gelderland 1 voorbeeld 2 gemeenten" in main(client.get("/provincies/"))


def test_it_shows_its_cases_and_its_municipalities_of_today_and_before(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    gelderland = ProvinceFactory(code="PV25", name="Gelderland")
    aalten = MunicipalityFactory(name="Aalten", province=gelderland)
    MunicipalityFactory(name="Lichtenvoorde", province=gelderland, valid_until=datetime.date(2005, 1, 1))
    PublishedCaseFactory(case__title="Een voorbeeld", case__municipalities=[aalten])

    # The version twice; the province; its municipalities; its first cards; the number of its cases.
    with django_assert_num_queries(6):
        response = client.get("/provincies/gelderland/")
    text = main(response)

    assert title(response) == "Provincie Gelderland - Gouden"
    assert "1 praktijkvoorbeeld Een voorbeeld" in text
    assert "Gemeenten in Gelderland Aalten 1 voorbeeld" in text
    assert "Voormalige gemeenten Lichtenvoorde (tot 2005)" in text
    assert "/praktijkvoorbeelden/?provincie=PV25" in links(response)


def test_an_unknown_one_is_404(client: Client) -> None:
    assert client.get("/provincies/atlantis/").status_code == 404
