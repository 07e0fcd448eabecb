"""Cases and claims as rows of a sheet, found and saved by the functions that revisions use too."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Max, Model, Prefetch, QuerySet

from cases import jobs, publishing
from cases.admin.transfer import cells
from cases.admin.transfer.columns import column, columns_of
from cases.admin.transfer.data import Data, several
from cases.admin.transfer.entries import ADDRESS, ImportEntry, RowKey, Transfer, of_model
from cases.admin.transfer.stale_rows import SeenRow, Since, found_among
from cases.fields import ClaimData, Definition, PlaceData, Snapshot, definition
from cases.models import Case, CaseMunicipality, Claim, Revision
from cases.revisions.snapshot import fill, fill_lists, read, restore, row_data, snapshot

Role = CaseMunicipality.Role


class CaseTransfer(Transfer):
    """A case is a snapshot without its claims, its municipalities by role."""

    model = Case
    # A practice needs its portrait.
    whole = "part_of"
    columns = tuple(columns_of(Snapshot, slug=ADDRESS))

    def blank(self) -> Data:
        return _by_role(_blank(Snapshot))

    def entries(self, queryset: QuerySet[Model]) -> Iterable[ImportEntry]:
        rows = queryset.select_related("part_of", "contact").prefetch_related(
            "case_municipalities__municipality",
            "regions",
            "initiatives",
            "themes",
            "links",
            "silent_sections",
            "participations__organisation",
            "participations__municipality",
            "participations__region",
            "citations__article",
            # Claims are rows of a sheet of their own.
            Prefetch("claims", Claim.objects.none()),
        )
        for row in rows:
            yield ImportEntry.of(row, _by_role(vars(snapshot(of_model(Case, row)))))

    def since(self, entry: ImportEntry, seen: SeenRow) -> Since:
        versions = ((_by_role(vars(data)), who) for data, who in _versions(entry.row_as(Case)))
        return found_among(versions, lambda data: self.held(seen, data))

    def problems(self, entry: ImportEntry) -> dict[str, str]:
        found = {}
        case, data = entry.row_as(Case), _snapshot(entry.data)
        both = set(several(str, entry.data["own"])) & set(several(str, entry.data["involved"]))
        if both:
            found["involved"] = f"{', '.join(sorted(both))} staat ook bij de eigen gemeenten."
        part_of = self.references.get(Case, data.part_of)
        if part_of and part_of.kind != Case.Kind.PORTRAIT:
            found["part_of"] = f"‘{part_of.slug}’ is geen portret."
        was_portrait = entry.before is not None and entry.before["kind"] == Case.Kind.PORTRAIT
        if was_portrait and data.kind != Case.Kind.PORTRAIT and case.practices.exists():
            found["kind"] = "Bij dit portret horen praktijken; haal die er eerst af."
        return found

    def fill(self, entry: ImportEntry) -> None:
        case = entry.row_as(Case)
        fill(case, _snapshot(entry.data), self.references)
        case.modified_by = self.by

    def store(self, entry: ImportEntry) -> None:
        changed = {name for name, value in entry.data.items() if entry.before is None or value != entry.before[name]}
        if changed & {"own", "involved"}:
            changed.add("municipalities")
        restore(entry.row_as(Case), _snapshot(entry.data), self.references, only=changed)

    def remove(self, entry: ImportEntry) -> str:
        """Throw it away: it can be taken out of the bin."""
        case = entry.row_as(Case)
        if why_kept := self.why_kept(entry):
            return why_kept
        try:
            publishing.throw_away(case=case, by=self.by, seen=publishing.latest_number(case))
        except publishing.NotAllowed as why_not:
            return str(why_not)
        return ""

    def rows(self) -> QuerySet[Case]:
        """Return all but what is in the bin."""
        return Case.objects.in_use()

    def version_numbers(self, entries: Iterable[ImportEntry]) -> dict[int, int]:
        return publishing.latest_numbers(entry.row.pk for entry in entries)

    def record(self, entries: list[ImportEntry], removed: Sequence[ImportEntry] = ()) -> jobs.Refreshed:
        publishing.record_revisions(cases=[entry.row_as(Case) for entry in entries], by=self.by, note=self.note)
        return jobs.Refreshed()

    @staticmethod
    def order(cells: dict[str, str]) -> int:
        """A practice can be part of a portrait that comes with it."""
        return cells.get("soort", "").strip().lower() != Case.Kind.PORTRAIT


def _versions(case: Case) -> Iterator[tuple[Snapshot, str]]:
    """Yield the versions of a case, newest first, each with the name of who wrote it."""
    for revision in Revision.objects.filter(case=case).select_related("by").order_by("-number").iterator(10):
        yield read(revision.snapshot), publishing.name_of(revision.by) if revision.by else "het systeem"


def _blank(of: Definition) -> Data:
    """Return a case or a claim in which nothing is filled in."""
    return {name: getattr(of, name, None) for name in definition(of)}


def _by_role(data: Data) -> Data:
    """Return a snapshot as columns hold it: without claims, with the municipalities of each role."""
    places = several(PlaceData, data["municipalities"])
    own = tuple(place.code for place in places if place.role == Role.OWN)
    involved = tuple(place.code for place in places if place.role != Role.OWN)
    left_out = {"claims", "claim_links", "municipalities"}
    return {name: value for name, value in data.items() if name not in left_out} | {"own": own, "involved": involved}


def _snapshot(data: Data) -> Snapshot:
    """Return the snapshot that `_by_role` made `data` of, without claims."""
    roles = ((Role.OWN, "own"), (Role.INVOLVED, "involved"))
    places = tuple(PlaceData(code=code, role=role.value) for role, name in roles for code in several(str, data[name]))
    content = {name: value for name, value in data.items() if name not in {"own", "involved"}}
    return Snapshot(**content, municipalities=places)  # type: ignore[arg-type]  # each of the kind its field says


class ClaimTransfer(Transfer):
    """Claims are found by case and key; a change of one is a new revision of its case."""

    model = Claim
    key = ("case", "key")
    columns = (
        column(Claim, "case", cells.KeyCell(Case)),
        *columns_of(ClaimData, key="Hieraan wordt de uitspraak herkend, binnen haar voorbeeld; zoals u-1."),
    )

    def blank(self) -> Data:
        return {"case": None} | _blank(ClaimData)

    def existing(self, keys: set[RowKey]) -> dict[RowKey, ImportEntry]:
        rows = Claim.objects.filter(case__slug__in={case for case, _ in keys})
        return {(str(entry.data["case"]), str(entry.data["key"])): entry for entry in self.entries(rows)}

    def entries(self, queryset: QuerySet[Model]) -> Iterable[ImportEntry]:
        for row in queryset.select_related("case", "obstacle", "speaker", "article", "municipality").prefetch_related(
            "elements"
        ):
            yield ImportEntry.of(row, {"case": of_model(Claim, row).case.slug} | vars(row_data(ClaimData, row)))

    def since(self, entry: ImportEntry, seen: SeenRow) -> Since:
        claim = entry.row_as(Claim)
        versions = (
            ({"case": claim.case.slug} | vars(one), who)
            for data, who in _versions(claim.case)
            for one in data.claims
            if one.key == claim.key
        )
        return found_among(versions, lambda data: self.held(seen, data))

    def fill(self, entry: ImportEntry) -> None:
        claim = entry.row_as(Claim)
        case = self.references.get(Case, str(entry.data["case"] or ""))
        claim.case = case  # type: ignore[assignment]  # without one it is refused afterwards
        fill(claim, _claim(entry.data), self.references)

    def store(self, entry: ImportEntry) -> None:
        claim = entry.row_as(Claim)
        if entry.before is None:
            last = Claim.objects.filter(case=claim.case).aggregate(last=Max("position"))["last"]
            claim.position = 0 if last is None else last + 1
        claim.save()
        before = self.blank() if entry.before is None else entry.before
        changed = {name for name, value in entry.data.items() if value != before[name]}
        fill_lists(claim, _claim(entry.data), self.references, only=changed)

    def version_numbers(self, entries: Iterable[ImportEntry]) -> dict[int, int]:
        """Return those of the cases that the claims belong to."""
        cases = {entry.row.pk: entry.row_as(Claim).case_id for entry in entries}
        numbers = publishing.latest_numbers(cases.values())
        return {claim: numbers[case] for claim, case in cases.items() if case in numbers}

    def record(self, entries: list[ImportEntry], removed: Sequence[ImportEntry] = ()) -> jobs.Refreshed:
        claims = [entry.row_as(Claim) for entry in (*entries, *removed)]
        cases = {claim.case_id: claim.case for claim in claims}
        for case in cases.values():
            case.modified_by = self.by
            case.save(update_fields=["modified_by", "modified_at"])
        publishing.record_revisions(cases=cases.values(), by=self.by, note=self.note)
        return jobs.Refreshed()


def _claim(data: Data) -> ClaimData:
    """Return the claim that the columns of a row hold."""
    content = {name: value for name, value in data.items() if name != "case"}
    return ClaimData(**content)  # type: ignore[arg-type]  # each of the kind its field says
