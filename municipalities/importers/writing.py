"""Writing the lists: adds what is missing, updates what differs, in a number of queries that the rows do not raise."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

from django.db.models import Model
from django.utils import timezone

from municipalities.importers.checking import CleanRow, CleanRows, region_slug
from municipalities.importers.files import CHANGES, MUNICIPALITIES, REGIONS
from municipalities.importers.report import ADDED, UNCHANGED, UPDATED, ImportReport
from municipalities.importers.slugs import slug_of
from municipalities.importers.stored import ChangeKey, Stored
from municipalities.models import Municipality, MunicipalityChange, Province, Region

# The year of the urbanity classes in the list.
URBANITY_YEAR = 2017

MUNICIPALITY_FIELDS = (
    "name",
    "province_id",
    "valid_from",
    "valid_until",
    "population",
    "population_date",
    "population_2017",
    "latitude",
    "longitude",
    "urbanity",
    "urbanity_year",
    "area_km2",
)


def write(rows: CleanRows, stored: Stored, report: ImportReport) -> None:
    """Write rows that `check` had no objection to, and count them in the report. `stored` gets the new ones too."""
    report.totals["provincies"] = _write_provinces(rows[MUNICIPALITIES], stored, report)
    report.totals["gemeenten"] = _write_municipalities(rows[MUNICIPALITIES], stored, report)
    report.totals["herindelingen"] = _write_changes(rows[CHANGES], stored)
    report.totals["regio's"] = _write_regions(rows[REGIONS], stored, report)


def _write_provinces(rows: list[CleanRow], stored: Stored, report: ImportReport) -> Counter[str]:
    names = {row.data["province_code"]: row.data["province"] for row in rows}
    wanted = {code: Province(code=code, name=name, slug=slug_of(name)) for code, name in names.items()}
    added, updated = _upsert(Province, wanted, stored.provinces, ["name"])
    _report(report, stored.provinces, added, updated)
    return _tally(wanted, added, updated)


def _write_municipalities(rows: list[CleanRow], stored: Stored, report: ImportReport) -> Counter[str]:
    wanted = {row.data["cbs_code"]: _municipality(row, stored) for row in rows}
    added, updated = _upsert(Municipality, wanted, stored.municipalities, MUNICIPALITY_FIELDS)
    _report(report, stored.municipalities, added, updated)
    return _tally(wanted, added, updated)


def _municipality(row: CleanRow, stored: Stored) -> Municipality:
    data = row.data
    return Municipality(
        cbs_code=data["cbs_code"],
        name=data["name"],
        slug=slug_of(data["name"]),
        province=stored.provinces[data["province_code"]],
        valid_from=data["valid_from"],
        valid_until=data["valid_until"],
        population=data["population"],
        population_date=data["population_date"],
        population_2017=data["population_2017"],
        latitude=data["latitude"],
        longitude=data["longitude"],
        urbanity=data["urbanity_2017"],
        urbanity_year=URBANITY_YEAR if data["urbanity_2017"] else None,
        area_km2=data["area_km2"],
    )


def _write_changes(rows: list[CleanRow], stored: Stored) -> Counter[str]:
    wanted: dict[ChangeKey, MunicipalityChange] = {}
    for row in rows:
        old, new = (stored.municipalities[row.data[column]] for column in ("old_code", "new_code"))
        date, kind = row.data["date"], row.data["kind"]
        wanted[old.pk, new.pk, date] = MunicipalityChange(old=old, new=new, date=date, kind=kind)
    return _tally(wanted, *_upsert(MunicipalityChange, wanted, stored.changes, ["kind"]))


def _write_regions(rows: list[CleanRow], stored: Stored, report: ImportReport) -> Counter[str]:
    """Write the regions and who belongs to them; another membership is an update of the region."""
    wanted: dict[str, Region] = {}
    members: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        code, name, kind = (row.data[column] for column in ("region_code", "region_name", "region_type"))
        slug = region_slug(name, kind)
        wanted[code] = Region(
            code=code, name=name, kind=kind, slug=slug, members_complete=True, published_at=timezone.now()
        )
        members[code].add(stored.municipalities[row.data["cbs_code"]].pk)
    added, updated = _upsert(Region, wanted, stored.regions, ["name", "members_complete"])
    updated |= _write_members(members, stored) - added
    _report(report, stored.regions, added, updated)
    return _tally(wanted, added, updated)


def _write_members(wanted: dict[str, set[int]], stored: Stored) -> set[str]:
    """Give each region exactly these municipalities, by id; return the codes of the regions that changed.

    A list of next year lacks what still exists until then: that stays a member until a list of its own time is read.
    """
    today = timezone.localdate()
    ending = {row.pk for row in stored.municipalities.values() if row.valid_until and row.valid_until > today}
    through = Region.members.through
    joined, left, changed = [], [], set()
    for code, ids in wanted.items():
        region = stored.regions[code].pk
        present = stored.members.get(region, {})
        joined += [through(region_id=region, municipality_id=new) for new in sorted(ids - present.keys())]
        gone = present.keys() - ids - ending
        left += [present[municipality] for municipality in sorted(gone)]
        if gone or ids - present.keys():
            changed.add(code)
    through.objects.bulk_create(joined)
    if left:
        through.objects.filter(pk__in=left).delete()
    return changed


def _upsert[K: Hashable, M: Model](
    model: type[M], wanted: dict[K, M], stored: dict[K, M], fields: Sequence[str]
) -> tuple[set[K], set[K]]:
    """Add the `wanted` rows that are not `stored`, and update those that differ in `fields`; return the keys of both.

    Afterwards `stored` holds the new rows, with their ids.
    """
    added, updated = {}, {}
    for key, row in wanted.items():
        current = stored.get(key)
        if current is None:
            added[key] = row
        elif any(getattr(current, field) != getattr(row, field) for field in fields):
            for field in fields:
                setattr(current, field, getattr(row, field))
            updated[key] = current
    model._default_manager.bulk_create(added.values())
    model._default_manager.bulk_update(updated.values(), fields)
    stored |= added
    return set(added), set(updated)


def _report[M: Model](report: ImportReport, stored: dict[str, M], added: set[str], updated: set[str]) -> None:
    report.added += [stored[key] for key in sorted(added)]
    report.updated += [stored[key] for key in sorted(updated)]


def _tally[K: Hashable, M: Model](wanted: dict[K, M], added: set[K], updated: set[K]) -> Counter[str]:
    return Counter({ADDED: len(added), UPDATED: len(updated), UNCHANGED: len(wanted) - len(added) - len(updated)})
