"""The questions of the home page, asked of the shipped catalogue."""

import pytest
from django.test import Client

from cases.models import PublishedCase, Theme
from cases.pages.fixed.starting import ASKED, examples, problems, search_for

pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def test_every_subject_that_has_cases_puts_a_question() -> None:
    shown, folded = problems()

    with_cases = PublishedCase.objects.exclude(kind="beschouwing").filter(themes__kind=Theme.Kind.SUBJECT)
    assert {one.theme.slug for one in shown + folded} == set(with_cases.values_list("themes__slug", flat=True)) & set(
        Theme.objects.filter(kind=Theme.Kind.SUBJECT).values_list("slug", flat=True)
    )
    assert all(one.question and one.url for one in shown + folded)
    assert len({one.url for one in shown + folded}) == len(shown + folded)


@pytest.mark.parametrize(("slug", "question"), ASKED.items(), ids=ASKED)
def test_a_question_that_is_searched_for_finds_a_case_of_its_subject_first(
    client: Client, slug: str, question: str
) -> None:
    found = client.get(search_for(question)).context["cards"]

    assert slug in {theme["slug"] for theme in found[0]["themas"]}


def test_the_examples_are_questions() -> None:
    assert all(question.endswith("?") for question, _ in examples())
