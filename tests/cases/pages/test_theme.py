"""The pages of themes."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from gouden.web.pages.chart import LEAST
from tests.factories import CaseFactory, PublishedCaseFactory, ThemeFactory
from tests.reading import heading, links, main, title

pytestmark = pytest.mark.django_db


def test_the_index_shows_each_kind_with_counts_of_published_cases(client: Client) -> None:
    preventie = ThemeFactory(name="Preventie", kind="werkwijze", description="Vroeg helpen.")
    ThemeFactory(name="Ouderen", kind="doelgroep")
    PublishedCaseFactory(case__themes=[preventie])
    CaseFactory(themes=[preventie], with_source=True)

    response = client.get("/themas/")

    assert heading(response) == "Thema's"
    assert "Werkwijzen Preventie 1 voorbeeld Vroeg helpen." in main(response)
    assert "Doelgroepen Ouderen 0 voorbeelden" in main(response)


def test_a_theme_explains_itself_and_shows_its_cases_with_a_way_to_narrow_down(client: Client) -> None:
    theme = ThemeFactory(name="Preventie", kind="werkwijze", description="Vroeg helpen.")
    PublishedCaseFactory(case__title="Een voorbeeld", case__themes=[theme])
    PublishedCaseFactory(case__title="Iets anders")

    response = client.get("/themas/preventie/")

    assert title(response) == "Thema: Preventie - Gouden"
    assert "Vroeg helpen." in main(response)
    assert "1 praktijkvoorbeeld" in main(response)
    assert "Een voorbeeld" in main(response)
    assert "Iets anders" not in main(response)
    assert "/praktijkvoorbeelden/?thema=preventie" in links(response)


def test_a_theme_with_many_cases_links_to_all_of_them_in_the_same_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    theme = ThemeFactory(name="Preventie")
    # As many as a chart asks for: that has a query of its own.
    PublishedCaseFactory.create_batch(LEAST, case__themes=[theme])
    with CaptureQueriesContext(connection) as few:
        client.get("/themas/preventie/")
    PublishedCaseFactory.create_batch(11, case__themes=[theme])

    with django_assert_num_queries(len(few)):
        response = client.get("/themas/preventie/")

    assert main(response).count("Beschreven in 2017") == 12
    assert f"Alle {LEAST + 11} voorbeelden bekijken" in main(response)


def test_a_theme_without_cases_helps_on_and_an_unknown_one_is_404(client: Client) -> None:
    ThemeFactory(name="Leeg")

    assert "Nog geen praktijkvoorbeelden." in main(client.get("/themas/leeg/"))
    assert client.get("/themas/onbekend/").status_code == 404
