"""Query parameters of the site: what cannot be read is said and skipped, the rest counts."""

from typing import Any, NamedTuple

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from gouden.web.text.cleaning import line
from gouden.web.text.dutch_text import shortened

Errors = dict[str, list[str]]


class LenientParams[F: django_filters.FilterSet](NamedTuple):
    """What a visitor asked, as far as it can be read."""

    # Valid, over `query`.
    filterset: F
    # The readable part of the parameters the filterset knows.
    query: QueryDict
    # What was wrong with the rest, by parameter.
    errors: Errors


# As much of a value as a message repeats, and as many unknown values as it names.
VALUE_REPEATED, VALUES_NAMED = 60, 5
# As many values as count, of all parameters together: a page has a link for each, and each link repeats all of them.
VALUES_READ = 60


def lenient[F: django_filters.FilterSet](
    filterset_class: type[F], query: QueryDict, queryset: QuerySet[Any]
) -> LenientParams[F]:
    """Return what of `query` can be read. Unknown parameters are left out without a word."""
    data = QueryDict(mutable=True)
    for name in filterset_class.base_filters:
        data.setlist(name, query.getlist(name))
    errors: Errors = _drop_nul(data)
    for name in list(data):
        data.setlist(name, [value for given in data.getlist(name) if (value := line(given)).strip()])
        if not data.getlist(name):
            del data[name]
    errors |= _drop_too_many(data, filterset_class)
    filterset = filterset_class(data, queryset)
    if filterset.is_valid():
        return LenientParams(filterset, data, errors)
    for name, found in filterset.errors.items():
        values = data.getlist(name)
        readable = _readable(filterset.form.fields[name], values)
        unknown = [value for value in values if value not in readable] if readable is not None else []
        errors[name] = errors.get(name, []) + (_unknown(unknown) or [str(error) for error in found])
        if readable:
            data.setlist(name, readable)
        else:
            del data[name]
    return LenientParams(filterset_class(data, queryset), data, errors)


def _drop_nul(data: QueryDict) -> Errors:
    """Take values with a NUL out of `data`: no database can hold it, PostgreSQL refuses even to compare it."""
    errors = {}
    for name in list(data):
        clean = [value for value in data.getlist(name) if "\x00" not in value]
        if clean != data.getlist(name):
            errors[name] = ["Deze waarde bevat een teken dat niet kan."]
            data.setlist(name, clean)
    return errors


def _drop_too_many(data: QueryDict, filterset_class: type[django_filters.FilterSet]) -> Errors:
    """Take out of `data` repeats, all but the last value of a field of one, and what is more than VALUES_READ."""
    errors, left = {}, VALUES_READ
    for name in list(data):
        values = list(dict.fromkeys(data.getlist(name)))
        several = isinstance(
            filterset_class.base_filters[name].field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField
        )
        kept = values[:left] if several else values[-1:]
        if kept != values:
            errors[name] = [_cut(len(values), len(kept), several=several)]
        data.setlist(name, kept)
        if not kept:
            del data[name]
        left -= len(kept) if several else 0
    return errors


def _cut(asked: int, kept: int, *, several: bool) -> str:
    if not several:
        return f"U vroeg om {asked} waarden; alleen de laatste telt."
    counting = f"de eerste {kept} tellen" if kept else "deze tellen niet mee"
    return f"U vroeg om {asked} waarden; {counting}, want samen mogen het er {VALUES_READ} zijn."


def _unknown(values: list[str]) -> list[str]:
    """Return what to say of these values, the first of them by name."""
    said = [f"‘{shortened(value, VALUE_REPEATED)}’ kennen we niet." for value in values[:VALUES_NAMED]]
    more = len(values) - VALUES_NAMED
    return said + ([f"Nog {more} andere waarden kennen we ook niet."] if more > 0 else [])


def _readable(field: forms.Field, values: list[str]) -> list[str] | None:
    """Return those of `values` that a field of several choices knows; None for a field of one value."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        key = field.to_field_name or "pk"
        assert field.queryset is not None  # noqa: S101  # a filter always has one
        known = set(field.queryset.filter(**{f"{key}__in": values}).values_list(key, flat=True))
        return [value for value in values if value in known]
    if isinstance(field, forms.MultipleChoiceField):
        return [value for value in values if field.valid_value(value)]
    return None
