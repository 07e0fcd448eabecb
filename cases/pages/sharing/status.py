"""What became of something that was shared: for its sender, by a link that nobody can guess."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.generic import TemplateView, View

from cases.models import BoardQuestion, PassedQuestion, PublishedCase, Submission
from cases.pages.sharing.steps import KINDS, OwnLinkMixin, SharePageMixin
from cases.submissions import board, passing_on, privacy, verbs
from cases.submissions.questions import answers, unanswered

# What is promised to who sends something.
ANSWERED_WITHIN = timedelta(weeks=2)
# How it stands, where that is not told as of something shared.
TEMPLATES: dict[str, str] = {
    Submission.Kind.CASE_QUESTION: "cases/sharing/case_question_status.html",
    Submission.Kind.BOARD_QUESTION: "cases/sharing/board_status.html",
    Submission.Kind.BOARD_ANSWER: "cases/sharing/board_status.html",
    Submission.Kind.ADOPTION: "cases/sharing/adoption_status.html",
}


class StatusView(OwnLinkMixin, TemplateView):
    """How it stands, what happens next, and all the sender can ask of it."""

    template_name = "cases/sharing/share_status.html"
    changes = False

    def get_template_names(self) -> list[str]:
        own = TEMPLATES.get(self.submission.kind)
        return [own] if own else super().get_template_names()

    def get_title(self, context: dict[str, Any]) -> str:
        match self.submission.kind:
            case Submission.Kind.MISTAKE:
                return "Uw melding"
            case Submission.Kind.NOMINATION:
                return "Uw voordracht"
            case Submission.Kind.CASE_QUESTION | Submission.Kind.BOARD_QUESTION:
                return "Uw vraag"
            case Submission.Kind.BOARD_ANSWER:
                return "Uw antwoord"
            case Submission.Kind.ADOPTION:
                return "Wat u over uw gemeente vertelde"
        return "Uw voorbeeld"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        submission = self.submission
        public = PublishedCase.objects.filter(pk=submission.case_id).only("slug", "title").first()
        return super().get_context_data(
            public=public,
            steps=answers(submission),
            next_step=next_step(submission),
            answer_by=submission.sent_at and submission.sent_at + ANSWERED_WITHIN,
            days=privacy.kept().days,
            passed=PassedQuestion.objects.filter(submission=submission).first(),
            placed=_on_board(submission),
            **kwargs,
        )


def _on_board(submission: Submission) -> BoardQuestion | None:
    """Return the question on the board that it became or answers, while readers see that."""
    same = Q(submission=submission) | Q(pk=submission.board_question_id)
    return board.shown().filter(same).first()


class ConfirmView(SharePageMixin, TemplateView):
    """The page behind the link in the mail. Opening it changes nothing: mail scanners open links too."""

    template_name = "cases/sharing/share_confirm.html"
    title = "Bevestig uw mailadres"
    submission: Submission | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.submission = verbs.to_be_confirmed(kwargs["signed"])
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(submission=self.submission, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.submission is None:
            return self.get(request, *args, **kwargs)
        submission = passing_on.confirm(submission=self.submission)
        return HttpResponseRedirect(submission.get_absolute_url())


class OwnDataView(OwnLinkMixin, View):
    """All that is kept of it, as a file."""

    changes = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = JsonResponse(privacy.export(self.submission), json_dumps_params={"ensure_ascii": False, "indent": 2})
        response.headers["Content-Disposition"] = 'attachment; filename="inzending.json"'
        return response


class EraseView(OwnLinkMixin, TemplateView):
    """Erase it, after a question."""

    template_name = "cases/sharing/share_erase.html"
    changes = False
    title = "Wis wat u instuurde"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        privacy.erase(self.submission)
        return HttpResponseRedirect(reverse("share-erased"))


class ErasedView(SharePageMixin, TemplateView):
    """It is gone."""

    template_name = "cases/sharing/share_erased.html"
    title = "Gewist"


def next_step(submission: Submission) -> str:
    """Return where somebody who began and came back goes on; empty when there is nothing to go on with."""
    if not submission.is_open or submission.kind not in KINDS:
        return ""
    open_questions = unanswered(submission)
    if open_questions:
        return reverse("share-step", args=[submission.token, open_questions[0][0]])
    return reverse("share-check", args=[submission.token])
