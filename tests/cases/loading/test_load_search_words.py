"""Words of the editors in the catalogue's files: loaded in their order, and the editors' own before those."""

from pathlib import Path

import pytest

from cases.loading.files import BrokenFile
from cases.loading.loader import load_catalogue
from cases.models import Case, CatalogueState, SearchWord, Theme
from cases.search import parse
from tests.cases.loading.test_load_catalogue import folder
from tests.factories import SearchWordFactory

__all__ = ["folder"]
pytestmark = pytest.mark.django_db

WORDS = """
- word: respijtzorg
  also: [logeerzorg]
  meaning: Vervangende zorg.
  cases: [startgeld-aalten, aalten-portret]
  claims: [startgeld-aalten#later, startgeld-aalten#eerst]
  broader: true
- word: energiearmoede
  meaning: Een te hoge energierekening.
"""


@pytest.fixture
def written(folder: Path) -> Path:  # the fixture
    (folder / "search_words.yaml").write_text(WORDS)
    return folder


def test_it_loads_them_with_their_ties_in_order_and_twice_changes_nothing(written: Path) -> None:
    report = load_catalogue(written)

    assert report.created["zoekwoorden"] == 2
    word = SearchWord.objects.get(word="respijtzorg")
    assert [tie.case.slug for tie in word.case_ties.all()] == ["startgeld-aalten", "aalten-portret"]
    assert [tie.claim.key for tie in word.claim_ties.all()] == ["later", "eerst"]
    assert (word.also, word.broader) == (["logeerzorg"], True)
    assert parse("logeerzorg").by_word
    version = CatalogueState.objects.get().version

    again = load_catalogue(written)

    assert (again.created["zoekwoorden"], again.updated["zoekwoorden"]) == (0, 0)
    assert CatalogueState.objects.get().version == version


def test_a_word_that_comes_later_counts_at_once(folder: Path) -> None:
    load_catalogue(folder)
    token = CatalogueState.counters().token
    (folder / "search_words.yaml").write_text(WORDS)

    load_catalogue(folder)

    assert CatalogueState.counters().token != token


def test_what_an_editor_made_or_changed_stays(written: Path) -> None:
    own = SearchWordFactory(word="Logeerzorg")
    load_catalogue(written)
    SearchWord.objects.filter(word="energiearmoede").update(meaning="Van de redactie.")
    (written / "search_words.yaml").write_text(WORDS.replace("te hoge", "hoge"))

    report = load_catalogue(written)

    assert list(SearchWord.objects.values_list("word", "meaning")) == [
        ("energiearmoede", "Van de redactie."),
        (own.word, own.meaning),
    ]
    assert "zoekwoorden: respijtzorg (de redactie heeft dit zelf bij een woord gezet)" in report.left_alone


def test_a_tie_to_what_an_editor_took_away_is_left_out_and_to_what_never_was_refused(written: Path) -> None:
    load_catalogue(written)
    Case.objects.get(slug="startgeld-aalten").claims.filter(key="eerst").delete()
    SearchWord.objects.all().delete()
    (written / "search_words.yaml").write_text(WORDS.replace("respijtzorg", "logeren"))

    load_catalogue(written)

    word = SearchWord.objects.get(word="logeren")
    assert [tie.claim.key for tie in word.claim_ties.all()] == ["later"]

    (written / "search_words.yaml").write_text("- {word: anders, meaning: Iets., cases: [nooit]}")
    with pytest.raises(BrokenFile, match="nooit"):
        load_catalogue(written)


def test_no_word_leads_to_a_theme(written: Path) -> None:
    fields = {field.related_model for field in SearchWord._meta.get_fields()}
    assert Theme not in fields
