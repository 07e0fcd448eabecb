"""The form of a case as a browser sends it: its fields, and the rows of its inlines with what each says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest, QueryDict

from cases.admin.base import whole_number
from cases.fields import PLAIN, ClaimData, Reference, ReferenceList, RowData, Snapshot, definition, named
from cases.models import Case
from cases.revisions.references import key_of
from cases.revisions.snapshot import plain, row_data

# How the inlines are called that data calls otherwise.
PREFIXES = {name: field.attribute for name, field in definition(Snapshot).items() if field.row}
MANY = named(Snapshot, ReferenceList)
Values = dict[str, list[str]]


@dataclass
class Row:
    """A row of an inline: what the browser sends, and what it says in a snapshot; None: nothing that holds."""

    values: Values
    content: RowData | None

    @property
    def pk(self) -> str:
        """The id of the row in the database; empty for a new one."""
        return _pk(self.values)

    @property
    def deleted(self) -> bool:
        return bool(self.values.get("DELETE"))

    def typed(self) -> Values:
        """Return what the editor can see of it."""
        return {name: value for name, value in self.values.items() if name not in {"id", "case"} and any(value)}

    def says_the_same(self, other: "Row") -> bool:
        """Whether nothing differs for a reader, in whatever notation it was typed."""
        if self.content is None or other.content is None:
            return self.typed() == other.typed()
        return self.content == other.content


@dataclass
class Posted:
    """A case as a form holds it: in the browser's words, and as a snapshot would say it."""

    fields: Values
    # By name what each field says that holds no rows.
    content: dict[str, Any]
    rows: dict[str, list[Row]]
    # The fields that do not hold; their content says nothing.
    wrong: set[str]


def stored(admin: ModelAdmin, request: HttpRequest, case: Case) -> Posted:
    """Return the form as it would be sent when nothing in it is changed."""
    form = _form_class(admin, request, case)(instance=case)
    rows = {}
    for formset_class, inline in admin.get_formsets_with_inlines(request, case):
        prefix = formset_class.get_default_prefix()
        formset = formset_class(instance=case, prefix=prefix, queryset=inline.get_queryset(request))
        name = _name(prefix)
        rows[name] = [Row(_sent(one), _said(name, one.instance)) for one in formset.initial_forms]
    many = {name: [row.slug for row in getattr(case, name).all()] for name in MANY}
    return Posted(_sent(form), _content(case, many), rows, set())


def typed(admin: ModelAdmin, request: HttpRequest, case: Case) -> Posted:
    """Return what was typed over `case`, which is changed in memory. Rows that are gone are read as new ones."""
    data = request.POST.copy()
    formsets = [
        (formset_class, formset_class.get_default_prefix(), inline.get_queryset(request))
        for formset_class, inline in admin.get_formsets_with_inlines(request, case)
    ]
    ordered: dict[str, list[Values]] = {}
    for formset_class, prefix, _ in formsets:
        known = {str(pk) for pk in formset_class.model._default_manager.filter(case=case).values_list("pk", flat=True)}
        rows = list(_rows(request.POST, prefix))
        there = [values for values in rows if _pk(values) in known]
        ordered[prefix] = there + [values for values in rows if _pk(values) not in known]
        write_rows(data, prefix, [(values, _pk(values) in known) for values in ordered[prefix]])
    form = _form_class(admin, request, case)(data, instance=case)
    form.is_valid()
    many = {name: [row.slug for row in form.cleaned_data.get(name, ())] for name in MANY}
    fields = {name: data.getlist(name) for name in form.fields}
    found = Posted(fields, _content(form.instance, many), {}, set(form.errors))
    for formset_class, prefix, queryset in formsets:
        formset = formset_class(data, instance=case, prefix=prefix, queryset=queryset)
        name = _name(prefix)
        said = [None if one.errors else _said(name, one.instance) for one in formset.forms]
        found.rows[name] = [Row(values, content) for values, content in zip(ordered[prefix], said, strict=True)]
    return found


def write_rows(data: QueryDict, prefix: str, rows: list[tuple[Values, bool]]) -> None:
    """Put `rows` of an inline in `data` instead of those it has, each with whether it is in the database."""
    for name in [name for name in data if re.match(rf"{prefix}-\d+-", name)]:
        del data[name]
    data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
    data[f"{prefix}-INITIAL_FORMS"] = str(sum(is_stored for _, is_stored in rows))
    for index, (values, is_stored) in enumerate(rows):
        for name, value in values.items():
            if value and (name != "id" or is_stored):
                data.setlist(f"{prefix}-{index}-{name}", value)


def _form_class(admin: ModelAdmin, request: HttpRequest, case: Case) -> Any:
    fields = flatten_fieldsets(admin.get_fieldsets(request, case))
    return admin.get_form(request, case, change=True, fields=fields)


def _pk(values: Values) -> str:
    return "".join(values.get("id", []))


def _name(prefix: str) -> str:
    return next(name for name, attribute in PREFIXES.items() if attribute == prefix)


def _rows(data: QueryDict, prefix: str) -> Iterator[Values]:
    """Yield what the browser sent of each row that counts."""
    found: dict[int, Values] = {}
    for name in data:
        if part := re.fullmatch(rf"{prefix}-(\d{{1,4}})-(.+)", name):
            found.setdefault(int(part[1]), {})[part[2]] = data.getlist(name)
    total = whole_number(data.get(f"{prefix}-TOTAL_FORMS", "")) or 0
    yield from (found[index] for index in sorted(found) if index < total)


def _sent(form: forms.BaseForm) -> Values:
    """Return what a browser sends of a form in which nothing was typed, without the prefix."""
    found = {}
    for bound in form:
        widget, value = bound.field.widget, bound.value()
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget = widget.widget
        if isinstance(widget, forms.CheckboxInput):
            found[bound.name] = ["on"] if value else []
        elif isinstance(widget, forms.SelectMultiple):
            found[bound.name] = [str(one) for one in value or ()]
        elif isinstance(widget, forms.Select):
            found[bound.name] = [str("" if value is None else value)]
        else:
            found[bound.name] = [str(widget.format_value(value) or "")]
    return found


def _content(case: Case, many: dict[str, list[str]]) -> dict[str, Any]:
    """Return what `case` says without its rows."""
    single = {name: key_of(getattr(case, name)) for name in named(Snapshot, Reference)}
    plainly = {name: plain(getattr(case, name)) for name in named(Snapshot, *PLAIN)}
    return plainly | single | {name: tuple(sorted(many[name])) for name in MANY}


def _said(name: str, instance: Any) -> RowData:
    """Return what a row says, without the key of a claim: that is not for an editor to see."""
    row = definition(Snapshot)[name].row
    assert row is not None  # noqa: S101
    return without_key(row_data(row, instance))


def without_key(row: RowData) -> RowData:
    """Return `row`; a claim without its key."""
    return replace(row, key="") if isinstance(row, ClaimData) else row
