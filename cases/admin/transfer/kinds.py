"""The four kinds of rows that go in and out: cases, organisations, initiatives and claims."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import MISSING
from typing import Any

from django.db.models import Max, Model, Prefetch

from cases import fields, publishing
from cases.admin.transfer import cells
from cases.admin.transfer.entries import Column, Entry, EntryResource, Key, column
from cases.fields import PLAIN, ClaimData, Definition, Field, Snapshot, definition, named
from cases.loading.entries import INITIATIVES, ORGANISATIONS, Kind
from cases.loading.values import Data
from cases.models import Article, Case, Claim, Initiative
from cases.revisions.snapshot import FORMAT, blank, read, restore, snapshot, stored
from municipalities.models import Municipality, Organisation

ADDRESS = "Hieraan wordt de rij herkend. Wat er nog niet is, wordt toegevoegd."


# The columns of what hangs on a case; claims are rows of a sheet of their own.
ROWS: dict[str, tuple[Column, ...]] = {
    "municipalities": (
        Column("own", "eigen gemeenten", cells.Many(Municipality)),
        Column("involved", "betrokken gemeenten", cells.Many(Municipality)),
    ),
    "participations": (Column("participations", "deelnemers", cells.Parties()),),
    "citations": (Column("citations", "bronnen", cells.Sources(cells.One(Article))),),
    "links": (Column("links", "links", cells.Links(dated=True)),),
}


def columns_of(of: Definition, **explained: str) -> Iterator[Column]:
    """Yield the columns of a case or a claim, first what it is known by; `explained` replaces a form's help text."""
    for name, field in sorted(definition(of).items(), key=lambda item: item[0] not in explained):
        if field.row:
            yield from ROWS.get(name, ())
        else:
            yield column(field.model, name, _widget(field), help_text=explained.get(name))


def _widget(field: Field) -> cells.Text | None:
    """Return how a cell of this field is written; None: as every field of its kind."""
    match field.part:
        case fields.Reference(to=model):
            return cells.One(model)
        case fields.References(to=model):
            return cells.Many(model)
        case fields.Section():
            return cells.Markdown()
        case fields.Choice() if field.default not in (MISSING, ""):
            return cells.Choice(field.model_field.flatchoices, empty=str(field.default))
    return None


class CaseResource(EntryResource):
    """A case is a snapshot without its claims, its municipalities by role."""

    model = Case
    columns = tuple(columns_of(Snapshot, slug=ADDRESS))

    def blank(self) -> Data:
        return _flat(blank(Snapshot))

    def existing(self, keys: set[Key]) -> dict[Key, Entry]:
        cases = Case.objects.filter(slug__in={slug for (slug,) in keys})
        return {(entry.row.slug,): entry for entry in self.entries(cases)}

    def entries(self, queryset: Any) -> Iterable[Entry]:
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
            data = _flat(stored(snapshot(row)))
            yield Entry(row, data, deepcopy(data))

    def problems(self, entry: Entry) -> dict[str, str]:
        found = {}
        both = set(entry.data["own"]) & set(entry.data["involved"])
        if both:
            found["involved"] = f"{', '.join(sorted(both))} staat ook bij de eigen gemeenten."
        part_of = self.references.get(Case, entry.data["part_of"])
        if part_of and part_of.kind != Case.Kind.PORTRAIT:
            found["part_of"] = f"‘{part_of.slug}’ is geen portret."
        if entry.pk and entry.data["kind"] != Case.Kind.PORTRAIT and entry.row.practices.exists():
            found["kind"] = "Bij dit portret horen praktijken; haal die er eerst af."
        return found

    def fill(self, entry: Entry) -> None:
        for name in named(Snapshot, *PLAIN):
            setattr(entry.row, name, entry.data[name])
        entry.row.part_of = self.references.get(Case, entry.data["part_of"])
        entry.row.contact = self.references.get(Organisation, entry.data["contact"])
        entry.row.modified_by = self.by

    def store(self, entry: Entry) -> None:
        kept: Data = {"format": FORMAT}
        if entry.pk:
            kept = stored(snapshot(Case.objects.for_snapshot().get(pk=entry.pk)))
        # Loaded without its claims, and from here on with them.
        entry.row._prefetched_objects_cache = {}
        restore(entry.row, read(kept | _whole(entry.data)), self.references)

    def record(self) -> None:
        for entry in self.saved:
            publishing.record_revision(case=entry.row, by=self.by, note=self.note)

    @staticmethod
    def order(row: Data) -> Any:
        """A practice can be part of a portrait that comes with it."""
        return row.get("soort", "").strip().lower() != Case.Kind.PORTRAIT


def _flat(data: Data) -> Data:
    """Return a snapshot as columns hold it: without claims, with a list of municipalities for each role."""
    own = [row["code"] for row in data["municipalities"] if row["role"] == "eigen"]
    involved = [row["code"] for row in data["municipalities"] if row["role"] != "eigen"]
    left_out = {"format", "claims", "claim_links", "municipalities"}
    return {name: value for name, value in data.items() if name not in left_out} | {"own": own, "involved": involved}


