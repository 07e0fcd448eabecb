"""A claim answers that both words and meaning put first, where words alone are not sure enough."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from cases import jobs, publishing
from cases.models import PublishedClaim
from cases.search import answers, parse, ranked
from cases.search.meaning import answering
from tests.factories import CaseFactory, CaseMunicipalityFactory, ClaimFactory, MunicipalityFactory
from tests.hashed_words import PATH, HashedWords

pytestmark = pytest.mark.django_db

# Search by words looks for the one word tuinieren, which is too little to be sure; the model reads the others too.
ASKED = "hoe is het tuinieren met wie dan en wat?"
SAID = "Het tuinieren is met wie dan en wat."


@pytest.fixture(autouse=True)
def model(settings: Settings) -> Iterator[None]:
    """The words themselves as a model: stop words too, which search by words sets aside."""
    settings.GOUDEN_EMBEDDERS = [PATH]
    answering._asked.cache_clear()
    yield
    HashedWords.away = False


def published(*claims: str, municipality: str = "") -> None:
    case = CaseFactory(with_source=True, title=f"Groen {municipality}".strip())
    if municipality:
        CaseMunicipalityFactory(case=case, municipality=MunicipalityFactory(name=municipality))
    for number, text in enumerate(claims):
        ClaimFactory(case=case, key=f"nr-{number}", text=text)
    publishing.publish(case=case, by=None)


def answered(question: str) -> list[str]:
    if job := jobs.make_vectors():
        jobs.finish(job)
    query = parse(question)
    given = answers(query, ranked(query), lambda case: True)
    texts = {row.pk: row.record["tekst"] for row in PublishedClaim.objects.all()}
    return [texts[one.pk] for one in given]


def test_a_claim_that_both_put_first_answers() -> None:
    published(SAID, "Zij zaaien en oogsten veel.")

    assert answered(ASKED) == [SAID]


def test_none_answers_without_a_model_nor_while_it_is_away(settings: Settings) -> None:
    published(SAID)
    assert answered(ASKED) == [SAID]

    answering._asked.cache_clear()
    HashedWords.away = True
    assert answered(ASKED) == []

    settings.GOUDEN_EMBEDDERS = []
    with CaptureQueriesContext(connection) as queries:
        assert answered(ASKED) == []
    assert "casepassages" not in str(queries.captured_queries)


@pytest.mark.parametrize(
    "other",
    [
        # Nearer to the question, and without its word.
        "Hoe is het met wie dan en wat?",
        # As near.
        "Het tuinieren is met wie dan en wat!",
    ],
)
def test_none_answers_where_meaning_puts_another_first_or_none(other: str) -> None:
    published("Tuinieren.", other)

    assert "Tuinieren." not in answered(ASKED)


def test_none_answers_of_which_the_case_is_elsewhere() -> None:
    published(SAID, municipality="Aalten")
    published("Zij lezen er.", municipality="Meppel")

    assert answered(ASKED.replace("?", " in Aalten?")) == [SAID]
    assert answered(ASKED.replace("?", " in Meppel?")) == []


def test_no_fact_is_answered_without_its_figure_nor_what_is_not_asked() -> None:
    published(SAID)

    assert answered("hoeveel tuinieren met wie dan en wat?") == []
    assert answered("tuinieren met een dan en het") == []
