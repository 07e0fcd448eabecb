"""The addresses of the description."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.generic import View

from cases.publishing.caching import ConditionalMixin
from gouden.web.http.links import SeeOther

TURTLE, JSON_LD, HTML = "text/turtle", "application/ld+json", "text/html"
# How rdflib calls them, by media type.
SERIALIZATIONS = {TURTLE: "turtle", JSON_LD: "json-ld", "application/rdf+xml": "pretty-xml"}


class DescriptionView(ConditionalMixin, View):
    """The description of the dataset, its files and its API, in one kind of RDF."""

    http_method_names = ["get", "head", "options"]
    media_type = TURTLE

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.described(self.media_type)

    def described(self, media_type: str) -> HttpResponse:
        """Return the description in this kind of RDF."""
        # Here and not above: rdflib takes a quarter of a second to import, and only harvesters come here.
        from cases.outputs.dcat.description import description

        body = description().serialize(format=SERIALIZATIONS[media_type], encoding="utf-8")
        return HttpResponse(body, content_type=f"{media_type}; charset=utf-8")


class NamedThingsView(DescriptionView):
    """What the names in the description lead to: the description, as Accept asks; who wants a page gets that on it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.get_preferred_type([*SERIALIZATIONS, HTML])
        page = f"{reverse('developers')}#koppelen"
        response = SeeOther(page) if asked == HTML else self.described(asked or TURTLE)
        patch_vary_headers(response, ["Accept"])
        return response
