"""The home page says what this is, lets one search and shows where to start."""

import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.listing.faceted_index import current
from cases.pages.fixed.starting import PROBLEMS_SHOWN
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    MunicipalityFactory,
    PublicationFactory,
    PublishedCaseFactory,
    QuestionFactory,
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

    assert "Preventie 1 praktijkvoorbeeld Vroeg helpen." in text
    assert text.index("Preventie") < text.index("Integraal werken") < text.index("Co-creatie")


def test_it_begins_with_the_subjects_that_have_practices_the_most_first(client: Client) -> None:
    debts = ThemeFactory(name="Schulden en armoede", kind="onderwerp", question="Hoe help je mensen met schulden?")
    alone = ThemeFactory(name="Eenzaamheid", kind="onderwerp", question="Wat helpt tegen eenzaamheid?")
    ThemeFactory(name="Dementie", kind="onderwerp", question="Hoe herken je dementie eerder?")
    PublishedCaseFactory(case__themes=[debts])
    PublishedCaseFactory.create_batch(2, case__themes=[alone])
    # Nobody's practice: the number is that of the practices, as on the page it leads to.
    PublishedCaseFactory(case__kind="beschouwing", case__themes=[alone])

    text = main(client.get("/"))

    assert "Waar loopt u tegenaan? Eenzaamheid 2 praktijkvoorbeelden Wat helpt tegen eenzaamheid?" in text
    assert "Schulden en armoede 1 praktijkvoorbeeld Hoe help je mensen met schulden?" in text
    assert text.index("Eenzaamheid 2") < text.index("Schulden en armoede 1")
    assert "Dementie" not in text


def test_a_subject_puts_the_question_that_the_editors_answered_first(client: Client) -> None:
    debts = ThemeFactory(kind="onderwerp", slug="schulden-en-armoede")
    PublishedCaseFactory(case__themes=[debts])
    QuestionFactory(question="Is die nog open?", themes=[debts])
    QuestionFactory(
        question="Wat als het inkomen de schuld niet dekt?", slug="te-weinig", answered=True, themes=[debts]
    )

    response = client.get("/")

    assert "1 praktijkvoorbeeld Wat als het inkomen de schuld niet dekt?" in main(response)
    assert "/vragen/te-weinig/" in links(response)
    assert "Is die nog open?" not in main(response)


def test_a_subject_made_since_has_no_question_and_many_subjects_fold(client: Client) -> None:
    for theme in ThemeFactory.create_batch(PROBLEMS_SHOWN + 1, kind="onderwerp"):
        PublishedCaseFactory(case__themes=[theme])

    response = client.get("/")

    assert "Toon nog 1 onderwerp" in main(response)
    assert response.content.decode().count('class="problem"') == PROBLEMS_SHOWN + 1
    assert 'class="problem__question"' not in response.content.decode()


def test_new_is_what_was_described_last_and_not_what_was_added_last(client: Client) -> None:
    for name, year in (("Oude kennis", 2014), ("Nieuwe kennis", 2018), ("Daartussen", 2016)):
        case = CaseFactory(title=name, with_source=True)
        case.citations.update(article=ArticleFactory(publication=PublicationFactory(year=year)))
        publishing.publish(case=case, by=None)

    newest = part(main(client.get("/")), "Nieuwste kennis", "Krijg een mail")

    assert newest.index("Nieuwe kennis") < newest.index("Daartussen")
    assert "Oude kennis" not in newest
    assert "2018" in newest


def test_it_tells_what_was_checked_since_it_was_described_and_what_stopped(client: Client) -> None:
    for name, fields in (
        ("Liep toen", {"lifecycle": "loopt", "lifecycle_checked_on": datetime.date(2017, 3, 1)}),
        ("Loopt nog steeds", {"lifecycle": "loopt", "lifecycle_checked_on": datetime.date(2024, 3, 1)}),
        ("Is opgehouden", {"lifecycle": "gestopt", "lifecycle_checked_on": datetime.date(2018, 3, 1)}),
    ):
        case = CaseFactory(title=name, with_source=True, **fields)
        case.citations.update(article=ArticleFactory(publication=PublicationFactory(year=2017)))
        publishing.publish(case=case, by=None)

    text = main(client.get("/"))

    checked = part(text, "Nagegaan of het nog loopt", "Gestopt")
    assert "Loopt nog steeds" in checked
    assert "Liep toen" not in checked
    assert "Is opgehouden" in part(text, "Gestopt", "Krijg een mail")


def test_it_shows_what_the_editors_featured(client: Client) -> None:
    PublishedCaseFactory(case__title="Gekozen door de redactie", case__featured=True)

    assert "Gekozen door de redactie" in part(main(client.get("/")), "Uitgelicht", "Krijg een mail")


def test_the_list_that_equals_the_map_is_one_link_away(client: Client) -> None:
    PublishedCaseFactory(case__municipalities=[MunicipalityFactory(name="Aalten")])
    home = client.get("/")

    assert "/gemeenten/#plaatsen" in links(home)
    assert 'class="places"' not in home.content.decode()
    assert "Aalten 1 praktijkvoorbeeld" in part(main(client.get("/gemeenten/")), "Met praktijkvoorbeelden", "Alle")


def test_it_counts_the_municipalities_that_have_a_case(client: Client) -> None:
    PublishedCaseFactory(case__municipalities=[MunicipalityFactory()])
    MunicipalityFactory()

    response = client.get("/")

    assert "Gemeenten 1 Gemeenten met een praktijkvoorbeeld" in main(response)
    assert {"/themas/", "/gemeenten/", "/organisaties/", "/gouden-gemeenten/", "/navolging/", "/witte-vlekken/"} <= set(
        links(response)
    )


def test_it_works_without_any_case(client: Client) -> None:
    response = client.get("/")

    assert response.status_code == 200
    assert "Waar loopt u tegenaan?" not in main(response)
    assert "Nieuw in wat we weten" not in main(response)


@pytest.mark.parametrize("cases", [1, 20])
def test_it_takes_the_same_queries_however_many_cases_there_are(
    client: Client, cases: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    PublishedCaseFactory.create_batch(cases)

    current()
    # The version twice, and six times for what the index counts; the subjects and the questions about them; what is
    # new, was checked and stopped; the core themes; the featured cards; the provinces of the map; the municipalities of
    # today; themes, obstacles, elements, questions, provinces, regions, organisations, initiatives, designations,
    # adoptions, terms and publications.
    with django_assert_num_queries(28):
        client.get("/")


def part(text: str, begin: str, end: str) -> str:
    """Return what stands between two headings."""
    return text.partition(begin)[2].partition(end)[0]
