"""Terms, questions and syntheses in the catalogue's files: what they cite is public before they are."""

from pathlib import Path

import pytest

from cases import publishing
from cases.loading.files import BrokenFile
from cases.loading.loader import load_catalogue
from cases.models import Case, CatalogueState, Question, Term, Theme
from cases.publishing.citing import cited_since
from tests.cases.loading.test_load_catalogue import cases_file, folder, rewrite

__all__ = ["folder"]
pytestmark = pytest.mark.django_db

TERMS = """
- slug: startgeld
  name: startgeld
  definition: Geld om te beginnen.
  other_names: [startgelden]
  article: elf-aalten
  passage: 2e alinea
"""
QUESTIONS = """
- slug: wie-deed-mee
  question: Wie deed mee?
  themes: [preventie]
  answer: |
    Eerst deden er honderd bewoners mee. [startgeld-aalten#eerst]
    Later meer. [startgeld-aalten#eerst, startgeld-aalten#later]
- slug: wat-kost-het
  question: Wat kost het?
"""
SYNTHESIS = '\n  synthesis: "Er deden bewoners mee. [startgeld-aalten#eerst]"\n'


@pytest.fixture
def written(folder: Path) -> Path:  # the fixture
    (folder / "terms.yaml").write_text(TERMS)
    (folder / "questions.yaml").write_text(QUESTIONS)
    themes = folder / "themes.yaml"
    themes.write_text(themes.read_text().replace("  kind: werkwijze\n", f"  kind: werkwijze{SYNTHESIS}", 1))
    assert "synthesis" in themes.read_text()
    return folder


def test_it_loads_and_publishes_what_is_answered_and_twice_changes_nothing(written: Path) -> None:
    report = load_catalogue(written)

    assert (report.created["begrippen"], report.created["vragen"]) == (1, 2)
    assert Term.objects.public().get().article.slug == "elf-aalten"
    answered = Question.objects.public().get()
    assert (answered.slug, answered.cited_at is not None) == ("wie-deed-mee", True)
    theme = Theme.objects.get(slug="preventie")
    assert list(theme.cited["claims"]) == ["startgeld-aalten#eerst"]
    version = CatalogueState.objects.get().version

    again = load_catalogue(written)

    assert (again.created, again.updated, again.left_alone) == ({}, {}, [])
    assert CatalogueState.objects.get().version == version


def test_a_file_whose_claim_changed_with_it_is_not_out_of_date(written: Path) -> None:
    load_catalogue(written)
    rewrite(cases_file(written), "value: 100", "value: 110")

    load_catalogue(written)

    assert cited_since(Theme.objects.all()) == {}


def test_what_editors_did_to_a_claim_keeps_no_file_from_being_loaded(written: Path) -> None:
    load_catalogue(written)
    publishing.withdraw(case=Case.objects.get(slug="startgeld-aalten"), by=None, reason="Klopt niet.")
    rewrite(written / "themes.yaml", "Er deden bewoners mee.", "Er deden veel bewoners mee.")

    load_catalogue(written)

    theme = Theme.objects.get(slug="preventie")
    assert theme.synthesis.startswith("Er deden veel")
    assert len(cited_since([theme])[theme].gone) == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("questions.yaml", "#later]", "#nooit]", "vragen: wie-deed-mee: onbekend: startgeld-aalten#nooit"),
        ("questions.yaml", " [startgeld-aalten#eerst]", "", "vragen: wie-deed-mee: Regel 1"),
        ("terms.yaml", "  passage: 2e alinea\n", "", "begrippen: startgeld: Geef de passage"),
        ("themes.yaml", "[startgeld-aalten#eerst]", "", "thema's: preventie: Regel 1"),
    ],
)
def test_what_does_not_cite_is_refused_by_name(written: Path, name: str, old: str, new: str, message: str) -> None:
    rewrite(written / name, old, new)

    with pytest.raises(BrokenFile, match="^" + message.replace("[", r"\[")):
        load_catalogue(written)
