"""Text as it may enter the catalogue."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouden.web.text import cleaning

# Marks of Arabic and other scripts that Unicode counts among the format characters, but that are seen.
SEEN = {"\u0600", "\u0601", "\u0602", "\u0603", "\u0604", "\u0605", "\u06dd", "\u070f", "\u0890", "\u0891", "\u08e2"}
BEYOND = range(0x11000, 0x14000)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("regel\x0bregel", "regel\nregel"),
        ("blad\x0cblad", "blad\nblad"),
        ("een\r\ntwee\rdrie\x85vier\u2028vijf\u2029zes", "een\ntwee\ndrie\nvier\nvijf\nzes"),
        ("cel\x07cel", "cel\tcel"),
        ("e\x1email", "e-mail"),
        ("wijk\x1fteam, wijk\xadteam", "wijkteam, wijkteam"),
        ("zo\x92n \x93plan\x94", "zo’n “plan”"),
        ("wacht\u200blijst\x00\ufeff", "wachtlijst"),
        ("\u202eomgekeerd\u202c \u2066los\u2069", "omgekeerd los"),
        ("half \ud800 teken", "half  teken"),
        ("geen\ufffe\uffff\ufdd0\U0010ffff teken", "geen teken"),
        ("cafe\u0301", "café"),
        (
            "gezin \U0001f468\u200d\U0001f469\u200d\U0001f467, ge\u200dzin",
            "gezin \U0001f468\u200d\U0001f469\u200d\U0001f467, gezin",
        ),
        ("hart \u2764\ufe0f\u200d\U0001f525", "hart \u2764\ufe0f\u200d\U0001f525"),
        ("€\xa01,5 miljoen – ‘zó’\n\n- a\n\t- b", "€\xa01,5 miljoen – ‘zó’\n\n- a\n\t- b"),
    ],
)
def test_prose_keeps_what_can_be_seen_and_what_word_meant(typed: str, kept: str) -> None:
    assert cleaning.prose(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("titel\x0bvan twee regels", "titel van twee regels"),
        ("titel \r\n  van\ttwee\x07regels\n", "titel van twee regels"),
        ("\u202etitel\u200b", "titel"),
        ("  twee  spaties ", "  twee  spaties "),
        ("\u200b\x00", ""),
    ],
)
def test_a_line_has_spaces_where_the_text_had_line_ends(typed: str, kept: str) -> None:
    assert cleaning.line(typed) == kept


def test_lines_are_cleaned_one_by_one() -> None:
    assert cleaning.lines(["a\x07b", 3, None]) == ["a b", 3, None]


def test_no_control_format_or_noncharacter_is_left_of_all_unicode() -> None:
    left = {
        character
        for code in range(sys.maxunicode + 1)
        if (character := chr(code)) in cleaning.prose(character)
        and (
            unicodedata.category(character) in {"Cc", "Cf", "Cs"} or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code < 0xFDF0
        )
        and code not in BEYOND
    }
    assert left == SEEN | {"\n", "\t"}


@given(st.text(st.characters(), max_size=80))
def test_what_was_cleaned_stays_as_it_is(typed: str) -> None:
    assert cleaning.prose(cleaning.prose(typed)) == cleaning.prose(typed)
    assert cleaning.line(cleaning.line(typed)) == cleaning.line(typed)
