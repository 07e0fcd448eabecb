"""Organisations and initiatives as rows of a sheet, saved by the functions that the catalogue's files use too."""

from collections.abc import Iterable, Mapping, Sequence

from django.contrib.auth import get_permission_codename
from django.db.models import Model, QuerySet

from cases import jobs, publishing
from cases.admin.named_in_versions import versions_naming
from cases.admin.transfer import cells
from cases.admin.transfer.cells import SheetColumn
from cases.admin.transfer.columns import column
from cases.admin.transfer.data import Data, Value
from cases.admin.transfer.entries import ADDRESS, ImportEntry, Transfer
from cases.admin.transfer.row_cells import LinksCell
from cases.fields import LinkData
from cases.loading.entries import INITIATIVES, ORGANISATIONS, Kind
from cases.models import Initiative
from gouden.web.admin.usages import LIMIT, rows_using
from municipalities.models import Municipality, Organisation, ReferenceRow


class ReferenceTransfer(Transfer):
    """A reference row that the catalogue's files know: readers see a change at once, as from its form."""

    kind: Kind
    waits_for_publication = False

    def blank(self) -> Data:
        return _from_file(self.kind.complete({}))

    def entries(self, queryset: QuerySet[Model]) -> Iterable[ImportEntry]:
        for row in queryset.prefetch_related(*self.kind.many, *(["links"] if self.kind.links else [])):
            yield ImportEntry.of(row, _from_file(self.kind.dump(row)))

    def fill(self, entry: ImportEntry) -> None:
        content = _as_file(entry.data)
        for name in self.kind.scalars:
            setattr(entry.row, name, content[name])

    def problems(self, entry: ImportEntry) -> dict[str, str]:
        """Refuse what would go on from what readers see, past what a colleague wrote after it."""
        row = entry.row
        if entry.before is None or not isinstance(row, ReferenceRow) or not publishing.pending(row):
            return {}
        return {self.key[0]: f"Van ‘{row}’ wacht een concept. Laat dat eerst publiceren, of werk het op de pagina bij."}

    def store(self, entry: ImportEntry) -> None:
        """Save it as its form does: what may not be published is kept as a version."""
        row = entry.row
        saving = publishing.Saving(row if row.pk and isinstance(row, ReferenceRow) else None, by=self.by)
        self.write(entry)
        if isinstance(row, ReferenceRow):
            saving.done(row, note=self.note)

    def write(self, entry: ImportEntry) -> None:
        """Write the row with what hangs on it."""
        self.kind.save(entry.row, _as_file(entry.data), self.references)

    def remove(self, entry: ImportEntry) -> str:
        """Delete it, unless a row or a version of a case still names it."""
        using = rows_using(entry.row) or [*versions_naming(entry.row).values()]
        if using:
            return f"Gebruikt door: {', '.join(str(one) for one in using[:LIMIT])}."
        return super().remove(entry)

    def record(self, entries: list[ImportEntry], removed: Sequence[ImportEntry] = ()) -> jobs.Refreshed:
        if removed:
            publishing.forget_cached()
        rows = [row for entry in entries if isinstance(row := entry.row, ReferenceRow)]
        shown = [row for row in rows if row.is_public and not publishing.pending(row)]
        if not shown:
            return jobs.Refreshed()
        opts = self.model._meta
        permission = f"{opts.app_label}.{get_permission_codename('publish', opts)}"
        return jobs.refresh(shown, by=self.by, subject=self.note, permission=permission)


def _from_file(content: Mapping[str, object]) -> Data:
    """Return an entry of the catalogue's files as columns hold it."""
    return {name: _value(value) for name, value in content.items()}


def _value(value: object) -> Value:
    match value:
        case list():
            return tuple(LinkData(**one) if isinstance(one, dict) else str(one) for one in value)
        case str() | int():
            return value
    return None


def _as_file(data: Data) -> dict[str, object]:
    """Return the entry that `_from_file` made `data` of."""
    return {
        name: [{"url": one.url, "label": one.label} if isinstance(one, LinkData) else one for one in value]
        if isinstance(value, tuple)
        else value
        for name, value in data.items()
    }


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

    def write(self, entry: ImportEntry) -> None:
        """Write it; a link that stays keeps the day on which it was checked, which no file holds."""
        links = entry.row_as(Initiative).links
        checked = {} if entry.before is None else dict(links.values_list("url", "last_checked"))
        super().write(entry)
        for link in links.filter(url__in=[url for url, day in checked.items() if day]):
            link.last_checked = checked[link.url]
            link.save(update_fields=["last_checked"])
