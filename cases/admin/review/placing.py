"""Putting a question or an answer on the board: in the editor's words, beside those of who sent it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from cases.models import BoardAnswer, BoardQuestion, PublishedCase, PublishedClaim, Submission
from cases.submissions import board, verbs
from cases.submissions.named import NamedCase, named_in
from gouden.accounts import security_log
from gouden.web.admin.base import GoudenAdmin, editor
from gouden.web.admin.who_may import who_may
from gouden.web.forms.explaining import ExplainingForm
from gouden.web.forms.form_fields import OneLineField, ProseField
from gouden.web.http.links import absolute

LARGE = {"class": "vLargeTextField"}
# What of each kind readers come to see, and the permission that asks.
PLACED: dict[str, type[BoardQuestion] | type[BoardAnswer]] = {
    Submission.Kind.BOARD_QUESTION: BoardQuestion,
    Submission.Kind.BOARD_ANSWER: BoardAnswer,
}


class PlaceQuestionForm(ExplainingForm):
    """What readers see of a question."""

    question = OneLineField(label="Vraag", max_length=160, widget=forms.TextInput(attrs=LARGE))
    explanation = ProseField(
        label="Toelichting", max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 6} | LARGE)
    )
    municipality = forms.BooleanField(label="Zet de gemeente erbij", required=False, initial=True)

    @classmethod
    def begin(cls, submission: Submission) -> dict[str, Any]:
        """Return what it begins with: what was sent."""
        return {"question": submission.title, "explanation": submission.summary}

    def place(self, submission: Submission, request: HttpRequest) -> None:
        """Put it on the board."""
        given = self.cleaned_data
        board.place_question(
            submission=submission,
            question=given["question"],
            explanation=given["explanation"],
            municipality=submission.municipality if given["municipality"] else None,
            by=editor(request),
        )


class PlaceAnswerForm(ExplainingForm):
    """What readers see of an answer."""

    text = ProseField(
        label="Antwoord", max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 8} | LARGE)
    )
    giver = OneLineField(
        label="Van wie",
        max_length=150,
        required=False,
        help_text="Een gemeente of organisatie, geen persoon. Leeg: een lezer.",
    )
    address = OneLineField(
        label="Voorbeeld of uitspraak",
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs=LARGE),
        help_text="Het adres van de pagina.",
    )
    named: NamedCase | None = None

    @classmethod
    def begin(cls, submission: Submission) -> dict[str, Any]:
        """Return what it begins with: what was sent."""
        claim = PublishedClaim.objects.filter(published_case=submission.case_id, key=submission.claim_key).first()
        page = claim or PublishedCase.objects.filter(pk=submission.case_id).first()
        return {
            "text": submission.message,
            "giver": submission.organisation,
            "address": absolute(page.get_absolute_url()) if page else "",
        }

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        self.named = named_in(given.get("address", ""))
        if given.get("address") and not self.named:
            self.add_error("address", "Dit is niet het adres van een openbaar voorbeeld of een openbare uitspraak.")
        elif not (self.named or given.get("text") or self.errors):
            self.add_error("text", "Schrijf een antwoord, of noem een voorbeeld.")
        return given

    def place(self, submission: Submission, request: HttpRequest) -> None:
        """Put it on the board."""
        given = self.cleaned_data
        board.place_answer(
            submission=submission, text=given["text"], named=self.named, giver=given["giver"], by=editor(request)
        )


FORMS: dict[str, type[PlaceQuestionForm] | type[PlaceAnswerForm]] = {
    Submission.Kind.BOARD_QUESTION: PlaceQuestionForm,
    Submission.Kind.BOARD_ANSWER: PlaceAnswerForm,
}


def permission(submission: Submission) -> str:
    """Return what one must be allowed to put it on the board; empty: it is nothing for the board."""
    model = PLACED.get(submission.kind)
    return f"cases.add_{model._meta.model_name}" if model else ""


def who_places(request: HttpRequest, submission: Submission) -> str:
    """Return who puts it on the board, where the user may not; empty: it is nothing for the board, or the user may."""
    needed = permission(submission)
    if not needed or editor(request).has_perm(needed):
        return ""
    return who_may(editor(request), needed, "dit op het vragenbord zetten")


def place_view(submission_admin: GoudenAdmin, request: HttpRequest, submission: Submission) -> HttpResponse:
    """Show what readers will see, to be shortened or cleaned first; then put it there."""
    form_class, needed = FORMS.get(submission.kind), permission(submission)
    if form_class is None or not editor(request).has_perm(needed):
        raise PermissionDenied
    form = form_class(request.POST or None, initial=form_class.begin(submission))
    if request.method != "POST" or not form.is_valid():
        return _page(submission_admin, request, submission, form)
    try:
        form.place(submission, request)
    except (verbs.WrongState, board.NotOpen) as error:
        submission_admin.message_user(request, str(error), messages.ERROR)
        return HttpResponseRedirect(reverse("admin:cases_submission_change", args=[submission.pk]))
    text = format_html("‘{}’ staat op het vragenbord.", submission)
    submission_admin.message_user(request, text, messages.SUCCESS)
    return HttpResponseRedirect(reverse("admin:cases_submission_changelist"))


def _page(
    submission_admin: GoudenAdmin, request: HttpRequest, submission: Submission, form: forms.Form
) -> HttpResponse:
    security_log.personal_data(request, security_log.What.VIEWED, f"inzending {submission.pk}")
    context = {
        **submission_admin.admin_site.each_context(request),
        "title": f"Zet op het vragenbord: {submission}",
        "opts": submission_admin.opts,
        "submission": submission,
        "form": form,
        "media": submission_admin.media,
    }
    request.current_app = submission_admin.admin_site.name
    return TemplateResponse(request, "admin/cases/submission/place.html", context)
