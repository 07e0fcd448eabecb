"""Long sentences and unexplained abbreviations, in Dutch written with Markdown."""

import pytest

from cases.editorial.quality.texts import long_sentences, unexplained_abbreviations

LONG = " ".join(["woord"] * 31) + "."


def test_a_sentence_of_thirty_words_is_not_too_long_and_one_more_is():
    thirty = " ".join(["Woord"] * 30) + "."
    assert long_sentences(thirty) == []
    assert long_sentences(f"Kort. {LONG.capitalize()} Ook kort.") == [LONG.capitalize()]


def test_the_items_of_a_list_are_sentences_of_their_own():
    items = "\n".join(f"- {'woord ' * 12}" for _ in range(4))
    assert long_sentences(f"Dit deden ze:\n{items}") == []


def test_lines_of_one_paragraph_make_one_sentence():
    assert len(long_sentences("\n".join(["zes woorden op een regel hier"] * 6))) == 1


def test_the_address_of_a_link_is_not_read():
    linked = f"[{'woord ' * 29}](https://voorbeeld.example/een/pad) eind."
    assert long_sentences(linked) == []


@pytest.mark.parametrize(
    "text",
    [
        "Het Centrum voor Jeugd en Gezin (CJG) helpt. Het CJG is open.",
        "Het CJG (Centrum voor Jeugd en Gezin) helpt.",
        "Het ggz-team helpt de GGZ.",
        "In deel II en deel IV staat meer.",
        "Zie [de pagina](https://voorbeeld.example/ABCD) en https://voorbeeld.example/EFG.",
        "De Wmo en Aalten zijn geen woorden in hoofdletters.",
    ],
)
def test_what_is_explained_known_or_no_abbreviation_is_left_alone(text):
    assert unexplained_abbreviations(text, {"ggz"}) == []


def test_an_abbreviation_that_nobody_explains_is_named_once():
    assert unexplained_abbreviations("Het CJG en de POH. Het CJG.", set()) == ["CJG", "POH"]
