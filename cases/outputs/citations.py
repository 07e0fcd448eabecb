"""The files for reference managers: of a case, and of all cases in a reader's map."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.generic import View

from cases.desk.citing import FORMATS, citation
from cases.desk.dossier import MOST, read_dossier
from cases.models import PublishedCase
from cases.pages.catalogue.gone import gone
from cases.publishing.addresses import trail
from cases.publishing.caching import ConditionalMixin

EMPTY = "Deze map is leeg. Noem in het adres minstens één praktijkvoorbeeld: ?v= en dan zijn kenmerk."


class CitationFile(NamedTuple):
    """A file that a page offers."""

    label: str
    media_type: str
    url: str


def citation_files(name: str, *args: str, query: str = "") -> list[CitationFile]:
    """Return a file of every kind, at the address with this name."""
    return [
        CitationFile(kind.label, kind.media_type, reverse(name, args=[*args, format]) + query)
        for format, kind in FORMATS.items()
    ]


class CitationView(ConditionalMixin, View):
    """How to cite a case; what is gone or moved says so as its page does."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, slug: str, format: str) -> HttpResponse:
        if found := PublishedCase.objects.only("record").filter(slug=slug).first():
            return citations_file([found.record], format, slug)
        public, withdrawal = trail(slug)
        if public:
            return HttpResponsePermanentRedirect(reverse("case-citation", args=[public.slug, format]))
        if withdrawal is None:
            raise Http404("Dit praktijkvoorbeeld bestaat niet.")
        return gone(request, withdrawal)


class DossierCitationsView(ConditionalMixin, View):
    """How to cite the cases of a map, in its order; what in it is not public any more is left out."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, format: str) -> HttpResponse:
        dossier = read_dossier(request.GET)
        if dossier.too_many:
            raise BadRequest(f"Een map houdt hoogstens {MOST} voorbeelden; haal er {dossier.too_many} uit.")
        if not dossier.cases:
            raise BadRequest(EMPTY)
        return citations_file([case.record for case in dossier.cases], format, "map")


def citations_file(records: Iterable[Any], format: str, name: str) -> HttpResponse:
    """Return the file with how to cite these cases; Http404 for a kind of file there is not."""
    if format not in FORMATS:
        raise Http404("Dit soort bestand is er niet.")
    kind = FORMATS[format]
    return HttpResponse(
        kind.write(citation(record) for record in records),
        content_type=kind.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="gouden-{name}.{format}"',
            # Search engines find the page.
            "X-Robots-Tag": "noindex",
        },
    )
