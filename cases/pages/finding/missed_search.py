"""Telling what one looked for in vain: a form on its own address."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse, reverse_lazy
from django.views.generic import FormView, TemplateView

from cases.search.missed_searches import send
from gouden.web.forms.form_fields import OneLineField, ProseField
from gouden.web.guard.guarded_form import GuardedForm, GuardedFormMixin
from gouden.web.pages.mixins import Crumb, PageMixin
from gouden.web.text.dutch_text import shortened

# Signs that are kept of what was looked for: of a long question the first words.
LONGEST = 200


class MissedForm(GuardedForm):
    """What was looked for, and in the reader's own words what is missing."""

    zoek = OneLineField(label="Waar zocht u naar?", max_length=LONGEST, required=False)
    bericht = ProseField(
        label="Wat had u willen vinden?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": 1000}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not (cleaned.get("zoek") or cleaned.get("bericht")):
            self.add_error("zoek", "Vul in waar u naar zocht, of wat u had willen vinden.")
        return cleaned


class MissedView(GuardedFormMixin, PageMixin, FormView):
    """The form; what it takes in is kept for the editors, without a name or an address."""

    template_name = "cases/finding/missed.html"
    form_class = MissedForm
    success_url = reverse_lazy("missed-thanks")
    title = "Wat miste u?"
    section = "case-list"

    def get_initial(self) -> dict[str, Any]:
        return {"zoek": shortened(self.request.GET.get("zoek", ""), LONGEST - 2)}

    def form_valid(self, form: MissedForm) -> HttpResponse:
        given = form.cleaned_data
        send(searched=given["zoek"], message=given["bericht"])
        return super().form_valid(form)

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Praktijkvoorbeelden", reverse("case-list")), Crumb(self.title)]


class MissedThanksView(PageMixin, TemplateView):
    """What happens with it now."""

    template_name = "cases/finding/missed_thanks.html"
    title = "Dank u wel"
    section = "case-list"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Praktijkvoorbeelden", reverse("case-list")), Crumb(self.title)]
