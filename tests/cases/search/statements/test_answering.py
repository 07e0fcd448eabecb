"""Which claims answer a question: rather none than one that does not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import PublishedClaim, Synonym
from cases.search import answers, parse, ranked
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    PublishedCaseFactory,
    SearchWordFactory,
    SynonymFactory,
)

pytestmark = pytest.mark.django_db


START = "Wie iets begint, krijgt vijfduizend euro startkapitaal."


def claims(*texts: str) -> None:
    """Publish a case about Aalten with these claims."""
    case = CaseFactory(title="Startgeld in Aalten", with_source=True)
    for text in texts:
        ClaimFactory(case=case, text=text)
    PublishedCaseFactory(case=case)


@pytest.fixture(autouse=True)
def _others(db: None) -> None:
    """So many cases that a word in one of them is rare."""
    for number in range(30):
        PublishedCaseFactory(case__title=f"Iets anders {number}")


def answered(question: str) -> list[str]:
    query = parse(question)
    given = answers(query, ranked(query), lambda case: True)
    texts = {row.pk: row.record["tekst"] for row in PublishedClaim.objects.all()}
    return [texts[one.pk] for one in given]


def test_a_claim_answers_that_says_what_its_case_is_not_about_as_a_whole() -> None:
    claims(START, "Aalten heeft 5 wijken.")

    assert answered("hoeveel startkapitaal krijg je in Aalten?") == [START]


@pytest.mark.parametrize(
    "question",
    [
        "hoeveel startkapitaal is er in Zeppelinstad?",
        "hoeveel startkapitaal krijgen de wijken in Aalten?",
        "startkapitaal Aalten",
        "welke gemeente geeft geen startkapitaal in Aalten?",
        "wanneer kwam het startkapitaal in Aalten?",
    ],
)
def test_no_claim_answers_what_it_does_not_hold_nor_what_asks_no_fact(question: str) -> None:
    claims(START, "Aalten heeft 5 wijken.")

    assert answered(question) == []


def test_the_subject_that_a_word_falls_under_is_no_answer_to_it_however_long_the_question() -> None:
    SynonymFactory(kind=Synonym.Kind.BROADER, terms=["startkapitaal", "deurwaarder", "incasso"])
    said = "amber brons cement draad emaille fluweel goud"
    claims(f"5000 euro startkapitaal voor {said}.")

    assert answered(f"hoeveel startkapitaal voor {said}?") == [f"5000 euro startkapitaal voor {said}."]
    assert answered(f"hoeveel deurwaarder en incasso voor {said}?") == []


def test_who_asks_for_a_time_or_a_figure_gets_a_claim_with_one() -> None:
    claims("Het startkapitaal kwam er in september.", "Het startkapitaal kwam er gauw.", START)

    assert answered("wanneer komt startkapitaal in Aalten?") == ["Het startkapitaal kwam er in september."]
    assert answered("hoeveel startkapitaal in Aalten?") == [START]


def test_what_editors_tied_to_a_word_answers_it_in_their_order_and_the_rest_of_a_question_too() -> None:
    texts = ("Geld voor plannen.", "Er kwam een jury van jongeren.")
    cases = [CaseFactory(title=f"Samen {at}", with_source=True) for at in range(2)]
    made = [ClaimFactory(case=case, text=text) for case, text in zip(cases, texts, strict=True)]
    for case in cases:
        PublishedCaseFactory(case=case)
    SearchWordFactory(word="bewonersbudget", also=["burgerbegroting"], cases=cases, claims=made)

    assert answered("burgerbegroting") == [*texts]
    assert answered("bewonersbudget met jongeren") == [texts[1]]
    assert answered("bewonersbudget in Zeppelinstad") == []


def test_answering_takes_one_query_and_comes_from_the_cases_given() -> None:
    claims(START)
    query = parse("hoeveel startkapitaal in Aalten?")
    cases = ranked(query)

    with CaptureQueriesContext(connection) as taken:
        assert len(answers(query, cases, lambda case: True)) == 1

    assert len([one for one in taken if "claim" in one["sql"]]) == 1
    assert answers(query, [], lambda case: True) == []
