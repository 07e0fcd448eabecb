"""A stored record or card in Dutch sentences: what a reader sees of its figures, dates and places."""

from typing import NamedTuple
from urllib.parse import quote

from django.utils import timezone

from cases.models import RESULT_EVIDENCE, Case, Claim
from cases.projection.public_serializers import as_number
from cases.projection.records import (
    LICENCE,
    Card,
    CaseRecord,
    ClaimRecord,
    FigureRecord,
    MunicipalityRecord,
    PublicationRecord,
    PublishedClaimRecord,
)
from gouden.web.text.dutch_numbers import grouped
from gouden.web.text.dutch_text import day, enumeration

# How many places a card names before it counts the rest.
PLACES_NAMED = 3
# How firm each kind of evidence is, for its mark: 3 was investigated, 2 was counted or estimated, 1 was said.
STRENGTH = {
    Claim.Evidence.INDEPENDENT: 3,
    Claim.Evidence.STATISTICS: 3,
    Claim.Evidence.CLIENTS: 3,
    Claim.Evidence.COUNT: 2,
    Claim.Evidence.ESTIMATE: 2,
    Claim.Evidence.OWN_STATEMENT: 1,
    Claim.Evidence.EXPECTATION: 1,
}
# What is said of the grounds of a claim that is no result: it gets no mark. Who counted or says so stands with it.
GROUNDS = {
    Claim.Evidence.INDEPENDENT: "Onderzoek dat de bron aanhaalt",
    Claim.Evidence.STATISTICS: "Landelijk cijfer dat de bron aanhaalt",
    Claim.Evidence.CLIENTS: "Cliëntonderzoek dat de bron aanhaalt",
    Claim.Evidence.ESTIMATE: "Schatting",
    Claim.Evidence.EXPECTATION: "Verwachting",
}
# Of those, what somebody else found out, which a source quotes.
QUOTED = (Claim.Evidence.INDEPENDENT, Claim.Evidence.STATISTICS, Claim.Evidence.CLIENTS)
# What each kind is, in so many words that they can stand beside it.
KINDS = {
    Case.Kind.PORTRAIT: "het verhaal van een gemeente of regio",
    Case.Kind.PRACTICE: "één ding dat zij deden",
    Case.Kind.REFLECTION: "kennis, maar van niemand de praktijk",
}
# What the catalogue is called where it is referred to.
CATALOGUE = "Gouden, catalogus van goede praktijken in het gemeentelijk sociaal domein"
# What is told of it long after, with the year behind it.
REPORTED = {
    Case.Lifecycle.RUNNING: "Liep",
    Case.Lifecycle.SECURED: "Was geborgd in het gewone werk",
    Case.Lifecycle.CHANGED: "Was veranderd",
    Case.Lifecycle.ENDED: "Was gestopt",
    Case.Lifecycle.PLANNED: "Was gepland",
}
RESULT_LABELS = {value: str(label).capitalize() for value, label in RESULT_EVIDENCE}


def checked_since(card: Card) -> bool:
    """Whether someone looked how it is going after the year in which it was described."""
    checked = card["gecontroleerdOp"]
    return int(checked[:4]) > card["beschrevenIn"] if checked else False


def year(publication: PublicationRecord) -> str:
    """Return when it was published: '2017', or 'rond 2015' where that is inferred."""
    return f"rond {publication['jaar']}" if publication["jaarAfgeleid"] else str(publication["jaar"])


def kind_meant(kind: str) -> str:
    """Return what a kind of case is, to stand beside its name."""
    return KINDS[Case.Kind(kind)]


def described_in(card: Card) -> str:
    """Return the year of the youngest source: '2017', or 'rond 2015' where no source says it itself."""
    return f"rond {card['beschrevenIn']}" if card["beschrevenInAfgeleid"] else str(card["beschrevenIn"])


def described(card: Card) -> str:
    """Return when it was described: 'beschreven in 2017', or 'beschreven rond 2015'."""
    when = described_in(card)
    return f"beschreven {when if card['beschrevenInAfgeleid'] else f'in {when}'}"


