"""The kinds of entries that go out and come in as rows of a sheet: cases, claims, organisations and initiatives.

Each says which columns it has, and how an entry is found, checked and saved: by the functions that revisions and the
catalogue's files use too. Add one to TRANSFERS and its admin gets the pages.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User
from django.db.models import Max, Model, Prefetch

from cases import jobs, publishing
from cases.admin.transfer import cells
from cases.admin.transfer.cells import SheetColumn
from cases.admin.transfer.columns import column, columns_of
from cases.admin.transfer.data import Data
from cases.admin.transfer.row_cells import LinksCell
from cases.fields import ClaimData, Snapshot, definition
from cases.loading.entries import INITIATIVES, ORGANISATIONS, Kind
from cases.models import Case, Claim, Initiative
from cases.outputs.exports.columns import as_meant
from cases.revisions.references import References
from cases.revisions.snapshot import FORMAT, blank, fill, read, restore, row_data, snapshot, stored
from gouden.web.text.cleaning import prose
from municipalities.models import Municipality, Organisation

ADDRESS = "Hieraan wordt de rij herkend. Wat er nog niet is, wordt toegevoegd."

# What stands in the columns by which a row is found.
RowKey = tuple[str, ...]


@dataclass
class ImportEntry:
    """What an import makes of a row: the row in the database, or a new one, and its data before (None: new) and now."""

    row: Any
    data: Data
    before: Data | None = None

    @classmethod
    def of(cls, row: Model, data: Data) -> "ImportEntry":
        """Return the entry of a row that is there, with what it says now."""
        return cls(row, dict(data), data)

    def __str__(self) -> str:
        return str(self.row)


class Transfer:
    """How one kind of entry goes out to a sheet and comes in from one, for one editor."""

    model: type[Model]
    columns: tuple[SheetColumn, ...]
    # The columns by which a row is found.
    key: RowKey = ("slug",)
    # Whether readers see a change only once somebody publishes it.
    waits_for_publication = True

    def __init__(self, *, by: User, note: str, may_save: Callable[[ImportEntry], bool]) -> None:
        """Save for `by`, with `note` in what is recorded; `may_save` says of an entry whether `by` may save it."""
        self.by, self.note, self.may_save = by, note, may_save
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

    def existing(self, keys: set[RowKey]) -> dict[RowKey, ImportEntry]:
        """Return the entries with these keys that there are."""
        rows = self.model._default_manager.filter(slug__in=[slug for (slug,) in keys])
        return {(entry.row.slug,): entry for entry in self.entries(rows)}

    def entries(self, queryset: Any) -> Iterable[ImportEntry]:
        """Return the rows of `queryset` as entries, in a fixed number of queries."""
        raise NotImplementedError

    def fill(self, entry: ImportEntry) -> None:
        """Put the data into the fields of the row, to be checked."""
        raise NotImplementedError

    def problems(self, entry: ImportEntry) -> dict[str, str]:
        """Return by attribute what the fields by themselves do not show to be wrong."""
        return {}

    def store(self, entry: ImportEntry) -> None:
        """Save the row with all that belongs to it."""
        raise NotImplementedError

    def record(self, entries: list[ImportEntry]) -> jobs.Refreshed:
        """Do what follows once all rows are saved, and return what became of the public cases."""
        raise NotImplementedError

    @staticmethod
    def order(cells: dict[str, str]) -> int:
        """Return what to sort the rows of the sheet by where they need each other."""
        return 0


class CaseTransfer(Transfer):
    """A case is a snapshot without its claims, its municipalities by role."""

    model = Case
    columns = tuple(columns_of(Snapshot, slug=ADDRESS))

    def blank(self) -> Data:
        return _by_role(blank(Snapshot))

    def entries(self, queryset: Any) -> Iterable[ImportEntry]:
        rows = queryset.select_related("part_of", "contact").prefetch_related(
            "case_municipalities__municipality",
            "regions",
            "initiatives",
            "themes",
            "links",
            "participations__organisation",
            "participations__municipality",
            "participations__region",
            "citations__article",
            # Claims are rows of a sheet of their own.
            Prefetch("claims", Claim.objects.none()),
        )
        for row in rows:
            yield ImportEntry.of(row, _by_role(stored(snapshot(row))))

    def problems(self, entry: ImportEntry) -> dict[str, str]:
        found = {}
        both = set(entry.data["own"]) & set(entry.data["involved"])
        if both:
            found["involved"] = f"{', '.join(sorted(both))} staat ook bij de eigen gemeenten."
        part_of = self.references.get(Case, entry.data["part_of"])
        if part_of and part_of.kind != Case.Kind.PORTRAIT:
            found["part_of"] = f"‘{part_of.slug}’ is geen portret."
        if entry.row.pk and entry.data["kind"] != Case.Kind.PORTRAIT and entry.row.practices.exists():
            found["kind"] = "Bij dit portret horen praktijken; haal die er eerst af."
        return found

    def fill(self, entry: ImportEntry) -> None:
        fill(entry.row, _snapshot(entry.data), self.references)
        entry.row.modified_by = self.by

    def store(self, entry: ImportEntry) -> None:
        changed = {name for name, value in entry.data.items() if entry.before is None or value != entry.before[name]}
        if changed & {"own", "involved"}:
            changed.add("municipalities")
        restore(entry.row, _snapshot(entry.data), self.references, only=changed)

    def record(self, entries: list[ImportEntry]) -> jobs.Refreshed:
        for entry in entries:
            publishing.record_revision(case=entry.row, by=self.by, note=self.note)
        return jobs.Refreshed()

    @staticmethod
    def order(cells: dict[str, str]) -> int:
        """A practice can be part of a portrait that comes with it."""
        return cells.get("soort", "").strip().lower() != Case.Kind.PORTRAIT


def _by_role(data: Data) -> Data:
    """Return a snapshot as columns hold it: without claims, with a list of municipalities for each role."""
    own = [row["code"] for row in data["municipalities"] if row["role"] == "eigen"]
    involved = [row["code"] for row in data["municipalities"] if row["role"] != "eigen"]
    left_out = {"format", "claims", "claim_links", "municipalities"}
    return {name: value for name, value in data.items() if name not in left_out} | {"own": own, "involved": involved}


def _snapshot(data: Data) -> Snapshot:
    """Return the snapshot that `_by_role` made `data` of, without claims."""
    roles = [("eigen", code) for code in data["own"]] + [("betrokken", code) for code in data["involved"]]
    return read({"format": FORMAT, **data, "municipalities": [{"code": code, "role": role} for role, code in roles]})


class ClaimTransfer(Transfer):
    """Claims are found by case and key; a change of one is a new revision of its case."""

    model = Claim
    key = ("case", "key")
    columns = (
        column(Claim, "case", cells.KeyCell(Case)),
        *columns_of(ClaimData, key="Hieraan wordt de uitspraak herkend, binnen haar voorbeeld; zoals u-1."),
    )

    def blank(self) -> Data:
        return {"case": None} | blank(ClaimData)

    def existing(self, keys: set[RowKey]) -> dict[RowKey, ImportEntry]:
        rows = Claim.objects.filter(case__slug__in={case for case, _ in keys})
        return {(entry.row.case.slug, entry.row.key): entry for entry in self.entries(rows)}

    def entries(self, queryset: Any) -> Iterable[ImportEntry]:
        for row in queryset.select_related("case", "obstacle", "speaker", "article", "municipality"):
            yield ImportEntry.of(row, {"case": row.case.slug} | asdict(row_data(ClaimData, row)))

    def fill(self, entry: ImportEntry) -> None:
        entry.row.case = self.references.get(Case, entry.data["case"])
        fill(entry.row, ClaimData(**{name: entry.data[name] for name in definition(ClaimData)}), self.references)

    def store(self, entry: ImportEntry) -> None:
        if entry.before is None:
            last = Claim.objects.filter(case=entry.row.case).aggregate(last=Max("position"))["last"]
            entry.row.position = 0 if last is None else last + 1
        entry.row.save()

    def record(self, entries: list[ImportEntry]) -> jobs.Refreshed:
        cases = {entry.row.case_id: entry.row.case for entry in entries}
        for case in cases.values():
            case.modified_by = self.by
            case.save(update_fields=["modified_by", "modified_at"])
            publishing.record_revision(case=case, by=self.by, note=self.note)
        return jobs.Refreshed()


class ReferenceTransfer(Transfer):
    """A reference row that the catalogue's files know: readers see a change at once, as from its form."""

    kind: Kind
    waits_for_publication = False

    def blank(self) -> Data:
        return self.kind.complete({})

    def entries(self, queryset: Any) -> Iterable[ImportEntry]:
        for row in queryset.prefetch_related(*self.kind.many, *(["links"] if self.kind.links else [])):
            yield ImportEntry.of(row, self.kind.dump(row))

    def fill(self, entry: ImportEntry) -> None:
        for name in self.kind.scalars:
            setattr(entry.row, name, entry.data[name])

    def store(self, entry: ImportEntry) -> None:
        self.kind.save(entry.row, entry.data, self.references)

    def record(self, entries: list[ImportEntry]) -> jobs.Refreshed:
        if not entries:
            return jobs.Refreshed()
        opts = self.model._meta
        permission = f"{opts.app_label}.{get_permission_codename('change', opts)}"
        return jobs.refresh([entry.row for entry in entries], by=self.by, subject=self.note, permission=permission)


