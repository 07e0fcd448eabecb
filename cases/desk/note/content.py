"""All that a note says: of the cases of a dossier, from their records, with a reader's own words beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from cases.desk.dossier import MOST, Dossier, as_query
from cases.desk.note.sources import Sources
from cases.desk.note.structure import Line, Note, NoteSection, line
from cases.fields import Section, Snapshot, definition
from cases.listing.municipality_match import best_matches
from cases.models import Case, Claim, ClaimLink
from cases.projection.records import LICENCE, CaseRecord, ClaimRecord, ReferenceRecord
from cases.reading.brief import DISPUTED as SOURCES_DIFFER
from cases.reading.brief import Brief, BriefClaim, in_brief
from cases.reading.wording import checked_since, citation, knowledge, lifecycle, places
from gouden.web.http.links import absolute
from gouden.web.text import cleaning
from gouden.web.text.dutch_text import day, enumeration, opening, shortened
from municipalities.comparison import Comparison, Level
from municipalities.models import Municipality

CATALOGUE = "Gouden, de catalogus van goede praktijken in het gemeentelijk sociaal domein"
TITLE = "Wat andere gemeenten deden"
# As much of an address that is not known as a note repeats.
VALUE_REPEATED = 60
# What a note calls its cases where their titles would be too long, in the order of its table.
LETTERS = "ABCDEFGHIJKLMNOPQRST"
SECTIONS = {
    field.part.public: field.label for field in definition(Snapshot).values() if isinstance(field.part, Section)
}
LEVELS = {Level.SAME: "gelijk", Level.NEAR: "bijna gelijk", Level.OTHER: "anders", Level.UNKNOWN: "niet bekend"}


@dataclass(frozen=True)
class OwnWords:
    """What the reader adds herself. It is in the document and is kept nowhere."""

    title: str = ""
    question: str = ""
    # A line for a case, by its lasting identifier.
    lines: Mapping[str, str] = field(default_factory=dict)


def make_note(dossier: Dossier, own: OwnWords, voor: Municipality | None) -> Note:
    """Return the note of the cases of `dossier`, compared with `voor` where that is known. Seven queries at most."""
    today = timezone.localdate()
    records: list[CaseRecord] = [case.record for case in dossier.cases]
    fits = best_matches(voor, dossier.slugs) if voor else {}
    sources = Sources()
    rows = [
        _row(letter, record, own.lines.get(record["id"], ""), _where(record, voor, fits), sources)
        for letter, record in zip(LETTERS, records, strict=False)
    ]
    for record in records:
        sources.take(record["bronnen"])
    chosen = as_query(dossier.slugs)
    if voor:
        chosen["voor"] = voor.cbs_code
    return {
        "title": own.title or TITLE,
        "question": [text for raw in own.question.split("\n") if (text := raw.strip())],
        "made": f"Gemaakt op {day(today)} uit {CATALOGUE}.",
        "date": today.isoformat(),
        "url": f"{absolute(reverse('note'))}?{chosen.urlencode()}",
        "again": "Maak deze notitie opnieuw, met de catalogus van dat moment",
        "notices": _notices(dossier),
        "table": "De voorbeelden",
        "columns": _columns(voor),
        "rows": rows,
        "sections": [part for part in (_common(records), _unknown(records)) if part["lines"]],
        "sources_heading": "Bronnen",
        "sources": sources.numbered(),
        "citing": _citing(records),
    }


def _notices(dossier: Dossier) -> list[str]:
    """Return what became of what the address names and the note does not hold."""
    said = [
        f"Niet opgenomen: ‘{gone.event.title}’. Het is op {day(gone.event.at)} ingetrokken. {gone.event.reason}".strip()
        for gone in dossier.withdrawn
    ]
    for slug in dossier.unknown:
        said.append(
            f"Niet opgenomen: ‘{shortened(cleaning.line(slug), VALUE_REPEATED)}’. Dat voorbeeld kennen we niet."
        )
    if dossier.too_many:
        said.append(f"Een notitie heeft hoogstens {MOST} voorbeelden; {dossier.too_many} meer pasten er niet in.")
    return said


# --- The table -------------------------------------------------------------------------------------------------------


def _columns(voor: Municipality | None) -> list[str]:
    where = f"Waar, en hoe het op {voor.name} lijkt" if voor else "Waar"
    return ["Voorbeeld", where, "Resultaat, en wie dat zegt", "Obstakel", "Loopt het nog, en wie weet meer"]


def _row(letter: str, record: CaseRecord, own: str, where: list[Line], sources: Sources) -> list[list[Line]]:
    brief = in_brief(record)
    what = [
        line(record["titel"], label=f"{letter}.", url=record["url"]),
        line(opening(record["samenvatting"], 0), quiet=True),
    ]
    if own:
        what.append(line(own, label="Voor ons:"))
    return [
        what,
        where,
        _result(record, brief, sources) if brief else [line("Zie de pagina van het voorbeeld.")],
        _obstacle(record, brief, sources) if brief else [line("Zie de pagina van het voorbeeld.")],
        _state(record),
    ]


def _where(record: CaseRecord, voor: Municipality | None, fits: Mapping[str, Comparison]) -> list[Line]:
    """Return where it plays, and how the municipality there that fits `voor` best compares with that."""
    where, fit = places(record), fits.get(record["slug"])
    said = [line(where or "Niet bekend")]
    if voor is None:
        return said
    if fit is None:
        return [*said, line("Niet te vergelijken: het hoort niet bij een gemeente.", quiet=True)]
    if fit.itself:
        return [*said, line("Dit is uw gemeente.", quiet=True)]
    facts = ", ".join(f"{fact.aspect} {LEVELS[fact.level]}" for fact in fit.facts)
    named = where == str(fit.other)
    return [*said, line(capfirst(facts) if named else facts, label="" if named else f"{fit.other}:", quiet=True)]


def _result(record: CaseRecord, brief: Brief, sources: Sources) -> list[Line]:
    if not brief.result:
        return [line(brief.result_text or "Een beschouwing: niemand voerde dit uit.")]
    said = _said(record, brief.result, sources)
    said.append(line(capfirst(brief.result.speaker), label=f"{brief.result.grade}:", quiet=True))
    return said


def _obstacle(record: CaseRecord, brief: Brief, sources: Sources) -> list[Line]:
    if not brief.obstacle:
        return [line(brief.obstacle_text)]
    said = _said(record, brief.obstacle, sources)
    if brief.answer:
        said += _said(record, brief.answer, sources, label="Ertegen gedaan:")
    if brief.more_obstacles:
        more = "obstakel" if brief.more_obstacles == 1 else "obstakels"
        said.append(line(f"Nog {brief.more_obstacles} {more} op de pagina van het voorbeeld.", quiet=True))
    return said


def _said(record: CaseRecord, said: BriefClaim, sources: Sources, label: str = "") -> list[Line]:
    """Return what a claim says, its figure before it, with its source and whether another contradicts it."""
    claim = next((claim for claim in record["uitspraken"] if claim["kenmerk"] == said.key), None)
    numbers = sources.cite(record, claim) if claim else []
    lines = [line("", label=str(said.figure))] if said.figure and not label else []
    lines.append(line(said.text, label=label, sources=numbers))
    if said.disputed:
        lines.append(line(SOURCES_DIFFER, quiet=True))
    return lines


def _is_disputed(claim: ClaimRecord) -> bool:
    return any(link["soort"] == ClaimLink.Kind.CONTRADICTS for link in claim["verbanden"])


def _state(record: CaseRecord) -> list[Line]:
    runs = lifecycle(record)
    said = [line(runs)] if runs else []
    said.append(line(f"{knowledge(record)}.", quiet=True))
    contact = record["navragenBij"]
    if contact is None:
        return [*said, line("niet bekend", label="Navragen bij:")]
    ways = contact["contactpagina"] or contact["website"] or contact["url"]
    said.append(line(contact["naam"], label="Navragen bij:", url=ways))
    if contact["mailbox"]:
        said.append(line(contact["mailbox"], url=f"mailto:{contact['mailbox']}"))
    return said


# --- What stands under it --------------------------------------------------------------------------------------------


def _common(records: list[CaseRecord]) -> NoteSection:
    """Return which elements and themes two or more of the cases share; of one case alone nothing."""
    lines = []
    if len(records) > 1:
        elements = _shared(record["elementen"] for record in records)
        lines = [line(f"{_at(letters)}.", label=f"{name}:") for name, letters in elements.items()]
        if not elements:
            none = "de catalogus noemt er geen bij twee of meer van deze voorbeelden."
            lines.append(line(none, label="Werkzame elementen:"))
        if themes := _shared(record["themas"] for record in records):
            named = "; ".join(f"{name} {_at(letters)}" for name, letters in themes.items())
            lines.append(line(f"{named}.", label="Thema’s:"))
    return {"heading": "Wat zij gemeen hebben", "lines": lines}


def _shared(of_each: Iterable[Iterable[ReferenceRecord]]) -> dict[str, list[str]]:
    """Return the names that two or more cases have, with the letters of those; what most have comes first."""
    letters: dict[str, list[str]] = {}
    for letter, found in zip(LETTERS, of_each, strict=False):
        for row in found:
            letters.setdefault(row["naam"], []).append(letter)
    several = {name: those for name, those in letters.items() if len(those) > 1}
    return dict(sorted(several.items(), key=lambda item: -len(item[1])))


def _at(letters: Iterable[str]) -> str:
    return f"bij {enumeration(letters)}"


def _unknown(records: list[CaseRecord]) -> NoteSection:
    """Return what the catalogue does not say of these cases: each gap once, with the letters of the cases."""
    gaps: dict[tuple[str, str], list[str]] = {}
    for letter, record in zip(LETTERS, records, strict=False):
        for gap in _gaps(record):
            gaps.setdefault(gap, []).append(letter)
    by_label: dict[str, list[str]] = {}
    for (label, text), letters in gaps.items():
        by_label.setdefault(label, []).append(f"{text} {_at(letters)}")
    order = [label for label in GAPS if label in by_label]
    return {
        "heading": "Wat we niet weten",
        "lines": [line(f"{'; '.join(by_label[label])}.", label=f"{label}:") for label in order],
    }


RESULT, COSTS, OBSTACLE, RUNS, SINCE, CONTACT, SILENT, DISPUTED = GAPS = (
    "Wat het opleverde",
    "Wat het kost",
    "Wat in de weg stond",
    "Of het nog loopt",
    "Hoe het nu staat",
    "Wie meer weet",
    "Waarover de bronnen zwijgen",
    "Waarover bronnen verschillen",
)


def _gaps(record: CaseRecord) -> Iterable[tuple[str, str]]:
    """Yield what is not known of a case: about what, and the sentence that its letter completes."""
    kinds = {claim["soort"] for claim in record["uitspraken"]}
    if record["soort"] != Case.Kind.REFLECTION:
        if Claim.Kind.RESULT not in kinds:
            yield RESULT, "de catalogus noemt geen resultaat"
        if Claim.Kind.COSTS not in kinds:
            yield COSTS, "de catalogus noemt geen kosten"
        if record["status"] == Case.Lifecycle.UNKNOWN or not record["gecontroleerdOp"]:
            yield RUNS, "niet bekend"
        if not checked_since(record):
            yield SINCE, "sinds de beschrijving niet nagegaan"
    if Claim.Kind.OBSTACLE not in kinds:
        yield OBSTACLE, "de catalogus noemt geen obstakel"
    if record["navragenBij"] is None:
        yield CONTACT, "geen contact bekend"
    for silent in record["zwijgtOver"]:
        yield SILENT, SECTIONS[silent["onderdeel"]]
    if any(_is_disputed(claim) for claim in record["uitspraken"]):
        yield DISPUTED, "een of meer uitspraken"


def _citing(records: list[CaseRecord]) -> NoteSection:
    cited = [
        line(citation(record, record["url"]), label=f"{letter}.")
        for letter, record in zip(LETTERS, records, strict=False)
    ]
    free = f"De teksten van de catalogus mag u overnemen, met naamsvermelding: {LICENCE['naam']}."
    return {"heading": "Zo verwijst u naar de voorbeelden", "lines": [*cited, line(free, url=LICENCE["url"])]}
