"""Cases beside each other: what a reader asks of each, as the rows of a table, from their records alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.text import capfirst, slugify

from cases.models import Case, Claim, Theme
from cases.projection.records import CaseRecord, ClaimRecord, NamedRecord, texts
from cases.reading.brief import DISPUTED, NO_OBSTACLE, BriefClaim, in_brief
from cases.reading.wording import knowledge, lifecycle, measure, places, result_evidence, speaker, year
from gouden.web.text.dutch_text import enumeration, opening, shortened
from gouden.web.text.markdown import first_paragraph
from municipalities.comparison import Comparison

FEWEST_COMPARED, MOST_COMPARED = 2, 4
# So much of how they went about it fits in a cell, and so many of what there may be more of.
APPROACH_SAID, NAMED = 240, 3
# So much of a title names a case where there is little room.
TITLE_SAID = 48
NOTHING_RUNS = "Een beschouwing: niets wat loopt"
NO_PRACTICE = "Een beschouwing: geen praktijk"


class CellLine(NamedTuple):
    """A line of a cell, and where it leads."""

    text: str
    url: str = ""
    # A figure stands large; what is quiet says who says so, or that there is nothing.
    tone: str = ""


# Without a line: not known.
type Cell = tuple[CellLine, ...]


@dataclass(frozen=True)
class Row:
    """What is asked of each case, with the answers in the order of the cases."""

    label: str
    cells: list[Cell]

    @property
    def is_the_same(self) -> bool:
        """Whether every case gives the same answer, or none."""
        return len(set(self.cells)) == 1


def compare(
    records: Sequence[CaseRecord], fits: Mapping[str, Comparison] | None = None, *, query: str = ""
) -> list[Row]:
    """Return the rows for these cases, in the order in which a reader asks.

    `fits` says how each case's municipality compares with mine, by slug; None: I chose none. Links to a case carry
    `query`. No queries.
    """
    rows = [
        Row("In één zin", [_one(opening(record["samenvatting"], 0)) for record in records]),
        Row("Waar", [_where(record) for record in records]),
    ]
    if fits is not None:
        rows.append(Row("Past het bij uw gemeente?", [_fit(fits.get(record["slug"])) for record in records]))
    return [
        *rows,
        Row("Voor wie", [_for_whom(record) for record in records]),
        Row("Aanpak", [_approach(record) for record in records]),
        Row("Wie deden mee", [_who(record) for record in records]),
        Row("Begonnen", [_period(record) for record in records]),
        Row("Loopt het nog?", [_status(record) for record in records]),
        Row("Resultaat", [_result(record, query) for record in records]),
        Row("Bewijs voor het resultaat", [_evidence(record) for record in records]),
        Row("Kosten", [_costs(record, query) for record in records]),
        Row("Wat in de weg stond", [_obstacle(record, query) for record in records]),
        Row("Werkzame elementen", [_named(record["elementen"]) for record in records]),
        Row("Over te nemen?", [_transfer(record) for record in records]),
        Row("Navragen bij", [_contact(record) for record in records]),
        Row("Bronnen", [_sources(record) for record in records]),
    ]


def short_titles(records: Sequence[CaseRecord]) -> list[str]:
    """Return what to call each case where there is little room: its title up to a colon, or as much of it as fits.

    The titles whole where these would not tell the cases apart.
    """
    short = [shortened(record["titel"].partition(": ")[0], TITLE_SAID) for record in records]
    return short if len(set(short)) == len(short) else [record["titel"] for record in records]


def _one(text: str) -> Cell:
    return (CellLine(text),) if text else ()


def _quiet(text: str) -> Cell:
    return (CellLine(text, tone="quiet"),)


def _where(record: CaseRecord) -> Cell:
    where = ", ".join(part for part in (places(record), record["plaats"]) if part)
    (none_because,) = texts(record, ["redenZonderPlaats"])
    return _one(where) or (_quiet(f"Geen plaats: {none_because}") if none_because else ())


def _fit(fit: Comparison | None) -> Cell:
    if fit is None:
        return _quiet("Niet te vergelijken: hoort niet bij een gemeente")
    if fit.itself:
        return _one(f"Uit uw gemeente: {fit.other.name}")
    facts = (CellLine(capfirst(fact.text)) for fact in fit.facts)
    return (CellLine(f"{fit.other} vergeleken met {fit.mine.name}", tone="quiet"), *facts)


def _for_whom(record: CaseRecord) -> Cell:
    return _named([theme for theme in record["themas"] if theme["soort"] == Theme.Kind.TARGET_GROUP])


def _approach(record: CaseRecord) -> Cell:
    (text,) = texts(record, ["aanpak"])
    return _one(opening(first_paragraph(text), APPROACH_SAID))


def _who(record: CaseRecord) -> Cell:
    roles: dict[str, list[str]] = {}
    for party in record["deelnemers"]:
        name = f"gemeente {party['naam']}" if party["soort"] == "gemeente" else party["naam"]
        roles.setdefault(party["rol"], []).append(name)
    return tuple(CellLine(f"{capfirst(role)}: {_first(names)}") for role, names in roles.items())


def _first(names: list[str]) -> str:
    """Return the names, or the first of them and how many more there are."""
    more = len(names) - NAMED
    return enumeration(names if more <= 1 else [*names[:NAMED], f"{more} andere"])


def _period(record: CaseRecord) -> Cell:
    began, ended = record["begonnenIn"], record["geeindigdIn"]
    if not began:
        return _quiet(f"Begin niet bekend, geëindigd in {ended}") if ended else ()
    return _one(f"{began}, geëindigd in {ended}" if ended else str(began))


def _status(record: CaseRecord) -> Cell:
    said = _one(lifecycle(record)) or _quiet(NOTHING_RUNS)
    return (*said, *_quiet(knowledge(record)))


def _result(record: CaseRecord, query: str) -> Cell:
    brief = in_brief(record)
    if brief is None or not brief.is_practice:
        return _quiet(NO_PRACTICE) if brief else ()
    result = brief.result
    if result is None:
        return _quiet(brief.result_text)
    figure = (CellLine(str(result.figure), tone="figure"),) if result.figure else ()
    who = ", ".join(part for part in (result.speaker, str(result.year or "")) if part)
    return (*figure, *_claim(record, result, query), *(_quiet(who) if who else ()))


def _claim(record: CaseRecord, claim: BriefClaim, query: str, before: str = "") -> Cell:
    said = CellLine(f"{before}{claim.text}", _page(record, query, claim.anchor))
    return (said, *(_quiet(DISPUTED) if claim.disputed else ()))


def _evidence(record: CaseRecord) -> Cell:
    if record["soort"] == Case.Kind.REFLECTION:
        return _quiet(NO_PRACTICE)
    evidence = record["bewijsResultaat"]
    return (CellLine(result_evidence(evidence), f"{reverse('evidence')}#{slugify(evidence)}"),) if evidence else ()


def _costs(record: CaseRecord, query: str) -> Cell:
    costs = [claim for claim in record["uitspraken"] if claim["soort"] == Claim.Kind.COSTS]
    lines = [line for claim in costs[:NAMED] for line in _cost(record, claim, query)]
    return (*lines, *_more(len(costs) - NAMED, "bedrag", "bedragen", _page(record, query, "#soort-kosten")))


def _cost(record: CaseRecord, claim: ClaimRecord, query: str) -> Iterable[CellLine]:
    if figure := measure(claim):
        yield CellLine(str(figure), tone="figure")
    yield CellLine(claim["tekst"], _page(record, query, f"#uitspraak-{claim['kenmerk']}"))
    if who := speaker(claim):
        yield from _quiet(who)


def _obstacle(record: CaseRecord, query: str) -> Cell:
    brief = in_brief(record)
    if brief is None:
        return ()
    if brief.obstacle is None:
        return _quiet(NO_OBSTACLE)
    against = _claim(record, brief.answer, query, "Daartegen: ") if brief.answer else ()
    more = _more(brief.more_obstacles, "obstakel", "obstakels", _page(record, query, "#soort-obstakel"))
    return (*_claim(record, brief.obstacle, query), *against, *more)


def _transfer(record: CaseRecord) -> Cell:
    brief = in_brief(record)
    if brief and not brief.is_practice:
        return _quiet(NO_PRACTICE)
    return _one(brief.transfer) if brief else ()


def _contact(record: CaseRecord) -> Cell:
    contact = record["navragenBij"]
    if not contact:
        return ()
    ways = [
        ("Contactpagina", contact["contactpagina"]),
        (contact["mailbox"], contact["mailbox"] and f"mailto:{contact['mailbox']}"),
        ("Website", contact["website"]),
    ]
    return (CellLine(contact["naam"], _path(contact["url"])), *(CellLine(text, url) for text, url in ways if url))


def _sources(record: CaseRecord) -> Cell:
    publications = {source["publicatie"]["slug"]: source["publicatie"] for source in record["bronnen"]}
    return tuple(CellLine(f"{one['titel']} ({year(one)})", _path(one["url"])) for one in publications.values())


def _named(rows: Iterable[NamedRecord]) -> Cell:
    return tuple(CellLine(row["naam"], _path(row["url"])) for row in rows)


def _more(count: int, one: str, several: str, url: str) -> Cell:
    return (CellLine(f"en nog {count} {one if count == 1 else several}", url, "quiet"),) if count > 0 else ()


def _page(record: CaseRecord, query: str, anchor: str) -> str:
    return f"{reverse('case-detail', args=[record['slug']])}{query}{anchor}"


def _path(url: str) -> str:
    return urlsplit(url).path
