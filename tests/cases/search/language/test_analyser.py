"""Words that mean the same become the same term; words that differ do not."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from cases.search.language.analyser import fold, phrases, stem, terms, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("wijkteam", "wijkteams"),
        ("initiatief", "initiatieven"),
        ("huis", "huizen"),
        ("woon", "wonen"),
        ("sociaal", "sociale"),
        ("financieel", "financiële"),
        ("eenzaam", "eenzaamheid"),
        ("eenzame", "eenzaamheid"),
        ("organisatie", "organisaties"),
        ("idee", "ideeën"),
        ("categorie", "categorieën"),
        ("agenda", "agenda's"),
        ("wijkcentrum", "wijkcentra"),
        ("huisarts", "huisartsen"),
        ("kind", "kinderen"),
        ("stad", "steden"),
        ("raadslid", "raadsleden"),
        ("kans", "kansen"),
        ("overheid", "overheden"),
        ("sportvereniging", "sportverenigingen"),
        ("laaggeletterde", "laaggeletterdheid"),
        ("cliënten", "clienten"),
    ],
)
def test_forms_of_one_word_are_one_term(one: str, other: str) -> None:
    assert terms(one) == terms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ouders", "ouderen"),
        ("vereniging", "ver"),
        ("sportverenigingen", "sportver"),
        ("overheid", "over"),
        ("naasten", "naast"),
        ("lezen", "lessen"),
        ("aanbesteden", "steden"),
        ("verleden", "leden"),
        ("wijkteam", "wijkagenda"),
    ],
)
def test_words_that_mean_something_else_stay_apart(one: str, other: str) -> None:
    assert terms(one) != terms(other)


@pytest.mark.parametrize(
    "word", ["huisartsen", "burgerinitiatieven", "bezuinigingen", "gemeentelijke", "2017", "3d", "wmo"]
)
def test_a_stem_is_its_own_stem(word: str) -> None:
    assert stem(stem(word)) == stem(word)


def test_folding_takes_off_case_accents_and_punctuation() -> None:
    assert fold("  Súdwest-Fryslân, ŒUVRE & Smørrebrød! ") == "sudwest fryslan oeuvre smorrebrod"


def test_a_word_with_a_hyphen_is_found_whole_and_in_parts() -> None:
    assert terms("co-creatie") == ["co", "creatie", "cocreatie"]
    assert phrases("co-creatie") == [("co", "creatie"), ("cocreatie",)]


def test_a_part_that_is_a_stop_word_does_not_stand_for_the_whole() -> None:
    assert phrases("wij-team") == [("wijteam",)]


def test_letters_with_points_or_a_hyphen_are_one_word() -> None:
    assert terms("C.V.A. en e-health") == ["cva", "ehealth"]


def test_an_apostrophe_ends_no_word() -> None:
    assert terms("zzp'er 's-Hertogenbosch thema's") == ["zzper", "hertogenbosch", "thema"]


def test_stop_words_are_left_out_and_denials_stay() -> None:
    assert terms("De hulp bij het huishouden, zonder indicatie") == ["hulp", "huishoud", "zonder", "indicatie"]


def test_a_word_keeps_how_it_was_written() -> None:
    assert [word.written for word in words("Cliënten van Solidez")] == ["Cliënten", "van", "Solidez"]


@pytest.mark.parametrize("text", ["", " ", "\x00", "!?%_'\"\\", "-", "'", "’s"])
def test_text_without_words_has_no_terms(text: str) -> None:
    assert terms(text) == []


def test_no_term_is_longer_than_a_database_takes() -> None:
    assert all(len(term) <= 60 for term in terms("a" * 5_000))


def test_threads_do_not_disturb_each_other() -> None:
    written = [
        f"{beginning}{ending}"
        for beginning in ("wijk", "buurt", "zorg", "jeugd")
        for ending in ("teams", "werkers", "gerichte")
    ]
    alone = {word: stem.__wrapped__(word) for word in written}

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(stem.__wrapped__, written * 200))

    assert together == [alone[word] for word in written * 200]
