"""The columns of the CSV and the workbook: the one definition of the file and of its codebook."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from cases.fields import Day, Part, Snapshot, Year, definition
from cases.projection.records import CaseRecord, SourceRecord

Cell = str | int | float | None
# Between the values of a cell that holds several.
SEPARATOR = " | "
# With these a spreadsheet takes a text for a formula, the full-width forms included.
FORMULA = frozenset("=+-@＝＋－＠")


class ExportColumn[R](NamedTuple):
    """A column: its name as the API has it, what it holds, as which XSD datatype, and how a record fills it."""

    name: str
    meaning: str
    datatype: str
    value: Callable[[R], Cell]

    @property
    def holds_several(self) -> bool:
        """Whether a cell can hold more than one value."""
        return self.datatype == SEVERAL

    @property
    def type(self) -> str:
        """The datatype in Dutch."""
        return TYPES[self.datatype]


TEXT, NUMBER, DATE, MOMENT, ADDRESS, SEVERAL = "string", "integer", "date", "dateTime", "anyURI", "list"
DECIMAL = "decimal"
TYPES = {
    TEXT: "tekst",
    NUMBER: "geheel getal",
    DECIMAL: "getal",
    DATE: "datum",
    MOMENT: "tijdstip",
    ADDRESS: "webadres",
    SEVERAL: "teksten",
}


def cell(record: Mapping[str, object], name: str) -> Cell:
    """Return what a record has under `name`."""
    found = record[name]
    assert found is None or isinstance(found, str | int | float)  # noqa: S101  # as its serializer gives it
    return found


def key(name: str, meaning: str, datatype: str = TEXT) -> ExportColumn[CaseRecord]:
    """Return the column with what a record has under `name`."""
    return ExportColumn(name, meaning, datatype, lambda record: cell(record, name))


def several[R](name: str, meaning: str, values: Callable[[R], Iterable[str]]) -> ExportColumn[R]:
    """Return a column with all of `values`, each once, in the order of the record."""
    return ExportColumn(name, meaning, SEVERAL, lambda record: SEPARATOR.join(dict.fromkeys(values(record))))


def source(row: SourceRecord) -> str:
    """Return an article with its publication: 'Open houding (Elf Gouden Gemeenten, 2017)'."""
    return f"{row['titel']} ({row['publicatie']['titel']}, {row['publicatie']['jaar']})"


# What a cell is made of, beside what cases.fields says: of several rows, or of what only publication knows.
MADE: tuple[ExportColumn[CaseRecord], ...] = (
    key("url", "De pagina van het voorbeeld.", ADDRESS),
    key("beschrevenIn", "Het jaar van de jongste bron.", NUMBER),
    ExportColumn(
        "beschrevenInAfgeleid",
        "Of dat jaar is afgeleid (ja) en niet in de bron zelf staat (nee).",
        TEXT,
        lambda record: "ja" if record["beschrevenInAfgeleid"] else "nee",
    ),
    key("bewijs", "Verouderd, gebruik bewijsResultaat. Het sterkste bewijs onder alle uitspraken."),
    several(
        "gemeenteCodes",
        "De CBS-codes van de gemeenten, eigen en betrokken.",
        lambda record: (row["code"] for row in record["gemeenten"]),
    ),
    several(
        "gemeenten",
        "De namen van die gemeenten, zoals zij toen heetten.",
        lambda record: (row["naam"] for row in record["gemeenten"]),
    ),
    several(
        "provincies",
        "De provincies waarin die gemeenten toen lagen.",
        lambda record: (row["provincie"] for row in record["gemeenten"]),
    ),
    several("regios", "De namen van de regio's.", lambda record: (row["naam"] for row in record["regios"])),
    several("themaSlugs", "De kenmerken van de thema's.", lambda record: (row["slug"] for row in record["themas"])),
    several("themas", "De namen van de thema's.", lambda record: (row["naam"] for row in record["themas"])),
    several(
        "initiatieven", "De namen van de initiatieven.", lambda record: (row["naam"] for row in record["initiatieven"])
    ),
    several(
        "elementSlugs",
        "De kenmerken van de werkzame elementen die de uitspraken noemen.",
        lambda record: (row["slug"] for row in record["elementen"]),
    ),
    several(
        "elementen",
        "De namen van die werkzame elementen.",
        lambda record: (row["naam"] for row in record["elementen"]),
    ),
    several(
        "deelnemers",
        "Wie meedoet, met de rol tussen haakjes.",
        lambda record: (f"{row['naam']} ({row['rol']})" for row in record["deelnemers"]),
    ),
    ExportColumn(
        "aantalUitspraken", "Hoeveel uitspraken erbij horen.", NUMBER, lambda record: len(record["uitspraken"])
    ),
    several("bronnen", "De artikelen waarop het teruggaat.", lambda record: map(source, record["bronnen"])),
    ExportColumn(
        "onderdeelVan",
        "De slug van het portret waar de praktijk bij hoort.",
        TEXT,
        lambda record: portrait["slug"] if (portrait := record["onderdeelVan"]) else None,
    ),
    ExportColumn("licentie", "Onder welke licentie de tekst vrij is.", TEXT, lambda record: record["licentie"]["naam"]),
    key("naamsvermelding", "Zo noemt u de bron."),
    key("gepubliceerdOp", "Wanneer het voor het eerst in de catalogus stond, in UTC.", MOMENT),
    key("gewijzigdOp", "Wanneer het voor het laatst veranderde, in UTC.", MOMENT),
    key("id", "Het kenmerk dat blijft, ook als titel of adres verandert."),
    key("bewijsResultaat", "Het sterkste bewijs onder de resultaten; geen: er wordt geen resultaat genoemd."),
)
DATATYPES: dict[type[Part], str] = {Year: NUMBER, Day: DATE}
DEFINED = (
    key(field.part.public, field.part.codebook, DATATYPES.get(type(field.part), TEXT))
    for field in definition(Snapshot).values()
    if field.part.codebook
)
# A column keeps its place for who reads by place; a new one comes last.
# fmt: off
PLACES = [
    "slug", "url", "soort", "titel", "samenvatting", "aanleiding", "aanpak", "opbrengst", "leerpunten",
    "overdraagbaarheid", "plaats", "status", "gecontroleerdOp", "beschrevenIn", "bewijs", "begonnenIn", "geeindigdIn",
    "gemeenteCodes", "gemeenten", "provincies", "regios", "themaSlugs", "themas", "initiatieven", "deelnemers",
    "aantalUitspraken", "bronnen", "onderdeelVan", "licentie", "naamsvermelding", "gepubliceerdOp", "gewijzigdOp", "id",
    "beschrevenInAfgeleid",
    "bewijsResultaat", "elementSlugs", "elementen",
]
# fmt: on
EXPORT_COLUMNS = tuple(
    sorted(
        (*DEFINED, *MADE),
        key=lambda column: PLACES.index(column.name) if column.name in PLACES else len(PLACES),
    )
)


def row[R](record: R, columns: Iterable[ExportColumn[R]], *, to_open: bool) -> list[Cell]:
    """Return the cells of a record; `to_open` in a spreadsheet, where no text may run."""
    cells = [column.value(record) for column in columns]
    return [harmless(cell) if to_open and isinstance(cell, str) else cell for cell in cells]


def harmless(text: str) -> str:
    """Return `text` so that no spreadsheet runs it: what looks like a formula gets an apostrophe before it.

    By OWASP's advice on CSV injection; a tab or a line end before the sign does not hide it. A text that has such an
    apostrophe of its own gets one more, so that `as_meant` always finds the text back.
    """
    return f"'{text}" if looks_like_formula(text.lstrip("'")) else text


def as_meant(text: str) -> str:
    """Return the text that `harmless` made `text` of."""
    return text[1:] if text.startswith("'") and looks_like_formula(text.lstrip("'")) else text


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet that reads `text` as typed takes it for a formula."""
    return bool(text) and (text[0] in FORMULA or (text[0] <= " " and text.lstrip()[:1] in FORMULA))
