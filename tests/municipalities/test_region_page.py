"""The pages of regions."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import DesignationFactory, MunicipalityFactory, PublishedCaseFactory, RegionFactory
from tests.reading import links, main, title

pytestmark = pytest.mark.django_db


def test_the_index_is_by_kind_with_counts(client: Client) -> None:
    RegionFactory(name="Achterhoek", kind="corop")
    samen = RegionFactory(name="Midden-Limburg")
    PublishedCaseFactory(case__regions=[samen])

    text = main(client.get("/regios/"))

    assert "Samenwerkingsregio's Midden-Limburg 1 voorbeeld COROP-gebieden Achterhoek 0 voorbeelden" in text


def test_it_shows_its_members_its_predicates_and_its_cases(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    weert = MunicipalityFactory(name="Weert")
    region = RegionFactory(
        name="Midden-Limburg", members=[weert], members_complete=True, also_known_as=["ML"], note="Zeven samen."
    )
    DesignationFactory(municipality=None, region=region)
    PublishedCaseFactory(case__title="Een voorbeeld", case__regions=[region])

    # The version twice; the region; its members; its predicates; its first cards; the number of its cases.
    with django_assert_num_queries(7):
        response = client.get(region.get_absolute_url())
    text = main(response)

    assert title(response) == "Samenwerkingsregio Midden-Limburg - Gouden"
    assert "Ook bekend als ML Gemeenten 1, alle met naam bekend" in text
    assert "Toelichting Zeven samen." in text
    assert "Gouden sociale Gemeente 2017" in text
    assert "Gemeenten Weert 1 voorbeeld" in text
    assert "1 praktijkvoorbeeld Een voorbeeld" in text
    assert f"/praktijkvoorbeelden/?regio={region.slug}" in links(response)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"stated_number": 7}, "De bron telt er 7; 1 is met naam bekend"),
        ({}, "1 met naam bekend; of dit alle zijn, is niet bekend"),
    ],
)
def test_it_says_when_not_all_members_are_known(client: Client, fields: dict[str, int], expected: str) -> None:
    region = RegionFactory(members=[MunicipalityFactory()], **fields)

    assert expected in main(client.get(region.get_absolute_url()))
