"""A form that somebody else saved after it was opened is shown once more, with all that was typed in it."""

import hashlib
import types
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db.models import Model
from django.http import HttpRequest

from cases.publishing import name_of
from cases.revisions.differences import Named, marked
from gouden.web.admin.base import GoudenAdmin, editor
from gouden.web.forms.explaining import ExplainingModelForm
from gouden.web.text.dutch_numbers import written

# In the form: what it was made from, the number of a version or the fingerprint of a row.
SEEN_INPUT = "gezien"
NOT_SAVED_YET = "Nog niet bewaard: kijk hierboven wat er intussen veranderde, en sla dan opnieuw op."


class StaleForm(ExplainingModelForm):
    """A form that is not saved yet, whatever is typed in it."""

    def clean(self) -> Any:
        self.add_error(None, NOT_SAVED_YET)
        return super().clean()


class StaleFormMixin(GoudenAdmin):
    """Shows the form once more when `request.is_stale` is set."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if getattr(request, "is_stale", False):
            return types.new_class(form.__name__, (StaleForm, form))
        return form


class StaleRow(NamedTuple):
    """What came between opening the form of a row and saving it: who did it, and which fields now differ."""

    entry: LogEntry | None
    who: str
    texts: list[Named]


def fingerprint(admin: GoudenAdmin, request: HttpRequest, row: Model) -> str:
    """Return what differs as soon as anything differs that the form of `row` can change."""
    rows: list[Model] = [row]
    for formset, inline in admin.get_formsets_with_inlines(request, row):
        if inline.has_change_permission(request, row):
            rows += inline.get_queryset(request).filter(**{formset.fk.name: row}).order_by("pk")
    fields = {field.name for one in rows for field in (*one._meta.fields, *one._meta.many_to_many) if field.editable}
    return hashlib.sha256(serializers.serialize("json", rows, fields=fields).encode()).hexdigest()[:16]


def stale_row(admin: GoudenAdmin, request: HttpRequest, row: Model) -> StaleRow:
    """Return who saved `row` last, and what of it differs from what is typed now."""
    fields = flatten_fieldsets(admin.get_fieldsets(request, row))
    form_class: Any = admin.get_form(request, row, change=True, fields=fields)
    stored = {name: _text(row, name, _value(row, name)) for name in form_class.base_fields}
    form = form_class(request.POST, instance=row)
    form.is_valid()
    texts = []
    for name, field in form.fields.items():
        given = form.cleaned_data.get(name)
        typed = request.POST.get(name, "") if name in form.errors else _text(row, name, given)
        if typed != stored[name]:
            texts.append(Named(str(field.label), marked(stored[name], typed)))
    of_this = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk))
    entry = of_this.select_related("user").order_by("-action_time").first()
    who = "" if entry is None else said_to(editor(request), entry.user)
    return StaleRow(entry, who, texts)


def said_to(reader: User, user: User | None) -> str:
    """Return how `reader` is told who `user` is; None is the system."""
    if user is None:
        return "het systeem"
    return "uzelf, in een ander venster" if user == reader else name_of(user)


def _value(row: Model, name: str) -> Any:
    value = getattr(row, name)
    return list(value.all()) if row._meta.get_field(name).many_to_many else value


def _text(row: Model, name: str, value: Any) -> str:
    """Return what `value`, stored in a field of `row` or typed in it, says."""
    field: Any = row._meta.get_field(name)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if field.many_to_many:
        return ", ".join(sorted(map(str, value or ())))
    if isinstance(value, list):
        return "\n".join(map(str, value))
    if isinstance(value, Decimal):
        return written(value)
    return "" if value is None else str(dict(field.flatchoices or ()).get(value, value))
