"""Questions as municipalities ask them, answered by the editors from what the cases say."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.views.generic import DetailView, ListView

from cases.models import PublishedCase, Question, Theme
from cases.pages import linked_data
from cases.pages.catalogue.gone import WithdrawnMixin
from cases.pages.cited import Reading, reading, readings
from cases.pages.sharing.board import on_board
from cases.projection.records import Card
from cases.publishing.caching import KeptMixin
from gouden.web.pages.linked_data import Node
from gouden.web.pages.mixins import Crumb, PageMixin


class QuestionListView(KeptMixin, PageMixin, ListView):
    """All questions that the editors answered, each with how the answer begins; below them the board of readers."""

    template_name = "cases/catalogue/question_list.html"
    title = "Vragen"
    section = "question-list"

    def get_queryset(self) -> QuerySet[Question]:
        return Question.objects.public()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        read = readings(self.object_list)
        return super().get_context_data(
            questions=[(row, read.get(row)) for row in self.object_list], board=on_board(), **kwargs
        )


class QuestionDetailView(KeptMixin, WithdrawnMixin, PageMixin, DetailView):
    """A question with its answer, who says so, and the cases that it goes back to."""

    row_model = Question
    template_name = "cases/catalogue/question_detail.html"
    context_object_name = "question"
    section = "question-list"

    def get_queryset(self) -> QuerySet[Question]:
        return Question.objects.public().prefetch_related(Prefetch("themes", Theme.objects.public()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = reading(self.object)
        return super().get_context_data(reading=found, cards=cards(found), others=others(self.object), **kwargs)

    def get_linked_data(self, context: dict[str, Any]) -> list[Node]:
        return [linked_data.question(self.object, context["reading"])]

    def get_title(self, context: dict[str, Any]) -> str:
        return f"Vraag: {self.object.question}"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Vragen", reverse("question-list")), Crumb(self.object.question)]


def cards(read: Reading | None) -> list[Card]:
    """Return the cards of the cases that an answer cites, in its order."""
    if read is None:
        return []
    found = dict(PublishedCase.objects.filter(slug__in=read.slugs).values_list("slug", "card"))
    return [found[slug] for slug in read.slugs if slug in found]


def others(question: Question) -> QuerySet[Question]:
    """Return the other questions about a theme of this one."""
    themes = [theme.pk for theme in question.themes.all()]
    return Question.objects.public().filter(themes__in=themes).exclude(pk=question.pk).distinct()
