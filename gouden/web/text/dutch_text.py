"""Dutch text: dates in words, enumerations and whole sentences."""

import datetime
import re
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime

# The end of a sentence: a capital or a quotation mark follows; a figure may also follow 'ca.'.
# Not the dot of an initial, or of what stands before a name.
SENTENCE_END = re.compile(
    r"(?<=[.?!])(?<!\b[A-Z]\.)(?<!\b[dDmM][rw]\.)(?<!\b[dD]rs\.)(?<!\b[dD]hr\.)(?<!\b[pP]rof\.)(?<!\bo\.a\.)(?<!\bbijv\.)"
    r"\s+(?=[A-ZÀ-Þ‘'\"])"
)

# Of the nouns that name a kind of row, those of which one says 'het'.
HET = {
    "antwoord",
    "artikel",
    "begrip",
    "bestand",
    "element",
    "herstel",
    "initiatief",
    "obstakel",
    "praktijkvoorbeeld",
    "predicaat",
    "synoniem",
    "thema",
    "verband",
    "voorbeeld",
    "zoekwoord",
}


def day(value: str | datetime.date | None) -> str:
    """Return a date (or an ISO date or time, as records hold it) as '1 oktober 2017'; empty for none."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime) and is_aware(value):
        # The day in the Netherlands.
        value = localtime(value)
    date = datetime.date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return date_format(date, "j F Y")


def enumeration(words: Iterable[object], conjunction: str = "en") -> str:
    """Return words as Dutch lists them: 'a, b en c', or with another conjunction 'a, b of c'."""
    *first, last = [str(word) for word in words] or [""]
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def is_het(name: str) -> bool:
    """Return whether one says 'het' of a row by the name of its model, by the noun it is about; else 'de'."""
    return re.split(r" (?:op|tussen|van) ", name)[0].rpartition(" ")[2].lower() in HET


def shortened(text: str, room: int) -> str:
    """Return `text`, or as many of its first words as fit in `room` characters, with an ellipsis."""
    if len(text) <= room:
        return text
    words = text[:room].rpartition(" ")[0]
    return f"{words} …" if words else f"{text[:room]}…"


def opening(text: str, room: int = 210) -> str:
    """Return the first sentences of `text` that fit in `room` characters, and at least the first: never half of one."""
    first, *rest = SENTENCE_END.split(text)
    for sentence in rest:
        if len(first) + 1 + len(sentence) > room:
            break
        first = f"{first} {sentence}"
    return first
