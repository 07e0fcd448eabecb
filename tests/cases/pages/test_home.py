"""The home page says what this is, lets one search and shows where to start."""

import pytest
from django.test import Client
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    MunicipalityFactory,
    PublicationFactory,
    PublishedCaseFactory,
    ThemeFactory,
)
from tests.reading import heading, links, main, title

pytestmark = pytest.mark.django_db


def test_it_says_what_this_is_and_has_a_search_form(client: Client) -> None:
    PublishedCaseFactory()

    response = client.get("/")

    assert heading(response) == "Wat werkt in het sociaal domein?"
    assert title(response) == "Goede praktijken in het gemeentelijk sociaal domein - Gouden"
    assert "1 praktijkvoorbeeld" in main(response)
    assert 'action="/praktijkvoorbeelden/" method="get" role="search"' in response.content.decode()


def test_it_shows_the_three_core_themes_with_their_counts(client: Client) -> None:
    preventie = ThemeFactory(name="Preventie", description="Vroeg helpen.", kind="werkwijze")
    ThemeFactory(name="Integraal werken", kind="werkwijze")
    ThemeFactory(name="Co-creatie", kind="werkwijze")
    PublishedCaseFactory(case__themes=[preventie])

    text = main(client.get("/"))

    assert "Preventie Vroeg helpen. 1 voorbeeld" in text
    assert text.index("Preventie") < text.index("Integraal werken") < text.index("Co-creatie")


def test_it_shows_featured_cases_apart_from_the_latest(client: Client) -> None:
    PublishedCaseFactory(case__title="Gekozen door de redactie", case__featured=True)
    PublishedCaseFactory(case__title="Zomaar een voorbeeld")

    text = main(client.get("/"))
    featured = text[text.index("Uitgelicht") : text.index("Andere ingangen")]
    latest = text[text.index("Laatst aan de catalogus toegevoegd") :]

    assert "Gekozen door de redactie" in featured
    assert "Zomaar een voorbeeld" not in featured
    assert "Zomaar een voorbeeld" in latest


def test_what_was_added_last_is_not_presented_as_new_knowledge(client: Client) -> None:
    article = ArticleFactory(publication=PublicationFactory(year=2014))
    case = CaseFactory(with_source=True)
    case.citations.update(article=article)
    published = publishing.publish(case=case, by=None)
    day = date_format(published.published_at, "j F Y")

    text = main(client.get("/"))

    assert f"Toegevoegd op {day}, kennis van 2014" in text[text.index("Laatst aan de catalogus toegevoegd") :]
    assert text.count("Toegevoegd op") == 1


def test_it_counts_the_municipalities_that_have_a_case(client: Client) -> None:
    PublishedCaseFactory(case__municipalities=[MunicipalityFactory()])
    MunicipalityFactory()

    response = client.get("/")

    assert "Gemeenten met een praktijkvoorbeeld: 1" in main(response)
    assert {"/themas/", "/gemeenten/", "/organisaties/", "/gouden-gemeenten/", "/navolging/", "/witte-vlekken/"} <= set(
        links(response)
    )


def test_it_works_without_any_case(client: Client) -> None:
    response = client.get("/")

    assert response.status_code == 200
    assert "Laatst aan de catalogus toegevoegd" not in main(response)


@pytest.mark.parametrize("cases", [1, 20])
def test_it_takes_the_same_queries_however_many_cases_there_are(
    client: Client, cases: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    PublishedCaseFactory.create_batch(cases)

    # The version twice; the number of cases; the core themes; the featured and the latest cards; the map
    # (municipalities with their cases, what became of former ones, provinces); themes, obstacles, elements, questions,
    # provinces, regions, organisations, initiatives, designations, adoptions, terms and publications.
    with django_assert_num_queries(21):
        client.get("/")
