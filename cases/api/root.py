"""/api/v1 itself: what there is under it, so that whoever has the address finds the rest."""

from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from cases.api.views import ReadView
from cases.models import PublishedCase
from gouden import API_VERSION
from gouden.web.http.links import absolute

PREFIX = "api/v1/"


class RootView(ReadView):
    """The addresses of the API, with what each gives. Not in the schema, whose server this address is."""

    queryset = PublishedCase.objects.none()
    pagination_class = None

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        self.filter_queryset(self.get_queryset())  # refuses parameters
        return Response(
            {
                "naam": "Gouden",
                "versie": API_VERSION,
                "documentatie": absolute(reverse("developers")),
                "openapi": absolute(reverse("api-schema")),
                "adressen": [
                    {"naam": str(pattern.pattern), "url": absolute(f"/{PREFIX}{pattern.pattern}"), "omschrijving": told}
                    for pattern in addresses()
                    if (told := description(pattern))
                ],
            }
        )


def addresses() -> list[URLPattern]:
    """Return the addresses of the API that have nothing to fill in: lists, files and what is beside them."""
    includes: list[Any] = get_resolver().url_patterns
    found = [
        one
        for part in includes
        if str(part.pattern) == PREFIX
        for one in _patterns(part)
        if "<" not in str(one.pattern)
    ]
    return sorted(found, key=lambda one: str(one.pattern))


def _patterns(part: URLResolver) -> list[Any]:
    return list(part.url_patterns)


def description(pattern: URLPattern) -> str:
    """Return the first sentence of what a view says of itself, as in the schema."""
    view: Any = pattern.callback
    first = " ".join((getattr(view, "cls", view).__doc__ or "").split())
    return first.partition(". ")[0].rstrip(".") + "."