def _whole(data: Data) -> Data:
    """Return the part of a snapshot that `_flat` took from it."""
    own = [{"code": code, "role": "eigen"} for code in data["own"]]
    involved = [{"code": code, "role": "betrokken"} for code in data["involved"]]
    rest = {name: value for name, value in data.items() if name not in {"own", "involved"}}
    return rest | {"municipalities": own + involved}


class KindResource(EntryResource):
    """A kind of entry that the catalogue's files know."""

    kind: Kind

    def blank(self) -> Data:
        empty = self.kind.complete({}) | dict.fromkeys(self.kind.references)
        return empty | ({"links": []} if self.kind.links else {})

    def existing(self, keys: set[Key]) -> dict[Key, Entry]:
        rows = self.model._default_manager.filter(slug__in={slug for (slug,) in keys})
        return {(entry.row.slug,): entry for entry in self.entries(rows)}

    def entries(self, queryset: Any) -> Iterable[Entry]:
        related = queryset.prefetch_related(*self.kind.many, *(["links"] if self.kind.links else []))
        for row in related.select_related(*self.kind.references) if self.kind.references else related:
            data = self.kind.dump(row)
            yield Entry(row, data, deepcopy(data))

    def fill(self, entry: Entry) -> None:
        for name in self.kind.scalars:
            setattr(entry.row, name, entry.data[name])
        for name, model in self.kind.references.items():
            setattr(entry.row, name, self.references.get(model, entry.data[name]))

    def store(self, entry: Entry) -> None:
        entry.row._prefetched_objects_cache = {}
        self.kind.save(entry.row, entry.data, self.references)

    def record(self) -> None:
        """Make the public cases that show these rows anew."""
        self.refreshed = sum(publishing.refresh(referring_to=entry.row) for entry in self.saved)


class OrganisationResource(KindResource):
    model = Organisation
    kind = ORGANISATIONS
    columns = (
        column(Organisation, "slug", help_text=ADDRESS),
        column(Organisation, "name"),
        column(Organisation, "kind"),
        column(Organisation, "website"),
        column(Organisation, "municipalities", cells.Many(Municipality)),
        column(Organisation, "also_known_as", help_text="Getoond en doorzocht."),
        column(Organisation, "former_names", help_text=""),
        column(Organisation, "misspellings", help_text="Doorzocht, nooit getoond."),
        column(Organisation, "contact_page"),
        column(Organisation, "contact_mailbox"),
        column(Organisation, "contact_checked_on"),
    )


class InitiativeResource(KindResource):
    model = Initiative
    kind = INITIATIVES
    columns = (
        column(Initiative, "slug", help_text=ADDRESS),
        column(Initiative, "name"),
        column(Initiative, "description"),
        column(Initiative, "aliases", help_text="Getoond en doorzocht."),
        column(Initiative, "misspellings", help_text="Doorzocht, nooit getoond."),
        column(Initiative, "organisations", cells.Many(Organisation)),
        column(Initiative, "municipalities", cells.Many(Municipality)),
        Column("links", "links", cells.Links(dated=False)),
    )

    def store(self, entry: Entry) -> None:
        """Save it; a link that stays keeps the day on which it was checked, which no file holds."""
        checked = dict(entry.row.links.values_list("url", "last_checked")) if entry.pk else {}
        super().store(entry)
        for link in entry.row.links.filter(url__in=[url for url, day in checked.items() if day]):
            link.last_checked = checked[link.url]
            link.save(update_fields=["last_checked"])


CLAIMS = Kind(
    "claims",
    "uitspraken",
    Claim,
    ("case", "key"),
    {name: value for name, value in blank(ClaimData).items() if name in named(ClaimData, *PLAIN)},
    references={
        "case": Case,
        **{
            name: field.part.to
            for name, field in definition(ClaimData).items()
            if isinstance(field.part, fields.Reference)
        },
    },
)


class ClaimResource(KindResource):
    """Claims are found by case and key; a change of one is a new revision of its case."""

    model = Claim
    kind = CLAIMS
    key = ("case", "key")
    columns = (
        column(Claim, "case", cells.One(Case)),
        *columns_of(ClaimData, key="Hieraan wordt de uitspraak herkend, binnen haar voorbeeld; zoals u-1."),
    )

    def existing(self, keys: set[Key]) -> dict[Key, Entry]:
        rows = Claim.objects.filter(case__slug__in={case for case, _ in keys})
        return {(entry.row.case.slug, entry.row.key): entry for entry in self.entries(rows)}

    def store(self, entry: Entry) -> None:
        if entry.pk is None:
            last = Claim.objects.filter(case=entry.row.case).aggregate(last=Max("position"))["last"]
            entry.row.position = 0 if last is None else last + 1
        super().store(entry)

    def record(self) -> None:
        cases = {entry.row.case_id: entry.row.case for entry in self.saved}
        for case in cases.values():
            case.modified_by = self.by
            case.save(update_fields=["modified_by", "modified_at"])
            publishing.record_revision(case=case, by=self.by, note=self.note)


RESOURCES: dict[type[Model], type[EntryResource]] = {
    resource.model: resource for resource in (CaseResource, OrganisationResource, InitiativeResource, ClaimResource)
}
