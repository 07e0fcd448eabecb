"""Query parameters of the API: what a view does not know or cannot read is refused, all of it at once."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django_filters import FilterSet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.views import APIView

# As many values of one parameter as are read: there are fewer municipalities in a province than half of it.
VALUES_ALLOWED = 100


class StrictFilterBackend(DjangoFilterBackend):
    """django-filter's backend (`filterset_class` on the view, or none) that refuses unknown parameters.

    What else reads parameters, the paginator and what the view names in `parameter_readers`, says which ones in
    `parameters` and what is wrong with them in `errors(request)`.
    """

    def filter_queryset(self, request: Any, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        filterset = self.validated(request, queryset, view)
        return filterset.qs if filterset else queryset

    def validated(self, request: Any, queryset: QuerySet[Any], view: APIView) -> Any:
        """Return the view's filterset, valid; None where it has none. Raises ValidationError with all that is wrong."""
        filterset = self.get_filterset(request, queryset, view)
        candidates = (getattr(view, "paginator", None), *getattr(view, "parameter_readers", ()))
        readers = [reader for reader in candidates if reader]
        known = set(filterset.filters if filterset else ()).union(*(reader.parameters for reader in readers))
        wrong = {name: ["Deze parameter bestaat niet."] for name in request.query_params if name not in known}
        too_many = [name for name, values in request.query_params.lists() if len(values) > VALUES_ALLOWED]
        wrong |= {name: [f"Geef ten hoogste {VALUES_ALLOWED} waarden tegelijk."] for name in too_many}
        if too_many:
            raise ValidationError(wrong)
        for reader in readers:
            wrong |= reader.errors(request)
        if filterset:
            wrong |= _empty(request, filterset) | _refused(request, filterset)
            if not filterset.is_valid():
                wrong |= dict(filterset.errors)
        if wrong:
            raise ValidationError(wrong)
        return filterset


def _refused(request: Any, filterset: FilterSet) -> dict[str, list[str]]:
    """Return what a field refuses of a partner, by name, where a page tells its reader: what its `refusal` says."""
    asked = {name: one.field for name, one in filterset.filters.items() if name in request.query_params}
    said = {
        name: field.refusal(request.query_params[name]) for name, field in asked.items() if hasattr(field, "refusal")
    }
    return {name: [message] for name, message in said.items() if message}


def _empty(request: Any, filterset: FilterSet) -> dict[str, list[str]]:
    """Return the parameters that are given without a value, by name. Words to search for may be none."""
    given = {name for name in filterset.filters if "" in request.query_params.getlist(name)}
    return {
        name: ["Geef een waarde, of laat deze parameter weg."]
        for name in given
        if not isinstance(filterset.filters[name].field, forms.CharField)
    }
