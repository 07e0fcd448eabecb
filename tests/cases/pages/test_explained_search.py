"""What the list says about a search: what was read for it, why each case is there, what helps when none is."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases.models import Synonym
from cases.pages.finding.explanation import with_reasons
from cases.search import parse
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    OrganisationFactory,
    ParticipationFactory,
    PublishedCaseFactory,
    SynonymFactory,
    ThemeFactory,
)
from tests.reading import links, main

pytestmark = pytest.mark.django_db
LIST = "/praktijkvoorbeelden/"


def test_the_words_asked_for_are_marked_in_the_summary_and_everything_is_escaped(client: Client) -> None:
    PublishedCaseFactory(case__title="Samen", case__summary="Wie <b>schulden</b> heeft, krijgt hulp.")

    body = client.get(LIST, {"zoek": "schuld"}).content.decode()

    assert "Wie &lt;b&gt;<mark>schulden</mark>&lt;/b&gt; heeft, krijgt hulp." in body
    assert "<b>schulden" not in body


def test_without_words_nothing_is_marked(client: Client) -> None:
    PublishedCaseFactory(case__summary="Wie schulden heeft, krijgt hulp.")

    assert "<mark>" not in client.get(LIST).content.decode()


def test_a_word_that_stands_further_on_is_shown_where_it_stands(client: Client) -> None:
    PublishedCaseFactory(
        case__title="Samen", case__summary="Hulp voor wie wil.", case__approach="Er kwam een **moestuin**."
    )

    response = client.get(LIST, {"zoek": "moestuin"})

    assert "In de tekst: Er kwam een <mark>moestuin</mark>." in response.content.decode()
    assert "Hulp voor wie wil." in main(response)


def test_a_claim_comes_before_the_running_text(client: Client) -> None:
    case = CaseFactory(title="Samen", summary="Hulp.", approach="Een moestuin in het plan.", with_source=True)
    ClaimFactory(case=case, text="De moestuin draait.")
    PublishedCaseFactory(case=case)

    assert "In de tekst: De moestuin draait." in main(client.get(LIST, {"zoek": "moestuin"}))


def test_a_card_says_by_which_name_it_was_found(client: Client) -> None:
    case = CaseFactory(title="Samen", summary="Hulp.", with_source=True)
    ParticipationFactory(case=case, organisation=OrganisationFactory(name="Figulus Welzijn"))
    PublishedCaseFactory(case=case)

    assert "Gevonden op: organisatie Figulus Welzijn" in main(client.get(LIST, {"zoek": "figulus"}))


def test_a_passage_that_says_more_than_the_summary_is_shown_beside_it(client: Client) -> None:
    PublishedCaseFactory(case__title="Samen", case__summary="Voor ouderen.", case__approach="Ouderen met een moestuin.")

    response = client.get(LIST, {"zoek": "ouderen moestuin"})

    assert "Voor <mark>ouderen</mark>." in response.content.decode()
    assert "In de tekst: <mark>Ouderen</mark> met een <mark>moestuin</mark>." in response.content.decode()
    assert "In de tekst" not in main(client.get(LIST, {"zoek": "ouderen"}))


def test_a_title_is_marked(client: Client) -> None:
    PublishedCaseFactory(case__title="Samen <in> de moestuin", case__summary="Hulp.")

    body = client.get(LIST, {"zoek": "moestuin"}).content.decode()

    assert "Samen &lt;in&gt; de <mark>moestuin</mark></a>" in body


def test_a_card_says_what_it_falls_under_where_nothing_is_said_literally(client: Client) -> None:
    SynonymFactory(kind=Synonym.Kind.BROADER, terms=["Schulden en armoede", "voedselbank"])
    case = CaseFactory(
        title="Samen", summary="Hulp.", with_source=True, themes=[ThemeFactory(name="Schulden en armoede")]
    )
    PublishedCaseFactory(case=case)

    assert "Gevonden op: thema Schulden en armoede" in main(client.get(LIST, {"zoek": "voedselbank"}))


def test_a_misspelt_word_is_corrected_and_can_be_looked_for_all_the_same(client: Client) -> None:
    PublishedCaseFactory(case__title="Ruimte voor burgerinitiatieven")

    response = client.get(LIST, {"zoek": "burgeriniatieven", "soort": "praktijk"})

    assert [card["titel"] for card in response.context["cards"]] == ["Ruimte voor burgerinitiatieven"]
    assert "Gezocht op ‘burgerinitiatieven’ in plaats van ‘burgeriniatieven’." in main(response)
    typed = "?soort=praktijk&zoek=%22burgeriniatieven%22"
    assert typed in links(response)
    as_typed = client.get(f"{LIST}{typed}")
    assert as_typed.context["paginator"].count == 0
    assert "?soort=praktijk&zoek=burgeriniatieven" in links(as_typed)
    assert "Voorbeelden bij ‘burgeriniatieven’: Ruimte voor burgerinitiatieven" in main(as_typed)


def test_words_that_were_left_out_are_named_and_escaped(client: Client) -> None:
    PublishedCaseFactory(case__title="Schulden voorkomen")

    response = client.get(LIST, {"zoek": "schulden qwxyzqwxyz <i>"})

    assert "Geen voorbeeld zegt ‘qwxyzqwxyz’; daar is niet op gezocht." in main(response)
    assert "<i>" not in response.content.decode()


def test_the_list_says_what_quotes_and_a_minus_do(client: Client) -> None:
    PublishedCaseFactory(case__title="Sociaal werk", case__summary="Op straat.")
    PublishedCaseFactory(case__title="Ander sociaal werk", case__summary="Op school.")

    response = client.get(LIST, {"zoek": '"sociaal werk" -school'})

    assert response.context["paginator"].count == 1
    assert "Gezocht op precies ‘sociaal werk’." in main(response)
    assert "Zonder voorbeelden met ‘school’." in main(response)
    nowhere = client.get(LIST, {"zoek": '"werk sociaal"'})
    assert nowhere.context["paginator"].count == 0
    assert "Voorbeelden bij ‘werk sociaal’:" in main(nowhere)
    assert len(nowhere.context["nearby"].cards) == 2


def test_a_single_letter_finds_nothing_and_is_told(client: Client) -> None:
    PublishedCaseFactory()

    response, refused = client.get(LIST, {"zoek": "a"}), client.get("/api/v1/praktijkvoorbeelden?zoek=a")

    assert response.context["paginator"].count == 0
    assert "Hierin staat geen woord. Zoek met een woord van minstens twee letters, of met een getal." in main(response)
    problem = refused.json()["invalidParams"][0]
    assert (refused.status_code, problem["name"]) == (400, "zoek")
    assert problem["reason"].startswith("Hierin staat geen woord.")


@pytest.mark.parametrize("number", [2, 20])
def test_explaining_takes_the_same_queries_however_many_are_found(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for at in range(number):
        PublishedCaseFactory(case__title=f"Samen {at}", case__summary="Hulp.", case__approach="Een moestuin.")
    cards = list(client.get(LIST).context["cards"])
    query = parse("moestuin")

    # The keys; the names; the texts of those whose title and summary do not show why.
    with django_assert_num_queries(3):
        assert all("moestuin" in card["passage"] for card in with_reasons(cards, query))
