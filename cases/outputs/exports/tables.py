"""Tables of the site as files to take along, beside the page that shows them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import orjson
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import View

from cases.listing.white_spots import TABLES, Entry, Table, counted
from cases.listing.white_spots import Cell as CrossedCell
from cases.models import Adoption
from cases.outputs.exports.columns import DATE, NUMBER, SEPARATOR, SEVERAL, TEXT, Cell, ExportColumn, harmless
from cases.outputs.exports.files import FORMATS
from cases.pages.catalogue.adoption import adoptions, followed
from cases.projection.records import Card
from cases.publishing.caching import ConditionalMixin

# What a table can be taken along as, the usual one first.
KINDS = ("csv", "csv-excel")
type Line = Mapping[str, Cell]


class TableFile(ConditionalMixin, View):
    """A table as CSV, or with `formaat` as a CSV that a Dutch spreadsheet opens."""

    http_method_names = ["get", "head"]

    def name(self) -> str:
        """Return the name of the file, without its extension."""
        raise NotImplementedError

    def table(self) -> tuple[Sequence[ExportColumn[Line]], Iterable[Line]]:
        """Return the columns and the lines."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        asked = request.GET.get("formaat", KINDS[0])
        if asked not in KINDS:
            raise BadRequest(f"formaat moet {' of '.join(KINDS)} zijn.")
        format = FORMATS[asked]
        columns, lines = self.table()
        body = b"".join(format.lines([[orjson.dumps(line).decode() for line in lines]], columns))
        named = {"Content-Disposition": f'attachment; filename="gouden-{self.name()}.{format.extension}"'}
        return HttpResponse(body, content_type=format.media_type, headers=named)


def column(key: str, meaning: str = "", *, title: str = "", datatype: str = TEXT) -> ExportColumn[Line]:
    """Return a column with what a line has under `key`, called so or by its `title`."""
    return ExportColumn(title or key, meaning, datatype, partial(_held, key))


def _held(key: str, line: Line) -> Cell:
    return line[key]


class AdoptionsFile(TableFile):
    """Who took over what, as `/navolging/` shows it."""

    columns = (
        column("voorbeeldId", "Het blijvende kenmerk van het voorbeeld dat zij overnamen."),
        column("voorbeeldSlug", "De slug van dat voorbeeld."),
        column("voorbeeld", "De titel van dat voorbeeld."),
        column("gemeenten", "De namen van de gemeenten van dat voorbeeld.", datatype=SEVERAL),
        column("overnemer", "Wie het overnam of verkende: een gemeente, een regio of iemand anders."),
        column("overnemerCode", "De CBS-code van die gemeente."),
        column("jaar", "Het jaar waarvan de bron dit zegt.", datatype=NUMBER),
        column("stand", "Hoe ver zij ermee zijn."),
        column("toelichting", "Wat de bron erover zegt."),
        column("artikel", "Het artikel waarin het staat; leeg: dit zeggen alleen zij zelf."),
        column("publicatie", "De publicatie waar dat artikel in staat."),
        column("publicatieJaar", "Het jaar van de publicatie.", datatype=NUMBER),
        column("passage", "Waar het in het artikel staat."),
        column("begonnenIn", "Het jaar waarin zij begonnen, zoals zij zelf zeggen.", datatype=NUMBER),
        column("watAnders", "Wat zij anders doen, in hun eigen woorden."),
        column("bevestigdDoor", "Wie het zelf bevestigde; leeg: dit zegt alleen de bron."),
        column("bevestigdOp", "De dag waarop.", datatype=DATE),
        column("id", "Het blijvende kenmerk van de navolging."),
    )

    def name(self) -> str:
        return "navolging"

    def table(self) -> tuple[Sequence[ExportColumn[Line]], Iterable[Line]]:
        return self.columns, [_followed(*row) for row in followed(adoptions())]


def _followed(adoption: Adoption, card: Card) -> Line:
    article = adoption.article
    return {
        "voorbeeldId": card["id"],
        "voorbeeldSlug": card["slug"],
        "voorbeeld": card["titel"],
        "gemeenten": SEPARATOR.join(one["naam"] for one in card["gemeenten"]),
        "overnemer": adoption.party,
        "overnemerCode": adoption.municipality.cbs_code if adoption.municipality else None,
        "jaar": adoption.year,
        "stand": adoption.status,
        "toelichting": adoption.note,
        "artikel": article.title if article else None,
        "publicatie": article.publication.title if article else None,
        "publicatieJaar": article.publication.year if article else None,
        "passage": adoption.passage,
        "begonnenIn": adoption.since,
        "watAnders": adoption.differently,
        "bevestigdDoor": adoption.confirmed_by,
        "bevestigdOp": adoption.confirmed_on.isoformat() if adoption.confirmed_on else None,
        "id": str(adoption.identifier),
    }


class WhiteSpotsFile(TableFile):
    """How many practices there are of each row in each column."""

    def name(self) -> str:
        return f"witte-vlekken-{self.kwargs['which']}"

    def table(self) -> tuple[Sequence[ExportColumn[Line]], Iterable[Line]]:
        table = TABLES.get(self.kwargs["which"])
        if table is None:
            raise Http404
        [found] = counted(table)
        numbers = [
            column(str(place), title=harmless(one.name), datatype=NUMBER) for place, one in enumerate(found.columns)
        ]
        return [column("kenmerk"), column(table.rows.one), *numbers], [_line(table, *line) for line in found.lines]


def _line(table: Table, row: Entry, cells: Iterable[CrossedCell]) -> Line:
    numbers = {str(place): cell.number for place, cell in enumerate(cells)}
    return {"kenmerk": row.key, table.rows.one: row.name, **numbers}
