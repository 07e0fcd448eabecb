"""The addresses of the files, and the codebook of the CSV for machines."""

from array import array
from collections.abc import Iterable, Iterator

import django_filters
from django.db.models import Model, QuerySet
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
from cases.listing.partner_filter import PartnerCaseFilter
from cases.listing.statement_filters import StatementFilter
from cases.models import CatalogueState, PublishedCase, PublishedClaim
from cases.outputs.exports.columns import EXPORT_COLUMNS, SEPARATOR, TEXT, ExportColumn
from cases.outputs.exports.files import FORMATS, Format, records, statements
from cases.outputs.exports.statement_columns import STATEMENT_COLUMNS
from cases.outputs.exports.xlsx import MEDIA_TYPE
from cases.projection.public_serializers import PublishedClaimSerializer, RecordSerializer
from cases.projection.records import LICENCE
from cases.revisions.snapshot import Json
from gouden.web.api.renderers import CodebookRenderer, OrjsonRenderer
from gouden.web.http.links import absolute

DEFAULT = "jsonl"
# A file of so many cases, some ten megabytes, is made before it is sent: so it is of one catalogue and has an ETag.
WHOLE = 500


class FormatFilter(django_filters.ChoiceFilter):
    """Which kind of file; leaves nothing out."""

    def __init__(self) -> None:
        super().__init__(
            choices=[(name, format.label) for name, format in FORMATS.items()],
            label="Formaat",
            help_text="Welk soort bestand; zonder deze parameter JSON Lines.",
        )

    def filter[M: Model](self, qs: QuerySet[M], value: object) -> QuerySet[M]:
        return qs


class ExportFilter(PartnerCaseFilter):
    """The parameters of the list, and which kind of file."""

    formaat = FormatFilter()


class StatementExportFilter(StatementFilter):
    """The parameters of the list of statements, and which kind of file."""

    formaat = FormatFilter()


