"""A case as plain data and back.

The data refers by slug, CBS code or key, so it can be stored in a revision, written to a fixture file and compared.
`snapshot` and `restore` are each other's inverse; a field of the model that is not in SCALARS or below does not travel.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db import models

from cases.models import (
    Article,
    Case,
    CaseLink,
    CaseMunicipality,
    Citation,
    Claim,
    ClaimLink,
    Initiative,
    Obstacle,
    Participation,
    Speaker,
    Theme,
)
from cases.references import References
from gouden.web.text import line, prose
from municipalities.models import Municipality, Organisation, Region

# Goes up when the shape changes; UPGRADES then holds a function from each older shape to the next.
FORMAT = 2

SECTIONS = ("background", "approach", "results", "lessons", "transferability")
# The texts of several lines: of a case, and of a claim.
PROSE = {"summary", *SECTIONS, "text"}
SCALARS = (
    "slug",
    "kind",
    "title",
    "summary",
    *SECTIONS,
    "place",
    "started_year",
    "ended_year",
    "lifecycle",
    "lifecycle_checked_on",
    "featured",
    "without_place",
)
CLAIM_SCALARS = (
    "key",
    "kind",
    "text",
    "qualifier",
    "value",
    "value_until",
    "value_before",
    "unit",
    "year",
    "evidence",
    "passage",
)

# Where data refers to other rows: in one field of the case, in a list of keys, and in the rows of a list.
SINGLE: dict[str, type[models.Model]] = {"part_of": Case, "contact": Organisation}
MANY: dict[str, type[models.Model]] = {"regions": Region, "initiatives": Initiative, "themes": Theme}
ROWS: dict[str, dict[str, type[models.Model]]] = {
    "municipalities": {"code": Municipality},
    "participations": {"organisation": Organisation, "municipality": Municipality, "region": Region},
    "citations": {"article": Article},
    "claims": {"municipality": Municipality, "obstacle": Obstacle, "speaker": Speaker, "article": Article},
}

Data = dict[str, Any]


def _with_obstacles(data: Data) -> Data:
    """From 1 to 2: a claim says what kind of obstacle it is; before, none did."""
    return data | {"format": 2, "claims": [{"obstacle": None} | claim for claim in data["claims"]]}


UPGRADES: dict[int, Callable[[Data], Data]] = {1: _with_obstacles}


def upgraded(data: Data) -> Data:
    """Return a stored snapshot in today's format, its texts cleaned: a revision never changes, whatever it holds."""
    while data["format"] < FORMAT:
        data = UPGRADES[data["format"]](data)
    return cleaned(data)


def cleaned(data: Data) -> Data:
    """Return `data` with its texts cleaned as the columns they are for clean them."""
    return {name: _cleaned(name, value) for name, value in data.items()}


def _cleaned(name: str, value: Any) -> Any:
    match value:
        case str():
            return prose(value) if name in PROSE else line(value)
        case dict():
            return cleaned(value)
        case list():
            return [_cleaned(name, one) for one in value]
    return value


def forms(data: Data) -> list[Data]:
    """Return `data` in today's format and in older ones that could say as much: what was loaded then is no edit."""
    found = [data]
    if data.get("format") == FORMAT and not any(claim["obstacle"] for claim in data["claims"]):
        claims = [{name: value for name, value in claim.items() if name != "obstacle"} for claim in data["claims"]]
        found.append(data | {"format": 1, "claims": claims})
    return found


def preload(references: References, *found: Data) -> None:
    """Look up all that these snapshots refer to, in one query for each kind of row (and its prefetches)."""
    keys: dict[type[models.Model], set[str]] = {}
    for data in found:
        for model, key in _keys(data):
            keys.setdefault(model, set()).add(key)
    for model, wanted in keys.items():
        references.preload(model, wanted)


def _keys(data: Data) -> Iterator[tuple[type[models.Model], str]]:
    """Yield each reference in `data`: the kind of row, and by what it is called there."""
    yield from ((model, data[name]) for name, model in SINGLE.items() if data[name])
    yield from ((model, key) for name, model in MANY.items() for key in data[name])
    for name, fields in ROWS.items():
        yield from ((model, row[field]) for row in data[name] for field, model in fields.items() if row.get(field))


