"""Of many cases only some are read to put them in order: the best are among those, and none gets lost."""

import pytest
from django.test import Client

from cases.models import PublishedCase
from cases.search import parse, ranked, ranking
from tests.factories import PublishedCaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a dozen cases many."""
    for name, number in {"CANDIDATES": 3, "RANKED": 6, "MANY": 8, "ENOUGH": 2}.items():
        monkeypatch.setattr(ranking, name, number)


def publish(number: int, title: str, approach: str) -> None:
    for n in range(number):
        PublishedCaseFactory(case__title=f"{title} {n}", case__approach=approach)


def first(text: str) -> list[str]:
    """Return the titles that are ranked, and see that a list holds every case that is found once."""
    query = parse(text)
    listed = Client().get("/api/v1/praktijkvoorbeelden", {"zoek": text, "pageSize": "100"}).json()
    titles = [case["titel"] for case in listed["resultaten"]]
    assert listed["aantal"] == len(query.ids)
    assert sorted(titles) == sorted(PublishedCase.objects.filter(pk__in=query.ids).values_list("title", flat=True))
    found = dict(PublishedCase.objects.values_list("pk", "title"))
    best = [found[pk] for pk in ranked(query)]
    assert titles[: len(best)] == best
    return best


def test_what_says_it_most_comes_first_though_not_all_are_read() -> None:
    publish(6, "Samen eten", "Er is een moestuin, naast veel dat hier ook staat en er niets mee van doen heeft.")
    publish(1, "Moestuin in de wijk", "De moestuin is van iedereen.")

    best = first("moestuin")

    assert best[0] == "Moestuin in de wijk 0"
    assert len(best) == 6


def test_of_very_many_those_that_say_it_in_their_name_come_first() -> None:
    publish(9, "Samen eten", "De moestuin. De moestuin. De moestuin.")
    publish(2, "Moestuin in de wijk", "Van iedereen.")

    assert first("moestuin") == ["Moestuin in de wijk 0", "Moestuin in de wijk 1"]


def test_without_enough_of_those_the_others_count_too() -> None:
    publish(9, "Samen eten", "De moestuin. De moestuin. De moestuin.")
    publish(1, "Moestuin in de wijk", "Van iedereen.")

    best = first("moestuin")

    assert best[0] == "Moestuin in de wijk 0"
    assert len(best) == 6


def test_where_all_hold_every_word_the_rarest_says_which_are_read() -> None:
    publish(3, "Iets anders", "Bewoners aan zet.")
    publish(6, "Samen eten", "Bewoners, bewoners en nog eens bewoners, en een moestuin.")
    publish(1, "Moestuin in de wijk", "Bewoners verzorgen de moestuin.")

    assert first("moestuin bewoners")[0] == "Moestuin in de wijk 0"


def test_of_cases_that_hold_some_of_it_those_that_hold_most_are_read() -> None:
    publish(9, "Samen eten", "Een moestuin en een kas, naast veel dat hier ook staat en er niets mee van doen heeft.")
    publish(1, "Samen buiten", "Een moestuin, een kas, een vijver en een boomgaard.")
    publish(2, "Fietsen", "Naar de vijver.")
    publish(2, "Lezen", "In de boomgaard.")

    assert not parse("moestuin kas vijver boomgaard").holds_all
    assert first("moestuin kas vijver boomgaard")[0] == "Samen buiten 0"
