"""Answering for a whole municipality which of its cases still run: the page behind the signed link in a mail."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from cases.editorial import inquiries, inquiry_rounds
from cases.models import Inquiry, InquiryRound
from gouden.web.forms.explaining import ExplainingForm
from gouden.web.forms.form_fields import ProseField
from gouden.web.pages.mixins import PageMixin

CHOICES = [(choice.value, str(choice.label).capitalize()) for choice in Inquiry.Answer]


class InquiryRoundForm(ExplainingForm):
    """For each case three answers or none, and room to say more."""

    def __init__(self, *args: Any, asked: list[Inquiry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for inquiry in asked:
            self.fields[f"antwoord-{inquiry.pk}"] = forms.ChoiceField(
                label=inquiry.case.title, choices=CHOICES, widget=forms.RadioSelect, required=False
            )
            self.fields[f"toelichting-{inquiry.pk}"] = ProseField(
                label="Toelichting", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    @property
    def lines(self) -> list[tuple[Inquiry, forms.BoundField, forms.BoundField]]:
        """The fields by case."""
        return [(one, self[f"antwoord-{one.pk}"], self[f"toelichting-{one.pk}"]) for one in self.asked]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        self.answers = {
            one.pk: (given[f"antwoord-{one.pk}"], given.get(f"toelichting-{one.pk}", ""))
            for one in self.asked
            if given.get(f"antwoord-{one.pk}")
        }
        for one in self.asked:
            if given.get(f"toelichting-{one.pk}") and one.pk not in self.answers:
                self.add_error(f"antwoord-{one.pk}", "Kies ook een antwoord, anders gaat uw toelichting verloren.")
        if not self.answers and not self.errors:
            raise forms.ValidationError("Kies bij minstens één voorbeeld een antwoord.")
        return given


@method_decorator(never_cache, name="dispatch")
class InquiryRoundView(PageMixin, FormView):
    """The question; only sending the form answers it. What was left open can be answered later by the same link."""

    template_name = "cases/sharing/inquiry_round.html"
    form_class = InquiryRoundForm
    title = "Lopen deze nog?"
    asked: InquiryRound

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        asked = inquiry_rounds.by_token(kwargs["token"])
        if asked is None:
            raise Http404("Deze link bestaat niet.")
        self.asked, self.open = asked, inquiry_rounds.open_inquiries(asked)
        if not self.open:
            return self._closed(request)
        return super().dispatch(request, *args, **kwargs)

    def _closed(self, request: HttpRequest) -> HttpResponse:
        """Say that the answers are in, or that they cannot be given any more."""
        answered = self.asked.inquiries.exclude(answer="").exists()
        context = self.get_context_data(form=None, answered=answered)
        return render(request, "cases/sharing/inquiry_round_closed.html", context, status=200 if answered else 410)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"asked": self.open}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            asked=self.asked,
            answered_count=self.asked.inquiries.exclude(answer="").count(),
            valid_until=self.asked.asked_on + inquiries.VALID,
            **kwargs,
        )

    def form_valid(self, form: InquiryRoundForm) -> HttpResponse:
        inquiry_rounds.answer(asked=self.asked, answers=form.answers)
        return redirect("inquiry-round", token=self.kwargs["token"])
