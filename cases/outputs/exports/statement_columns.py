"""The columns of the CSV with statements: what a claim says, and what of its case helps to place it."""

from collections.abc import Callable
from typing import TypedDict

from cases.outputs.exports.columns import ADDRESS, DECIMAL, NUMBER, TEXT, Cell, ExportColumn, cell, several
from cases.projection.records import LICENCE, Card, PublishedClaimRecord


class StatementRow(TypedDict):
    """A claim with the card of its case, as `files.statements` gives them."""

    claim: PublishedClaimRecord
    card: Card


def said(name: str, meaning: str, datatype: str = TEXT) -> ExportColumn[StatementRow]:
    """Return the column with what the record of a claim has under `name`."""
    return ExportColumn(name, meaning, datatype, lambda row: cell(row["claim"], name))


def made(
    name: str, meaning: str, value: Callable[[StatementRow], Cell], datatype: str = TEXT
) -> ExportColumn[StatementRow]:
    """Return the column with what `value` makes of a row."""
    return ExportColumn(name, meaning, datatype, value)


def _speaker(row: StatementRow, name: str) -> Cell:
    speaker = row["claim"]["spreker"]
    return cell(speaker, name) if speaker else None


def _source(row: StatementRow, name: str) -> Cell:
    source = row["claim"]["bron"]
    return cell(source, name) if source else None


def _attribution(row: StatementRow) -> str:
    claim = row["claim"]
    return f"Uitspraak bij ‘{claim['voorbeeld']['titel']}’, Gouden, {claim['url']}, {LICENCE['naam']}"


STATEMENT_COLUMNS: tuple[ExportColumn[StatementRow], ...] = (
    said("id", "Het kenmerk dat blijft, ook als het voorbeeld anders gaat heten."),
    said("url", "De pagina van de uitspraak.", ADDRESS),
    said("tekst", "Wat er gezegd wordt."),
    said("soort", "Wat voor uitspraak: resultaat, bereik, inzet, kosten, doel, context, obstakel en zo verder."),
    said("bewijs", "Waarop de uitspraak berust. Alleen bij een resultaat zegt dat hoe stevig het resultaat is."),
    said("kwalificatie", "Hoe precies het cijfer is: ongeveer, ruim, minstens of hoogstens."),
    said("waarde", "Het cijfer; leeg: de uitspraak heeft er geen.", DECIMAL),
    said("waardeTot", "De bovengrens van een bereik.", DECIMAL),
    said("waardeEerst", "De waarde vóór de verandering.", DECIMAL),
    said("eenheid", "Waarin het cijfer telt."),
    said("jaar", "Het jaar waarover de uitspraak gaat.", NUMBER),
    made(
        "overGemeente",
        "De CBS-code van de gemeente waar de uitspraak over gaat, als zij over één daarvan gaat.",
        lambda row: row["claim"]["gemeente"]["code"] if row["claim"]["gemeente"] else None,
    ),
    made("spreker", "Wie het zegt; leeg: niet bekend.", lambda row: _speaker(row, "naam")),
    made("functie", "In welke functie.", lambda row: _speaker(row, "functie")),
    several(
        "organisaties",
        "Namens welke organisaties.",
        lambda row: (one["naam"] for one in (row["claim"]["spreker"] or {"organisaties": []})["organisaties"]),
    ),
    made(
        "obstakelSlug",
        "Het kenmerk van de soort obstakel.",
        lambda row: row["claim"]["obstakel"]["slug"] if row["claim"]["obstakel"] else None,
    ),
    several(
        "elementSlugs",
        "De kenmerken van de werkzame elementen waar de uitspraak iets over zegt.",
        lambda row: (one["slug"] for one in row["claim"]["elementen"]),
    ),
    made("artikel", "Het artikel waarin het staat.", lambda row: _source(row, "titel")),
    made(
        "publicatie",
        "De publicatie waar dat artikel in staat.",
        lambda row: row["claim"]["bron"]["publicatie"]["titel"] if row["claim"]["bron"] else None,
    ),
    made(
        "publicatieJaar",
        "Het jaar van de publicatie.",
        lambda row: row["claim"]["bron"]["publicatie"]["jaar"] if row["claim"]["bron"] else None,
        NUMBER,
    ),
    made("passage", "Waar het in het artikel staat.", lambda row: _source(row, "passage")),
    made("voorbeeldId", "Het blijvende kenmerk van het voorbeeld.", lambda row: row["claim"]["voorbeeld"]["id"]),
    made("voorbeeldSlug", "De slug van het voorbeeld.", lambda row: row["claim"]["voorbeeld"]["slug"]),
    made("voorbeeld", "De titel van het voorbeeld.", lambda row: row["claim"]["voorbeeld"]["titel"]),
    made(
        "beschrevenIn",
        "Het jaar van de jongste bron van het voorbeeld.",
        lambda row: row["card"]["beschrevenIn"],
        NUMBER,
    ),
    several(
        "gemeenteCodes",
        "De CBS-codes van de gemeenten van het voorbeeld, eigen en betrokken.",
        lambda row: (one["code"] for one in row["card"]["gemeenten"]),
    ),
    several(
        "gemeenten",
        "De namen van die gemeenten, zoals zij toen heetten.",
        lambda row: (one["naam"] for one in row["card"]["gemeenten"]),
    ),
    several(
        "themaSlugs",
        "De kenmerken van de thema's van het voorbeeld.",
        lambda row: (one["slug"] for one in row["card"]["themas"]),
    ),
    made("licentie", "Onder welke licentie de tekst vrij is.", lambda row: LICENCE["naam"]),
    made("naamsvermelding", "Zo noemt u de bron.", _attribution),
)
