"""How a question was read, in a true sentence above what it finds, with a way to undo each part."""

import pytest
from django.test import Client

from cases.models import Synonym
from tests.factories import (
    CaseFactory,
    ElementFactory,
    PublishedCaseFactory,
    SearchWordFactory,
    SynonymFactory,
    ThemeFactory,
)
from tests.reading import links, main, title

pytestmark = pytest.mark.django_db
LIST = "/praktijkvoorbeelden/"


def said(client: Client, words: str, where: str = LIST) -> str:
    """Return what the page says of how it read the question."""
    page = client.get(where, {"zoek": words})
    return " ".join(one.text for one in page.context.get("understood", ()))


def test_what_is_taken_as_it_is_needs_no_words(client: Client) -> None:
    PublishedCaseFactory(case__title="Wijkteams en schulden")

    assert said(client, "schulden wijkteam") == ""
    assert 'class="understood"' not in client.get(LIST, {"zoek": "schulden"}).content.decode()


def test_a_subject_that_stands_in_for_a_word_is_named_and_never_the_word_as_if_it_were_found(client: Client) -> None:
    SynonymFactory(kind=Synonym.Kind.BROADER, terms=["Schulden en armoede", "voedselbank"])
    SynonymFactory(terms=["stadsdorp", "buurtcoöperatie"])
    PublishedCaseFactory(case__title="Samen", case__themes=[ThemeFactory(name="Schulden en armoede")])
    PublishedCaseFactory(case__title="Een buurtcoöperatie")

    page = client.get(LIST, {"zoek": "voedselbank"})
    assert "Niet letterlijk gevonden; gezocht op ‘Schulden en armoede’." in main(page)
    assert "1 praktijkvoorbeeld dicht bij ‘voedselbank’" in main(page)
    assert title(page) == "voedselbank - 1 praktijkvoorbeeld dicht bij deze vraag - Gouden"
    assert said(client, "stadsdorp samen").startswith("Geen voorbeeld zegt ‘stadsdorp’; gezocht op ‘buurtcoöperatie’.")


def test_a_word_taken_apart_is_said_to_be_in_words_that_exist(client: Client) -> None:
    PublishedCaseFactory(case__title="Leerlingen en vervoer")

    assert said(client, "leerlingenvervoer") == (
        "Geen voorbeeld zegt ‘leerlingenvervoer’; gezocht op leerlingen en vervoer."
    )


NEAR = " Die gaan over iets in de buurt, niet over dit zelf."


@pytest.mark.parametrize(("broader", "near"), [(True, NEAR), (False, "")])
def test_a_word_of_the_editors_is_said_with_its_meaning(client: Client, broader: bool, near: str) -> None:
    case = CaseFactory(title="Artsen", with_source=True)
    PublishedCaseFactory(case=case)
    elements = [ElementFactory(name="Vaste gezichten")]
    SearchWordFactory(
        word="IZA", meaning="Landelijk akkoord over zorg.", broader=broader, cases=[case], elements=elements
    )

    assert said(client, "iza") == (
        "‘IZA’: landelijk akkoord over zorg. Niet letterlijk gevonden; gezocht op voorbeelden die de redactie erbij "
        f"koos en wat gaat over ‘Vaste gezichten’.{near}"
    )
    assert "met ‘iza’" not in main(client.get(LIST, {"zoek": "iza"}))


def test_who_finds_the_word_itself_can_have_that_alone(client: Client) -> None:
    case = CaseFactory(title="Artsen", with_source=True)
    PublishedCaseFactory(case=case)
    PublishedCaseFactory(case__title="Het IZA")
    SearchWordFactory(word="IZA", meaning="Landelijk akkoord over zorg.", cases=[case])

    page = client.get(LIST, {"zoek": "IZA"})

    assert "Ook gezocht op voorbeelden die de redactie erbij koos." in main(page)
    assert "?zoek=%22IZA%22" in links(page)
    assert len(client.get(f"{LIST}?zoek=%22IZA%22").context["cards"]) == 1


def test_what_quotes_and_a_minus_do_is_undone_by_a_link(client: Client) -> None:
    PublishedCaseFactory(case__title="Sociaal werk")

    page = client.get(LIST, {"zoek": '"sociaal werk" -school -"op straat"', "soort": "praktijk"})

    assert "Zonder voorbeelden met ‘school’ of ‘op straat’." in main(page)
    assert "?soort=praktijk&zoek=sociaal+werk+-school+-%22op+straat%22" in links(page)
    assert "?soort=praktijk&zoek=%22sociaal+werk%22" in links(page)


def test_a_long_question_is_told_what_counts_most_in_it(client: Client) -> None:
    PublishedCaseFactory(case__title="Schulden en dementie in de wijk")
    PublishedCaseFactory(case__title="Sport")

    text = said(client, "schulden dementie wijk sport")

    assert text.startswith("U vraagt veel tegelijk: wat hier staat, hoeft niet alles in te houden. Het zwaarst tellen ")
    assert "‘dementie’" in text


def test_of_many_words_in_vain_only_the_first_are_named_and_the_list_of_statements_says_the_same(
    client: Client,
) -> None:
    PublishedCaseFactory(case__title="Schulden")
    words = "schulden qwaxa qwbxb qwcxc qwdxd qwexe qwfxf"

    expected = "Geen voorbeeld zegt ‘qwaxa’, ‘qwbxb’, ‘qwcxc’, ‘qwdxd’ en nog 2; daar is niet op gezocht."
    assert said(client, words) == expected
    assert said(client, words, "/uitspraken/") == expected
