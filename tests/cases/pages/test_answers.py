"""Statements above the cases of a question: at most three that answer it, each with who says so and where it stands."""

import re

import pytest
from django.test import Client

from tests.factories import (
    CaseFactory,
    ClaimFactory,
    MunicipalityFactory,
    PublishedCaseFactory,
    SearchWordFactory,
    SpeakerFactory,
)
from tests.reading import links, main

pytestmark = pytest.mark.django_db
LIST = "/praktijkvoorbeelden/"
QUESTION = "Hoeveel procent vond werk in Aalten?"


@pytest.fixture(autouse=True)
def _cases(db: None) -> None:
    for number in range(20):
        PublishedCaseFactory(case__title=f"Iets anders {number}")
    case = CaseFactory(title="Samen aan de slag", slug="samen", with_source=True)
    case.municipalities.add(MunicipalityFactory(name="Aalten", cbs_code="0197"))
    ClaimFactory(
        case=case,
        key="werk",
        kind="resultaat",
        figure=True,
        text="40 procent vond werk.",
        year=2016,
        speaker=SpeakerFactory(person__name="Anna Jansen", function="wethouder"),
        article__title="Open houding",
    )
    PublishedCaseFactory(case=case)


def test_the_statement_that_answers_stands_above_the_cases_with_all_that_grounds_it(client: Client) -> None:
    page = client.get(LIST, {"zoek": QUESTION})

    said = main(page)
    for shown in ("40 procent vond werk. (2016)", "Volgens Anna Jansen, wethouder", "Telling", "Bron: Open houding"):
        assert shown in said
    assert re.search(r"Bij Samen aan de slag, .*Aalten", said)
    assert said.index("Wat hierover is gezegd") < said.index("praktijkvoorbeeld")
    [statement] = page.context["answered"].statements
    assert {statement.own_url, "/praktijkvoorbeelden/samen/#uitspraak-werk"} <= set(links(page))


@pytest.mark.parametrize(
    "asked",
    [
        {"zoek": "werk Aalten"},
        {"zoek": "Hoeveel procent vond werk in Zeppelinstad?"},
        {"zoek": QUESTION, "soort": "portret"},
        {"zoek": QUESTION, "page": "2", "pageSize": "1"},
        {},
    ],
)
def test_none_stands_there_that_does_not_answer_or_does_not_fit(client: Client, asked: dict[str, str]) -> None:
    assert "Wat hierover is gezegd" not in main(client.get(LIST, asked))


def test_what_editors_chose_for_a_word_is_said_to_be_their_choice_and_leads_to_all_of_it(client: Client) -> None:
    case = CaseFactory(title="Geld", with_source=True)
    texts = ["Eerste hulp.", "Tweede hulp.", "Derde hulp.", "Vierde hulp."]
    claims = [ClaimFactory(case=case, text=text) for text in texts]
    PublishedCaseFactory(case=case)
    SearchWordFactory(word="bestaanszekerheid", cases=[case], claims=claims)

    page = client.get(LIST, {"zoek": "bestaanszekerheid"})

    assert "Wat de redactie koos bij ‘bestaanszekerheid’" in main(page)
    assert [text in main(page) for text in texts] == [True, True, True, False]
    assert "Alle 4 uitspraken bij ‘bestaanszekerheid’" in main(page)
    there = client.get("/uitspraken/?zoek=bestaanszekerheid")
    assert "/uitspraken/?zoek=bestaanszekerheid" in links(page)
    assert [text in main(there) for text in texts] == [True] * 4
