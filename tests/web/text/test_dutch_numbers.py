"""A number in Dutch is read in one way, or asked about; what is written is read as the same."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from gouden.web.forms.number_fields import DutchDecimalField, DutchIntegerField
from gouden.web.text.dutch_numbers import UnclearNumber, read, read_whole, written

# What the column of a claim holds: fourteen digits, three of them decimals.
COLUMN = st.decimals(min_value=Decimal("-99999999999.999"), max_value=Decimal("99999999999.999"), places=3)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1500", "1500"),
        ("1.500", "1500"),
        ("1 500", "1500"),
        ("1\N{NO-BREAK SPACE}500", "1500"),
        ("1\N{NARROW NO-BREAK SPACE}500", "1500"),
        ("1\N{THIN SPACE}500", "1500"),
        (" 12,5 ", "12.5"),
        ("12,50", "12.5"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("1.234,567", "1234.567"),
        ("1,2340", "1.234"),
        ("1.234.567,89", "1234567.89"),
        ("-5", "-5"),
        ("\N{MINUS SIGN}5", "-5"),
        ("-0", "0"),
        ("007", "7"),
    ],
)
def test_what_is_clear_is_read(text: str, number: str) -> None:
    assert str(read(text)) == number


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1,500", "‘1,500’ is onduidelijk. Bedoelt u 1500 of 1,5?"),
        ("1,234", "‘1,234’ is onduidelijk. Bedoelt u 1234 of 1,2340?"),
        ("-1,500", "‘-1,500’ is onduidelijk. Bedoelt u -1500 of -1,5?"),
        ("1.5", "‘1.5’ is onduidelijk. Bedoelt u 1,5 of 15?"),
        ("12.50", "‘12.50’ is onduidelijk. Bedoelt u 12,5 of 1250?"),
        ("99.99", "‘99.99’ is onduidelijk. Bedoelt u 99,99 of 9999?"),
        ("1234.567", "‘1234.567’ is onduidelijk. Bedoelt u 1234,567 of 1234567?"),
        ("0.5", "‘0.5’ is onduidelijk. Bedoelt u 0,5?"),
        ("0.500", "‘0.500’ is onduidelijk. Bedoelt u 0,5?"),
        ("1,234.5", "‘1,234.5’ is onduidelijk. Bedoelt u 1234,5?"),
        ("1,234,567", "‘1,234,567’ is onduidelijk. Bedoelt u 1234567?"),
        (",5", "‘,5’ is onduidelijk. Bedoelt u 0,5?"),
        ("€ 1.500,-", "Schrijf hier alleen het getal: 1500. Een eenheid, zoals € of %, hoort in een eigen veld."),
        ("12,5%", "Schrijf hier alleen het getal: 12,5. Een eenheid, zoals € of %, hoort in een eigen veld."),
        ("1500 euro", "Schrijf hier alleen het getal: 1500. Een eenheid, zoals € of %, hoort in een eigen veld."),
        ("1,5 miljoen", "Schrijf ‘1,5 miljoen’ helemaal in cijfers, zoals 1500000."),
        ("anderhalf", "‘anderhalf’ is geen getal, zoals 1500 of 12,5."),
        ("1e3", "‘1e3’ is geen getal, zoals 1500 of 12,5."),
        ("1_000", "‘1_000’ is geen getal, zoals 1500 of 12,5."),
        ("٣", "‘٣’ is geen getal, zoals 1500 of 12,5."),
        ("½", "‘½’ is geen getal, zoals 1500 of 12,5."),
        ("1.50.0", "‘1.50.0’ is geen getal, zoals 1500 of 12,5."),
        ("1.234 567", "‘1.234 567’ is geen getal, zoals 1500 of 12,5."),
        ("5-10", "‘5-10’ is geen getal, zoals 1500 of 12,5."),
        ("NaN", "‘NaN’ is geen getal, zoals 1500 of 12,5."),
        ("9" * 41, "Dit is te lang voor een getal, zoals 1500 of 12,5."),
    ],
)
def test_what_is_unclear_is_asked_about(text: str, message: str) -> None:
    with pytest.raises(UnclearNumber) as refusal:
        read(text)
    assert str(refusal.value) == message


def test_a_year_or_a_place_in_a_list_is_whole() -> None:
    assert (read_whole("2017"), read_whole("12.000"), read_whole("3,0")) == (2017, 12_000, 3)
    for text in ("12,5", "veel"):
        with pytest.raises(UnclearNumber, match=f"‘{text}’ is geen geheel getal, zoals 2017."):
            read_whole(text)


@given(COLUMN)
@example(Decimal("100.000"))
@example(Decimal("99.998"))
@example(Decimal("1.234"))
@example(Decimal("-999.001"))
@example(Decimal("0.125"))
@example(Decimal("-0.000"))
@example(Decimal("1E+3"))
def test_what_is_written_is_read_as_the_same_number(number: Decimal) -> None:
    assert read(written(number)) == number
    field = DutchDecimalField(max_digits=14, decimal_places=3)
    assert field.clean(field.prepare_value(number)) == number
    assert not field.has_changed(number, field.prepare_value(number))


@given(st.integers(min_value=-(10**11), max_value=10**11))
def test_thousands_may_be_parted_as_dutch_parts_them(number: int) -> None:
    for mark in (".", " ", "\N{NO-BREAK SPACE}"):
        assert read_whole(f"{number:,}".replace(",", mark)) == number
    assert read_whole(written(number)) == number


@given(st.text(max_size=12) | st.from_regex(r"[-€ ]{0,2}[0-9]{1,4}([.,% ][0-9]{0,4}){0,3}[%-]?", fullmatch=True))
def test_whatever_is_typed_is_a_number_or_a_question_in_dutch(text: str) -> None:
    try:
        said = written(read(text))
    except UnclearNumber as question:
        said = str(question)
    assert said.endswith((".", "?")) or read(said) == read(text)


@given(st.decimals(min_value=Decimal("1.001"), max_value=Decimal("999.999"), places=3))
def test_no_text_that_the_english_write_otherwise_is_taken_for_dutch(number: Decimal) -> None:
    """A comma before three digits, and a point that parts no thousands, have another meaning over there."""
    english = f"{number:.3f}"
    with pytest.raises(UnclearNumber):
        read(english.replace(".", ","))
    with pytest.raises(UnclearNumber):
        read(english[:-1])


def test_a_field_says_it_in_dutch_and_keeps_what_was_typed() -> None:
    field = DutchDecimalField(max_digits=14, decimal_places=3, required=False)
    for text, said in (
        ("1,500", "Bedoelt u 1500 of 1,5?"),
        ("0,1234", "Zorg dat er niet meer dan 3 cijfers achter de komma staan."),
        ("123456789012", "Zorg dat er niet meer dan 11 cijfers voor de komma staan."),
    ):
        with pytest.raises(ValidationError) as refusal:
            field.clean(text)
        assert said in " ".join(refusal.value.messages)
        assert field.prepare_value(text) == text
    assert field.clean("  ") is None


@pytest.mark.parametrize("field", [DutchDecimalField(), DutchIntegerField()])
def test_a_field_is_text_that_neither_a_wheel_nor_a_browsers_language_changes(field: DutchIntegerField) -> None:
    shown = field.widget.render("waarde", field.prepare_value(Decimal(1500)))
    assert 'type="text"' in shown
    assert 'value="1500"' in shown
    assert "inputmode" in shown
