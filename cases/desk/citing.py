"""How to refer to a case in a list of literature, as reference managers read it: RIS, BibTeX and CSL-JSON.

What is cited is the entry in Gouden: a page of a site, written and published by the catalogue and not by the people it
names, as it is since its last change. The publications it goes back to stand in the notes. When it was looked at is for
the reader to say.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import orjson
from django.conf import settings
from django.urls import reverse

from cases.projection.records import CaseRecord, LicenceRecord, SourceRecord
from cases.reading.wording import CATALOGUE, municipality, year
from gouden.web.http.links import absolute
from gouden.web.text.cleaning import line

LANGUAGE = "nl"


@dataclass(frozen=True)
class CitedWork:
    """A case as a reference manager keeps it. Every text is on one line."""

    slug: str
    title: str
    url: str
    # The address that stays when the case moves.
    lasting_url: str
    # The day of its last change: of the text that is cited.
    issued: datetime.date
    container: str
    publisher: str
    abstract: str
    # Its themes, and where it plays.
    keywords: list[str]
    # The articles it goes back to.
    sources: list[str]
    licence: LicenceRecord


def citation(record: CaseRecord) -> CitedWork:
    """Return how to cite the case with this record."""
    places = [municipality(row) for row in record["gemeenten"]] + [row["naam"] for row in record["regios"]]
    return CitedWork(
        slug=record["slug"],
        title=_spaced(record["titel"]),
        url=record["url"],
        lasting_url=absolute(reverse("identifier", args=["praktijkvoorbeeld", record["id"]])),
        issued=datetime.date.fromisoformat(record["gewijzigdOp"][:10]),
        container=CATALOGUE,
        publisher=_spaced(settings.GOUDEN_PUBLISHER_NAME),
        abstract=_spaced(record["samenvatting"]),
        keywords=list(dict.fromkeys(map(_spaced, [*(row["naam"] for row in record["themas"]), *places]))),
        sources=[_spaced(_source(row)) for row in record["bronnen"]],
        licence=record["licentie"],
    )


def _spaced(text: str) -> str:
    """Return a text on one line, with one space where there were more: all that a file of tags or of TeX keeps."""
    return " ".join(part for part in line(text).split(" ") if part)


def _source(row: SourceRecord) -> str:
    """Return an article with its publication: 'Open houding, in: Elf Gouden Gemeenten (2017), p. 12-15'."""
    publication = row["publicatie"]
    said = f"{row['titel']}, in: {publication['titel']} ({year(publication)})"
    return f"{said}, p. {row['bladzijden']}" if row["bladzijden"] else said


def meta_tags(cited: CitedWork) -> list[tuple[str, str]]:
    """Return what a page says of itself to those who collect references: Highwire's names, and Dublin Core's."""
    return [
        ("citation_title", cited.title),
        ("citation_author", cited.publisher),
        ("citation_publisher", cited.publisher),
        ("citation_publication_date", f"{cited.issued:%Y/%m/%d}"),
        ("citation_language", LANGUAGE),
        ("citation_public_url", cited.url),
        *(("citation_keywords", word) for word in cited.keywords),
        ("DC.title", cited.title),
        ("DC.creator", cited.publisher),
        ("DC.publisher", cited.publisher),
        ("DC.date", cited.issued.isoformat()),
        ("DC.identifier", cited.lasting_url),
        ("DC.language", LANGUAGE),
        ("DC.rights", cited.licence["url"]),
        *(("DC.source", source) for source in cited.sources),
    ]


# --- RIS ---------------------------------------------------------------------------------------------------------


def ris(cited: Iterable[CitedWork]) -> str:
    """Return the citations as RIS: a line for each fact, by a tag of two letters."""
    return "".join(f"{tag}  - {value}\r\n" for one in cited for tag, value in _tagged(one))


def _tagged(cited: CitedWork) -> Iterator[tuple[str, str]]:
    yield from (("TY", "ELEC"), ("ID", cited.slug), ("TI", cited.title), ("AU", cited.publisher))
    yield from (("T2", cited.container), ("PB", cited.publisher))
    yield from (("PY", f"{cited.issued:%Y}"), ("DA", f"{cited.issued:%Y/%m/%d}"))
    yield from (("UR", cited.url), ("AN", cited.lasting_url), ("LA", LANGUAGE))
    if cited.abstract:
        yield "AB", cited.abstract
    yield from (("KW", word) for word in cited.keywords)
    yield from (("N1", f"Bron: {source}") for source in cited.sources)
    yield "N1", f"Licentie: {_licence(cited)}"
    yield "ER", ""


def _sources(cited: CitedWork) -> str:
    return "; ".join(f"Bron: {source}" for source in cited.sources)


def _licence(cited: CitedWork) -> str:
    return f"{cited.licence['naam']} ({cited.licence['url']})"


# --- BibTeX ------------------------------------------------------------------------------------------------------

# What TeX takes for more than the sign it is, and the letters it has a name for. A brace in a text has a name too:
# BibTeX counts braces, whatever stands before them.
TEX = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "|": r"{\textbar}",
    '"': r"{\textquotedbl}",
    "`": r"{\textasciigrave}",
    "\N{NO-BREAK SPACE}": "~",
    "ß": r"{\ss}",
    "æ": r"{\ae}",
    "Æ": r"{\AE}",
    "ø": r"{\o}",
    "Ø": r"{\O}",
    "ł": r"{\l}",
    "Ł": r"{\L}",
}
# The command for an accent on a letter, by its combining character.
ACCENTS = {
    "\N{COMBINING GRAVE ACCENT}": "`",
    "\N{COMBINING ACUTE ACCENT}": "'",
    "\N{COMBINING CIRCUMFLEX ACCENT}": "^",
    "\N{COMBINING TILDE}": "~",
    "\N{COMBINING DIAERESIS}": '"',
    "\N{COMBINING MACRON}": "=",
    "\N{COMBINING DOT ABOVE}": ".",
    "\N{COMBINING CEDILLA}": "c ",
    "\N{COMBINING CARON}": "v ",
    "\N{COMBINING BREVE}": "u ",
    "\N{COMBINING DOUBLE ACUTE ACCENT}": "H ",
    "\N{COMBINING OGONEK}": "k ",
    "\N{COMBINING RING ABOVE}": "r ",
}
# Between two of the same sign, which TeX would join to another: a dash, a quotation mark.
JOINED = re.compile(r"(?<=([-',]))(?=\1)")
# TeX names months, and each style writes them in its own way.
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(cited: Iterable[CitedWork]) -> str:
    """Return the citations as BibTeX, in UTF-8.

    Letters with an accent go by the names that TeX has for them: BibTeX itself cuts and sorts texts by their bytes.
    Other signs, such as quotation marks and dashes, stay as they are. The key of each entry is its slug, of which there
    is one. A second pair of braces keeps capitals and names as they are.
    """
    return "\n".join(_entry(one) for one in cited)


def _entry(cited: CitedWork) -> str:
    fields = {
        "author": f"{{{{{tex(cited.publisher)}}}}}",
        "title": f"{{{{{tex(cited.title)}}}}}",
        "howpublished": f"{{{tex(cited.container)}}}",
        "publisher": f"{{{tex(cited.publisher)}}}",
        "year": f"{{{cited.issued.year}}}",
        "month": MONTHS[cited.issued.month - 1],
        "day": f"{{{cited.issued.day}}}",
        "url": f"{{{cited.url}}}",
        "language": "{dutch}",
        "abstract": f"{{{tex(cited.abstract)}}}",
        "keywords": f"{{{tex(', '.join(cited.keywords))}}}",
        "annote": f"{{{tex(_sources(cited))}}}",
        "copyright": f"{{{tex(_licence(cited))}}}",
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items() if value != "{}")
    return f"@misc{{gouden:{cited.slug},\n{lines}}}\n"


def tex(text: str) -> str:
    """Return a text as TeX writes it."""
    return JOINED.sub("{}", "".join(TEX.get(character) or _accented(character) for character in text))


def _accented(character: str) -> str:
    """Return `character` by the name of its accent, where it has one that TeX knows."""
    letter, accent = (*unicodedata.normalize("NFD", character), "")[:2]
    whole = accent in ACCENTS and unicodedata.normalize("NFC", letter + accent) == character
    return f"{{\\{ACCENTS[accent]}{letter}}}" if whole and letter.isascii() else character


# --- CSL-JSON ----------------------------------------------------------------------------------------------------


def csl_json(cited: Iterable[CitedWork]) -> str:
    """Return the citations as CSL-JSON (https://docs.citationstyles.org/)."""
    return orjson.dumps([_item(one) for one in cited], option=orjson.OPT_INDENT_2).decode()


def _item(cited: CitedWork) -> dict[str, object]:
    publisher, issued = cited.publisher, cited.issued
    item = {
        "id": cited.lasting_url,
        "type": "webpage",
        "title": cited.title,
        "author": [{"literal": publisher}],
        "container-title": cited.container,
        "publisher": publisher,
        "issued": {"date-parts": [[issued.year, issued.month, issued.day]]},
        "URL": cited.url,
        "language": LANGUAGE,
        "abstract": cited.abstract,
        "keyword": ", ".join(cited.keywords),
        "note": _sources(cited),
        "license": _licence(cited),
    }
    return {name: value for name, value in item.items() if value}


class CitationFormat(NamedTuple):
    """A kind of file for reference managers: what it is called, its media type, and what writes it."""

    label: str
    media_type: str
    write: Callable[[Iterable[CitedWork]], str]


# By the end of the name of the file.
FORMATS = {
    "ris": CitationFormat("RIS", "application/x-research-info-systems; charset=utf-8", ris),
    "bib": CitationFormat("BibTeX", "application/x-bibtex; charset=utf-8", bibtex),
    "json": CitationFormat("CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
}
