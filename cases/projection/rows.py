"""Many public rows at once: what they hold beside their columns, what differs from a projection, and writing it.

The rows of their claims are in `claim_rows`.
"""

from collections.abc import Mapping
from functools import cache
from itertools import batched
from typing import NamedTuple

from django.db.models import ManyToManyField, Model, Q

from cases.models import PublishedCase, PublishedPlace
from cases.models.querysets import placeholders, selected
from cases.projection import claim_rows
from cases.projection.claim_rows import HeldClaims
from cases.projection.projector import Projection
from cases.search.indexing import index
from gouden.compiled_query import CompiledQuery

# The name under which a difference in what search looks in is reported.
SEARCH = "search"
RELATIONS = (
    "provinces",
    "regions",
    "organisations",
    "initiatives",
    "themes",
    "obstacles",
    "elements",
    "articles",
    "speakers",
    "named_municipalities",
    "named_regions",
)
# As many rows are written by one statement: a record is long.
BATCH = 50


# The case, the municipality and the reason.
places_of = CompiledQuery[tuple[int, int, str]](
    lambda cases: PublishedPlace.objects.filter(published_case__in=cases).values_list(
        "published_case", "municipality", "reason"
    )
)


class Relation(NamedTuple):
    """A relation of PublishedCase: the model of its ties, and their columns for the case and for what it is tied to."""

    through: type[Model]
    near: str
    far: str

    @classmethod
    @cache
    def named(cls, name: str) -> "Relation":
        """Return the relation `name`."""
        field = PublishedCase._meta.get_field(name)
        assert isinstance(field, ManyToManyField)  # noqa: S101  # as all of RELATIONS
        through = field.remote_field.through
        assert through is not None  # noqa: S101  # once models are loaded
        return cls(through, field.m2m_column_name(), field.m2m_reverse_name())


@cache
def _ties() -> str:
    """Return a SELECT of all ties of some cases: the name of the relation, and the keys of both sides."""
    found = [(name, Relation.named(name)) for name in RELATIONS]
    return " UNION ALL ".join(
        f"SELECT '{name}', {near}, {far} FROM {through._meta.db_table} WHERE {near} IN ({{0}})"  # noqa: S608
        for name, (through, near, far) in found
    )


class Held(NamedTuple):
    """What stored public rows hold beside their columns, by the key of the case: relations, places, claims, search."""

    relations: dict[str, dict[int, set[int]]]
    places: dict[int, dict[int, str]]
    claims: HeldClaims
    # None: what search looks in was not asked for.
    search: index.StoredRows | None

    @classmethod
    def by(cls, projections: Mapping[int, Projection], *, search: bool = True) -> "Held":
        """Return what is stored for the cases of these projections, in a few queries."""
        relations = {name: {case: set[int]() for case in projections} for name in RELATIONS}
        cases = list(projections)
        ties = _ties().format(placeholders(cases))
        for name, case, row in selected(ties, cases * len(RELATIONS), to_write=True) if cases else ():
            relations[name][case].add(row)
        places: dict[int, dict[int, str]] = {case: {} for case in projections}
        for case, municipality, reason in places_of(cases):
            places[case][municipality] = reason
        return cls(relations, places, HeldClaims.of(cases), index.StoredRows.of(cases) if search else None)


def differences(published: PublishedCase, wanted: Projection, held: Held) -> list[str]:
    """Return the names of what `published` holds otherwise than `wanted`, and of what search does."""
    case = published.pk
    names = [name for name, value in wanted.fields.items() if getattr(published, name) != value]
    names += [name for name in RELATIONS if held.relations[name][case] != wanted.relations[name]]
    if held.places[case] != wanted.places:
        names.append("places")
    if held.claims.differ_in(case, wanted.claims):
        names.append("claims")
    return names + ([SEARCH] if held.search and held.search.differs(case, wanted.document) else [])


def write(projections: Mapping[int, Projection], held: Held) -> None:
    """Save these public rows, by the key of their case: columns, relations, places and claims, for what is held."""
    for some in batched(projections.items(), BATCH):
        PublishedCase.objects.bulk_create(
            [PublishedCase(case_id=case, **projection.fields) for case, projection in some],
            update_conflicts=True,
            unique_fields=["case"],
            update_fields=[field.name for field in PublishedCase._meta.concrete_fields if not field.primary_key],
        )
    for name in RELATIONS:
        wanted = {case: projection.relations[name] for case, projection in projections.items()}
        _tie(Relation.named(name), wanted, held.relations[name])
    _place({case: projection.places for case, projection in projections.items()}, held.places)
    claim_rows.write({case: projection.claims for case, projection in projections.items()}, held.claims)


def _tie(relation: Relation, wanted: Mapping[int, set[int]], held: Mapping[int, set[int]]) -> None:
    gone, new = Q(pk__in=[]), []
    for case, rows in wanted.items():
        if old := held[case] - rows:
            gone |= Q(**{relation.near: case, f"{relation.far}__in": old})
        new += [relation.through(**{relation.near: case, relation.far: row}) for row in sorted(rows - held[case])]
    ties = relation.through._default_manager
    if gone != Q(pk__in=[]):
        ties.filter(gone).delete()
    if new:
        ties.bulk_create(new, batch_size=2_000)


def _place(wanted: Mapping[int, Mapping[int, str]], held: Mapping[int, Mapping[int, str]]) -> None:
    gone, new = Q(pk__in=[]), []
    for case, places in wanted.items():
        if old := held[case].keys() - places.keys():
            gone |= Q(published_case=case, municipality__in=old)
        new += [
            PublishedPlace(published_case_id=case, municipality_id=municipality, reason=reason)
            for municipality, reason in places.items()
            if held[case].get(municipality) != reason
        ]
    if gone != Q(pk__in=[]):
        PublishedPlace.objects.filter(gone).delete()
    if new:
        PublishedPlace.objects.bulk_create(
            new,
            batch_size=2_000,
            update_conflicts=True,
            unique_fields=["published_case", "municipality"],
            update_fields=["reason"],
        )


def remove(published: PublishedCase) -> None:
    """Take away everything that was written of this public row."""
    index.remove([published.pk])
    published.delete()
