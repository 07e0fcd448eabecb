"""Which columns a sheet has: one for a field of a model, named and explained as on the form."""

from collections.abc import Callable, Iterator
from dataclasses import MISSING

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DecimalField,
    Field,
    IntegerField,
    JSONField,
    Model,
    TextField,
    URLField,
)

from cases import fields
from cases.admin.transfer import cells
from cases.admin.transfer.cells import SheetColumn
from cases.admin.transfer.row_cells import LinksCell, PartiesCell, SilencesCell, SourcesCell
from cases.fields import Definition, definition
from cases.models import Article
from municipalities.models import Municipality

# The columns of what hangs on a case; claims are rows of a sheet of their own.
ROWS: dict[str, tuple[SheetColumn, ...]] = {
    "municipalities": (
        SheetColumn("own", "eigen gemeenten", cells.KeysCell(Municipality)),
        SheetColumn("involved", "betrokken gemeenten", cells.KeysCell(Municipality)),
    ),
    "participations": (SheetColumn("participations", "deelnemers", PartiesCell()),),
    "citations": (SheetColumn("citations", "bronnen", SourcesCell(cells.KeyCell(Article))),),
    "silent_sections": (SheetColumn("silent_sections", "bronnen zwijgen over", SilencesCell()),),
    "links": (SheetColumn("links", "links", LinksCell(dated=True)),),
}

CELLS: tuple[tuple[type["Field[object, object]"], Callable[[], cells.TextCell]], ...] = (
    (BooleanField, cells.YesNoCell),
    (IntegerField, cells.NumberCell),
    (DecimalField, cells.FigureCell),
    (DateField, cells.DayCell),
    (JSONField, cells.LinesCell),
    (URLField, cells.AddressCell),
    (TextField, cells.TextCell),
    (CharField, cells.LineCell),
)


def columns_of(of: Definition, **explained: str) -> Iterator[SheetColumn]:
    """Yield the columns of a case or a claim, first what it is known by; `explained` replaces a form's help text."""
    for name, field in sorted(definition(of).items(), key=lambda item: item[0] not in explained):
        if field.row:
            yield from ROWS.get(name, ())
        else:
            yield column(field.model, name, _defined_cell(field), help_text=explained.get(name))


def column(
    model: type[Model], name: str, cell: cells.TextCell | None = None, *, help_text: str | None = None
) -> SheetColumn:
    """Return the column for the field `name` of `model`, named and, without `help_text`, explained as on the form."""
    field = model._meta.get_field(name)
    assert isinstance(field, Field)  # noqa: S101  # no relation from the other side has a column
    cell = cell or _cell(field)
    return SheetColumn(
        attribute=name,
        name=str(field.verbose_name),
        cell=cell,
        help_text=str(field.help_text) if help_text is None else help_text,
        needed=not (field.blank or cell.may_be_empty),
    )


def _cell(field: "Field[object, object]") -> cells.TextCell:
    if field.choices:
        return cells.ChoiceCell(field.flatchoices)
    return next(make() for kind, make in CELLS if isinstance(field, kind))


def _defined_cell(field: fields.Field) -> cells.TextCell | None:
    """Return how a cell of this field is written; None: as every field of its kind."""
    match field.part:
        case fields.Reference(to=model):
            return cells.KeyCell(model)
        case fields.ReferenceList(to=model):
            return cells.KeysCell(model)
        case fields.Section():
            return cells.MarkdownCell()
        case fields.Choice() if field.default not in (MISSING, ""):
            return cells.ChoiceCell(field.model_field.flatchoices, empty=str(field.default))
    return None
