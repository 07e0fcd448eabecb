"""The figure of a claim in words, beside its fields and after saving: what was typed, as a reader will see it."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.http import HttpRequest, JsonResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cases.models import Claim
from cases.reading.wording import figure_of

FIGURE_FIELDS = ("qualifier", "value", "unit", "value_until", "value_before")
NO_FIGURE = "geen cijfer"


class InWordsMixin(BaseModelAdmin):
    """Adds `in_words` to show among the fields of a claim; admin-figures.js keeps it up with what is typed."""

    @admin.display(description="zo leest de bezoeker het", ordering="value")
    def in_words(self, claim: Claim) -> SafeString:
        return format_html('<span class="in-words" aria-live="polite">{}</span>', figure_of(claim) or NO_FIGURE)


def read_figure(model_admin: BaseModelAdmin, request: HttpRequest) -> JsonResponse:
    """Answer what the figure in the parameters says, or what is wrong with it, by the rules of the form."""
    form_class: Any = forms.modelform_factory(
        Claim, fields=FIGURE_FIELDS, formfield_callback=partial(model_admin.formfield_for_dbfield, request=request)
    )
    form = form_class(request.GET)
    if form.is_valid():
        return JsonResponse({"text": figure_of(form.instance) or NO_FIGURE, "clear": True})
    return JsonResponse({"text": " ".join(text for texts in form.errors.values() for text in texts), "clear": False})


def saved_figures(formsets: Iterable[Any]) -> SafeString:
    """Return in words the figures that were saved new or otherwise; empty where there were none."""
    claims = [claim for formset in formsets if formset.model is Claim for claim in _touched(formset)]
    said = [(words, claim.text) for claim in claims if (words := figure_of(claim))]
    if not said:
        return SafeString("")
    return format_html("Zo leest de bezoeker de cijfers die u opsloeg: {}.", format_html_join("; ", "{} (‘{}’)", said))


def _touched(formset: Any) -> list[Claim]:
    changed = [claim for claim, names in formset.changed_objects if set(names) & set(FIGURE_FIELDS)]
    return [*formset.new_objects, *changed]
