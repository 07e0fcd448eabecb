"""An entry on its way in or out, and what each kind of them says: its columns, and how one is found and saved."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.contrib.auth.models import User
from django.db.models import Model, QuerySet

from cases import jobs
from cases.admin.transfer.cells import SheetColumn
from cases.admin.transfer.data import Data
from cases.admin.transfer.stale_rows import SeenRow, Since, StaleFields
from cases.outputs.exports.columns import as_meant
from cases.revisions.references import References
from gouden.web.text.cleaning import prose

Status = Literal["new", "changed", "same"]

ADDRESS = "Hieraan wordt de rij herkend. Wat er nog niet is, wordt toegevoegd."

# What stands in the columns by which a row is found.
RowKey = tuple[str, ...]


@dataclass
class ImportEntry:
    """What an import makes of a row: the row in the database, or a new one, and its data before (None: new) and now."""

    row: Model
    data: Data
    before: Data | None = None
    # How it was when the file was taken along, where that says so; and what a colleague changed since.
    seen: SeenRow | None = None
    stale: StaleFields = field(default_factory=StaleFields)
    # The number of its version before it was saved, where it has versions.
    version_before: int | None = None

    @classmethod
    def of(cls, row: Model, data: Data) -> "ImportEntry":
        """Return the entry of a row that is there, with what it says now."""
        return cls(row, dict(data), data)

    def __str__(self) -> str:
        return str(self.row)

    @property
    def status(self) -> Status:
        """What becomes of the row."""
        if self.before is None:
            return "new"
        return "same" if self.data == self.before else "changed"

    def row_as[M: Model](self, model: type[M]) -> M:
        """Return the row, which is of this model."""
        return of_model(model, self.row)


def of_model[M: Model](model: type[M], row: Model) -> M:
    """Return `row`, which is of this model."""
    if not isinstance(row, model):
        raise TypeError(f"{row!r} is no {model.__name__}")
    return row


class Transfer:
    """How one kind of entry goes out to a sheet and comes in from one, for one editor."""

    model: type[Model]
    columns: tuple[SheetColumn, ...]
    # The columns by which a row is found.
    key: RowKey = ("slug",)
    # The field that names another row of this kind, of which it is part and which must be there first; empty: none.
    whole: str = ""
    # Whether readers see a change only once somebody publishes it.
    waits_for_publication = True

    def __init__(
        self,
        *,
        by: User,
        note: str,
        may_save: Callable[[ImportEntry], bool],
        why_kept: Callable[[ImportEntry], str] = lambda entry: "",
    ) -> None:
        """Save for `by`, with `note` in what is recorded; `may_save` says of an entry whether `by` may save it.

        `why_kept` says in Dutch why `by` may not delete the row of one; empty: that may be.
        """
        self.by, self.note, self.may_save, self.why_kept = by, note, may_save, why_kept
        self.references = References()

    @property
    def key_columns(self) -> list[SheetColumn]:
        columns = {column.attribute: column for column in self.columns}
        return [columns[name] for name in self.key]

    def key_of(self, cells: dict[str, str]) -> RowKey:
        """Return what a row of the sheet is known by."""
        return tuple(as_meant(prose(cells[column.name])).strip() for column in self.key_columns)

    def blank(self) -> Data:
        """Return the data of an entry in which nothing is filled in."""
        raise NotImplementedError

    def rows(self) -> QuerySet[Model]:
        """Return the rows that an editor meets."""
        return self.model._default_manager.all()

    def existing(self, keys: set[RowKey]) -> dict[RowKey, ImportEntry]:
        """Return the entries with these keys that there are."""
        rows = self.model._default_manager.filter(slug__in=[slug for (slug,) in keys])
        return {(str(entry.data["slug"]),): entry for entry in self.entries(rows)}

    def entries(self, queryset: QuerySet[Model]) -> Iterable[ImportEntry]:
        """Return the rows of `queryset` as entries, in a fixed number of queries."""
        raise NotImplementedError

    def since(self, entry: ImportEntry, seen: SeenRow) -> Since:
        """Return what is known of how the row was at `seen`, and who changed it since."""
        return Since()

    def held(self, seen: SeenRow, data: Data) -> bool:
        """Whether the row was then as it is in `data`."""
        return all(seen.held(column, data) for column in self.columns)

    def fill(self, entry: ImportEntry) -> None:
        """Put the data into the fields of the row, to be checked."""
        raise NotImplementedError

    def problems(self, entry: ImportEntry) -> dict[str, str]:
        """Return by attribute what the fields by themselves do not show to be wrong."""
        return {}

    def store(self, entry: ImportEntry) -> None:
        """Save the row with all that belongs to it."""
        raise NotImplementedError

    def remove(self, entry: ImportEntry) -> str:
        """Delete what an import added, and return in Dutch why it stays; empty: it is gone."""
        why_kept = self.why_kept(entry)
        if not why_kept:
            entry.row.delete()
        return why_kept

    def is_draft(self, entry: ImportEntry, version: int | None) -> bool:
        """Whether this version of a row is a draft beside what readers see, so that the row itself does not hold it."""
        return False

    def take_back(self, entry: ImportEntry, before: int | None, draft: int | None) -> str:
        """Go back from a draft that an import made to the version before; return in Dutch why it stays."""
        raise NotImplementedError

    def version_numbers(self, entries: Iterable[ImportEntry]) -> dict[int, int]:
        """Return the number of the latest version of each of these rows that has versions, by its primary key."""
        return {}

    def record(self, entries: list[ImportEntry], removed: Sequence[ImportEntry] = ()) -> jobs.Refreshed:
        """Do what follows once all rows are saved, and those of `removed` deleted.

        Returns what became of the public cases.
        """
        raise NotImplementedError

    @classmethod
    def needs(cls, cells: dict[str, str]) -> str:
        """Return the key of another row of this kind that must be there first; empty: none."""
        names = {column.attribute: column.name for column in cls.columns}
        return cells.get(names.get(cls.whole, ""), "").strip()

    @staticmethod
    def order(cells: dict[str, str]) -> int:
        """Return what to sort the rows of the sheet by where they need each other."""
        return 0
