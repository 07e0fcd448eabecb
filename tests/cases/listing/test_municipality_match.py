"""`voor` and `sorteer=past-bij`: the rule, the words on cards and pages, and the choice that travels along."""

import datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases.listing.municipality_match import best_matches, comparable, points
from municipalities.comparison import Comparisons
from municipalities.models import Municipality, Region
from tests.factories import (
    CaseFactory,
    CaseMunicipalityFactory,
    MunicipalityChangeFactory,
    MunicipalityFactory,
    ProvinceFactory,
    PublishedCaseFactory,
    RegionFactory,
)
from tests.reading import heading, links, main, title

pytestmark = pytest.mark.django_db
LIST = "/praktijkvoorbeelden/"


def municipality(name: str, **given: Any) -> Municipality:
    """Return a municipality of 27.000 people, little urban, that stayed as it was; `given` says what is otherwise."""
    usual: dict[str, Any] = {
        "population": 27_000,
        "population_2017": 27_000,
        "population_date": datetime.date(2023, 1, 1),
        "urbanity": 4,
        "urbanity_year": 2017,
    }
    return MunicipalityFactory(name=name, **usual | given)


@pytest.fixture
def aalten() -> Municipality:
    return municipality("Aalten", cbs_code="0197", province=ProvinceFactory(code="PV25", name="Gelderland"))


def order(client: Client, **query: str) -> list[str]:
    return [card["titel"] for card in client.get(LIST, query).context["cards"]]


def test_each_aspect_gives_its_points(aalten: Municipality) -> None:
    twin = municipality("Tweeling", province=aalten.province)
    RegionFactory(kind=Region.Kind.LABOUR_MARKET, members=[aalten, twin])
    expected = {
        twin: 11,
        municipality("Zelfde provincie", province=aalten.province): 10,
        municipality("Elders"): 9,
        municipality("Groeit", population_2017=20_000): 8,
        municipality("Iets groter", population=60_000, population_2017=60_000): 7,
        municipality("Iets stedelijker", urbanity=3): 7,
        municipality("Veel groter en stedelijker", population=300_000, population_2017=300_000, urbanity=1): 1,
        MunicipalityFactory(name="Niets bekend"): 0,
    }

    comparisons = Comparisons(aalten)

    assert {row: points(comparisons.levels(row.pk)) for row in expected} == expected


def test_sorting_by_fit_goes_by_points_then_newest_knowledge_and_without_place_last(
    client: Client, aalten: Municipality
) -> None:
    far = municipality("Ver", urbanity=1, population=300_000, population_2017=290_000)
    PublishedCaseFactory(case__title="Zonder plaats", case__without_place="Geldt overal.")
    PublishedCaseFactory(case__title="Onbekende gemeente", case__municipalities=[MunicipalityFactory()])
    PublishedCaseFactory(case__title="Ver weg", case__municipalities=[far])
    PublishedCaseFactory(case__title="Lijkt erop", case__municipalities=[municipality("Veendam")])
    PublishedCaseFactory(case__title="Eigen B", case__municipalities=[aalten])
    PublishedCaseFactory(case__title="Eigen A", case__municipalities=[aalten])

    found = order(client, voor="0197", sorteer="past-bij")

    assert found[:3] == ["Eigen A", "Eigen B", "Lijkt erop"]
    assert set(found[3:5]) == {"Ver weg", "Onbekende gemeente"}
    assert found[5] == "Zonder plaats"
    api = client.get("/api/v1/praktijkvoorbeelden", {"voor": "0197", "sorteer": "past-bij"}).json()
    assert [card["titel"] for card in api["resultaten"]] == found
    assert "fit" not in api["resultaten"][0]


def test_of_several_municipalities_the_best_fitting_counts_and_is_the_one_named(aalten: Municipality) -> None:
    far = municipality("Ver", urbanity=1, population=300_000)
    near, member = municipality("Nabij"), municipality("Lid", urbanity=3)
    both = CaseFactory(municipalities=[far], with_source=True)
    CaseMunicipalityFactory(case=both, municipality=near, role="betrokken")
    PublishedCaseFactory(case=both)
    region = CaseFactory(regions=[RegionFactory(members=[far, member])], with_source=True)
    PublishedCaseFactory(case=region)

    found = best_matches(aalten, [both.slug, region.slug])

    assert {slug: comparison.other for slug, comparison in found.items()} == {both.slug: near, region.slug: member}


def test_a_successor_is_not_where_the_case_played(aalten: Municipality) -> None:
    merger = MunicipalityChangeFactory(old__name="Oud", new__name="Nieuw")
    published = PublishedCaseFactory(case__municipalities=[merger.old])

    assert best_matches(aalten, [published.slug])[published.slug].other == merger.old


