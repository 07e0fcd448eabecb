"""Where the home page lets one start: the problems people come with, and what is new in what is known of them."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from cases.listing.counting import practices
from cases.listing.filters import NEWEST_KNOWLEDGE
from cases.models import Case, PublishedCase, Question, Theme
from cases.projection.records import Card

# So many subjects are seen at once.
PROBLEMS_SHOWN = 9
# Of each kind of news so many cases.
NEWS_SHOWN = 2
# So many questions are examples of what one may type.
EXAMPLES = 3


class ReaderProblem(NamedTuple):
    """A subject with cases, and one question about it that leads to an answer or to cases."""

    theme: Theme
    # How many practices its page counts.
    practices: int
    question: str
    url: str


class Problems(NamedTuple):
    """The subjects with cases: those seen at once, and the rest, which unfolds."""

    shown: list[ReaderProblem]
    folded: list[ReaderProblem]


class News(NamedTuple):
    """What changed in what is known: under which heading, and of which cases."""

    heading: str
    cards: list[Card]
    # The whole list, where there is one.
    url: str = ""


def problems() -> Problems:
    """Return the subjects with practices, what has most first, each with a question. Two queries.

    A question that the editors answered comes before one that is searched for; each stands at one subject.
    """
    subjects, counts = Theme.objects.public().filter(kind=Theme.Kind.SUBJECT), practices("thema")
    answered: dict[int, Question] = {}
    for question, theme in _questions():
        if theme not in answered and question not in answered.values():
            answered[theme] = question
    rows = [(counts.get(row.slug, 0), row) for row in subjects]
    rows = sorted((row for row in rows if row[0]), key=lambda row: (-row[0], row[1].position, row[1].name))
    found = [ReaderProblem(row, count, *_asked(row, answered.get(row.pk))) for count, row in rows]
    return Problems(found[:PROBLEMS_SHOWN], found[PROBLEMS_SHOWN:])


def _questions() -> list[tuple[Question, int]]:
    """Return the answered questions, each by the subjects it is about, in the order of the editors."""
    through = Question.themes.through.objects.filter(
        question__in=Question.objects.public(), theme__kind=Theme.Kind.SUBJECT
    )
    rows = through.select_related("question").order_by("question__position", "question__question", "theme__position")
    return [(row.question, row.theme_id) for row in rows]


def _asked(theme: Theme, question: Question | None) -> tuple[str, str]:
    """Return the question to put at a subject and where it leads; empty where editors gave none."""
    if question:
        return question.question, question.get_absolute_url()
    return theme.question, search_for(theme.question) if theme.question else ""


def search_for(text: str) -> str:
    """Return where a question is looked for as it stands."""
    return f"{reverse('case-list')}?{urlencode({'zoek': text})}"


def examples(found: Problems) -> list[tuple[str, str]]:
    """Return questions to type, each with where it leads: those of the subjects with most practices."""
    asked = [one.theme.question for one in found.shown if one.theme.question]
    return [(text, search_for(text)) for text in asked[:EXAMPLES]]


def news() -> list[News]:
    """Return what is new in knowledge: described last, asked whether it still runs, and stopped. Three queries.

    What was added to the catalogue last need not be new, so that is no news by itself; it only decides between cases
    that were described in the same year.
    """
    cases, listed = PublishedCase.objects.exclude(kind=Case.Kind.REFLECTION), reverse("case-list")
    newest = cases.order_by(NEWEST_KNOWLEDGE[0], "-published_at", "-case_id")
    checked = cases.filter(checked_since__isnull=False)
    ended = cases.filter(lifecycle=Case.Lifecycle.ENDED)
    found = [
        News("Nieuwste kennis", _cards(newest), f"{listed}?sorteer=-beschreven"),
        News(
            "Nagegaan of het nog loopt",
            _cards(checked.exclude(lifecycle=Case.Lifecycle.ENDED).order_by("-checked_since", "-case_id")),
        ),
        News("Gestopt", _cards(ended.order_by("-changed_at", "-case_id")), f"{listed}?status={Case.Lifecycle.ENDED}"),
    ]
    return [one for one in found if one.cards]


def _cards(cases: Any) -> list[Card]:
    return list(cases.values_list("card", flat=True)[:NEWS_SHOWN])
