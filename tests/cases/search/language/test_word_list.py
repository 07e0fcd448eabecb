"""The list of words that exist in Dutch: what is in it, and that a word is found wherever it stands."""

from pathlib import Path

import pytest

from cases.search.language.word_list import PATH, WordList, as_kept, dutch_words

OPENTAAL = ["de", "'s", "Aalten", "AOW", "auto's", "co-creatie", "ideeën", "zéér", "zeer", "a", "e-mail", "zorg", "h2o"]


def test_a_list_is_kept_folded_and_sorted_without_names_abbreviations_and_what_is_no_single_word() -> None:
    assert as_kept(OPENTAAL) == "de\nideeen\nzeer\nzorg\n"


def test_the_list_that_comes_with_gouden_is_kept_like_that() -> None:
    kept = PATH.read_text(encoding="ascii")

    assert as_kept(kept.splitlines()) == kept
    assert kept.count("\n") > 300_000


@pytest.mark.parametrize("word", ["aa", "balans", "gesloten", "ontregelen", "zzz"])
def test_a_word_is_found_wherever_it_stands(word: str) -> None:
    assert word in dutch_words()


@pytest.mark.parametrize("word", ["", "a", "zzzz", "mantelsorg", "balan", "rijswijk"])
def test_what_is_no_word_is_not(word: str) -> None:
    assert word not in dutch_words()


def test_every_word_of_a_short_list_is_found(tmp_path: Path) -> None:
    words = ["aan", "b", "bal", "zorg"]
    path = tmp_path / "words.txt"
    path.write_text("".join(f"{word}\n" for word in words), encoding="ascii")

    assert [word for word in [*words, "a", "ba", "ball", "zz"] if word in WordList(path)] == words
