"""A case as data and back.

The data refers by slug, CBS code or key, so it can be stored in a revision, written to a fixture file and compared.
`snapshot` and `restore` are each other's inverse; what a case consists of is defined in `cases.fields`.
"""

import datetime
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import MISSING, asdict, replace
from decimal import Decimal
from typing import cast

from django.db import models

from cases import fields
from cases.fields import ClaimData, ClaimLinkData, Definition, PlaceData, RowData, Snapshot, definition, named
from cases.models import Case, CaseMunicipality, Claim
from cases.revisions.references import References, key_of
from gouden.web.text.cleaning import line, prose

# Goes up when a field comes to mean something else; UPGRADES then holds a function from the older meaning to the next.
# A field that was added since is read as its default.
FORMAT = 2

type Json = bool | int | float | str | list[Json] | dict[str, Json] | None
type Stored = dict[str, Json]

UPGRADES: dict[int, Callable[[Stored], Stored]] = {}


# --- From rows --------------------------------------------------------------------------------------------------


def snapshot(case: Case) -> Snapshot:
    """Return all that an editor can say about `case`; load many with `Case.objects.for_snapshot()`."""
    found = cast(Snapshot, _of_row(Snapshot, case, leave_out={"claim_links"}))
    return replace(found, municipalities=own_first(found.municipalities), claim_links=_claim_links(case))


def row_data(of: Definition, row: models.Model, chosen: Mapping[str, Iterable[models.Model]] | None = None) -> RowData:
    """Return what a row that hangs on a case says; `chosen` holds the lists, by name, of one that is not saved yet."""
    lists = {name: _keys(rows) for name, rows in (chosen or {}).items()}
    return cast(RowData, _of_row(of, row, known=lists))


def _of_row(
    of: Definition, row: models.Model, leave_out: Iterable[str] = (), known: Mapping[str, object] | None = None
) -> Snapshot | RowData:
    known = known or {}
    asked = {name: field for name, field in definition(of).items() if name not in leave_out and name not in known}
    content = {name: _content(field, row) for name, field in asked.items()}
    return of(**content, **known)  # type: ignore[arg-type]  # each value is of the kind its field says


def _keys(rows: Iterable[models.Model]) -> tuple[str, ...]:
    return tuple(sorted(str(key_of(one)) for one in rows))


def _content(field: fields.Field, row: models.Model) -> object:
    value = getattr(row, field.attribute)
    match field.part:
        case fields.Reference():
            return key_of(value)
        case fields.ReferenceList():
            return _keys(value.all())
        case fields.Rows():
            assert field.row is not None  # noqa: S101
            return tuple(row_data(field.row, one) for one in value.all())
    return plain(value)


def own_first(places: tuple[PlaceData, ...]) -> tuple[PlaceData, ...]:
    """Return the municipalities of a case in the order of a snapshot."""
    return tuple(sorted(places, key=lambda place: (place.role != CaseMunicipality.Role.OWN, place.code)))


def _claim_links(case: Case) -> tuple[ClaimLinkData, ...]:
    """Return the ties of this case's claims, seen from this case."""
    found = []
    for claim in case.claims.all():
        ties = [(link, link.b, "a") for link in claim.links_from.all()]
        ties += [(link, link.a, "b") for link in claim.links_to.all()]
        for link, other, side in ties:
            tie = ClaimLinkData(claim=claim.key, other=str(key_of(other)), kind=link.kind, side=side)
            found.append(replace(tie, article=key_of(link.article), passage=link.passage))
    return tuple(sorted(found, key=lambda link: (link.claim, link.other, link.side)))


