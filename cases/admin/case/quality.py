"""What the form of a case says about the case: what readers still miss, and what could read better."""

from typing import Any, NamedTuple, override

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from cases.admin.base import GoudenAdmin
from cases.editorial.planning import check_on
from cases.editorial.quality import Remark, advice
from cases.models import Case
from cases.publishing.rules import Problem, problems
from gouden.web.dutch_text import day


class FieldAdvice(NamedTuple):
    """All that is said about one field or inline of the form: its label, where it is, and what."""

    label: str
    anchor: str
    # What publishing asks for; the rest is for the reader's sake.
    needed: list[str]
    better: list[str]


class QualityMixin(GoudenAdmin):
    """Shows on the form of a saved case what could be better; it blocks nothing."""

    class Media:
        css = {"all": ("admin-quality.css",)}

    @override
    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Case | None = None,
    ) -> HttpResponse:
        if obj and request.method == "GET" and self.has_change_permission(request, obj):
            context["advice"] = by_field(context, problems(obj), advice(obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description="aan de beurt op", empty_value="nog niet bepaald")
    def planned_check(self, case: Case) -> str:
        return day(check_on(case))


def by_field(context: Any, needed: list[Problem], better: list[Remark]) -> list[FieldAdvice]:
    """Return what is said about each field that is on this form, in the order of the form."""
    found = {name: FieldAdvice(*place, [], []) for name, place in _places(context).items()}
    for name, field in found.items():
        field.needed.extend(problem.message for problem in needed if problem.field == name)
        field.better.extend(remark.message for remark in better if remark.field == name)
    return [one for one in found.values() if one.needed or one.better]


def _places(context: Any) -> dict[str, tuple[str, str]]:
    """Return the label and the anchor of each field and inline on the form."""
    adminform = context["adminform"]
    in_order = [name for fieldset in adminform for line in fieldset for name in line.fields]
    fields = adminform.form.fields
    places = {name: (capfirst(fields[name].label), f"id_{name}") for name in in_order if name in fields}
    return places | {
        inline.formset.prefix: (capfirst(inline.opts.verbose_name_plural), f"{inline.formset.prefix}-group")
        for inline in context["inline_admin_formsets"]
    }