def snapshot(case: Case) -> Data:
    """Return all that an editor can say about `case`; load many with `Case.objects.for_snapshot()`."""
    return {
        "format": FORMAT,
        **{name: plain(getattr(case, name)) for name in SCALARS},
        "part_of": case.part_of.slug if case.part_of else None,
        "contact": case.contact.slug if case.contact else None,
        "municipalities": sorted(
            (_case_municipality(row) for row in case.case_municipalities.all()),
            key=lambda row: (row["role"] != CaseMunicipality.Role.OWN, row["code"]),
        ),
        "regions": sorted(region.slug for region in case.regions.all()),
        "initiatives": sorted(initiative.slug for initiative in case.initiatives.all()),
        "themes": sorted(theme.slug for theme in case.themes.all()),
        "links": [_link(link) for link in case.links.all()],
        "participations": [_participation(row) for row in case.participations.all()],
        "citations": [_citation(row) for row in case.citations.all()],
        "claims": [_claim(claim) for claim in case.claims.all()],
        "claim_links": _claim_links(case),
    }


def _case_municipality(row: CaseMunicipality) -> Data:
    return {"code": row.municipality.cbs_code, "role": row.role}


def _link(link: CaseLink) -> Data:
    return {"url": link.url, "label": link.label, "last_checked": plain(link.last_checked)}


def _citation(row: Citation) -> Data:
    return {"article": row.article.slug, "passage": row.passage}


def _participation(row: Participation) -> Data:
    if row.organisation:
        return {"organisation": row.organisation.slug, "role": row.role}
    if row.municipality:
        return {"municipality": row.municipality.cbs_code, "role": row.role}
    assert row.region is not None  # noqa: S101  # participation_is_of_one_party
    return {"region": row.region.slug, "role": row.role}


def _claim(claim: Claim) -> Data:
    return {
        **{name: plain(getattr(claim, name)) for name in CLAIM_SCALARS},
        "municipality": claim.municipality.cbs_code if claim.municipality else None,
        "obstacle": claim.obstacle.slug if claim.obstacle else None,
        "speaker": claim.speaker.key if claim.speaker else None,
        "article": claim.article.slug if claim.article else None,
    }


# What a row of each list that a form holds says.
ROW_OF: dict[str, Callable[[Any], Data]] = {
    "municipalities": _case_municipality,
    "participations": _participation,
    "citations": _citation,
    "claims": _claim,
    "links": _link,
}


def _claim_links(case: Case) -> list[Data]:
    """Return the ties of this case's claims, seen from this case: the own claim, the other as slug#key, the kind."""
    found = []
    own_claims = [claim.pk for claim in case.claims.all()]
    # Without joins: a database that has no statistics yet plans those so badly that one publication takes seconds.
    of_this_case = models.Q(a__in=own_claims) | models.Q(b__in=own_claims)
    links = ClaimLink.objects.filter(of_this_case).prefetch_related("a__case", "b__case") if own_claims else []
    for link in links:
        for own, other, direction in ((link.a, link.b, "a"), (link.b, link.a, "b")):
            if own.case_id == case.pk:
                row = {"claim": own.key, "other": claim_key(other), "kind": link.kind, "side": direction}
                found.append(row)
    return sorted(found, key=lambda row: (row["claim"], row["other"], row["side"]))


def claim_key(claim: Claim) -> str:
    """Return how a claim is referred to from outside its case."""
    return f"{claim.case.slug}#{claim.key}"


