"""The page of the Gouden Gemeenten."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    CitationFactory,
    DesignationFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PublicationFactory,
    RegionFactory,
)
from tests.reading import heading, links, main

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("awarded", "said"), [(2015, "rond 2015"), (2016, "2016")])
def test_the_year_is_no_surer_than_that_of_the_source_it_is_taken_from(client: Client, awarded: int, said: str) -> None:
    source = ArticleFactory(publication=PublicationFactory(year=2015, year_certainty="afgeleid"))
    aalten = MunicipalityFactory(name="Aalten")
    DesignationFactory(municipality=aalten, year=awarded, article=source)

    assert f"Aalten {said} Toegekend" in main(client.get("/gouden-gemeenten/"))
    assert f"Gouden sociale Gemeente {said}" in main(client.get(aalten.get_absolute_url()))


def test_it_says_who_was_named_by_whom_how_sure_that_is_and_why(client: Client) -> None:
    article = ArticleFactory(title="Open houding", publication=PublicationFactory(title="Elf gemeenten"))
    aalten = MunicipalityFactory(name="Aalten")
    DesignationFactory(
        municipality=aalten,
        awarded_by=OrganisationFactory(name="Sociaal Werk Nederland"),
        nominated_by=OrganisationFactory(name="Figulus"),
        nominated_by_certainty="afgeleid",
        why="Het staat open voor ideeën.",
        article=article,
    )
    portrait = CaseFactory(title="Het portret", portrait=True, municipalities=[aalten], with_source=True)
    practice = CaseFactory(title="Een praktijk", municipalities=[aalten], with_source=True)
    for case in (portrait, practice):
        CitationFactory(case=case, article=article)
        publishing.publish(case=case, by=None)

    response = client.get("/gouden-gemeenten/")

    assert heading(response) == "Gouden Gemeenten"
    assert (
        "Gouden sociale Gemeente Aalten 2017 Het staat open voor ideeën. Lees het portret: Het portret "
        "Toegekend door Sociaal Werk Nederland Voorgedragen door Figulus (afgeleid uit de bron) "
        "Bron Open houding, Elf gemeenten (2017)"
    ) in main(response)
    assert {aalten.get_absolute_url(), "/praktijkvoorbeelden/het-portret/"} <= set(links(response))
    assert "Een praktijk" not in main(response)


def test_a_region_can_be_one_and_a_draft_portrait_is_not_named(client: Client) -> None:
    article = ArticleFactory()
    DesignationFactory(municipality=None, region=RegionFactory(name="Midden-Limburg"), article=article)
    CitationFactory(case=CaseFactory(title="Nog een concept", portrait=True), article=article)

    text = main(client.get("/gouden-gemeenten/"))

    assert "Midden-Limburg (samenwerkingsregio) 2017" in text
    assert "Voorgedragen door niet bekend" in text
    assert "Nog een concept" not in text


@pytest.mark.parametrize("number", [1, 20])
def test_it_takes_the_same_queries_however_many_there_are(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    DesignationFactory.create_batch(number)

    # The version twice; the designations; their portraits; which article leads to which.
    with django_assert_num_queries(5):
        client.get("/gouden-gemeenten/")
