"""Synonyms and search words: groups that were merged in the file, and words of which only one can count."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from cases.loading.entries import SYNONYMS
from cases.loading.files import read
from cases.loading.fingerprints import digest
from cases.loading.loader import load_catalogue
from cases.loading.words import doubts
from cases.models import CatalogueState, LoadedEntry, Synonym
from cases.search.language.thesaurus import overlaps
from tests.cases.admin.admin_forms import typed
from tests.cases.loading.test_content import CATALOGUE
from tests.cases.loading.test_load_catalogue import folder
from tests.factories import SearchWordFactory, SynonymFactory

__all__ = ["folder"]

APART = "- terms: [krimp, leegloop]\n- terms: [Krimp, ontvolking]\n- terms: [tolk, vertaler]\n"
TOGETHER = "- terms: [krimp, leegloop, Krimp, ontvolking]\n- terms: [tolk, vertaler, tolkendienst]\n"


def terms() -> list[list[str]]:
    return sorted(Synonym.objects.values_list("terms", flat=True))


def loaded(folder: Path) -> str:
    """Return what `load_catalogue` says."""
    out = StringIO()
    call_command("load_catalogue", folder, stdout=out)
    return out.getvalue()


def test_no_term_of_ours_stands_in_two_groups_without_a_note_that_says_so() -> None:
    groups = [SYNONYMS.complete(entry) for entry in read(CATALOGUE)["synonyms"]]

    assert overlaps([(group["kind"], group["terms"], group["note"]) for group in groups]) == []  # type: ignore[misc]


@pytest.mark.django_db
def test_loading_names_in_a_line_the_terms_that_stand_in_two_groups_until_a_note_does(folder: Path) -> None:
    (folder / "synonyms.yaml").write_text(APART + "- {terms: [vertaler, tolkendienst], kind: vertaling}\n")

    assert loaded(folder).splitlines()[-1] == (
        "  let op, in twee groepen synoniemen staat: krimp. Maak er één groep van, of noem de term in de toelichting."
    )
    Synonym.objects.filter(terms=["krimp", "leegloop"]).update(note="Bij krimp hoort leegloop; ontvolking niet altijd.")
    assert "let op" not in loaded(folder)


@pytest.mark.django_db
def test_loading_names_the_search_words_of_which_only_the_first_counts() -> None:
    SearchWordFactory(word="respijtzorg", also=["logeerzorg"])
    SearchWordFactory(word="logeren", also=["Logeerzorg"])

    assert doubts() == [
        "van twee zoekwoorden telt alleen het eerste: ‘Logeerzorg’ staat al bij het zoekwoord ‘respijtzorg’."
    ]


@pytest.mark.django_db
def test_groups_that_were_merged_in_the_file_are_one_afterwards_unless_an_editor_changed_them(folder: Path) -> None:
    (folder / "synonyms.yaml").write_text(APART)
    load_catalogue(folder)
    Synonym.objects.filter(terms=["tolk", "vertaler"]).update(note="Van de redactie.")
    SynonymFactory(terms=["krimp", "ontvolking"])
    # As a release before 0.2 kept it.
    earlier = digest({"terms": ["Krimp", "ontvolking"], "kind": "gelijk", "note": ""})
    assert LoadedEntry.objects.filter(key="['Krimp', 'ontvolking']").update(digest=earlier) == 1

    token = CatalogueState.counters().token
    (folder / "synonyms.yaml").write_text(TOGETHER)
    report = load_catalogue(folder)

    assert (report.created["synoniemen"], report.updated["synoniemen"]) == (2, 2)
    assert terms() == [
        ["krimp", "leegloop", "Krimp", "ontvolking"],
        ["krimp", "ontvolking"],
        ["tolk", "vertaler"],
        ["tolk", "vertaler", "tolkendienst"],
    ]
    assert not LoadedEntry.objects.filter(kind="synonyms", key="['krimp', 'leegloop']").exists()
    # Search reads its words again.
    assert CatalogueState.counters().token != token

    # What the file says again after all is no group that an editor took away.
    (folder / "synonyms.yaml").write_text(APART)
    load_catalogue(folder)
    assert ["krimp", "leegloop"] in terms()


@pytest.mark.django_db
def test_the_form_says_in_which_other_group_a_term_stands(admin_client: Client) -> None:
    SynonymFactory(terms=["krimp", "leegloop"])
    synonym = SynonymFactory(terms=["tolk", "vertaler"])
    url = f"/admin/cases/synonym/{synonym.pk}/change/"

    page = admin_client.post(url, typed(admin_client.get(url), "synonym_form", terms="tolk\nKrimp"), follow=True)

    assert "‘krimp’ staat ook bij krimp = leegloop. Maak er één groep van" in page.content.decode()
    page = admin_client.post(url, typed(admin_client.get(url), "synonym_form", terms="tolk\nvertaler"), follow=True)
    assert "staat ook bij" not in page.content.decode()