def knowledge(card: Card) -> str:
    """Return how old the knowledge is: 'Beschreven in 2017, sindsdien niet nagegaan' or 'Beschreven rond 2015, ...'."""
    since = f"nagegaan op {day(card['gecontroleerdOp'])}" if checked_since(card) else "sindsdien niet nagegaan"
    if card["gevraagdOp"]:
        since += f"; op {day(card['gevraagdOp'])} gevraagd of het nog loopt, nog geen antwoord"
    return f"{described(card).capitalize()}, {since}"


def strength(evidence: str) -> int:
    """Return how firm this kind of evidence is, from 3 to 1 as STRENGTH says; 0 for none."""
    return next((strength for kind, strength in STRENGTH.items() if kind == evidence), 0)


def result_evidence(evidence: str) -> str:
    """Return how readers call the evidence for the result of a card, or of a claim that is a result."""
    return RESULT_LABELS.get(evidence, "Niet bekend")


def grounds(claim: ClaimRecord) -> str:
    """Return what to say of the grounds of a claim that is no result; empty where there is nothing to add."""
    return next((words for kind, words in GROUNDS.items() if kind == claim["bewijs"]), "")


def lifecycle(card: Card) -> str:
    """Return whether it ran or was planned when last heard of, and when that was; it may have ended or begun since.

    Empty of a reflection, which is nothing that runs.
    """
    checked = card["gecontroleerdOp"]
    if card["soort"] == Case.Kind.REFLECTION:
        return ""
    if card["status"] == Case.Lifecycle.UNKNOWN or not checked:
        return "Niet bekend of het nog loopt"
    as_described = int(checked[:4]) == card["beschrevenIn"]
    year = described_in(card) if as_described else checked[:4]
    said = Case.Lifecycle(card["status"]).reported.capitalize()
    return f"{said} ({year})" if said.endswith("bericht") else f"{said} (stand {year})"


def standing(card: Card) -> str:
    """Return in one line of when the knowledge is and whether it ran: 'Liep in 2017, sindsdien niet nagegaan'."""
    when = described_in(card) if card["beschrevenInAfgeleid"] else f"in {described_in(card)}"
    waiting = card["gevraagdOp"]
    asked = f"; op {day(waiting)} gevraagd of het nog loopt, nog geen antwoord" if waiting else ""
    if card["soort"] == Case.Kind.REFLECTION:
        return f"Beschreven {when}{asked}"
    if card["status"] == Case.Lifecycle.UNKNOWN or not (checked := card["gecontroleerdOp"]):
        return f"Beschreven {when}, niet bekend of het nog loopt{asked}"
    state = REPORTED[Case.Lifecycle(card["status"])]
    if checked_since(card):
        still = " nog" if card["status"] == Case.Lifecycle.RUNNING else ""
        return f"{state}{still}, nagegaan op {day(checked)} (beschreven {when}){asked}"
    year = checked[:4]
    said = when if int(year) == card["beschrevenIn"] else f"in {year}"
    return f"{state} {said}, sindsdien niet nagegaan{asked}"


def places(card: Card) -> str:
    """Return where it plays: its regions and own municipalities, or else those that take part."""
    own = [row for row in card["gemeenten"] if row["rol"] == "eigen"]
    names = [region["naam"] for region in card["regios"]]
    names += [municipality(row) for row in own or ([] if names else card["gemeenten"])]
    if len(names) > PLACES_NAMED + 1:
        names = [*names[:PLACES_NAMED], f"{len(names) - PLACES_NAMED} andere gemeenten"]
    return enumeration(names)


def municipality(row: MunicipalityRecord) -> str:
    """Return a municipality's name, with its last year when it is no more."""
    end = row["bestaatTot"]
    return f"{row['naam']} (tot {end[:4]})" if end and has_ended(row) else row["naam"]