def test_cards_and_pages_say_in_words_how_it_compares(client: Client, aalten: Municipality) -> None:
    meppel = municipality("Meppel", urbanity=3, province=ProvinceFactory(name="Drenthe"))
    published = PublishedCaseFactory(case__municipalities=[meppel])
    words = (
        "Meppel vergeleken met Aalten "
        "Even groot: 20.000 tot 50.000 inwoners (2023) "
        "Iets stedelijker: matig stedelijk (2017); Aalten weinig stedelijk (2017) "
        "Nu in een andere provincie: Drenthe "
        "Bleef ongeveer even groot van 2017 tot 2023; Aalten bleef ook ongeveer even groot"
    )

    assert words in main(client.get(LIST, {"voor": "0197"}))
    page = client.get(published.get_absolute_url(), {"voor": "0197"})
    assert words in main(page)
    assert "vergeleken met" not in main(client.get(published.get_absolute_url()))


def test_a_case_of_my_own_municipality_says_so(client: Client, aalten: Municipality) -> None:
    PublishedCaseFactory(case__municipalities=[aalten])

    text = main(client.get(LIST, {"voor": "0197"}))

    assert "Uit uw gemeente: Aalten" in text
    assert "vergeleken met Aalten" not in text


def test_a_case_without_a_place_cannot_be_compared(client: Client, aalten: Municipality) -> None:
    published = PublishedCaseFactory(case__without_place="Geldt overal.")

    assert "Niet te vergelijken" in main(client.get(published.get_absolute_url(), {"voor": "0197"}))
    assert client.get(LIST, {"voor": "0197"}).status_code == 200


def test_the_choice_travels_along(client: Client, aalten: Municipality) -> None:
    portrait = PublishedCaseFactory(case__title="Portret", case__portrait=True, case__municipalities=[aalten])
    practice = PublishedCaseFactory(case__title="Praktijk", case__part_of=portrait.case)

    response = client.get(LIST, {"voor": "0197", "zoek": "koffie", "pageSize": "1", "soort": "portret"})
    found = links(response)

    assert f"{portrait.get_absolute_url()}?voor=0197" in found
    assert "?zoek=koffie&voor=0197&pageSize=1" in found
    assert "?zoek=koffie&soort=portret&voor=0197&pageSize=1&sorteer=past-bij" in found
    assert "/mijn-gemeente/?zoek=koffie&soort=portret&voor=0197&pageSize=1" in found
    assert "?zoek=koffie&soort=portret&pageSize=1" in found
    assert '<input type="hidden" name="voor" value="0197">' in response.content.decode()
    assert title(response) == "koffie, soort Portret - voor Aalten - 1 praktijkvoorbeeld - Gouden"
    page = client.get(practice.get_absolute_url(), {"voor": "0197"})
    assert f"{portrait.get_absolute_url()}?voor=0197" in links(page)
    assert f'href="{LIST}?voor=0197"' in page.content.decode()
    assert '<input type="hidden" name="voor" value="0197">' in page.content.decode()


def test_pages_of_a_list_keep_the_choice(client: Client, aalten: Municipality) -> None:
    PublishedCaseFactory.create_batch(3)

    found = links(client.get(LIST, {"voor": "0197", "sorteer": "past-bij", "pageSize": "2"}))

    assert "?voor=0197&sorteer=past-bij&pageSize=2&page=2" in found
    # Without a municipality the order by it goes as well.
    assert "?pageSize=2" in found


def test_a_former_municipality_counts_as_its_successor(client: Client) -> None:
    merger = MunicipalityChangeFactory(old__name="Leerdam", new__name="Vijfheerenlanden")
    PublishedCaseFactory.create_batch(3)

    response = client.get(LIST, {"voor": merger.old.cbs_code, "pageSize": "2"})

    assert "Vergeleken met Vijfheerenlanden" in main(response)
    assert f"?voor={merger.new.cbs_code}&pageSize=2&page=2" in links(response)


def test_a_former_municipality_that_went_into_several_asks_which(client: Client) -> None:
    first = MunicipalityChangeFactory(old__name="Littenseradiel", new__name="Leeuwarden")
    MunicipalityChangeFactory(old=first.old, new__name="Waadhoeke")

    response = client.get(LIST, {"voor": first.old.cbs_code})

    assert "Voor gemeente: Littenseradiel bestaat niet meer. Kies een gemeente van nu: Leeuwarden (" in main(response)
    assert response.context["voor"] is None


@pytest.mark.parametrize("code", ["9999", "abc", "197", "0197x", "\x00", "٠١٩٧"])
def test_what_is_no_municipality_is_left_out(client: Client, code: str) -> None:
    published = PublishedCaseFactory()

    for path in (LIST, published.get_absolute_url(), "/mijn-gemeente/"):
        response = client.get(path, {"voor": code})
        assert response.status_code == 200
        assert "data-code" not in response.content.decode()


