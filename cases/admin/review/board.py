"""The board of questions: what readers see of it, to correct, close or take off; `placing` puts it there."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join

from cases import publishing
from cases.admin.case.filters import AttentionFilter
from cases.models import BoardAnswer, BoardQuestion
from cases.submissions import board
from gouden.web.admin.base import GoudenAdmin, editor


class BoardRowAdmin(GoudenAdmin):
    """Rows that readers see as they stand: saving or deleting one shows at once."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: what is placed comes from a submission."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        publishing.lock()
        super().save_model(request, obj, form, change)
        publishing.refresh(referring_to=obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        publishing.lock()
        super().delete_model(request, obj)
        publishing.refresh(referring_to=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            self.delete_model(request, row)


@admin.register(BoardQuestion)
class BoardQuestionAdmin(BoardRowAdmin):
    list_display = ("question", "state", "municipality", "asked_on", "number")
    list_filter = (AttentionFilter, "state")
    list_select_related = ("municipality",)
    search_fields = ("question", "explanation", "municipality__name")
    autocomplete_fields = ("municipality",)
    fields = ("question", "explanation", "municipality", "state", "asked_on", "closed_on", "placed_by", "answer_lines")
    readonly_fields = ("state", "asked_on", "closed_on", "placed_by", "answer_lines")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(answer_count=Count("answers"))

    @admin.display(description="antwoorden", ordering="answer_count")
    def number(self, question: Any) -> int:
        return int(question.answer_count)

    @admin.display(description="antwoorden")
    def answer_lines(self, question: BoardQuestion) -> str:
        """The answers that readers see, each with the way to its own page."""
        lines = (
            (reverse("admin:cases_boardanswer_change", args=[one.pk]), one.text or one.case)
            for one in question.answers.select_related("case")
        )
        return format_html_join("", '<p><a href="{}">{}</a></p>', lines) or "Nog geen"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: its address says for ever that it was taken off the board."""
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/sluit/", view(self.close_view), name="cases_boardquestion_close"),
            path("<int:pk>/haal-weg/", view(self.withdraw_view), name="cases_boardquestion_withdraw"),
        ]
        return own + super().get_urls()

    def around_form(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        may = obj is not None and self.has_change_permission(request, obj)
        return super().around_form(request, obj) | {
            "can_close": may and obj.state == BoardQuestion.State.OPEN,
            "can_withdraw": may and obj.state != BoardQuestion.State.WITHDRAWN,
        }

    def close_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take no more answers."""
        return self._end(request, pk, board.close, "Gesloten.")

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it off the board."""
        return self._end(request, pk, board.withdraw, "Van het bord gehaald.")

    def _end(self, request: HttpRequest, pk: int, act: Callable[..., None], said: str) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        question = get_object_or_404(BoardQuestion, pk=pk)
        try:
            act(question=question, by=editor(request))
        except board.NotOpen as error:
            self.message_user(request, str(error), messages.WARNING)
        else:
            self.log_change(request, question, said)
            self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:cases_boardquestion_change", args=[pk]))


@admin.register(BoardAnswer)
class BoardAnswerAdmin(BoardRowAdmin):
    list_display = ("__str__", "case", "by", "given_on")
    list_select_related = ("question", "case")
    search_fields = ("text", "by", "question__question", "case__title")
    fields = ("question_link", "text", "by", "case", "claim_key", "given_on", "placed_by")
    readonly_fields = ("question_link", "case", "claim_key", "given_on", "placed_by")

    @admin.display(description="vraag")
    def question_link(self, answer: BoardAnswer) -> str:
        url = reverse("admin:cases_boardquestion_change", args=[answer.question_id])
        return format_html('<a href="{}">{}</a>', url, answer.question)
