"""The pages of initiatives."""

import datetime

import pytest
from django.test import Client

from tests.factories import (
    InitiativeFactory,
    InitiativeLinkFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PublishedCaseFactory,
)
from tests.reading import heading, links, main, title

pytestmark = pytest.mark.django_db


def test_the_index_is_in_the_order_of_names_with_counts(client: Client) -> None:
    buuv = InitiativeFactory(name="BUUV", municipalities=[MunicipalityFactory(name="Haarlem")])
    InitiativeFactory(name="één tegen eenzaamheid")
    InitiativeFactory(name="Zorgfabriek")
    PublishedCaseFactory(case__initiatives=[buuv])

    text = main(client.get("/initiatieven/"))

    assert "BUUV 1 voorbeeld Haarlem" in text
    assert text.index("BUUV") < text.index("één tegen") < text.index("Zorgfabriek")


def test_it_shows_what_it_is_where_by_whom_and_in_which_cases_but_no_misspelling(client: Client) -> None:
    naoberfonds = InitiativeFactory(
        name="Naoberfonds",
        description="Startgeld voor buurten.",
        aliases=["Noaberfonds"],
        misspellings=["Naobervonds"],
        municipalities=[MunicipalityFactory(name="Aalten")],
        organisations=[OrganisationFactory(name="Figulus")],
    )
    InitiativeLinkFactory(initiative=naoberfonds, url="https://fonds.example/", last_checked=datetime.date(2026, 1, 2))
    PublishedCaseFactory(case__title="Een voorbeeld", case__initiatives=[naoberfonds])

    response = client.get("/initiatieven/naoberfonds/")

    assert heading(response) == "Naoberfonds"
    assert title(response) == "Initiatief: Naoberfonds - Gouden"
    text = main(response)
    assert "Startgeld voor buurten. Ook bekend als Noaberfonds Gemeenten Aalten Organisaties Figulus" in text
    assert "De website (nagegaan op 2 januari 2026)" in text
    assert "1 praktijkvoorbeeld Een voorbeeld" in text
    assert "Naobervonds" not in text
    assert "/organisaties/figulus/" in links(response)


def test_what_is_not_known_says_so(client: Client) -> None:
    InitiativeFactory(name="Stil")

    assert "Gemeenten niet bekend Organisaties niet bekend" in main(client.get("/initiatieven/stil/"))
