"""Whether the lists can be taken: every row by itself, the rows together, and the rows beside what is stored."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from municipalities.importers.files import CHANGES, COLUMNS, MUNICIPALITIES, REGIONS, Line
from municipalities.importers.forms import ChangeForm, MunicipalityForm, RegionForm
from municipalities.importers.report import ImportReport, Refusal
from municipalities.importers.slugs import slug_of
from municipalities.importers.stored import Stored
from municipalities.models import Region

FORMS: dict[str, type[forms.Form]] = {MUNICIPALITIES: MunicipalityForm, CHANGES: ChangeForm, REGIONS: RegionForm}


@dataclass(frozen=True)
class Row:
    """A line of a list with its values as Python has them."""

    line: Line
    data: dict[str, Any]


Rows = dict[str, list[Row]]


def check(lists: dict[str, list[Line]], stored: Stored, report: ImportReport) -> Rows:
    """Return the rows of each list, and put everything that cannot be taken in the report, in the order of the lists."""
    rows = {name: _clean(lines, FORMS[name], report.refusals) for name, lines in lists.items()}
    codes = stored.municipalities.keys() | {line.values["cbs_code"] for line in lists[MUNICIPALITIES]}
    report.refusals += _municipality_problems(rows[MUNICIPALITIES], stored)
    report.refusals += _repeats(rows[CHANGES], ["old_code", "new_code", "date"])
    report.refusals += _unknown(rows[CHANGES], ["old_code", "new_code"], codes)
    report.refusals += _region_problems(rows[REGIONS], stored)
    report.refusals += _unknown(rows[REGIONS], ["cbs_code"], codes)
    order = list(COLUMNS)
    report.refusals.sort(key=lambda refusal: (order.index(refusal.file), refusal.line or 0))
    return rows


def region_slug(name: str, kind: str) -> str:
    """Return the slug of a new region; the kind is in it because names come more than once."""
    return f"{slug_of(name)}-{kind}"


def _clean(lines: list[Line], form_class: type[forms.Form], refusals: list[Refusal]) -> list[Row]:
    """Return the lines that are right by themselves."""
    rows = []
    for line in lines:
        form = form_class(line.values)
        if form.is_valid():
            rows.append(Row(line, form.cleaned_data))
        for column, messages in form.errors.items():
            refusals.append(line.refusal(column, " ".join(str(message) for message in messages)))
    return rows


def _municipality_problems(rows: list[Row], stored: Stored) -> Iterable[Refusal]:
    """Yield what is wrong between rows of municipalities: codes, and the provinces they name."""
    yield from _repeats(rows, ["cbs_code"])
    yield from _disagreements(rows, "province_code", ["province"])
    provinces = stored.provinces.values()
    names: dict[Hashable, str] = {row.name: row.code for row in provinces}
    slugs: dict[Hashable, str] = {row.slug: row.code for row in provinces}
    first = _first(rows, "province_code")
    yield from _taken(first, "province", names, lambda data: data["province"], "Deze naam is")
    new = {code: row for code, row in first.items() if code not in stored.provinces}
    yield from _taken(new, "province", slugs, lambda data: slug_of(data["province"]), "De adresnaam hiervan is")


def _region_problems(rows: list[Row], stored: Stored) -> Iterable[Refusal]:
    """Yield what is wrong between rows of regions: members, and what a region is called."""
    yield from _repeats(rows, ["region_code", "cbs_code"])
    yield from _disagreements(rows, "region_code", ["region_name", "region_type"])
    regions = [*stored.regions.values(), *stored.uncoded_regions]
    names: dict[Hashable, str] = {(row.kind, row.name): row.code or row.slug for row in regions}
    slugs: dict[Hashable, str] = {row.slug: row.code or row.slug for row in regions}
    first = _first(rows, "region_code")
    for code, row in first.items():
        if code in stored.regions and stored.regions[code].kind != row.data["region_type"]:
            kind = Region.Kind(stored.regions[code].kind).label
            yield row.line.refusal("region_type", f"{code} is al een {kind}.")
    yield from _taken(
        first, "region_name", names, lambda data: (data["region_type"], data["region_name"]), "Deze naam is"
    )
    new = {code: row for code, row in first.items() if code not in stored.regions}
    yield from _taken(
        new,
        "region_name",
        slugs,
        lambda data: region_slug(data["region_name"], data["region_type"]),
        "De adresnaam hiervan is",
    )


def _first(rows: list[Row], column: str) -> dict[str, Row]:
    """Return the first row for each value of `column`."""
    return {row.data[column]: row for row in reversed(rows)}


def _repeats(rows: list[Row], columns: list[str]) -> Iterable[Refusal]:
    """Yield each row whose values in `columns` an earlier row has too."""
    seen: dict[Hashable, int] = {}
    for row in rows:
        earlier = seen.setdefault(tuple(row.data[column] for column in columns), row.line.number)
        if earlier != row.line.number:
            yield row.line.refusal(columns[-1], f"Deze rij staat ook op regel {earlier}.")


def _disagreements(rows: list[Row], code: str, columns: list[str]) -> Iterable[Refusal]:
    """Yield each row that says in `columns` something else than the first row with the same `code`."""
    first = _first(rows, code)
    for row in rows:
        earlier = first[row.data[code]]
        for column in columns:
            if row.data[column] != earlier.data[column]:
                said = earlier.line.values[column]
                yield row.line.refusal(column, f"Bij {row.data[code]} staat op regel {earlier.line.number} ‘{said}’.")


def _taken(
    rows: dict[str, Row], column: str, owners: dict[Hashable, str], key: Callable[[dict[str, Any]], Hashable], what: str
) -> Iterable[Refusal]:
    """Yield each row whose `key` belongs to another code: one in `owners` (stored now), or one earlier in the list."""
    for code, row in sorted(rows.items(), key=lambda item: item[1].line.number):
        owner = owners.setdefault(key(row.data), code)
        if owner != code:
            yield row.line.refusal(column, f"{what} al van {owner}.")


def _unknown(rows: list[Row], columns: list[str], codes: set[str]) -> Iterable[Refusal]:
    """Yield each code of a municipality that is neither stored nor in the list."""
    for row in rows:
        for column in columns:
            if row.data[column] not in codes:
                yield row.line.refusal(column, "Deze gemeente is onbekend.")
