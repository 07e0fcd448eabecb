"""The addresses of the files, and the codebook of the CSV for machines."""

from array import array
from collections.abc import Iterable

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from cases.api.history import HEADER
from cases.api.views import ReadView
from cases.listing.filters import CaseFilter
from cases.models import CatalogueState, PublishedCase
from cases.outputs.exports.columns import EXPORT_COLUMNS, SEPARATOR, TEXT, ExportColumn
from cases.outputs.exports.files import FORMATS, records
from cases.projection.public_serializers import LICENCE, RecordSerializer
from cases.revisions.snapshot import Json
from gouden.web.http.links import absolute

DEFAULT = "jsonl"
# A file of so many cases, some ten megabytes, is made before it is sent: so it is of one catalogue and has an ETag.
WHOLE = 500


class ExportFilter(CaseFilter):
    """The parameters of the list, and which kind of file."""

    formaat = django_filters.ChoiceFilter(
        method="keep",
        choices=[(name, format.label) for name, format in FORMATS.items()],
        label="Formaat",
        help_text="Welk soort bestand; zonder deze parameter JSON Lines.",
    )

    def keep(self, queryset: QuerySet[PublishedCase], name: str, value: str) -> QuerySet[PublishedCase]:
        return queryset


class ParameterDecides(BaseContentNegotiation):
    """Which kind of file `formaat` says, whatever Accept does: a link to a file works everywhere."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        only = next(iter(renderers))
        return only, only.media_type


class ExportView(ReadView):
    """Alle praktijkvoorbeelden die bij de parameters passen, in één bestand.

    JSON Lines: op elke regel een compleet praktijkvoorbeeld, zoals `toonPraktijkvoorbeeld` het geeft. CSV: één regel
    per voorbeeld; wat de kolommen betekenen staat in het codeboek. Zonder parameters is het de hele catalogus. De kop
    `Gouden-Cursor` zegt vanaf waar u daarna de wijzigingen volgt.
    """

    queryset = PublishedCase.objects.all()
    filterset_class = ExportFilter
    pagination_class = None
    content_negotiation_class = ParameterDecides

    @extend_schema(
        tags=["praktijkvoorbeelden"],
        operation_id="exporteerPraktijkvoorbeelden",
        filters=True,
        responses={
            (200, "application/x-ndjson"): OpenApiResponse(RecordSerializer, description="Een record per regel."),
            (200, "text/csv"): OpenApiResponse(OpenApiTypes.STR, description="Een regel per voorbeeld."),
        },
    )
    def get(self, request: Request) -> HttpResponseBase:
        found = self.filter_queryset(self.get_queryset())
        format = FORMATS[request.query_params.get("formaat") or DEFAULT]
        headers = {
            "Content-Disposition": f'attachment; filename="gouden-praktijkvoorbeelden.{format.extension}"',
            "Link": f'<{absolute(reverse("api-codebook"))}>; rel="describedby"; type="application/csvm+json"',
            # Before anything is read: who follows the changes from here misses nothing that happens meanwhile.
            HEADER: str(CatalogueState.counters().cursor),
        }
        # Eight bytes for each case; all else is read while it is sent.
        ids = array("q", found.values_list("pk", flat=True).iterator())
        lines = format.lines(records(ids))
        if len(ids) <= WHOLE:
            return HttpResponse(b"".join(lines), content_type=format.media_type, headers=headers)
        return StreamingHttpResponse(lines, content_type=format.media_type, headers=headers)


class CodebookView(ReadView):
    """Het codeboek van de CSV voor machines: metadata volgens CSV on the Web (W3C)."""

    queryset = PublishedCase.objects.none()
    pagination_class = None

    @extend_schema(
        tags=["praktijkvoorbeelden"], operation_id="toonCodeboek", responses={200: OpenApiTypes.OBJECT}, filters=False
    )
    def get(self, request: Request) -> Response:
        self.filter_queryset(self.get_queryset())  # refuses parameters
        return Response(codebook())


def codebook() -> dict[str, Json]:
    """Return the CSV's columns as CSVW metadata (https://www.w3.org/TR/tabular-metadata/)."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "url": f"{absolute(reverse('api-export'))}?formaat=csv",
        "dc:title": "Gouden: praktijkvoorbeelden",
        "dc:license": {"@id": LICENCE["url"]},
        "dialect": {"delimiter": ",", "encoding": "utf-8", "header": True},
        "tableSchema": {"columns": [_described(column) for column in EXPORT_COLUMNS], "primaryKey": "id"},
    }


def _described(column: ExportColumn) -> Json:
    described: dict[str, Json] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": TEXT if column.holds_several else column.datatype,
    }
    return described | ({"separator": SEPARATOR} if column.holds_several else {})
