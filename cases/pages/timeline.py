"""The years a case tells of: its beginning and end, what was said of which year, when it was described and checked."""

from collections.abc import Iterable
from dataclasses import dataclass

from cases.models import Adoption, Claim
from cases.projection.records import CaseRecord, ClaimRecord
from cases.reading.claims import ClaimGroup
from cases.reading.wording import checked_since
from gouden.web.text.dutch_text import day


@dataclass(frozen=True)
class YearEvent:
    """One thing in a year: what it is, a few words about it, and where it is told (empty: here)."""

    label: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class TimelineYear:
    """A year with what belongs to it."""

    year: int
    moments: list[YearEvent]


def timeline(record: CaseRecord, groups: Iterable[ClaimGroup], adoptions: Iterable[Adoption]) -> list[TimelineYear]:
    """Return the years of a record, oldest first; nothing when all of it is one year, for that tells no story."""
    moments = [
        *_life(record),
        *_claims(groups),
        *_adoptions(adoptions),
        *_knowledge(record),
    ]
    years = sorted({year for year, _ in moments})
    if len(years) == 1:
        return []
    return [TimelineYear(year, [moment for at, moment in moments if at == year]) for year in years]


def _life(record: CaseRecord) -> list[tuple[int, YearEvent]]:
    begun, ended = record["begonnenIn"], record["geeindigdIn"]
    return [(year, YearEvent(label)) for year, label in ((begun, "Begonnen"), (ended, "Geëindigd")) if year]


def _claims(groups: Iterable[ClaimGroup]) -> list[tuple[int, YearEvent]]:
    """Return each claim that names a year."""
    return [
        (claim["jaar"], YearEvent(_kind(claim), claim["tekst"], f"#uitspraak-{claim['kenmerk']}"))
        for group in groups
        for entry in group.entries
        for claim in (shown.claim for shown in entry.claims)
        if claim["jaar"]
    ]


def _kind(claim: ClaimRecord) -> str:
    return str(Claim.Kind(claim["soort"]).label).capitalize()


def _adoptions(adoptions: Iterable[Adoption]) -> list[tuple[int, YearEvent]]:
    """Return each in the year in which they began, as they say, or else in the one that the source tells of."""
    return [(year, _adoption(adoption)) for adoption in adoptions if (year := adoption.since or adoption.year)]


def _adoption(adoption: Adoption) -> YearEvent:
    what = "begonnen" if adoption.since else adoption.get_status_display()
    return YearEvent("Navolging", f"{adoption.party}, {what}", f"#{adoption.anchor}")


def _knowledge(record: CaseRecord) -> list[tuple[int, YearEvent]]:
    """Return the years in which it was described, and when it was last looked at."""
    publications = (source["publicatie"] for source in record["bronnen"] if not source["herdrukVan"])
    described = {(one["jaar"], one["titel"], ", jaar afgeleid" if one["jaarAfgeleid"] else "") for one in publications}
    found = [(year, YearEvent("Beschreven", f"in {title}{how}", "#bronnen")) for year, title, how in sorted(described)]
    checked = record["gecontroleerdOp"]
    if checked and checked_since(record):
        found.append((int(checked[:4]), YearEvent("Nagegaan", f"op {day(checked)}")))
    return found
