"""Telling what one looked for in vain: a form on its own address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse, reverse_lazy
from django.views.generic import FormView, TemplateView

from cases.missing import send
from gouden.web.pages import Crumb, PageMixin


class MissedForm(forms.Form):
    """What was looked for, and in the reader's own words what is missing."""

    zoek = forms.CharField(label="Waar zocht u naar?", max_length=200, required=False)
    bericht = forms.CharField(
        label="Wat had u willen vinden?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": 1000}),
    )
    # Nobody sees this field; who fills it in is a machine.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned.get("zoek") or cleaned.get("bericht")):
            raise ValidationError("Vul in waar u naar zocht, of wat u had willen vinden.")
        return cleaned


class MissedView(PageMixin, FormView):
    """The form; what it takes in is kept for the editors, without a name or an address."""

    template_name = "cases/missed.html"
    form_class = MissedForm
    success_url = reverse_lazy("missed-thanks")
    title = "Wat miste u?"
    section = "case-list"

    def get_initial(self) -> dict[str, Any]:
        return {"zoek": self.request.GET.get("zoek", "")[:200]}

    def form_valid(self, form: MissedForm) -> HttpResponse:
        given = form.cleaned_data
        if not given["website"]:
            send(searched=given["zoek"], message=given["bericht"])
        return super().form_valid(form)

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Praktijkvoorbeelden", reverse("case-list")), Crumb(self.title)]


class MissedThanksView(PageMixin, TemplateView):
    """What happens with it now."""

    template_name = "cases/missed_thanks.html"
    title = "Dank u wel"
    section = "case-list"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Praktijkvoorbeelden", reverse("case-list")), Crumb(self.title)]
