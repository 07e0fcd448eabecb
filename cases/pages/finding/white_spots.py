"""Of what the catalogue has no example: tables of what is set out against what, each number the way to its list."""

from typing import Any, NamedTuple

from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView

from cases.listing.white_spots import TABLES, Cell, Counted, Table, counted
from cases.publishing.caching import KeptMixin
from gouden.web.pages.mixins import Crumb, PageMixin

TITLE = "Witte vlekken"
# From how many examples on a cell is tinted as some, and as many.
SOME, MANY = 3, 6


class ShownCell(NamedTuple):
    """A cell, with how deep it is tinted: from 1 to 3; 0 is a white spot."""

    cell: Cell
    tint: int


class ShownTable(NamedTuple):
    """A table as the page shows it."""

    counted: Counted
    lines: list[tuple[str, list[ShownCell]]]


class WhiteSpotsView(KeptMixin, PageMixin, TemplateView):
    """All tables; on a phone the columns to choose from."""

    template_name = "cases/finding/white_spots.html"
    title = TITLE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tables=[shown(one) for one in counted(*TABLES.values()) if one.cells], **kwargs)


class WhiteSpotsColumnView(KeptMixin, PageMixin, TemplateView):
    """One column of a table as a list: first what there is no example of."""

    template_name = "cases/finding/white_spots_column.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        table = TABLES.get(self.kwargs["which"])
        if table is None:
            raise Http404
        [numbers] = counted(table)
        cells = numbers.column(self.kwargs["key"])
        if not cells:
            raise Http404
        return super().get_context_data(
            table=table,
            columns=numbers.columns,
            column=cells[0].column,
            column_name=inside(table, cells[0].column.name),
            total=len(cells),
            without=[cell for cell in cells if not cell.number],
            having=[cell for cell in cells if cell.number],
            **kwargs,
        )

    def get_title(self, context: dict[str, Any]) -> str:
        table = context["table"]
        return f"{TITLE}: {table.rows.more} {table.columns.said} {context['column_name']}"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb(TITLE, reverse("white-spots")), Crumb(context["column"].name)]


def inside(table: Table, name: str) -> str:
    """Return the name of a column as it stands in a sentence: that of a theme begins with a small letter."""
    return name[0].lower() + name[1:] if table.columns.parameter == "thema" else name


def shown(numbers: Counted) -> ShownTable:
    """Return a table with its tints."""
    lines = [(row.name, [ShownCell(cell, tint(cell.number)) for cell in cells]) for row, cells in numbers.lines]
    return ShownTable(numbers, lines)


def tint(number: int) -> int:
    """Return how deep a cell with so many examples is tinted."""
    return (number > 0) + (number >= SOME) + (number >= MANY)
