"""Numbers and amounts are read in one way, however they are written."""

import pytest

from cases.search.language.numbers import in_figures


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("5000 euro", "5000 euro"),
        ("vijfduizend euro", "5000 euro"),
        ("Vijfduizend euro", "5000 euro"),
        ("€ 5.000", "5000 euro"),
        ("€5000,-", "5000 euro"),
        ("EUR 5.000", "5000 euro"),
        ("een ton", "100000"),
        ("Eén ton", "100000"),
        ("anderhalve ton", "150000"),
        ("anderhalf miljoen", "1500000"),
        ("een half miljoen", "500000"),
        ("1,5 miljoen", "1500000"),
        ("acht miljoen", "8000000"),
        ("1.234.567", "1234567"),
        ("tweehonderdvijfentwintig", "225"),
        ("honderdduizend", "100000"),
        ("vijfentwintig procent", "25 procent"),
        ("25%", "25 procent"),
        ("25 %", "25 procent"),
        ("ruim 2.500 deelnemers", "ruim 2500 deelnemers"),
    ],
)
def test_an_amount_is_read_in_figures(written: str, read: str) -> None:
    assert in_figures(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "Drie teams en een wijk",
        "prettig en nuttig",
        "honderden en duizendtallen",
        "4,6%",
        "12.30 uur op 1-2-2017",
        "3D, 1e en GM0197",
        "de tonnen van een ton-sur-ton",
        "twintigers",
    ],
)
def test_what_is_no_amount_stays(text: str) -> None:
    assert in_figures(text) == text
