"""'Vraag het na': asking about a case, and the page behind the link in the mail by which its contact answers."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from cases.models import Adoption, PassedQuestion, PublishedCase, Submission
from cases.models.outside.submission import LONG
from cases.pages.catalogue.case import gone_or_moved
from cases.pages.sharing.forms import FirstStepForm
from cases.submissions import passing_on, verbs
from cases.submissions.questions import STEPS
from gouden.web.forms.explaining import ExplainingForm
from gouden.web.forms.form_fields import ProseField
from gouden.web.guard.guarded_form import GuardedFormMixin
from gouden.web.guard.quota import TooOften
from gouden.web.pages.mixins import Crumb, PageMixin


class CaseQuestionView(GuardedFormMixin, PageMixin, FormView):
    """The question; once its sender confirmed the address it goes on to the contact, or to the editors.

    `?navolging=` names an adoption by its identifier: then it goes to who took the case over.
    """

    template_name = "cases/sharing/case_question.html"
    form_class = FirstStepForm
    section = "case-list"
    case: PublishedCase
    adoption: Adoption | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = PublishedCase.objects.filter(slug=kwargs["slug"]).only("slug", "title").first()
        if found is None:
            return gone_or_moved(request, kwargs["slug"])
        self.case = found
        self.adoption = _asked(found, request.GET.get("navolging", ""))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        about = Submission(kind=Submission.Kind.CASE_QUESTION, case_id=self.case.pk, adoption=self.adoption)
        return super().get_form_kwargs() | {"step": STEPS[Submission.Kind.CASE_QUESTION][0], "instance": about}

    def get_title(self, context: dict[str, Any]) -> str:
        return f"Vraag het na: {self.case.title}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        party = passing_on.adopter_of(self.adoption) if self.adoption else passing_on.contact_of(self.case.pk)
        return super().get_context_data(case=self.case, party=party, **kwargs)

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        cases = Crumb("Praktijkvoorbeelden", reverse("case-list"))
        return [cases, Crumb(self.case.title, self.case.get_absolute_url()), Crumb("Vraag het na")]

    def form_valid(self, form: FirstStepForm) -> HttpResponse:
        try:
            submission = verbs.send_at_once(submission=form.save(commit=False))
        except TooOften as error:
            form.refuse(error)
            return self.form_invalid(form)
        return HttpResponseRedirect(submission.get_absolute_url())


def _asked(case: PublishedCase, identifier: str) -> Adoption | None:
    """Return the adoption of the case with this identifier, where its party may be asked; None for anything else."""
    try:
        known = UUID(identifier)
    except ValueError:
        return None
    return Adoption.objects.public().filter(case=case.pk, identifier=known).exclude(mailbox="").first()


class AnswerForm(ExplainingForm):
    """What the contact has to say."""

    antwoord = ProseField(
        label="Uw antwoord",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 10, "maxlength": LONG}),
        error_messages={"required": "Vul uw antwoord in."},
    )


@method_decorator(never_cache, name="dispatch")
class AnswerCaseQuestionView(PageMixin, FormView):
    """The question; only sending the form answers it, so that a mail scanner which follows the link answers nothing."""

    template_name = "cases/sharing/answer_case_question.html"
    form_class = AnswerForm
    title = "Een vraag aan u"
    passed: PassedQuestion

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        passed = passing_on.by_token(kwargs["token"])
        if passed is None:
            raise Http404("Deze link bestaat niet.")
        self.passed = passed
        if not passing_on.can_be_answered(passed):
            return self._closed(request)
        return super().dispatch(request, *args, **kwargs)

    def _closed(self, request: HttpRequest) -> HttpResponse:
        """Say that the answer is in, or that it is asked no more; what was sent too late is given back."""
        form = AnswerForm(request.POST or None)
        given = form.cleaned_data["antwoord"] if form.is_valid() else ""
        context = self.get_context_data(form=None, late=given if given != self.passed.answer else "")
        status = 200 if self.passed.answer else 410
        return render(request, "cases/sharing/answer_case_question_closed.html", context, status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = PublishedCase.objects.filter(pk=self.passed.submission.case_id).only("slug", "title", "record").first()
        return super().get_context_data(passed=self.passed, question=self.passed.submission, case=case, **kwargs)

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        try:
            passing_on.answer(passed=self.passed, text=form.cleaned_data["antwoord"])
        except verbs.WrongState:
            # A colleague was first.
            self.passed.refresh_from_db()
            return self._closed(self.request)
        return redirect("case-question-answer", token=self.kwargs["token"])
