"""Which questions are asked already by who puts one in other words."""

from typing import NamedTuple

import pytest

from cases.models import Synonym
from cases.search import questions_alike
from tests.factories import PublishedCaseFactory, SynonymFactory

pytestmark = pytest.mark.django_db


class Row(NamedTuple):
    question: str


BUS, CHOIR = Row("Wie werkt met een buurtbus in het dorp?"), Row("Hoe begin je een koor voor ouderen?")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        # Of these words no case says one.
        ("hebben jullie buurtbussen in dorpen", [BUS]),
        ("koor met ouderen: hoe begin je?", [CHOIR]),
        # One word of several is something else.
        ("wie begint er een dorpshuis voor jongeren en een winkel?", []),
        ("buurtbus", []),
        ("", []),
    ],
)
def test_questions_about_the_same_are_alike(asked: str, found: list[Row]) -> None:
    PublishedCaseFactory()

    assert questions_alike(asked, [BUS, CHOIR]) == found


def test_a_synonym_is_the_same_and_the_likest_comes_first() -> None:
    SynonymFactory(kind=Synonym.Kind.EQUAL, terms=["zangkoor", "zanggroep"])
    PublishedCaseFactory(case__title="Zangkoor in het dorp")
    near, nearer = Row("Zangkoor voor jongeren in een dorp"), Row("Een zangkoor in het dorp?")

    assert questions_alike("zanggroep in een dorp", [near, nearer]) == [nearer, near]
