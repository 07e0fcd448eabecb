"""Numbers as Dutch writes them: the one reader and the one writer, for forms, files, the API and the catalogue.

The reader takes what can be read in one way only and asks about the rest; it never guesses. What the writer writes the
reader reads as the same number.
"""

import re
from decimal import Decimal

from django.utils.formats import number_format

from gouden.web.text.dutch_text import enumeration

# Longer than any column holds: no number, and nothing to repeat in a message.
LONGEST = 40
# Between thousands: a space that breaks no line, a thin one, and a narrow one that breaks no line.
SPACES = str.maketrans(dict.fromkeys("\N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}", " "))
MINUS = "\N{MINUS SIGN}"

THOUSANDS = r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+"
# 1500, 1.500, 1 500, 12,5 and 1.234.567,89, with or without a minus.
CLEAR = re.compile(rf"(?P<minus>-?)(?P<whole>\d+|{THOUSANDS})(?:,(?P<decimals>\d+))?", re.ASCII)
# A comma before exactly three digits: one and a half in Dutch, fifteen hundred in English.
TWO_WAYS = re.compile(r"-?[1-9]\d{0,2},\d{3}", re.ASCII)
# A point that does not part thousands.
WITH_POINT = re.compile(r"(?P<minus>-?)(?P<whole>\d+)\.(?P<decimals>\d+)", re.ASCII)
# 1,234.5 and 1,234,567.
ENGLISH = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
WITHOUT_ZERO = re.compile(r"(?P<minus>-?),(?P<decimals>\d+)", re.ASCII)
# What may stand around a number in a text: a currency, a unit, a word.
AROUND = re.compile(r"^[^\d-]+|[^\d]+$", re.ASCII)
IN_WORDS = re.compile(r"\d\s*(?:duizend|miljoen|miljard|mln|mld)\b", re.ASCII | re.IGNORECASE)


class UnclearNumber(ValueError):
    """A text is no number, or one that can be read in two ways; the message says in Dutch what to write."""


def read(text: str) -> Decimal:
    """Return the number that `text` says in Dutch notation. Raises UnclearNumber."""
    return _read(text, "getal, zoals 1500 of 12,5")


def read_whole(text: str) -> int:
    """Return the whole number that `text` says in Dutch notation. Raises UnclearNumber."""
    expected = "geheel getal, zoals 2017"
    number = _read(text, expected)
    if number != number.to_integral_value():
        raise UnclearNumber(f"‘{text.strip()}’ is geen {expected}.")
    return int(number)


def written(number: Decimal | int) -> str:
    """Return `number` as a file and a field hold it: a comma, nothing between thousands, no zeros that say nothing.

    One zero stays where the number would otherwise have two readings: 1,2340 and not 1,234.
    """
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text.replace(".", ",")
    return f"{text}0" if TWO_WAYS.fullmatch(text) else text


def grouped(number: Decimal | float | str) -> str:
    """Return a number as a sentence writes it, with points between thousands: 2.500 and 7,5."""
    return str(number_format(Decimal(str(number)), use_l10n=True, force_grouping=True))


def _read(text: str, expected: str) -> Decimal:
    given = text.strip().translate(SPACES).replace(MINUS, "-")
    if len(given) > LONGEST:
        raise UnclearNumber(f"Dit is te lang voor een {expected}.")
    if not TWO_WAYS.fullmatch(given) and (found := CLEAR.fullmatch(given)):
        return _decimal(found["minus"], re.sub(r"[. ]", "", found["whole"]), found["decimals"] or "")
    raise UnclearNumber(_question(text.strip(), given) or f"‘{text.strip()}’ is geen {expected}.")


def _decimal(minus: str, whole: str, decimals: str) -> Decimal:
    """Return a number without zeros at the end of its decimals, and without a minus before zero."""
    number = Decimal(f"{whole}.{decimals.rstrip('0')}" if decimals.rstrip("0") else whole)
    return -number if minus and number else number


def _question(shown: str, given: str) -> str:
    """Return what to ask about a text that is almost a number; empty where there is nothing to propose."""
    proposals: list[Decimal] = []
    if TWO_WAYS.fullmatch(given):
        proposals = [Decimal(given.replace(",", "")), Decimal(given.replace(",", "."))]
    elif found := WITH_POINT.fullmatch(given):
        proposals = [_decimal(*found.group("minus", "whole", "decimals"))]
        if not found["whole"].startswith("0"):
            proposals.append(Decimal(given.replace(".", "")))
    elif ENGLISH.fullmatch(given):
        proposals = [Decimal(given.replace(",", ""))]
    elif found := WITHOUT_ZERO.fullmatch(given):
        proposals = [_decimal(found["minus"], "0", found["decimals"])]
    if proposals:
        return f"‘{shown}’ is onduidelijk. Bedoelt u {enumeration(map(written, proposals), 'of')}?"
    if IN_WORDS.search(given):
        return f"Schrijf ‘{shown}’ helemaal in cijfers, zoals 1500000."
    bare = AROUND.sub("", given)
    if bare != given and CLEAR.fullmatch(bare) and not TWO_WAYS.fullmatch(bare):
        number = _read(bare, "")
        return f"Schrijf hier alleen het getal: {written(number)}. Een eenheid, zoals € of %, hoort in een eigen veld."
    return ""
