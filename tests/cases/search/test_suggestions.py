"""What a search field suggests while one types."""

import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases.models import PublishedCase
from tests.factories import (
    CaseFactory,
    InitiativeFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PublishedCaseFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
PLACE = "/suggesties/"


def suggested(client: Client, typed: str) -> list[tuple[str, str]]:
    return [(row.kind, row.name) for row in client.get(PLACE, {"zoek": typed}).context["suggestions"]]


def test_every_kind_of_page_is_suggested_by_the_beginning_of_a_word_and_labelled(client: Client) -> None:
    ThemeFactory(name="Buurtbewoners")
    InitiativeFactory(name="Buurtbudget")
    MunicipalityFactory(name="Buurtstad")
    OrganisationFactory(name="Stichting Buurtzorg")
    PublishedCaseFactory(case__title="Een buurt die zorgt")
    CaseFactory(title="Buurt in concept", with_source=True)
    OrganisationFactory(name="De Nabuurt")

    response = client.get(PLACE, {"zoek": "Buurt"})

    assert suggested(client, "Buurt") == [
        ("Thema", "Buurtbewoners"),
        ("Initiatief", "Buurtbudget"),
        ("Gemeente", "Buurtstad"),
        ("Organisatie", "Stichting Buurtzorg"),
        ("Voorbeeld", "Een buurt die zorgt"),
    ]
    assert response.content.decode().count('role="option"') == 5
    assert 'data-href="/themas/buurtbewoners/"' in response.content.decode()
    assert "<html" not in response.content.decode()


def test_accents_and_capitals_do_not_matter_and_former_municipalities_say_so(client: Client) -> None:
    MunicipalityFactory(name="Súdwest-Fryslân")
    MunicipalityFactory(name="Leerdam", valid_until=datetime.date(2019, 1, 1))

    assert suggested(client, "SUDWEST-FRYSLAN") == [("Gemeente", "Súdwest-Fryslân")]
    assert suggested(client, "fryslâ") == [("Gemeente", "Súdwest-Fryslân")]
    assert suggested(client, "leer") == [("Gemeente", "Leerdam (tot 2019)")]


def test_a_later_word_of_a_name_is_found_too_after_the_names_that_begin_with_it(client: Client) -> None:
    OrganisationFactory(name="Figulus Welzijn")
    OrganisationFactory(name="Welzijn Vianen-Meerkerk")
    OrganisationFactory(name="Onwelzijn")
    InitiativeFactory(name="Samen Welzijn")
    newer = PublishedCaseFactory(case__title="Minder zorg, meer welzijn")
    older = PublishedCaseFactory(case__title="Welzijn voor een dorp")
    PublishedCase.objects.filter(pk=older.pk).update(described_in=newer.described_in - 1)

    assert suggested(client, "Welzijn") == [
        ("Initiatief", "Samen Welzijn"),
        ("Organisatie", "Welzijn Vianen-Meerkerk"),
        ("Organisatie", "Figulus Welzijn"),
        ("Voorbeeld", "Welzijn voor een dorp"),
        ("Voorbeeld", "Minder zorg, meer welzijn"),
    ]


def test_my_municipality_goes_along_to_a_case_and_to_nothing_else(client: Client) -> None:
    mine = MunicipalityFactory(name="Mijnstad")
    ThemeFactory(name="Buurtbewoners")
    case = PublishedCaseFactory(case__title="Buurt aan zet")

    body = client.get(PLACE, {"zoek": "buurt", "voor": mine.cbs_code}).content.decode()

    assert f'data-href="/praktijkvoorbeelden/{case.slug}/?voor={mine.cbs_code}"' in body
    assert 'data-href="/themas/buurtbewoners/"' in body
    assert "?voor" not in client.get(PLACE, {"zoek": "buurt", "voor": "9999"}).content.decode()
    listing = client.get("/praktijkvoorbeelden/", {"voor": mine.cbs_code}).content.decode()
    assert f'hx-get="/suggesties/?voor={mine.cbs_code}"' in listing


def test_at_most_three_of_a_kind(client: Client) -> None:
    for number in range(5):
        OrganisationFactory(name=f"Buurtzorg {number}")

    assert len(suggested(client, "buurt")) == 3


@pytest.mark.parametrize("typed", ["", "b", "%", "__", "\x00\x00", "zz\x00zz", "<script>x", "-- ", "a" * 3_900])
def test_what_says_too_little_or_is_odd_suggests_nothing(client: Client, typed: str) -> None:
    PublishedCaseFactory()
    OrganisationFactory()

    response = client.get(PLACE, {"zoek": typed})

    assert response.status_code == 200
    assert response.content.strip() == b""


def test_names_are_escaped(client: Client) -> None:
    OrganisationFactory(name="Buurt <b>& co", slug="buurt-co")

    assert "Buurt &lt;b&gt;&amp; co" in client.get(PLACE, {"zoek": "buurt"}).content.decode()


@pytest.mark.parametrize("number", [1, 20])
def test_it_takes_the_same_queries_however_much_there_is(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for at in range(number):
        OrganisationFactory(name=f"Buurtzorg {at}")

    # The version twice; themes, questions, terms, initiatives, municipalities, organisations and cases.
    with django_assert_num_queries(9):
        client.get(PLACE, {"zoek": "buurt"})


def test_a_search_field_works_without_suggestions_and_asks_for_them_where_it_can(client: Client) -> None:
    body = client.get("/").content.decode()

    assert 'hx-get="/suggesties/"' in body
    assert 'data-suggests="suggesties-zoek"' in body
    assert 'id="suggesties-zoek"' in body
    # What only a script can keep true is set by the script.
    assert 'role="combobox"' not in body