def plain(value: object) -> object:
    """Return a field's value as JSON and YAML hold it: numbers and dates as text, so that nothing is rounded."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


# --- To and from JSON -------------------------------------------------------------------------------------------


def stored(data: Snapshot) -> Stored:
    """Return `data` as a revision keeps it."""
    return {"format": FORMAT} | cast(Stored, _listed(asdict(data)))


def read(content: Stored) -> Snapshot:
    """Return a snapshot of whatever format as a revision keeps it, its texts cleaned: a revision never changes.

    What it does not tell is read as the default.
    """
    number = cast(int, content["format"])
    while number < FORMAT:
        content = UPGRADES.get(number, lambda same: same)(content)
        number += 1
    return cast(Snapshot, _of_json(Snapshot, content))


def blank(of: Definition) -> Stored:
    """Return a case, or a row of one, in which nothing is filled in; None where something has to be."""
    return {
        name: None if field.default is MISSING else cast(Json, _listed(field.default))
        for name, field in definition(of).items()
    }


def short(data: Snapshot) -> Stored:
    """Return `data` without what equals its default and without ties: what a fixture says, and a fingerprint is of."""
    return _short(Snapshot, cast(Stored, _listed(asdict(replace(data, claim_links=())))))


def _short(of: Definition, content: Stored) -> Stored:
    kept: Stored = {}
    for name, field in definition(of).items():
        value = content[name]
        if field.row and isinstance(value, list):
            value = [_short(field.row, cast(Stored, row)) for row in value]
        if value != _listed(field.default):
            kept[name] = value
    return kept


def _of_json(of: Definition, content: Stored) -> Snapshot | RowData:
    found: dict[str, object] = {}
    for name, field in definition(of).items():
        if name not in content:
            if field.default is MISSING:
                raise KeyError(f"{of.__name__} without {name}")
            continue
        value = content[name]
        if isinstance(value, list):
            value = tuple(_of_json(field.row, cast(Stored, row)) for row in value) if field.row else tuple(value)  # type: ignore[assignment]
        found[name] = clean(field, value)
    return of(**found)  # type: ignore[arg-type]  # as `stored` wrote it


def clean(field: fields.Field, value: object) -> object:
    """Return the value of a field, a text as its column cleans it."""
    if not isinstance(value, str) or not isinstance(field.part, fields.Text):
        return value
    return prose(value) if field.is_prose else line(value)


def _listed(value: object) -> object:
    """Return `value` with lists for tuples, as JSON has them."""
    match value:
        case dict():
            return {name: _listed(one) for name, one in value.items()}
        case list() | tuple():
            return [_listed(one) for one in value]
    return value


# --- What it names ----------------------------------------------------------------------------------------------


def named_in(data: Snapshot) -> Iterator[tuple[type[models.Model], str]]:
    """Yield each row that `data` refers to: its model, and the key by which data knows it."""
    for _, _, model, key in references_in(data):
        yield model, key


def references_in(data: Snapshot | RowData) -> Iterator[tuple[Snapshot | RowData, str, type[models.Model], str]]:
    """Yield each reference of `data` and its rows: what holds it, in which field, to which model, by which key."""
    for name, field in definition(type(data)).items():
        value = getattr(data, name)
        match field.part:
            case fields.Reference(to=model) if value:
                yield data, name, model, value
            case fields.ReferenceList(to=model):
                yield from ((data, name, model, key) for key in value)
            case fields.Rows():
                for row in value:
                    yield from references_in(row)


def rows_named_by(row: models.Model, of: Definition = Snapshot) -> Iterator[models.Model]:
    """Yield the rows that a case names, itself and in what hangs on it, but for its ties; it is loaded with them."""
    for field in definition(of).values():
        if field.row is ClaimLinkData:
            continue
        value = getattr(row, field.attribute)
        match field.part:
            case fields.Reference() if value:
                yield value
            case fields.ReferenceList():
                yield from value.all()
            case fields.Rows():
                assert field.row is not None  # noqa: S101
                for one in value.all():
                    yield from rows_named_by(one, field.row)


def preload(references: References, *found: Snapshot) -> None:
    """Look up all that these snapshots refer to, in one query for each kind of row (and its prefetches)."""
    references.preload_all(named for data in found for named in named_in(data))


# --- To rows ----------------------------------------------------------------------------------------------------

# What stands in no column of the case itself.
HANGING = (fields.ReferenceList, fields.Rows)


def restore(case: Case, data: Snapshot, references: References, only: Container[str] | None = None) -> None:
    """Fill the working rows of `case` (saved or new) from `data` and save them. Claim links are left as they are.

    With `only`, what hangs on the case is left as it is but for the fields named there.

    Raises UnresolvedReference, before anything is written, when `data` names something that does not exist (any more).
    """
    hanging = {name for name, field in definition(Snapshot).items() if isinstance(field.part, HANGING)}
    left = set() if only is None else {name for name in hanging if name not in only}
    # What is left as it is need not be looked up.
    written = replace(data, **dict.fromkeys(left, ()))  # type: ignore[arg-type]  # each of these is a tuple
    preload(references, written)
    for model, key in named_in(written):
        references.get(model, key)
    references.raise_unresolved()
    fill(case, data, references)
    case.save()
    fill_lists(case, data, references, only)
    for name, field in definition(Snapshot).items():
        if name in left:
            continue
        if field.row and field.row not in (ClaimData, ClaimLinkData):
            rows = [_new_row(case, row, references) for row in getattr(data, name)]
            getattr(case, field.attribute).all().delete()
            field.row.model._default_manager.bulk_create(rows)
        elif field.row is ClaimData:
            _restore_claims(case, data.claims, references)


def fill(row: models.Model, data: Snapshot | RowData, references: References) -> None:
    """Put what `data` says into the columns of `row`; rows and sets of references are left alone."""
    for name, field in definition(type(data)).items():
        value = getattr(data, name)
        match field.part:
            case fields.Reference(to=model):
                setattr(row, field.attribute, references.get(model, value))
            case fields.ReferenceList() | fields.Rows():
                continue
            case _:
                setattr(row, field.attribute, value)


def fill_lists(
    row: models.Model, data: Snapshot | RowData, references: References, only: Container[str] | None = None
) -> None:
    """Tie the saved `row` to the rows that the lists of `data` name; with `only`, those of the lists named there."""
    for name, field in definition(type(data)).items():
        if isinstance(field.part, fields.ReferenceList) and (only is None or name in only):
            wanted, tied = references.many(field.part.to, list(getattr(data, name))), getattr(row, field.attribute)
            if set(wanted) != set(tied.all()):
                tied.set(wanted)


def _new_row(case: Case, data: RowData, references: References) -> models.Model:
    row = data.model(case=case)
    fill(row, data, references)
    return row


def _restore_claims(case: Case, claims: Iterable[ClaimData], references: References) -> None:
    """Update claims by key, so that the links between them stay, and drop those that are not in `claims`."""
    existing = {claim.key: claim for claim in case.claims.all()}
    written = []
    for position, data in enumerate(claims):
        claim = existing.pop(data.key, None) or Claim(case=case)
        fill(claim, data, references)
        claim.position = position
        claim.save()
        written.append((claim, data))
    models.prefetch_related_objects([claim for claim, _ in written], *named(ClaimData, fields.ReferenceList))
    for claim, data in written:
        fill_lists(claim, data, references)
    case.claims.filter(pk__in=[claim.pk for claim in existing.values()]).delete()
