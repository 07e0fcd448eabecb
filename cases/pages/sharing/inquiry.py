"""Answering whether a case still runs: the page behind the signed link in a mail. Looking at it changes nothing."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from cases.editorial import inquiries
from cases.models import Inquiry, PublishedCase
from gouden.web.forms.explaining import ExplainingForm
from gouden.web.forms.form_fields import ProseField
from gouden.web.pages.mixins import PageMixin


class InquiryForm(ExplainingForm):
    """One of three answers, and room to say more."""

    antwoord = forms.ChoiceField(
        label="Loopt dit nog?",
        choices=[(choice.value, str(choice.label).capitalize()) for choice in Inquiry.Answer],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een van de drie antwoorden."},
    )
    toelichting = ProseField(
        label="Wilt u iets toelichten?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": 2000, "aria-describedby": "toelichting-uitleg"}),
    )


@method_decorator(never_cache, name="dispatch")
class InquiryView(PageMixin, FormView):
    """The question; only sending the form answers it, so that a mail scanner which follows the link answers nothing."""

    template_name = "cases/sharing/inquiry.html"
    form_class = InquiryForm
    title = "Loopt dit nog?"
    inquiry: Inquiry

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        inquiry = inquiries.by_token(kwargs["token"])
        if inquiry is None:
            raise Http404("Deze link bestaat niet.")
        self.inquiry = inquiry
        if not inquiries.can_be_answered(inquiry):
            return self._closed(request)
        return super().dispatch(request, *args, **kwargs)

    def _closed(self, request: HttpRequest) -> HttpResponse:
        """Say that the answer is in, or that it cannot be given any more; what was sent too late is given back."""
        form = InquiryForm(request.POST or None)
        given = form.cleaned_data["toelichting"].strip() if form.is_valid() else ""
        context = self.get_context_data(form=None, late=given if given != self.inquiry.remark else "")
        answered = bool(self.inquiry.answer)
        return render(request, "cases/sharing/inquiry_closed.html", context, status=200 if answered else 410)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        published = PublishedCase.objects.filter(pk=self.inquiry.case_id).first()
        return super().get_context_data(
            inquiry=self.inquiry,
            record=published and published.record,
            page=published.get_absolute_url() if published else "",
            valid_until=self.inquiry.asked_on + inquiries.VALID,
            **kwargs,
        )

    def form_valid(self, form: InquiryForm) -> HttpResponse:
        given = form.cleaned_data
        if not inquiries.answer(inquiry=self.inquiry, answer=given["antwoord"], remark=given["toelichting"]):
            # A colleague was first.
            self.inquiry.refresh_from_db()
            return self._closed(self.request)
        return redirect("inquiry", token=self.kwargs["token"])