def test_sorting_by_fit_needs_a_municipality(client: Client, aalten: Municipality) -> None:
    PublishedCaseFactory()

    page = client.get(LIST, {"sorteer": "past-bij"})
    answer = client.get("/api/v1/praktijkvoorbeelden", {"sorteer": "past-bij"})

    assert "Volgorde: Sorteren op ‘past-bij’ kan alleen met een gemeente in ‘voor’." in main(page)
    assert not any("past-bij" in url for url in links(page))
    assert answer.status_code == 400
    assert answer.json()["invalidParams"] == [
        {"name": "sorteer", "reason": "Sorteren op ‘past-bij’ kan alleen met een gemeente in ‘voor’."}
    ]
    wrong = client.get("/api/v1/praktijkvoorbeelden", {"voor": "9999"})
    assert wrong.json()["invalidParams"] == [
        {"name": "voor", "reason": "Deze CBS-code van een gemeente kennen we niet."}
    ]


def test_choosing_leads_back_to_the_list_with_everything_that_was_chosen(client: Client, aalten: Municipality) -> None:
    MunicipalityFactory(name="Voorbij", valid_until=datetime.date(2019, 1, 1))

    response = client.get("/mijn-gemeente/", {"zoek": "jeugd & <b>", "thema": ["a", "b"], "voor": "0197", "page": "3"})
    body = response.content.decode()

    assert heading(response) == "Kies uw gemeente"
    assert f'<form class="choose" action="{LIST}" method="get">' in body
    assert '<input type="hidden" name="zoek" value="jeugd &amp; &lt;b&gt;">' in body
    assert body.count('<input type="hidden" name="thema"') == 2
    assert 'name="page"' not in body
    assert '<option value="0197" selected>Aalten</option>' in body
    assert "Voorbij" not in body


def test_choosing_leads_back_to_the_case_it_was_opened_from(client: Client, aalten: Municipality) -> None:
    published = PublishedCaseFactory()

    assert f"/mijn-gemeente/?voorbeeld={published.slug}" in links(client.get(published.get_absolute_url()))
    body = client.get("/mijn-gemeente/", {"voorbeeld": published.slug}).content.decode()
    assert f'action="{published.get_absolute_url()}"' in body
    elsewhere = client.get("/mijn-gemeente/", {"voorbeeld": "https://kwaad.example/"}).content.decode()
    assert f'<form class="choose" action="{LIST}" method="get">' in elsewhere


def test_the_browser_keeps_the_choice_and_no_cookie_is_set(client: Client, aalten: Municipality) -> None:
    response = client.get(LIST, {"voor": "0197"})

    assert 'data-voor data-code="0197" data-name="Aalten"' in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize("cases", [3, 30])
def test_comparing_takes_the_same_queries_however_many_cases_there_are(
    client: Client, cases: int, aalten: Municipality, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(cases):
        PublishedCaseFactory(case__municipalities=[municipality(f"Gemeente {_}")])
    # Without a public region nobody asks for members.
    RegionFactory(members=[aalten])
    slugs = [card["slug"] for card in client.get(LIST, {"pageSize": "100"}).context["cards"]]

    # The places; the municipalities, the provinces, what became of them, and the regions with their members.
    with django_assert_num_queries(6):
        assert len(best_matches(aalten, slugs)) == cases


def test_comparable_are_those_with_enough_points_best_first(aalten: Municipality) -> None:
    twin, near = municipality("Tweeling"), municipality("Iets stedelijker", urbanity=3)
    other = municipality("Anders", urbanity=1)

    found = comparable(aalten, [aalten.pk, near.pk, other.pk, twin.pk], at_least=7, limit=5)

    assert [comparison.other for comparison in found] == [twin, near]


def test_a_municipality_page_names_comparable_ones_with_cases_and_why(client: Client, aalten: Municipality) -> None:
    veendam = municipality("Veendam", province=ProvinceFactory(name="Groningen"))
    PublishedCaseFactory.create_batch(2, case__municipalities=[veendam])
    municipality("Zonder voorbeelden")

    response = client.get(aalten.get_absolute_url())
    text = main(response)

    assert "Veendam (2 voorbeelden) Veendam vergeleken met Aalten Even groot: " in text
    assert "Zonder voorbeelden" not in text
    assert f"{LIST}?voor=0197&sorteer=past-bij" in links(response)


def test_a_former_municipality_compares_with_nobody(client: Client) -> None:
    merger = MunicipalityChangeFactory()

    assert "Vergelijkbare gemeenten" not in main(client.get(merger.old.get_absolute_url()))
    assert "Nog geen gemeente met voorbeelden die" in main(client.get(merger.new.get_absolute_url()))
