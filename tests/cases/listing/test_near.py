"""More words find less: what holds all of them is counted, and what is near them comes after it, apart."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from cases.models import Case
from tests.factories import MunicipalityFactory, PublishedCaseFactory, SynonymFactory
from tests.reading import main as text_of
from tests.reading import title

pytestmark = pytest.mark.django_db

LIST, API, EXPORT = "/praktijkvoorbeelden/", "/api/v1/praktijkvoorbeelden", "/api/v1/praktijkvoorbeelden/_export"


@pytest.fixture(autouse=True)
def _cases(db: None) -> None:
    """Two that hold both words, of which one in a town of its own, three that hold one, and others."""
    PublishedCaseFactory(case__title="Eenzaamheid van ouderen")
    PublishedCaseFactory(
        case__title="Ouderen en eenzaamheid", case__municipalities=[MunicipalityFactory(name="Aalten", cbs_code="0197")]
    )
    others = [f"Iets anders {number}" for number in range(10)]
    for name in ("Bingo tegen eenzaamheid", "Eten met ouderen", "Wonen voor ouderen", *others):
        PublishedCaseFactory(case__title=name, case__kind=Case.Kind.PRACTICE)


def titles(found: dict[str, Any]) -> list[str]:
    return [case["titel"] for case in found["resultaten"]]


def test_the_page_counts_what_holds_every_word_and_shows_what_is_near_apart(client: Client) -> None:
    page = client.get(LIST, {"zoek": "eenzaamheid ouderen"})
    text = text_of(page)

    assert "2 praktijkvoorbeelden met ‘eenzaamheid ouderen’" in text
    assert "Dicht bij uw vraag: 3 praktijkvoorbeelden" in text
    assert title(page) == "eenzaamheid ouderen - 2 praktijkvoorbeelden - Gouden"
    before, after = text.split("Dicht bij uw vraag")
    assert "Ouderen en eenzaamheid" in before
    assert "Bingo tegen eenzaamheid" in after


def test_the_boundary_stands_where_it_falls_on_a_later_page_and_in_every_order(client: Client) -> None:
    asked = {"zoek": "eenzaamheid ouderen", "sorteer": "titel", "pageSize": "1"}
    second, third, last = (text_of(client.get(LIST, {**asked, "page": page})) for page in ("2", "3", "5"))

    assert "Dicht bij uw vraag" not in second
    assert "Ouderen en eenzaamheid" in second
    assert "Dicht bij uw vraag: 3 praktijkvoorbeelden" in third
    assert "Bingo tegen eenzaamheid" in third
    assert "Wonen voor ouderen" in last


def test_where_no_case_holds_every_word_the_nearest_are_counted_and_it_says_so(client: Client) -> None:
    text = text_of(client.get(LIST, {"zoek": "bingo ouderen"}))

    assert "5 praktijkvoorbeelden dicht bij ‘bingo ouderen’" in text
    assert "Geen van deze voorbeelden houdt alles in wat u vraagt; ze komen het dichtst bij." in text
    assert "Dicht bij uw vraag" not in text


def test_what_is_only_said_in_wider_words_is_near(client: Client) -> None:
    SynonymFactory(kind="ruimer", terms=["eenzaamheid", "isolement"])

    assert "3 praktijkvoorbeelden dicht bij ‘isolement’" in text_of(client.get(LIST, {"zoek": "isolement"}))


def test_a_word_that_occurs_nowhere_is_held_by_none(client: Client) -> None:
    assert "3 praktijkvoorbeelden dicht bij ‘eenzaamheid zeppelin’" in text_of(
        client.get(LIST, {"zoek": "eenzaamheid zeppelin"})
    )


@pytest.mark.parametrize("order", ["", "titel", "-beschreven", "past-bij"])
def test_the_api_counts_what_holds_every_word_and_tells_what_is_near_apart(client: Client, order: str) -> None:
    asked = {"zoek": "eenzaamheid ouderen", "voor": "0197"} | ({"sorteer": order} if order else {})

    found = client.get(API, asked).json()

    assert list(found) == ["aantal", "bevatAlles", "aantalDichtbij", "resultaten"]
    assert (found["aantal"], found["bevatAlles"], found["aantalDichtbij"]) == (2, True, 3)
    assert set(titles(found)[:2]) == {"Eenzaamheid van ouderen", "Ouderen en eenzaamheid"}
    assert len(titles(found)) == 5


def test_pages_of_the_api_go_on_into_what_is_near(client: Client) -> None:
    page = client.get(API, {"zoek": "eenzaamheid ouderen", "pageSize": 2, "page": 3})

    assert page.json()["aantal"] == 2
    assert len(titles(page.json())) == 1
    assert 'rel="next"' not in page["Link"]


def test_where_no_case_holds_every_word_the_api_says_that_what_it_counts_does_not(client: Client) -> None:
    found = client.get(API, {"zoek": "bingo ouderen"}).json()

    assert (found["aantal"], found["bevatAlles"], found["aantalDichtbij"]) == (5, False, 0)
    assert "bevatAlles" not in client.get(API).json()


def test_facets_files_and_walks_hold_what_is_counted(client: Client) -> None:
    asked = {"zoek": "eenzaamheid ouderen"}

    facets = client.get(f"{API}/_facetten", asked).json()
    kinds = next(facet for facet in facets["facetten"] if facet["naam"] == "soort")["waarden"]
    sent = client.get(EXPORT, {**asked, "formaat": "csv"})
    rows = list(csv.DictReader(io.StringIO(sent.content.decode("utf-8-sig"))))
    walked = client.get(API, {**asked, "cursor": "begin"}).json()

    assert facets["aantal"] == 2
    assert [(kind["waarde"], kind["aantal"]) for kind in kinds] == [("praktijk", 2)]
    assert len(rows) == len(walked["resultaten"]) == walked["aantal"] == 2


def test_where_no_case_of_a_choice_holds_every_word_its_nearest_are_counted_everywhere(client: Client) -> None:
    PublishedCaseFactory(
        case__title="Ouderen", case__municipalities=[MunicipalityFactory(name="Losser", cbs_code="0168")]
    )
    asked = {"zoek": "eenzaamheid ouderen", "gemeente": "0168"}

    text = text_of(client.get(LIST, asked))

    assert "1 praktijkvoorbeeld in Losser dicht bij ‘eenzaamheid ouderen’" in text
    assert "Losser (1 voorbeeld)" in text
    assert client.get(API, asked).json()["aantal"] == 1
    assert client.get(API, {**asked, "cursor": "begin"}).json()["aantal"] == 1
    assert client.get(f"{API}/_facetten", asked).json()["aantal"] == 1


def test_a_long_question_makes_one_list_and_does_not_say_that_it_holds_all(client: Client) -> None:
    asked = "eenzaamheid ouderen bingo wonen"
    text = text_of(client.get(LIST, {"zoek": asked}))

    assert f"4 praktijkvoorbeelden dicht bij ‘{asked}’" in text
    assert "U vraagt veel tegelijk: wat hier staat, hoeft niet alles in te houden." in text
