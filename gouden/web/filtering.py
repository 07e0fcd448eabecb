"""Query parameters of the API: what a view does not know or cannot read is refused, all of it at once."""

from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.views import APIView


class StrictFilterBackend(DjangoFilterBackend):
    """django-filter's backend (`filterset_class` on the view, or none) that refuses unknown parameters."""

    def filter_queryset(self, request: Any, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        filterset = self.get_filterset(request, queryset, view)
        paginator = getattr(view, "paginator", None)
        known = {*(filterset.filters if filterset else ()), *(paginator.parameters if paginator else ())}
        wrong = {name: ["Deze parameter bestaat niet."] for name in request.query_params if name not in known}
        wrong |= paginator.errors(request) if paginator else {}
        if filterset and not filterset.is_valid():
            wrong |= dict(filterset.errors)
        if wrong:
            raise ValidationError(wrong)
        return filterset.qs if filterset else queryset
