"""Numbers and amounts, written in one way: vijfduizend, 5.000, € 5000,- and een halve ton as figures.

The same for what is stored and what is asked, so that each finds the others. Small numbers in words (drie, twaalf) stay
words: they are said everywhere and count little.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_UNITS = """
    een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien
    negentien
"""
UNITS = {word: number for number, word in enumerate(_UNITS.split(), 1)}
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig"
TENS = {word: 10 * number for number, word in enumerate(_TENS.split(), 2)}
TIMES = {"duizend": 1_000, "ton": 100_000, "mln": 1_000_000, "miljoen": 1_000_000, "miljard": 1_000_000_000}
HALVES = {"half": 0.5, "halve": 0.5, "een half": 0.5, "een halve": 0.5, "anderhalf": 1.5, "anderhalve": 1.5}
# Of a line that holds none of these only the figures are looked at: finding words that say a number takes longer.
SAID = ("honderd", *TENS, *TIMES)
LINE = re.compile(".+")
_TIMES = "|".join(TIMES)
_SMALL = "|".join(["(?:[eé][eé]n )?hal(?:f|ve)", "anderhal(?:f|ve)", "[eé][eé]n", *UNITS])


def _pattern(*numbers: str) -> re.Pattern[str]:
    """Return how an amount is written, its number in one of these ways."""
    return re.compile(
        rf"(?P<euro>(?:€|\bEUR\b)\s*)?(?:{'|'.join(numbers)})(?:\s+(?P<times>{_TIMES})(?![\w-]))?(?P<percent>\s?%)?",
        re.IGNORECASE,
    )


_FIGURES = r"(?<![\w.,-])(?P<figures>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<part>\d+))?(?:,-+)?(?![\w-]|[.,]\d)"
_WORD = (
    r"\b(?P<word>[^\W\d_]*(?:honderd|duizend|tig)[^\W\d_]*"
    rf"|(?:{_SMALL})(?=\s+(?:{_TIMES})(?![\w-])))(?![\w-])"
)
IN_FIGURES = _pattern(_FIGURES)
IN_WORDS = _pattern(_FIGURES, _WORD)


class Amount(NamedTuple):
    """A number of a text: from sign to sign, and how it is read."""

    start: int
    end: int
    read: str


def amounts(text: str) -> list[Amount]:
    """Return the numbers and amounts of `text` that are read in another way than they are written."""
    found = (Amount(*match.span(), _read(match)) for line in LINE.finditer(text) for match in _matches(text, line))
    return [amount for amount in found if amount.read]


def _matches(text: str, line: re.Match[str]) -> Iterator[re.Match[str]]:
    said = line[0].lower()
    return (IN_WORDS if any(word in said for word in SAID) else IN_FIGURES).finditer(text, *line.span())


def in_figures(text: str) -> str:
    """Return `text` with its numbers in figures: `een ton` is 100000, `€ 5.000` is 5000 euro and `15%` 15 procent."""
    parts, at = [], 0
    for amount in amounts(text):
        parts += [text[at : amount.start], amount.read]
        at = amount.end
    return "".join([*parts, text[at:]]) if parts else text


def _read(match: re.Match[str]) -> str:
    """Return how an amount is read; empty when it is none, or no whole number."""
    times = TIMES[match["times"].lower()] if match["times"] else 1
    if match["figures"]:
        number = float(f"{match['figures'].replace('.', '')}.{match['part'] or 0}")
    else:
        said = _plain(match["word"])
        number = HALVES.get(said) or float(number_of(said) or 0)
    whole = round(number * times)
    if not whole or abs(whole - number * times) > 1e-6:
        return ""
    return " ".join([str(whole), *(["euro"] if match["euro"] else []), *(["procent"] if match["percent"] else [])])


@lru_cache(maxsize=5_000)
def number_of(word: str) -> int | None:
    """Return the number that a word without accents says; None when it says none."""
    for name, times in (("duizend", 1_000), ("honderd", 100)):
        before, is_said, after = word.partition(name)
        if is_said:
            many = number_of(before) if before else 1
            more = number_of(after.removeprefix("en")) if after else 0
            return None if many is None or more is None else many * times + more
    for name, tens in TENS.items():
        unit = UNITS.get(word.removesuffix(name).removesuffix("en"), 0)
        if word == name or (word.endswith(f"en{name}") and 0 < unit < 10):
            return tens + unit
    return UNITS.get(word)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return " ".join("".join(one for one in decomposed if not unicodedata.combining(one)).split())
