"""Whether the lists can be taken: every row by itself, the rows together, and the rows beside what is stored."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from municipalities.importers.files import CHANGES, COLUMNS, MUNICIPALITIES, REGIONS, FileRow
from municipalities.importers.forms import ChangeForm, MunicipalityForm, RegionForm
from municipalities.importers.report import ImportReport, Refusal
from municipalities.importers.slugs import slug_of
from municipalities.importers.stored import Stored

FORMS: dict[str, type[forms.Form]] = {MUNICIPALITIES: MunicipalityForm, CHANGES: ChangeForm, REGIONS: RegionForm}


@dataclass(frozen=True)
class CleanRow:
    """A line of a list with its values as Python has them."""

    line: FileRow
    data: dict[str, Any]


CleanRows = dict[str, list[CleanRow]]


def check(lists: dict[str, list[FileRow]], stored: Stored, report: ImportReport) -> CleanRows:
    """Return the rows of each list, and put in the report what cannot be taken, in the order of the lists."""
    rows = {name: _clean(lines, FORMS[name], report.refusals) for name, lines in lists.items()}
    report.refusals += _municipality_problems(rows[MUNICIPALITIES], stored)
    report.refusals += _repeats(rows[CHANGES], ["old_code", "new_code", "date"], "Deze herindeling")
    report.refusals += _region_problems(rows[REGIONS], stored)
    # Which codes are known can only be said of a list of municipalities that is right itself.
    if not any(refusal.file == MUNICIPALITIES for refusal in report.refusals):
        codes = stored.municipalities.keys() | {row.data["cbs_code"] for row in rows[MUNICIPALITIES]}
        report.refusals += _unknown(rows[CHANGES], ["old_code", "new_code"], codes)
        report.refusals += _unknown(rows[REGIONS], ["cbs_code"], codes)
    report.refusals.sort(key=_place)
    return rows


def region_slug(name: str, kind: str) -> str:
    """Return the slug of a new region; the kind is in it because names come more than once."""
    return f"{slug_of(name)}-{kind}"


def _place(refusal: Refusal) -> tuple[int, int, int]:
    """Return where in the lists this is, to sort by."""
    return (
        list(COLUMNS).index(refusal.file),
        refusal.line or 0,
        COLUMNS[refusal.file].index(refusal.column),
    )


def _clean(lines: list[FileRow], form_class: type[forms.Form], refusals: list[Refusal]) -> list[CleanRow]:
    """Return the lines that are right by themselves."""
    rows = []
    for line in lines:
        form = form_class(line.values)
        if form.is_valid():
            rows.append(CleanRow(line, form.cleaned_data))
        for column, messages in form.errors.items():
            refusals.append(line.refusal(column, str(messages[0])))
    return rows


def _municipality_problems(rows: list[CleanRow], stored: Stored) -> Iterable[Refusal]:
    """Yield what is wrong between rows of municipalities: codes, and the provinces they name."""
    yield from _repeats(rows, ["cbs_code"], "Deze code")
    yield from _disagreements(rows, "province_code", ["province"])
    owners: dict[Hashable, str] = {}
    for province in stored.provinces.values():
        owners |= dict.fromkeys([province.name, ("slug", province.slug)], province.code)
    for code, row in _first(rows, "province_code").items():
        name = row.data["province"]
        keys = [name] if code in stored.provinces else [name, ("slug", slug_of(name))]
        yield from _taken(row, "province", code, keys, owners)


def _region_problems(rows: list[CleanRow], stored: Stored) -> Iterable[Refusal]:
    """Yield what is wrong between rows of regions: members, kinds, and what a region is called."""
    yield from _repeats(rows, ["region_code", "cbs_code"], "Deze gemeente")
    yield from _disagreements(rows, "region_code", ["region_name", "region_type"])
    owners: dict[Hashable, str] = {}
    for region in [*stored.regions.values(), *stored.uncoded_regions]:
        owners |= dict.fromkeys([(region.kind, region.name), ("slug", region.slug)], region.code or region.slug)
    for code, row in _first(rows, "region_code").items():
        name, kind = row.data["region_name"], row.data["region_type"]
        current = stored.regions.get(code)
        if current and current.kind != kind:
            yield row.line.refusal("region_type", f"{code} staat al bekend als {current.get_kind_display()}.")
        keys = [(kind, name)] if current else [(kind, name), ("slug", region_slug(name, kind))]
        yield from _taken(row, "region_name", code, keys, owners)


def _first(rows: list[CleanRow], column: str) -> dict[str, CleanRow]:
    """Return the first row for each value of `column`, in the order of the list."""
    first: dict[str, CleanRow] = {}
    for row in rows:
        first.setdefault(row.data[column], row)
    return first


def _repeats(rows: list[CleanRow], columns: list[str], what: str) -> Iterable[Refusal]:
    """Yield each row whose values in `columns` an earlier row has too."""
    seen: dict[Hashable, int] = {}
    for row in rows:
        earlier = seen.setdefault(tuple(row.data[column] for column in columns), row.line.number)
        if earlier != row.line.number:
            yield row.line.refusal(columns[-1], f"{what} staat ook op regel {earlier}.")


def _disagreements(rows: list[CleanRow], code: str, columns: list[str]) -> Iterable[Refusal]:
    """Yield each row that says in `columns` something else than the first row with the same `code`."""
    first = _first(rows, code)
    for row in rows:
        earlier = first[row.data[code]]
        for column in columns:
            if row.data[column] != earlier.data[column]:
                said = earlier.line.values[column]
                yield row.line.refusal(column, f"Bij {row.data[code]} staat op regel {earlier.line.number} ‘{said}’.")


def _taken(
    row: CleanRow, column: str, code: str, keys: Iterable[Hashable], owners: dict[Hashable, str]
) -> Iterable[Refusal]:
    """Yield a refusal when one of `keys` belongs to another code; what is free now belongs to `code`."""
    others = [owner for key in keys if (owner := owners.setdefault(key, code)) != code]
    if others:
        yield row.line.refusal(column, f"Deze naam, of het adres dat eruit volgt, is al van {others[0]}.")


def _unknown(rows: list[CleanRow], columns: list[str], codes: set[str]) -> Iterable[Refusal]:
    """Yield each code of a municipality that is neither stored nor in the list."""
    for row in rows:
        for column in columns:
            if row.data[column] not in codes:
                yield row.line.refusal(column, "Deze gemeente is onbekend.")