def has_ended(row: MunicipalityRecord) -> bool:
    """Whether a municipality in a record exists no more today; an end that is announced is none yet."""
    end = row["bestaatTot"]
    return end <= timezone.localdate().isoformat() if end else False


class FigureParts(NamedTuple):
    """A figure in the parts that differ in size: 'ruim', '2.500', 'bewoners'. Empty parts are left out."""

    qualifier: str
    value: str
    unit: str

    def __str__(self) -> str:
        return " ".join(part for part in self if part)


def figure(claim: FigureRecord) -> FigureParts | None:
    """Return the figure of a claim, as in 'ruim 100 bewoners' or 'van 150 naar 25 werkprocessen'; None without one."""
    if claim["waarde"] is None:
        return None
    unit = claim["eenheid"]

    def written(value: float) -> str:
        if unit == "euro":
            return f"€\N{NO-BREAK SPACE}{grouped(value)}"
        return f"{grouped(value)}%" if unit == "%" else grouped(value)

    value = written(claim["waarde"])
    if claim["waardeEerst"] is not None:
        value = f"van {written(claim['waardeEerst'])} naar {value}"
    elif claim["waardeTot"] is not None:
        value = f"{value} tot {written(claim['waardeTot'])}"
    return FigureParts(claim["kwalificatie"], value, "" if unit in {"euro", "%"} else unit)


def measure(claim: ClaimRecord) -> FigureParts | None:
    """Return the figure of a claim where it measures something of the case; None for any other and without one."""
    national = claim["bewijs"] == Claim.Evidence.STATISTICS
    return figure(claim) if claim["soort"] in Claim.MEASURED and not national else None


def figure_of(claim: Claim) -> str:
    """Return the figure of a working claim as readers will see it; empty without one."""
    value, until, before = (
        None if number is None else as_number(number) for number in (claim.value, claim.value_until, claim.value_before)
    )
    said: FigureRecord = {
        "kwalificatie": claim.qualifier,
        "waarde": value,
        "waardeTot": until,
        "waardeEerst": before,
        "eenheid": claim.unit,
    }
    return str(figure(said) or "")


def citation(record: CaseRecord, url: str) -> str:
    """Return how to refer to a case: title, place, catalogue, how old its knowledge and text are, address, licence."""
    where = places(record)
    parts = [
        f"{record['titel']}{f' ({where})' if where else ''}",
        CATALOGUE,
        described(record),
        f"gewijzigd op {day(record['gewijzigdOp'])}",
        url,
        record["licentie"]["naam"],
    ]
    return ". ".join(parts[:2]) + ", " + ", ".join(parts[2:]) + "."


def claim_citation(record: PublishedClaimRecord) -> str:
    """Return how to refer to a claim: what is said, by whom, where it stands, of which case, address and licence."""
    who, source = speaker(record), record["bron"]
    parts = [f"‘{record['tekst'].rstrip('.')}’"]
    parts += [who] if who else []
    parts += (
        [f"in: {source['titel']}, {source['publicatie']['titel']} ({year(source['publicatie'])})"] if source else []
    )
    about = f"Uitspraak bij ‘{record['voorbeeld']['titel']}’, Gouden, {record['url']}, {LICENCE['naam']}."
    return f"{', '.join(parts)}. {about}"


def speaker(claim: ClaimRecord) -> str:
    """Return who says it in one line: the name and function, or else the organisation or municipality; may be empty."""
    if not (said := claim["spreker"]):
        return ""
    place = said["gemeente"]
    bodies = [f"gemeente {municipality(place)}"] if place else []
    bodies += [row["naam"] for row in said["organisaties"]]
    return ", ".join(part for part in [said["naam"] or "", said["functie"], *bodies] if part)


def mailto(to: str, subject: str, body: str = "") -> str:
    """Return the address that opens a message in the reader's own mail program; `to` empty: she fills it in herself."""
    return f"mailto:{quote(to, safe='@')}?subject={quote(subject)}" + (f"&body={quote(body)}" if body else "")
