"""The questions of the home page, asked of the shipped catalogue."""

import pytest
from django.test import Client

from cases.models import PublishedCase, Theme
from cases.pages.fixed.starting import examples, problems, search_for

pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.usefixtures("catalogue", "unchanged")]


def test_every_subject_that_has_cases_puts_a_question() -> None:
    shown, folded = problems()

    with_cases = PublishedCase.objects.exclude(kind="beschouwing").filter(themes__kind=Theme.Kind.SUBJECT)
    assert {one.theme.slug for one in shown + folded} == set(with_cases.values_list("themes__slug", flat=True)) & set(
        Theme.objects.filter(kind=Theme.Kind.SUBJECT).values_list("slug", flat=True)
    )
    assert all(one.question and one.url for one in shown + folded)
    assert len({one.url for one in shown + folded}) == len(shown + folded)


def test_a_question_that_is_searched_for_finds_a_case_of_its_subject_first(client: Client) -> None:
    asked = dict(Theme.objects.exclude(question="").values_list("slug", "question"))

    first = {slug: client.get(search_for(question)).context["cards"][0] for slug, question in asked.items()}

    assert len(asked) > 10
    assert [slug for slug, card in first.items() if slug not in {theme["slug"] for theme in card["themas"]}] == []


def test_the_examples_are_questions() -> None:
    found = examples(problems())

    assert len(found) == 3
    assert all(question.endswith("?") for question, _ in found)
