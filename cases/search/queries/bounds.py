"""Bounds on numbers: "meer dan 1000 deelnemers" asks for every larger number that a case says of deelnemers."""

import re
from collections.abc import Callable
from typing import NamedTuple

from cases.search.language.analyser import words
from cases.search.language.lexicon import Lexicon
from cases.search.language.numbers import in_figures
from cases.search.queries.query import Way

# What is said of the number in the question, and whether one in a case lies within it.
SAID: dict[str, Callable[[int, int], bool]] = {
    **dict.fromkeys(("meer dan", "groter dan", "hoger dan", "boven de"), int.__gt__),
    **dict.fromkeys(("minstens", "minimaal", "ten minste", "vanaf", "ruim"), int.__ge__),
    **dict.fromkeys(("minder dan", "kleiner dan", "lager dan", "onder de"), int.__lt__),
    **dict.fromkeys(("hoogstens", "maximaal", "ten hoogste"), int.__le__),
}
BOUND = re.compile(
    rf"\b(?P<said>{'|'.join(SAID)})\s+(?P<number>\d+)\s+(?P<noun>[^\W\d_]+)(?P<next>\s+[^\W\d_]+)?", re.IGNORECASE
)
# The numbers of a catalogue are looked for one by one; of more than this a bound is not looked for.
NUMBERS = 1_000


class NumberBound(NamedTuple):
    """A bound of a question, as it was typed, and the ways in which cases say a number within it."""

    typed: str
    ways: tuple[Way, ...]
    # The term of what is counted.
    noun: str


def bounds(text: str, known: Lexicon) -> tuple[str, list[NumberBound]]:
    """Return `text` without the bounds in it that some number of the catalogue may lie within, and these."""
    found: list[NumberBound] = []

    def taken(match: re.Match[str]) -> str:
        within = SAID[" ".join(match["said"].lower().split())]
        numbers = [number for number in known.numbers if within(number, int(match["number"]))]
        first, second = _term(match["noun"]), _term(match["next"] or "")
        # "1000 jonge deelnemers" counts deelnemers, where figures of the catalogue do; jonge is looked for by itself.
        further = second in known.units and first not in known.units
        counted = second if further else first
        if counted not in known.cases or not 0 < len(numbers) <= NUMBERS:
            return match[0]
        rest = match["noun"] if further else match["next"] or ""
        typed = match[0] if further else match[0].removesuffix(rest)
        found.append(NumberBound(typed, tuple(Way((str(number), counted)) for number in numbers), counted))
        return f" {rest} "

    return BOUND.sub(taken, in_figures(text)), found


def _term(text: str) -> str:
    """Return the term of a word that says something; empty for any other."""
    return next((word.term for word in words(text) if not word.is_stop), "")
