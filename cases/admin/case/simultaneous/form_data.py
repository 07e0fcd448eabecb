"""The form of a case as a browser sends it, read as what it says: its fields, and the rows of its inlines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from django import forms
from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest, QueryDict

from cases.fields import PLAIN, ClaimData, Reference, ReferenceList, RowData, Snapshot, definition, named
from cases.models import Case
from cases.revisions.references import key_of
from cases.revisions.snapshot import plain, row_data
from gouden.web.admin.base import whole_number

# The lists of a snapshot that are inlines of the form, and what the form calls them.
INLINE_PREFIXES = {name: field.attribute for name, field in definition(Snapshot).items() if field.row}
REFERENCE_LISTS = named(Snapshot, ReferenceList)
# What a field or row says that is not valid, and a row that goes.
INVALID, DELETED = object(), object()
SentValues = dict[str, list[str]]


@dataclass
class FormPart:
    """A field of a form or a row of an inline: what the browser sends of it and what that says in a snapshot."""

    # The name of a field, the id of a row; empty for a row that the database does not have.
    key: str
    values: SentValues
    # INVALID or DELETED where it says nothing.
    content: Any
    # Whether the database had the row when the form was opened, and no longer does.
    gone: bool = False

    def visible(self) -> SentValues:
        """Return what the editor can see of it."""
        return {name: value for name, value in self.values.items() if name not in {"id", "case"} and any(value)}

    def says_the_same(self, other: "FormPart") -> bool:
        """Whether nothing differs for a reader, in whatever notation it was typed."""
        if INVALID in (self.content, other.content):
            return self.visible() == other.visible()
        return bool(self.content == other.content)


# By name in a snapshot; a field has one part, an inline one for each row.
FormData = dict[str, list[FormPart]]


def read_form(case_admin: ModelAdmin, request: HttpRequest, case: Case, data: QueryDict | None = None) -> FormData:
    """Return what `data` says, typed over `case`, which is changed in memory; without it what the form says unchanged.

    Rows of `data` that the database no longer has are read as new ones, behind those it has.
    """
    data = None if data is None else data.copy()
    inlines = [
        (formset, formset.get_default_prefix(), inline.get_queryset(request).filter(case=case))
        for formset, inline in case_admin.get_formsets_with_inlines(request, case)
    ]
    gone = {} if data is None else {prefix: _renew_rows(data, prefix, rows) for _, prefix, rows in inlines}
    fields = flatten_fieldsets(case_admin.get_fieldsets(request, case))
    form: Any = case_admin.get_form(request, case, change=True, fields=fields)(data, instance=case)
    sent, wrong, content = _sent(form), set(form.errors), _content(form)
    parts = {
        name: [FormPart(name, {name: sent[name]}, INVALID if name in wrong else content[name])]
        for name in sent
        if name in content
    }
    names = {prefix: name for name, prefix in INLINE_PREFIXES.items()}
    for formset_class, prefix, queryset in inlines:
        formset = formset_class(data, instance=case, prefix=prefix, queryset=queryset)
        parts[names[prefix]] = [
            FormPart(_id(values := _sent(row)), values, _said(names[prefix], row), is_gone)
            for row, is_gone in zip_longest(formset.initial_forms if data is None else formset, gone.get(prefix, ()))
        ]
    return parts


def write_rows(data: QueryDict, prefix: str, rows: list[SentValues]) -> None:
    """Put `rows` of an inline in `data` instead of those it has; first those with an id, which the database has."""
    for name in [name for name in data if re.match(rf"{prefix}-\d+-", name)]:
        del data[name]
    data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
    data[f"{prefix}-INITIAL_FORMS"] = str(sum(bool(_id(row)) for row in rows))
    for index, row in enumerate(rows):
        for name, value in row.items():
            if value and (name != "id" or any(value)):
                data.setlist(f"{prefix}-{index}-{name}", value)


def without_key(row: RowData) -> RowData:
    """Return `row`; a claim without its key, which an editor does not see."""
    return replace(row, key="") if isinstance(row, ClaimData) else row


def _renew_rows(data: QueryDict, prefix: str, stored: Any) -> list[bool]:
    """Put the rows of `data` that are no longer `stored` last, as new ones; return of each row whether it is one."""
    known = set(map(str, stored.values_list("pk", flat=True)))
    rows = sorted(_rows(data, prefix), key=lambda row: _id(row) not in known)
    gone = [bool(_id(row)) and _id(row) not in known for row in rows]
    write_rows(data, prefix, [row | {"id": []} if is_gone else row for row, is_gone in zip(rows, gone, strict=True)])
    return gone


def _rows(data: QueryDict, prefix: str) -> Iterator[SentValues]:
    """Yield what the browser sent of each row that counts."""
    found: dict[int, SentValues] = {}
    for name in data:
        if part := re.fullmatch(rf"{prefix}-(\d{{1,4}})-(.+)", name):
            found.setdefault(int(part[1]), {})[part[2]] = data.getlist(name)
    total = whole_number(data.get(f"{prefix}-TOTAL_FORMS", "")) or 0
    yield from (found[index] for index in sorted(found) if index < total)


def _id(values: SentValues) -> str:
    return "".join(values.get("id", []))


def _sent(form: forms.BaseForm) -> SentValues:
    """Return what a browser sends of `form` as it stands on the page, without the prefix."""
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


def _content(form: Any) -> dict[str, Any]:
    """Return what the case of `form` says without its rows."""
    case = form.instance
    chosen = form.cleaned_data if form.is_bound else {name: getattr(case, name).all() for name in REFERENCE_LISTS}
    return (
        {name: plain(getattr(case, name)) for name in named(Snapshot, *PLAIN)}
        | {name: key_of(getattr(case, name)) for name in named(Snapshot, Reference)}
        | {name: tuple(sorted(row.slug for row in chosen.get(name, ()))) for name in REFERENCE_LISTS}
    )


def _said(name: str, form: Any) -> Any:
    """Return what the row in `form` says."""
    if form.is_bound and form.data.get(form.add_prefix("DELETE")):
        return DELETED
    row = definition(Snapshot)[name].row
    assert row is not None  # noqa: S101
    if form.errors:
        return INVALID
    chosen = {one: form.cleaned_data.get(one, ()) for one in named(row, ReferenceList)} if form.is_bound else {}
    return without_key(row_data(row, form.instance, chosen))
