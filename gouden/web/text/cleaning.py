"""Text as it may enter the catalogue: every form, import, fixture and model column cleans it by these functions.

Characters nobody can see are dropped, not refused: whoever pasted them cannot find them to take them out. Those that
stand for something (a line break of Word, a hyphen that does not break) become what they stand for.
"""

import re
import unicodedata
from typing import Any

# Line ends: of Windows and old Macs, Word's line break (U+000B) and page break (U+000C), NEL and Unicode's own two.
LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Control characters with a meaning: Word's end of a table cell and its hyphen that does not break, and the characters
# of Windows-1252 that were read as ISO-8859-1. HTML gives U+0080 to U+009F the same reading.
MEANT = str.maketrans(
    {
        "\x07": "\t",
        "\x1e": "-",
        **{chr(code): bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)},
    }
)
# A zero-width joiner makes one emoji of two. Anywhere else it only keeps a word from being found.
PICTURE = "\u2190-\u2bff\U0001f000-\U0001faff"
# What has no shape of its own: controls, soft hyphens, zero-width characters, overrides and isolates of the direction
# of writing, tags, fillers, lone surrogates and noncharacters. Variation selectors 15 and 16 belong to emoji and stay.
NARROW = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffc"
    "\ufffe\uffff\ud800-\udfff\ufdd0-\ufdef"
)
INVISIBLE = re.compile(
    f"[{NARROW}\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + f"]|(?<![{PICTURE}\ufe0f])\u200d|\u200d(?![{PICTURE}])"
)
# Whatever the above may change. Nearly no text holds any, and looking for it takes a tenth of the time.
SUSPECT = re.compile(f"[{NARROW}\x0b-\r\u2028\u2029\u200d\U00010000-\U0010ffff]")
BREAK = re.compile("[\n\t]")


def prose(text: str) -> str:
    """Return a text of several lines without invisible characters, its line ends as U+000A, in Unicode's form NFC."""
    if SUSPECT.search(text):
        text = INVISIBLE.sub("", LINE_END.sub("\n", text).translate(MEANT))
    return unicodedata.normalize("NFC", text)


def line(text: str) -> str:
    """Return a text of one line, cleaned as `prose` does; a line end or tab becomes one space, none at the ends."""
    pieces = BREAK.split(prose(text))
    if len(pieces) == 1:
        return pieces[0]
    return " ".join(part for piece in pieces if (part := piece.strip()))


def lines(texts: list[Any]) -> list[Any]:
    """Return a list with each text in it cleaned as one line; what is no text stays."""
    return [line(text) if isinstance(text, str) else text for text in texts]
