"""By what `load_catalogue` knows again what it wrote: fingerprints of entries, today's and those of earlier releases.

What equals its default is left out, so that a field added to a case makes no entry look edited.
"""

import hashlib
from collections.abc import Mapping

import orjson

from cases.fields import Snapshot
from cases.revisions.snapshot import Json, Stored, short, stored

# Until release 0.2 a fingerprint was of everything that a case then consisted of, in format 2 and before that in 1.
# fmt: off
FORMAT_2 = frozenset({
    "slug", "kind", "title", "summary", "background", "approach", "results", "lessons", "transferability", "place",
    "started_year", "ended_year", "lifecycle", "lifecycle_checked_on", "featured", "without_place", "part_of",
    "contact", "municipalities", "regions", "initiatives", "themes", "links", "participations", "citations", "claims",
})
CLAIM_2 = frozenset({
    "key", "kind", "text", "qualifier", "value", "value_until", "value_before", "unit", "year", "evidence", "passage",
    "municipality", "obstacle", "speaker", "article",
})
# fmt: on


def digest(data: Mapping[str, object]) -> str:
    """Return the SHA-256 of an entry."""
    return hashlib.sha256(orjson.dumps(data, option=orjson.OPT_SORT_KEYS)).hexdigest()


def fingerprints(data: Snapshot) -> list[str]:
    """Return the fingerprint of a case, and then those that earlier releases may have kept of the same case."""
    return [digest(short(data)), *(digest(form) for form in _earlier(data))]


def _earlier(data: Snapshot) -> list[Stored]:
    """Return a case as earlier releases wrote it; empty when it says something that they could not."""
    said = short(data)
    claims = said.get("claims", [])
    assert isinstance(claims, list)  # noqa: S101
    if said.keys() - FORMAT_2 or any(isinstance(claim, dict) and claim.keys() - CLAIM_2 for claim in claims):
        return []
    whole = stored(data)
    found: Stored = {name: whole[name] for name in FORMAT_2} | {"format": 2}
    found["claims"] = [_only(claim, CLAIM_2) for claim in _rows(whole, "claims")]
    # A party was the one that takes part, without the two it is not.
    found["participations"] = [
        {name: value for name, value in row.items() if value} for row in _rows(whole, "participations")
    ]
    if any(claim["obstacle"] for claim in _rows(found, "claims")):
        return [found]
    claims_1: list[Json] = [_only(claim, CLAIM_2 - {"obstacle"}) for claim in _rows(found, "claims")]
    return [found, found | {"format": 1, "claims": claims_1}]


def _only(row: Stored, names: frozenset[str]) -> Json:
    return {name: value for name, value in row.items() if name in names}


def _rows(data: Stored, name: str) -> list[Stored]:
    rows = data[name]
    assert isinstance(rows, list)  # noqa: S101
    return [row for row in rows if isinstance(row, dict)]
