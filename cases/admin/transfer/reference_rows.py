"""Organisations and initiatives as rows of a sheet, saved by the functions that the catalogue's files use too."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.contrib.auth import get_permission_codename
from django.db.models import Max, Model, QuerySet

from cases import jobs, publishing
from cases.admin.transfer import cells
from cases.admin.transfer.cells import SheetColumn
from cases.admin.transfer.columns import column
from cases.admin.transfer.data import Data, Value
from cases.admin.transfer.entries import ADDRESS, ImportEntry, Transfer
from cases.admin.transfer.row_cells import LinksCell
from cases.fields import LinkData
from cases.loading.entries import INITIATIVES, ORGANISATIONS, Kind
from cases.models import Initiative, ReferenceRevision
from cases.revisions.naming import versions_naming
from cases.revisions.reference_content import latest
from gouden.web.admin.usages import LIMIT, rows_using
from municipalities.models import Municipality, Organisation, ReferenceRow

DRAFT_CHANGED = "Er is sinds het inlezen verder gewerkt aan dit concept. Zet zo nodig zelf een eerdere versie terug."


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

    def rows(self) -> QuerySet[Model]:
        """Return all but what is in the bin."""
        rows: QuerySet[Model] = super().rows()
        return rows.filter(binned_at=None) if issubclass(self.model, ReferenceRow) else rows

    def store(self, entry: ImportEntry) -> None:
        """Save it as its form does: what may not be published is kept as a version."""
        row = entry.row
        saving = publishing.Saving(row if row.pk and isinstance(row, ReferenceRow) else None, by=self.by)
        if isinstance(row, ReferenceRow) and (last := latest(row) if row.pk else None):
            entry.version_before = last.number
        self.write(entry)
        if isinstance(row, ReferenceRow):
            saving.done(row, note=self.note)

    def version_numbers(self, entries: Iterable[ImportEntry]) -> dict[int, int]:
        label = self.model._meta.label_lower
        found = ReferenceRevision.objects.filter(model=label, row__in={entry.row.pk for entry in entries})
        return dict(found.order_by().values_list("row").annotate(Max("number")))

    def write(self, entry: ImportEntry) -> None:
        """Write the row with what hangs on it."""
        self.kind.save(entry.row, _as_file(entry.data), self.references)

    def remove(self, entry: ImportEntry) -> str:
        """Throw away what no reader ever saw; delete the rest, unless a row or a version of a case still names it."""
        row = entry.row
        if isinstance(row, ReferenceRow) and not publishing.was_public(row):
            return _reason(lambda: publishing.throw_away_row(row=row, by=self.by, seen=_latest_number(row)))
        using = rows_using(row) or [*versions_naming(row).values()]
        if using:
            return f"Gebruikt door: {', '.join(str(one) for one in using[:LIMIT])}."
        if not isinstance(row, ReferenceRow):
            return super().remove(entry)
        if not (why_kept := self.why_kept(entry)):
            publishing.delete_row(row=row, by=self.by)
        return why_kept

    def is_draft(self, entry: ImportEntry, version: int | None) -> bool:
        """Whether this version was not put into the row, and readers never saw it."""
        row = entry.row
        if version is None or not isinstance(row, ReferenceRow) or not publishing.pending(row):
            return False
        made = ReferenceRevision.objects.of(row).filter(number=version).first()
        return made is not None and made.published_at is None and version > (row.public_number or 0)

    def take_back(self, entry: ImportEntry, before: int | None, draft: int | None) -> str:
        """Make what was there before the draft again, as a version of its own."""
        row = entry.row
        assert isinstance(row, ReferenceRow)  # noqa: S101  # nothing else has drafts beside what readers see
        if _latest_number(row) != draft:
            return DRAFT_CHANGED
        revision = ReferenceRevision.objects.of(row).filter(number=before or 0).first()
        if revision is None:
            return DRAFT_CHANGED
        return _reason(
            lambda: publishing.restore_row(row=row, revision=revision, by=self.by, seen=draft, note=self.note)
        )

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


def _latest_number(row: ReferenceRow) -> int:
    last = latest(row)
    return last.number if last else 0


def _reason(verb: Callable[[], None]) -> str:
    """Do a verb and return in Dutch why it cannot be; empty: it was done."""
    try:
        verb()
    except publishing.NotAllowed as why_not:
        return str(why_not)
    return ""


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
