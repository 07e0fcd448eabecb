"""Forms that say what is wrong in words one can act on, and where: what is missing by its name, and a list with links.

Every form of the site and of the admin is one of these; `components/form_errors.html` shows the list and takes
the focus to it. A test walks through all forms.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms
from django.utils.text import capfirst

REQUIRED = forms.Field.default_error_messages["required"]
CHOSEN = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.FileInput)


class Fault(NamedTuple):
    """Something that is wrong in a form: where, and what. `anchor` is empty for what is of no field."""

    anchor: str
    message: str


class ExplainingMixin:
    """Of a form: says of an empty field what to fill in or choose, unless the field says so itself."""

    fields: dict[str, forms.Field]

    def full_clean(self) -> None:
        for name, field in self.fields.items():
            if field.required and str(field.error_messages["required"]) == str(REQUIRED):
                field.error_messages["required"] = missing(str(self[name].label), field)  # type: ignore[index]
        super().full_clean()  # type: ignore[misc]

    @property
    def faults(self) -> list[Fault]:
        """What is wrong, in the order of the form."""
        return faults_of(self)  # type: ignore[arg-type]


class ExplainingForm(ExplainingMixin, forms.Form):
    """A form of its own."""


class ExplainingModelForm(ExplainingMixin, forms.ModelForm):
    """A form of a row."""


def missing(label: str, field: forms.Field) -> str:
    """Return what to do about `field`, which is empty: "Vul uw mailadres in.", "Vul ‘Titel’ in."."""
    label = label.rstrip(":")
    if label.endswith("?"):
        return f"Beantwoord de vraag ‘{label}’"
    widget = getattr(field.widget, "widget", field.widget)
    if isinstance(widget, forms.CheckboxInput):
        return f"Zet een vinkje bij ‘{label}’."
    # By the words that stand beside it: of a name one cannot tell whether it goes with 'de' or 'het'.
    named = f"uw{label[2:]}" if label.lower().startswith("uw ") else f"‘{capfirst(label)}’"
    if isinstance(widget, CHOSEN):
        return f"Kies {named}." if named.startswith("uw") else f"Maak een keuze bij {named}."
    return f"Vul {named} in."


def faults_of(form: forms.BaseForm, formsets: Iterable[forms.BaseFormSet] = ()) -> list[Fault]:
    """Return what is wrong in a form and in the rows of `formsets`; of a row with the row's name before it."""
    found = list(_faults(form))
    for formset in formsets:
        found += [Fault(f"{formset.prefix}-group", str(error)) for error in formset.non_form_errors()]
        for number, row in enumerate(formset.forms, start=1):
            if row.errors:
                kind = getattr(row, "_meta", None)
                name = capfirst(str(kind.model._meta.verbose_name)) if kind else "Rij"
                found += _faults(row, before=f"{name} {number}: ", whole=f"{formset.prefix}-{number - 1}")
    return found


def _faults(form: forms.BaseForm, *, before: str = "", whole: str = "") -> Iterable[Fault]:
    for error in form.non_field_errors():
        yield Fault(whole, f"{before}{error}")
    for field in [*form.visible_fields(), *form.hidden_fields()]:
        errors: Any = form.errors.get(field.name)
        for error in errors.as_data() if errors else []:
            said = " ".join(error.messages)
            named = error.code == "required"
            yield Fault(anchor_of(field), f"{before}{said}" if named else f"{before}{_heading(field)} {said}")


def _heading(field: forms.BoundField) -> str:
    """Return the name of a field as it stands before what is said of it."""
    label = str(field.label).removesuffix("(niet verplicht)").strip().rstrip(":")
    return label if label.endswith("?") else f"{capfirst(label)}:"


def anchor_of(field: forms.BoundField) -> str:
    """Return the id of what takes the focus for `field`: of a group of choices the first."""
    widget = getattr(field.field.widget, "widget", field.field.widget)
    several = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{field.auto_id}_0" if several else str(field.id_for_label or field.auto_id)
