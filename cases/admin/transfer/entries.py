"""How a row of a sheet becomes an entry of the catalogue and back: django-import-export's engine with our own rows.

An entry is the data a snapshot or a fixture file holds, beside the row in the database it stands for. The engine reads
each cell, skips what stays the same and collects what is wrong; saving is done by the functions that the loader and
`restore` use too.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
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
from import_export.fields import Field as ResourceField
from import_export.resources import Resource

from cases.admin.transfer import cells
from cases.loading.values import Data
from cases.outputs.exports.columns import as_meant, harmless
from cases.revisions.references import References
from gouden.web.text import prose

Key = tuple[str, ...]
# Unlike other characters nobody sees it is refused: no program types it, so the file was damaged on its way here.
NUL = "\0"


@dataclass
class Entry:
    """What an import makes of a row: the row in the database, or a new one, and its data before (None: new) and now."""

    row: Any
    data: Data
    before: Data | None = None

    @property
    def pk(self) -> Any:
        return self.row.pk

    def __str__(self) -> str:
        return str(self.row)


@dataclass(frozen=True)
class Change:
    """What becomes of one cell, as the file writes it."""

    column: str
    old: str
    new: str


class Column(ResourceField):
    """A column of the sheet: which part of an entry, how it is written, and what the explanation says of it."""

    def __init__(
        self, attribute: str, column_name: str, widget: cells.Text, help_text: str = "", *, needed: bool = False
    ) -> None:
        super().__init__(attribute=attribute, column_name=column_name, widget=widget)
        self.help_text, self.needed = help_text, needed

    @property
    def meaning(self) -> str:
        parts = ["Mag niet leeg zijn." if self.needed else "", self.help_text, self.widget.meaning]
        return " ".join(part for part in parts if part)

    def get_value(self, entry: Entry) -> Any:
        return entry.data[self.attribute]

    def export(self, entry: Entry, **kwargs: Any) -> str:
        """Return the cell of `entry`, safe in a spreadsheet."""
        text = prose(self.widget.render(self.get_value(entry)))
        return text if isinstance(self.widget, cells.Figure | cells.Number) else harmless(text)

    def save(self, entry: Entry, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """Take over what the cell says; one that says what the export would say leaves the value as it is."""
        if NUL in row[self.column_name]:
            raise ValueError("In deze cel staat een teken dat geen tekst is (NUL). Typ de tekst opnieuw.")
        text = prose(row[self.column_name]).strip()
        if entry.before is None or text != self.export(entry).strip():
            entry.data[self.attribute] = self.widget.clean(as_meant(text), row=row, **kwargs)

    def changes(self, entry: Entry) -> Iterable[Change]:
        old = "" if entry.before is None else self.widget.render(entry.before[self.attribute])
        new = self.widget.render(entry.data[self.attribute])
        if old != new:
            yield Change(self.column_name, old, new)


def column(model: type[Model], name: str, widget: cells.Text | None = None, *, help_text: str | None = None) -> Column:
    """Return the column for the field `name` of `model`, named and, without `help_text`, explained as on the form."""
    field: Any = model._meta.get_field(name)
    widget = widget or _widget(field)
    return Column(
        attribute=name,
        column_name=str(field.verbose_name),
        widget=widget,
        help_text=str(field.help_text) if help_text is None else help_text,
        needed=not (field.blank or isinstance(widget, cells.YesNo) or getattr(widget, "empty", "")),
    )


def _widget(field: "Field[Any, Any]") -> cells.Text:
    if field.choices:
        return cells.Choice(field.flatchoices)
    widgets: tuple[tuple[type[Field[Any, Any]], Callable[[], cells.Text]], ...] = (
        (BooleanField, cells.YesNo),
        (IntegerField, cells.Number),
        (DecimalField, cells.Figure),
        (DateField, cells.Day),
        (JSONField, cells.Lines),
        (URLField, cells.Address),
        (TextField, cells.Text),
        (CharField, cells.Line),
    )
    return next(make() for kind, make in widgets if isinstance(field, kind))


class Existing:
    """The entries a sheet names, loaded at once in a number of queries that does not grow with the rows."""

    def __init__(self, resource: "EntryResource", dataset: Any) -> None:
        self.resource = resource
        self.entries = resource.existing({resource.key_of(row) for row in dataset.dict})

    def get_instance(self, row: Data) -> Entry | None:
        return self.entries.get(self.resource.key_of(row))


class EntryResource(Resource):
    """One kind of entry: its columns, what names a row, and how it is found, checked and saved."""

    model: type[Model]
    columns: tuple[Column, ...]
    # The columns by which a row is found.
    key: tuple[str, ...] = ("slug",)

    class Meta:
        skip_diff = True
        store_instance = True
        instance_loader_class = Existing

    def __init__(self, *, by: User, note: str, may_save: Callable[[Entry], bool]) -> None:
        """Read for `by`, with `note` in what is recorded; `may_save` says of an entry whether `by` may save it."""
        super().__init__()
        self.fields = {one.attribute: one for one in self.columns}
        self.by, self.note, self.may_save = by, note, may_save
        self.references = References()
        self.seen: dict[Key, int] = {}
        self.saved: list[Entry] = []
        # How many public cases changed along.
        self.refreshed = 0

    # --- What each kind says ------------------------------------------------------------------------------------

    def blank(self) -> Data:
        """Return the data of an entry in which nothing is filled in."""
        raise NotImplementedError

    def existing(self, keys: set[Key]) -> dict[Key, Entry]:
        """Return the entries with these keys that there are."""
        raise NotImplementedError

    def entries(self, queryset: Any) -> Iterable[Entry]:
        """Return the rows of `queryset` as entries, in a fixed number of queries."""
        raise NotImplementedError

    def fill(self, entry: Entry) -> None:
        """Put the data into the fields of the row, to be checked."""
        raise NotImplementedError

    def store(self, entry: Entry) -> None:
        """Save the row with all that belongs to it."""
        raise NotImplementedError

    def record(self) -> None:
        """Do what follows a change once all rows are saved: revisions, or the public cases that show a row."""
        raise NotImplementedError

    def problems(self, entry: Entry) -> dict[str, str]:
        """Return by attribute what the fields by themselves do not show to be wrong."""
        return {}

    @staticmethod
    def order(row: Data) -> Any:
        """Return what to sort the rows by where they need each other."""
        return 0

    # --- The engine's hooks -------------------------------------------------------------------------------------

    @classmethod
    def get_db_connection_name(cls) -> str:
        return "default"

    def get_import_id_fields(self) -> tuple[str, ...]:
        return self.key

    def key_of(self, row: Data) -> Key:
        return tuple(as_meant(prose(row[self.fields[name].column_name])).strip() for name in self.key)

    def before_import_row(self, row: Data, row_number: int = 0, **kwargs: Any) -> None:
        """Refuse a row without a key, or with the key of a row before it."""
        key = self.key_of(row)
        empty = [name for name, part in zip(self.key, key, strict=True) if not part]
        if empty:
            raise ValidationError(dict.fromkeys(empty, "Vul dit in: hieraan wordt herkend waar de rij over gaat."))
        if key in self.seen:
            line = kwargs["lines"][self.seen[key] - 1]
            raise ValidationError({self.key[-1]: f"‘{key[-1]}’ staat ook op rij {line}."})
        self.seen[key] = row_number

    def init_instance(self, row: Any = None) -> Entry:
        return Entry(self.model(), self.blank())

    def skip_row(self, entry: Entry, original: Any, row: Data, import_validation_errors: Any = None) -> bool:
        return not import_validation_errors and entry.data == entry.before

    def validate_instance(
        self, entry: Entry, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """Raise a ValidationError with everything that is wrong with the row, by attribute."""
        errors = dict(import_validation_errors or {})
        for name, message in self.problems(entry).items():
            errors.setdefault(name, []).append(message)
        self.fill(entry)
        try:
            entry.row.full_clean(exclude=set(errors))
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)
        if not self.may_save(entry):
            raise ValidationError("U mag dit niet toevoegen." if entry.before is None else "U mag dit niet wijzigen.")

    def do_instance_save(self, entry: Entry, is_create: bool) -> None:
        self.store(entry)
        self.saved.append(entry)

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        if not kwargs["dry_run"] and not result.has_errors() and not result.has_validation_errors():
            self.record()

    def changes(self, entry: Entry) -> list[Change]:
        """Return what becomes different, cell by cell."""
        return [change for one in self.columns for change in one.changes(entry)]