def plain(value: Any) -> Any:
    """Return a field's value as JSON and YAML hold it: numbers and dates as text, so that nothing is rounded."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def blank_claim() -> Data:
    """Return a claim in which nothing is filled in: what a fixture leaves out."""
    texts = ("qualifier", "unit", "passage")
    empty = dict.fromkeys(CLAIM_SCALARS) | dict.fromkeys(texts, "") | {"evidence": Claim.Evidence.OWN_STATEMENT.value}
    return empty | {"municipality": None, "obstacle": None, "speaker": None, "article": None}


def blank() -> Data:
    """Return a case in which nothing is filled in: what a fixture leaves out."""
    texts = (*SECTIONS, "place", "without_place", "summary")
    lists = ("municipalities", "regions", "initiatives", "themes", "links", "participations", "citations", "claims")
    return (
        {"format": FORMAT}
        | dict.fromkeys(SCALARS)
        | dict.fromkeys(texts, "")
        | {"lifecycle": Case.Lifecycle.UNKNOWN.value, "featured": False, "part_of": None, "contact": None}
        | {name: [] for name in (*lists, "claim_links")}
    )


def restore(case: Case, data: Data, references: References) -> None:
    """Fill the working rows of `case` (saved or new) from `data` and save them. Claim links are left as they are.

    Raises UnresolvedReference, before anything is written, when `data` names something that does not exist (any more).
    """
    data = upgraded(data)
    resolve = _resolver(data, references)
    references.raise_unresolved()
    for name in SCALARS:
        setattr(case, name, data[name])
    case.part_of, case.contact = resolve["part_of"], resolve["contact"]
    case.save()
    case.regions.set(resolve["regions"])
    case.initiatives.set(resolve["initiatives"])
    case.themes.set(resolve["themes"])
    _replace(case.case_municipalities.all(), (CaseMunicipality(case=case, **row) for row in resolve["municipalities"]))
    _replace(case.links.all(), (CaseLink(case=case, **row) for row in data["links"]))
    _replace(case.participations.all(), (Participation(case=case, **row) for row in resolve["participations"]))
    _replace(case.citations.all(), (Citation(case=case, **row) for row in resolve["citations"]))
    _restore_claims(case, resolve["claims"])


def _resolver(data: Data, references: References) -> Data:
    """Return the parts of `data` that refer to other rows, with the rows in place of their slugs."""
    get, many = references.get, references.many
    parties = {"organisation": Organisation, "municipality": Municipality, "region": Region}
    return {
        "part_of": get(Case, data["part_of"]),
        "contact": get(Organisation, data["contact"]),
        "regions": many(Region, data["regions"]),
        "initiatives": many(Initiative, data["initiatives"]),
        "themes": many(Theme, data["themes"]),
        "municipalities": [
            {"municipality": get(Municipality, row["code"]), "role": row["role"]} for row in data["municipalities"]
        ],
        "participations": [
            {name: get(model, row.get(name)) for name, model in parties.items()} | {"role": row["role"]}
            for row in data["participations"]
        ],
        "citations": [
            {"article": get(Article, row["article"]), "passage": row["passage"]} for row in data["citations"]
        ],
        "claims": [
            {name: row[name] for name in CLAIM_SCALARS}
            | {"municipality": get(Municipality, row["municipality"]), "obstacle": get(Obstacle, row["obstacle"])}
            | {"speaker": get(Speaker, row["speaker"]), "article": get(Article, row["article"])}
            for row in data["claims"]
        ],
    }


def named_in(data: Data) -> set[tuple[type[models.Model], str]]:
    """Return which rows a stored snapshot names, each as its model and the key by which data refers to it."""
    names = _Names()
    _resolver(upgraded(data), names)
    return names.asked


class _Names(References):
    """Finds nothing, and remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[tuple[type[models.Model], str]] = set()

    def preload(self, model: type[models.Model], keys: set[str]) -> None:
        self.asked |= {(model, key) for key in keys if key}
        self._rows |= {(model, key): None for key in keys}


def _replace(old: models.QuerySet[Any], new: Iterable[models.Model]) -> None:
    """Put `new` rows in place of `old` ones."""
    old.delete()
    old.model._default_manager.bulk_create(new)


def _restore_claims(case: Case, rows: list[Data]) -> None:
    """Update claims by key, so that the links between them stay, and drop those that are not in `rows`."""
    existing = {claim.key: claim for claim in case.claims.all()}
    for position, row in enumerate(rows):
        claim = existing.pop(row["key"], None) or Claim(case=case)
        for name, value in row.items():
            setattr(claim, name, value)
        claim.position = position
        claim.save()
    case.claims.filter(pk__in=[claim.pk for claim in existing.values()]).delete()
