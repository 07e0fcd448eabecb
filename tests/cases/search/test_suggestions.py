"""What a search field suggests while one types."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.models import PublishedCase
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    ElementFactory,
    InitiativeFactory,
    MunicipalityFactory,
    ObstacleFactory,
    OrganisationFactory,
    PersonFactory,
    PublishedCaseFactory,
    QuestionFactory,
    SearchWordFactory,
    SpeakerFactory,
    SynonymFactory,
    TermFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
PLACE = "/suggesties/"


def suggested(client: Client, typed: str) -> list[tuple[str, str]]:
    return [(row.kind, row.name) for row in client.get(PLACE, {"zoek": typed}).context["suggestions"]]


def test_every_kind_of_page_is_suggested_by_the_beginning_of_a_word_and_labelled(client: Client) -> None:
    ThemeFactory(name="Buurtbewoners")
    TermFactory(name="Buurtteam")
    ElementFactory(name="Buurthuizen zijn open")
    ObstacleFactory(name="Buurtruzie")
    InitiativeFactory(name="Buurtbudget")
    MunicipalityFactory(name="Buurtstad")
    OrganisationFactory(name="Stichting Buurtzorg")
    spoken = PublishedCaseFactory(case__title="Een buurt die zorgt").case
    ClaimFactory(case=spoken, speaker=SpeakerFactory(person__name="An Buurtman"))
    publishing.publish(case=spoken, by=None)
    CaseFactory(title="Buurt in concept", with_source=True)
    PersonFactory(name="Jan Buurtelaar")
    OrganisationFactory(name="De Nabuurt")

    response = client.get(PLACE, {"zoek": "Buurt"})

    assert suggested(client, "Buurt") == [
        ("Thema", "Buurtbewoners"),
        ("Begrip", "Buurtteam"),
        ("Element", "Buurthuizen zijn open"),
        ("Obstakel", "Buurtruzie"),
        ("Initiatief", "Buurtbudget"),
        ("Gemeente", "Buurtstad"),
        ("Organisatie", "Stichting Buurtzorg"),
        ("Persoon", "An Buurtman"),
    ]
    assert suggested(client, "een buurt")[0] == ("Voorbeeld", "Een buurt die zorgt")
    assert suggested(client, "Buurtelaar") == []
    assert response.content.decode().count('role="option"') == 8
    assert 'data-href="/themas/buurtbewoners/"' in response.content.decode()
    assert 'data-href="/praktijkvoorbeelden/?zoek=An+Buurtman"' in response.content.decode()
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
        ("Organisatie", "Welzijn Vianen-Meerkerk"),
        ("Voorbeeld", "Welzijn voor een dorp"),
        ("Initiatief", "Samen Welzijn"),
        ("Organisatie", "Figulus Welzijn"),
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
    assert f'data-hx-get="/suggesties/?voor={mine.cbs_code}"' in listing


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


def test_other_words_slips_and_words_of_the_editors_lead_to_what_is_meant(client: Client) -> None:
    centre = PublishedCaseFactory(case__title="De Draaikom: een wijkcentrum voor iedereen")
    ThemeFactory(name="Ontmoeting en eenzaamheid")
    obstacle = ObstacleFactory(name="Schotten")
    SynonymFactory(terms=["wijkcentrum", "buurthuis"])
    SynonymFactory(terms=["ontmoeting en eenzaamheid", "isolement"], kind="ruimer")
    SearchWordFactory(word="domeinoverstijgend werken", cases=[centre.case], obstacles=[obstacle])

    assert suggested(client, "buurthuis") == [("Voorbeeld", centre.title)]
    assert suggested(client, "buurthuizen") == [("Voorbeeld", centre.title)]
    assert suggested(client, "eenzamheid") == [("Thema", "Ontmoeting en eenzaamheid")]
    assert suggested(client, "isolement") == [("Thema", "Ontmoeting en eenzaamheid")]
    assert suggested(client, "domeinoverstijgend werken") == [("Obstakel", "Schotten"), ("Voorbeeld", centre.title)]


def test_the_first_words_of_a_question_lead_to_the_questions_and_cases_it_begins_to_ask_for(client: Client) -> None:
    QuestionFactory(answered=True, question="Hoe laat je inwoners meebeslissen over beleid?")
    case = PublishedCaseFactory(
        case__title="Samen Wageningen", case__summary="Bewoners beslissen mee over de begroting."
    )
    QuestionFactory(answered=True, question="Wat kost een wijkteam?")

    asked = ("Vraag", "Hoe laat je inwoners meebeslissen over beleid?")
    assert suggested(client, "hoe laat je inwo") == [asked]
    assert suggested(client, "Wij willen dat inwoners meebeslissen, hoe doe je dat bij nieuw bele")[0] == asked
    assert suggested(client, "Kunnen bewoners beslissen over de begroting van hun wij") == [("Voorbeeld", case.title)]


def test_at_most_eight_and_what_begins_with_it_first(client: Client) -> None:
    for number in range(3):
        OrganisationFactory(name=f"Stichting Buurt {number}")
        InitiativeFactory(name=f"De buurt {number}")
        ThemeFactory(name=f"In de buurt {number}")
    PublishedCaseFactory(case__title="Buurt aan zet")

    found = suggested(client, "buurt")

    assert len(found) == 8
    assert found[0] == ("Voorbeeld", "Buurt aan zet")


@pytest.mark.parametrize("number", [1, 20])
def test_it_takes_the_same_queries_however_much_there_is(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for at in range(number):
        OrganisationFactory(name=f"Buurtzorg {at}")

    # The version twice; ten kinds of names; and what search knows: terms, entries, synonyms, words, places, people.
    with django_assert_num_queries(18):
        client.get(PLACE, {"zoek": "buurt"})


@pytest.mark.django_db(transaction=True)
def test_names_stay_in_memory_until_the_catalogue_changes(client: Client) -> None:
    theme = ThemeFactory(name="Buurtbewoners")
    publishing.refresh(referring_to=theme)
    assert suggested(client, "buurt") == [("Thema", "Buurtbewoners")]

    with CaptureQueriesContext(connection) as queries:
        assert suggested(client, "buurt") == [("Thema", "Buurtbewoners")]
    assert len(queries) <= 4

    theme.name = "Buurtgenoten"
    theme.save()
    publishing.refresh(referring_to=theme)
    assert suggested(client, "buurt") == [("Thema", "Buurtgenoten")]


def test_a_search_field_works_without_suggestions_and_asks_for_them_where_it_can(client: Client) -> None:
    body = client.get("/").content.decode()

    assert 'data-hx-get="/suggesties/"' in body
    assert 'data-suggests="suggesties-zoek"' in body
    assert 'id="suggesties-zoek"' in body
    # What only a script can keep true is set by the script.
    assert 'role="combobox"' not in body