class ParameterDecides(BaseContentNegotiation):
    """Which kind of file `formaat` says, whatever Accept does: a link to a file works everywhere."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        only = next(iter(renderers))
        return only, only.media_type


class FileView(ReadView):
    """A file of all that fits the parameters."""

    pagination_class = None
    content_negotiation_class = ParameterDecides
    # The name of the file, and of the address of what its columns mean.
    name = codebook = ""
    # How many rows a case has, about.
    of_a_case = 1

    def file(self, request: Request, found: QuerySet[PublishedCase] | QuerySet[PublishedClaim]) -> HttpResponseBase:
        """Return the rows found in the kind of file that was asked for."""
        format = FORMATS[request.query_params.get("formaat") or DEFAULT]
        headers = {
            "Content-Disposition": f'attachment; filename="{self.name}.{format.extension}"',
            "Link": f'<{absolute(reverse(self.codebook))}>; rel="describedby"; type="application/csvm+json"',
            # Before anything is read: who follows the changes from here misses nothing that happens meanwhile.
            HEADER: str(CatalogueState.counters().cursor),
        }
        # Eight bytes for each row; all else is read while it is sent.
        ids = array("q", found.values_list("pk", flat=True).iterator())
        lines = self.lines(ids, format)
        if len(ids) <= WHOLE * self.of_a_case:
            return HttpResponse(b"".join(lines), content_type=format.media_type, headers=headers)
        return StreamingHttpResponse(lines, content_type=format.media_type, headers=headers)

    def lines(self, ids: "array[int]", format: Format) -> Iterator[bytes]:
        """Yield the lines of the rows with these keys."""
        raise NotImplementedError


class ExportView(FileView):
    """Alle praktijkvoorbeelden die bij de parameters passen, in één bestand.

    JSON Lines: op elke regel een compleet praktijkvoorbeeld, zoals `toonPraktijkvoorbeeld` het geeft. CSV: één regel
    per voorbeeld; wat de kolommen betekenen staat in het codeboek. XLSX: dezelfde rijen en kolommen, met datums als
    datum en het codeboek op het tweede blad. Zonder parameters is het de hele catalogus. De kop `Gouden-Cursor` zegt
    vanaf waar u daarna de wijzigingen volgt.
    """

    queryset = PublishedCase.objects.all()
    filterset_class = ExportFilter
    name, codebook = "gouden-praktijkvoorbeelden", "api-codebook"

    @extend_schema(
        tags=["praktijkvoorbeelden"],
        operation_id="exporteerPraktijkvoorbeelden",
        filters=True,
        responses={
            (200, "application/x-ndjson"): OpenApiResponse(RecordSerializer, description="Een record per regel."),
            (200, "text/csv"): OpenApiResponse(OpenApiTypes.STR, description="Een regel per voorbeeld."),
            (200, MEDIA_TYPE): OpenApiResponse(
                OpenApiTypes.BINARY, description="Een rij per voorbeeld, en een codeboek."
            ),
        },
    )
    def get(self, request: Request) -> HttpResponseBase:
        return self.file(request, self.filter_queryset(self.get_queryset()))

    def lines(self, ids: "array[int]", format: Format) -> Iterator[bytes]:
        return format.lines(records(ids), EXPORT_COLUMNS)


class StatementExportView(FileView):
    """Alle uitspraken die bij de parameters passen, in één bestand.

    JSON Lines: op elke regel een uitspraak, zoals `toonUitspraak` haar geeft. CSV en XLSX: één rij per uitspraak, met
    wat van haar voorbeeld helpt om haar te plaatsen. De nieuwste kennis staat voorop.
    """

    queryset = PublishedClaim.objects.all()
    filterset_class = StatementExportFilter
    name, codebook = "gouden-uitspraken", "api-statement-codebook"
    of_a_case = 13

    @extend_schema(
        tags=["uitspraken"],
        operation_id="exporteerUitspraken",
        filters=True,
        responses={
            (200, "application/x-ndjson"): OpenApiResponse(
                PublishedClaimSerializer, description="Een uitspraak per regel."
            ),
            (200, "text/csv"): OpenApiResponse(OpenApiTypes.STR, description="Een regel per uitspraak."),
            (200, MEDIA_TYPE): OpenApiResponse(
                OpenApiTypes.BINARY, description="Een rij per uitspraak, en een codeboek."
            ),
        },
    )
    def get(self, request: Request) -> HttpResponseBase:
        newest = [f"published_case__{name}" for name in ("described_in", "title", "case_id")]
        found = self.filter_queryset(self.get_queryset())
        return self.file(request, found.order_by(f"-{newest[0]}", *newest[1:], "position"))

    def lines(self, ids: "array[int]", format: Format) -> Iterator[bytes]:
        return format.lines(statements(ids, with_case=format.has_cells), STATEMENT_COLUMNS)


class CodebookView(ReadView):
    """Het codeboek van de CSV voor machines: metadata volgens CSV on the Web (W3C)."""

    queryset = PublishedCase.objects.none()
    pagination_class = None
    renderer_classes = [CodebookRenderer, OrjsonRenderer]

    @extend_schema(
        tags=["praktijkvoorbeelden"], operation_id="toonCodeboek", responses={200: OpenApiTypes.OBJECT}, filters=False
    )
    def get(self, request: Request) -> Response:
        self.filter_queryset(self.get_queryset())  # refuses parameters
        return Response(codebook("praktijkvoorbeelden", "api-export", EXPORT_COLUMNS))


class StatementCodebookView(ReadView):
    """Het codeboek van de CSV met uitspraken voor machines: metadata volgens CSV on the Web (W3C)."""

    queryset = PublishedClaim.objects.none()
    pagination_class = None
    renderer_classes = [CodebookRenderer, OrjsonRenderer]

    @extend_schema(
        tags=["uitspraken"],
        operation_id="toonCodeboekUitspraken",
        responses={200: OpenApiTypes.OBJECT},
        filters=False,
    )
    def get(self, request: Request) -> Response:
        self.filter_queryset(self.get_queryset())  # refuses parameters
        return Response(codebook("uitspraken", "api-statement-export", STATEMENT_COLUMNS))


def codebook[R](what: str, export: str, columns: Iterable[ExportColumn[R]]) -> dict[str, Json]:
    """Return the columns of a CSV as CSVW metadata (https://www.w3.org/TR/tabular-metadata/)."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "url": f"{absolute(reverse(export))}?formaat=csv",
        "dc:title": f"Gouden: {what}",
        "dc:license": {"@id": LICENCE["url"]},
        "dialect": {"delimiter": ",", "encoding": "utf-8", "header": True},
        "tableSchema": {"columns": [_described(column) for column in columns], "primaryKey": "id"},
    }


def _described[R](column: ExportColumn[R]) -> Json:
    described: dict[str, Json] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": TEXT if column.holds_several else column.datatype,
    }
    return described | ({"separator": SEPARATOR} if column.holds_several else {})
