"""The pages of publications."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from tests.factories import ArticleFactory, CaseFactory, CitationFactory, OrganisationFactory, PublicationFactory
from tests.reading import links, main, title

pytestmark = pytest.mark.django_db


def test_the_index_counts_articles_and_published_cases(client: Client) -> None:
    elf = PublicationFactory(title="Elf gemeenten", publishers=[OrganisationFactory(name="De Uitgever")])
    articles = ArticleFactory.create_batch(2, publication=elf)
    case = CaseFactory(with_source=True)
    for article in articles:
        CitationFactory(case=case, article=article)
    publishing.publish(case=case, by=None)

    assert "Elf gemeenten 1 voorbeeld De Uitgever, 2017 · 2 artikelen" in main(client.get("/publicaties/"))


def test_it_shows_its_articles_with_the_cases_that_go_back_to_them(client: Client) -> None:
    elf = PublicationFactory(title="Elf gemeenten", year=2017, note="Het jaar is afgeleid.", url="https://elf.example/")
    article = ArticleFactory(publication=elf, title="Open houding", authors=["A. Auteur"], pages="3")
    ArticleFactory(publication=elf, title="Voorwoord")
    ArticleFactory(publication=elf, title="Opnieuw", reprint_of=article)
    case = CaseFactory(title="Een voorbeeld", with_source=True)
    CitationFactory(case=case, article=article)
    publishing.publish(case=case, by=None)
    CitationFactory(case=CaseFactory(title="Nog een concept"), article=article)

    response = client.get(elf.get_absolute_url())
    text = main(response)

    assert title(response) == "Publicatie: Elf gemeenten (2017) - Gouden"
    assert "Het jaar is afgeleid." in text
    assert "Open houding A. Auteur, blz. 3 Een voorbeeld (praktijk)" in text
    assert "Voorwoord Geen praktijkvoorbeelden." in text
    assert "Herdruk van ‘Open houding’ uit Elf gemeenten." in text
    assert "Nog een concept" not in text
    assert "/praktijkvoorbeelden/een-voorbeeld/" in links(response)


@pytest.mark.parametrize("articles", [1, 20])
def test_it_takes_the_same_queries_however_many_articles_there_are(
    client: Client, articles: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    elf = PublicationFactory(publishers=[OrganisationFactory()])
    for article in ArticleFactory.create_batch(articles, publication=elf, reprint_of=ArticleFactory()):
        case = CaseFactory(with_source=True)
        CitationFactory(case=case, article=article)
        publishing.publish(case=case, by=None)

    # The version twice; the publication; its publishers; its articles and what these reprint; their cases.
    with django_assert_num_queries(6):
        client.get(elf.get_absolute_url())