class OrganisationTransfer(ReferenceTransfer):
    model = Organisation
    kind = ORGANISATIONS
    columns = (
        column(Organisation, "slug", help_text=ADDRESS),
        column(Organisation, "name"),
        column(Organisation, "kind"),
        column(Organisation, "website"),
        column(Organisation, "municipalities", cells.KeysCell(Municipality)),
        column(Organisation, "also_known_as", help_text="Getoond en doorzocht."),
        column(Organisation, "former_names", help_text=""),
        column(Organisation, "misspellings", help_text="Doorzocht, nooit getoond."),
        column(Organisation, "contact_page"),
        column(Organisation, "contact_mailbox"),
        column(Organisation, "contact_checked_on"),
    )


class InitiativeTransfer(ReferenceTransfer):
    model = Initiative
    kind = INITIATIVES
    columns = (
        column(Initiative, "slug", help_text=ADDRESS),
        column(Initiative, "name"),
        column(Initiative, "description"),
        column(Initiative, "aliases", help_text="Getoond en doorzocht."),
        column(Initiative, "misspellings", help_text="Doorzocht, nooit getoond."),
        column(Initiative, "organisations", cells.KeysCell(Organisation)),
        column(Initiative, "municipalities", cells.KeysCell(Municipality)),
        SheetColumn("links", "links", LinksCell(dated=False)),
    )

    def store(self, entry: ImportEntry) -> None:
        """Save it; a link that stays keeps the day on which it was checked, which no file holds."""
        checked = {} if entry.before is None else dict(entry.row.links.values_list("url", "last_checked"))
        super().store(entry)
        for link in entry.row.links.filter(url__in=[url for url, day in checked.items() if day]):
            link.last_checked = checked[link.url]
            link.save(update_fields=["last_checked"])


TRANSFERS: dict[type[Model], type[Transfer]] = {
    transfer.model: transfer for transfer in (CaseTransfer, OrganisationTransfer, InitiativeTransfer, ClaimTransfer)
}
