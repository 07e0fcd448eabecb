"""What the form of a case says about the case: what readers still miss, and what could read better."""

from typing import Any, NamedTuple

from django.utils.text import capfirst

from cases.admin.reference.base import row_url
from cases.editorial.quality import advice
from cases.models import Case
from cases.publishing.rules import problems


class FieldAdvice(NamedTuple):
    """All that is said about one field or inline of the form: its label, where it is, and what."""

    label: str
    anchor: str
    # What publishing asks for; the rest is for the reader's sake.
    needed: list[str]
    better: list[str]


def advice_by_field(context: Any, case: Case) -> list[FieldAdvice]:
    """Return what is said of `case` about each field that is on this form, in the order of the form."""
    needed, better = problems(case), advice(case)
    found = {name: FieldAdvice(*place, [], []) for name, place in _places(context).items()}
    for name, field in found.items():
        field.needed.extend(problem.message for problem in needed if problem.field == name)
        field.better.extend(remark.message for remark in better if remark.field == name)
    return [one for one in found.values() if one.needed or one.better]


def show_problems(context: dict[str, Any], case: Case) -> list[dict[str, str]]:
    """Put at its field or inline what publishing `case` still asks, and return it with links for the summary above."""
    form = context["adminform"].form
    formsets = {inline.formset.prefix: inline.formset for inline in context["inline_admin_formsets"]}
    found = problems(case)
    for problem in found:
        if problem.field in formsets:
            formsets[problem.field].non_form_errors().append(problem.message)
        else:
            form.errors.setdefault(problem.field, form.error_class()).append(problem.message)
    return [
        {
            "message": problem.message,
            "anchor": f"{problem.field}-group" if problem.field in formsets else f"id_{problem.field}",
            "row_url": row_url(problem.row) if problem.row else "",
        }
        for problem in found
    ]


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
