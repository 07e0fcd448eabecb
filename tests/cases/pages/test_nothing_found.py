"""A list that holds nothing helps: without which choice there is something, what is nearest, and who can be asked."""

import pytest
from django.test import Client

from tests.factories import (
    CaseFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PublishedCaseFactory,
    QuestionFactory,
    SearchWordFactory,
    ThemeFactory,
)
from tests.reading import links, main

pytestmark = pytest.mark.django_db
LIST = "/praktijkvoorbeelden/"


@pytest.fixture
def debts() -> None:
    """Two cases about armoede in Aalten with whom to ask, a theme and a question; and a case elsewhere."""
    theme = ThemeFactory(name="Schulden en armoede", slug="schulden")
    aalten = MunicipalityFactory(name="Aalten", cbs_code="0197")
    contact = OrganisationFactory(name="Figulus Welzijn", slug="figulus")
    for title in ("Armoede voorkomen", "Meer tegen armoede"):
        case = CaseFactory(title=title, contact=contact, themes=[theme], with_source=True)
        case.municipalities.add(aalten)
        PublishedCaseFactory(case=case)
    QuestionFactory(answered=True, question="Wat doe je aan armoede?", slug="armoede")
    meppel = MunicipalityFactory(name="Meppel", cbs_code="0119")
    PublishedCaseFactory(case__title="Energie", case__municipalities=[meppel], case__portrait=True)


@pytest.mark.usefixtures("debts")
def test_each_filter_without_which_there_is_something_is_named_and_the_nearest_cases_of_the_words_are_shown(
    client: Client,
) -> None:
    page = client.get(LIST, {"zoek": "armoede", "gemeente": "0119"})

    said = main(page)
    assert "zonder gemeente ‘Meppel’: 2 praktijkvoorbeelden zonder de woorden ‘armoede’: 1 praktijkvoorbeeld" in said
    for url, count in (("?zoek=armoede", 2), ("?gemeente=0119", 1)):
        assert url in links(page)
        assert len(client.get(LIST + url).context["cards"]) == count
    assert "Voorbeelden bij ‘armoede’:" in said
    assert {card["titel"] for card in page.context["nearby"].cards} == {"Armoede voorkomen", "Meer tegen armoede"}
    assert {"?zoek=armoede", "/themas/schulden/", "/vragen/armoede/", "/organisaties/figulus/"} <= set(links(page))


@pytest.mark.usefixtures("debts")
def test_a_word_that_no_case_says_leads_to_the_subject_it_is_made_of_and_says_what_it_means(client: Client) -> None:
    SearchWordFactory(word="energiearmoede", meaning="Wie de rekening niet kan betalen.")

    said = main(client.get(LIST, {"zoek": "energiearmoede"}))

    assert "‘energiearmoede’: wie de rekening niet kan betalen. Geen voorbeeld zegt het, en de redactie koos" in said
    assert "Het dichtst bij komt het thema Schulden en armoede." in said
    assert "Voorbeelden bij ‘armoede’:" in said
    assert "Vraag: Wat doe je aan armoede?" in said
    assert "Navragen over deze voorbeelden kan bij Figulus Welzijn." in said


@pytest.mark.usefixtures("debts")
@pytest.mark.parametrize("words", ["qwxzjvk", "toezichtarmoedehouder", "xxarmoede", "a", "!", "🙂"])
def test_what_has_nothing_to_do_with_the_catalogue_is_near_to_nothing(client: Client, words: str) -> None:
    page = client.get(LIST, {"zoek": words})

    assert "Niets gevonden" in main(page)
    assert "Voorbeelden bij" not in main(page)
    expected = "Geen voorbeeld zegt" if len(words) > 1 else "Hierin staat geen woord."
    assert expected in main(page)


@pytest.mark.usefixtures("debts")
def test_quotes_that_find_nothing_show_what_is_found_without_them(client: Client) -> None:
    page = client.get(LIST, {"zoek": '"voorkomen armoede" -zeppelin'})

    assert "Voorbeelden bij ‘voorkomen armoede’: Armoede voorkomen" in main(page)


@pytest.mark.usefixtures("debts")
def test_where_one_filter_less_finds_nothing_each_stands_by_itself(client: Client) -> None:
    page = client.get(LIST, {"thema": "schulden", "gemeente": "0119", "status": "gepland"})

    said = main(page)
    assert "zonder" not in said.partition("Niets gevonden")[2].partition("Verder kunt u")[0]
    assert "alleen thema ‘Schulden en armoede’: 2 praktijkvoorbeelden" in said
    assert "alleen gemeente ‘Meppel’: 1 praktijkvoorbeeld" in said
    assert {"?thema=schulden", "?gemeente=0119"} <= set(links(page))


@pytest.mark.usefixtures("debts")
def test_nobody_is_advised_about_words_that_were_not_typed(client: Client) -> None:
    assert "een korter woord" not in main(client.get(LIST, {"thema": "schulden", "gemeente": "0119"}))
    assert "een korter woord" in main(client.get(LIST, {"zoek": "qwxzjvk"}))


def test_it_leads_to_the_form_with_the_words(client: Client) -> None:
    PublishedCaseFactory()

    assert "/gemist/?zoek=qwxyz%20qwxyz" in links(client.get(LIST, {"zoek": "qwxyz qwxyz"}))
