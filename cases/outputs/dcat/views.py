"""The addresses of the description."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import View

from cases.publishing.caching import ConditionalMixin


class DescriptionView(ConditionalMixin, View):
    """The description of the dataset, its files and its API, as `serialization`."""

    serialization = "turtle"
    media_type = "text/turtle"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Here and not above: rdflib takes a quarter of a second to import, and only harvesters come here.
        from cases.outputs.dcat.description import description

        body = description().serialize(format=self.serialization, encoding="utf-8")
        return HttpResponse(body, content_type=f"{self.media_type}; charset=utf-8")
