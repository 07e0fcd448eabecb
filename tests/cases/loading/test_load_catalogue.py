"""Loading creates what is missing, updates what nobody edited, and keeps what editors did."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from cases import publishing
from cases.loading.files import BrokenFile
from cases.loading.fingerprints import fingerprints
from cases.loading.loader import load_catalogue
from cases.models import (
    Adoption,
    Case,
    CatalogueState,
    Claim,
    ClaimLink,
    Initiative,
    LoadedEntry,
    PublishedCase,
    Revision,
    Theme,
)
from cases.revisions.snapshot import snapshot
from tests.factories import MunicipalityFactory, UserFactory

pytestmark = pytest.mark.django_db

AALTEN = "cases/gouden-gemeenten/aalten.yaml"
SMALL = Path(__file__).parent / "data" / "catalogue"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small catalogue to change at will: two linked cases in Aalten."""
    MunicipalityFactory(cbs_code="0197", name="Aalten")
    return Path(shutil.copytree(SMALL, tmp_path / "catalogue"))


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def cases_file(folder: Path) -> Path:
    return folder / "cases" / "gouden-gemeenten" / "aalten.yaml"


def test_it_loads_and_publishes_everything(folder: Path) -> None:
    lines: list[str] = []

    report = load_catalogue(folder, say=lines.append)

    assert report.created["praktijkvoorbeelden"] == 2
    assert lines[-1] == "gepubliceerd: 2"
    record = PublishedCase.objects.get(slug="startgeld-aalten").record
    assert record["onderdeelVan"]["slug"] == "aalten-portret"
    assert [claim["waarde"] for claim in record["uitspraken"]] == [100, 120]
    assert record["uitspraken"][0]["verbanden"][0]["uitspraak"] == "later"
    assert record["uitspraken"][0]["spreker"]["naam"] == "Eric Wichgers"


def test_a_wrapped_paragraph_becomes_one_line_and_a_list_stays_a_list(folder: Path) -> None:
    wrapped = "De gemeente geeft **startgeld**\n      aan bewoners.\n\n      - een\n      - twee"
    rewrite(cases_file(folder), "De gemeente geeft **startgeld**.", wrapped)

    load_catalogue(folder)

    case = Case.objects.get(slug="startgeld-aalten")
    assert case.approach == "De gemeente geeft **startgeld** aan bewoners.\n\n- een\n- twee"


@pytest.mark.parametrize(
    ("written", "value"),
    [("1.500", "1500"), ("1500", "1500"), ("12,5", "12.5"), ('"1.234.567,89"', "1234567.89"), ("0100", "100")],
)
def test_a_figure_in_a_file_is_dutch_whatever_it_is_to_yaml(folder: Path, written: str, value: str) -> None:
    """To YAML 1.500 is one and a half, and 0100 is sixty-four."""
    rewrite(cases_file(folder), "value: 100", f"value: {written}")

    load_catalogue(folder)

    assert Claim.objects.get(key="eerst").value == Decimal(value)
    assert not load_catalogue(folder).updated


def test_twice_changes_nothing(folder: Path) -> None:
    load_catalogue(folder)
    revisions, version = Revision.objects.count(), CatalogueState.objects.get().version

    report = load_catalogue(folder)

    assert not report.created
    assert not report.updated
    assert not report.left_alone
    assert (Revision.objects.count(), CatalogueState.objects.get().version) == (revisions, version)


def test_what_changed_in_the_files_is_updated_and_shown(folder: Path) -> None:
    load_catalogue(folder)
    rewrite(cases_file(folder), "Startgeld voor bewoners", "Geld voor een goed idee")
    rewrite(folder / "initiatives.yaml", "name: Naoberfonds", "name: Het Naoberfonds")

    report = load_catalogue(folder)

    assert (report.updated["praktijkvoorbeelden"], report.updated["initiatieven"]) == (1, 1)
    record = PublishedCase.objects.get(slug="startgeld-aalten").record
    assert record["titel"].startswith("Geld voor een goed idee")
    assert record["initiatieven"][0]["naam"] == "Het Naoberfonds"


def test_an_editors_change_stays_also_when_the_file_changes_later(folder: Path) -> None:
    load_catalogue(folder)
    case = Case.objects.get(slug="startgeld-aalten")
    case.title = "Door de redactie verbeterd"
    case.save()
    publishing.publish(case=case, by=None)
    assert not load_catalogue(folder).left_alone
    rewrite(cases_file(folder), "Startgeld voor bewoners", "Uit het bestand")

    report = load_catalogue(folder)

    assert PublishedCase.objects.get(slug="startgeld-aalten").title == "Door de redactie verbeterd"
    assert report.left_alone == [
        "praktijkvoorbeelden: startgeld-aalten (door de redactie gewijzigd; het bestand is ook anders)"
    ]


def test_a_tie_to_a_claim_that_an_edited_case_did_not_get_is_left_alone_and_the_rest_loads(folder: Path) -> None:
    load_catalogue(folder)
    case = Case.objects.get(slug="startgeld-aalten")
    case.title = "Door de redactie verbeterd"
    case.save()
    rewrite(cases_file(folder), "key: later", "key: nog-later")
    rewrite(folder / "claim_links.yaml", "startgeld-aalten#later", "startgeld-aalten#nog-later")
    rewrite(folder / "initiatives.yaml", "name: Naoberfonds", "name: Het Naoberfonds")

    report = load_catalogue(folder)

    assert report.left_alone[1:] == [
        "verbanden tussen uitspraken: startgeld-aalten#eerst | startgeld-aalten#nog-later (van een voorbeeld dat de "
        "redactie wijzigde)"
    ]
    assert Initiative.objects.get().name == "Het Naoberfonds"
    assert [link.b.key for link in ClaimLink.objects.all()] == ["later"]


def test_a_tie_that_changed_of_an_edited_case_is_a_version_of_nobody(folder: Path) -> None:
    load_catalogue(folder)
    case = Case.objects.get(slug="startgeld-aalten")
    case.title = "Door de redactie verbeterd"
    case.save()
    writer = UserFactory()
    publishing.record_revision(case=case, by=writer)
    rewrite(cases_file(folder), "Startgeld voor bewoners", "Uit het bestand")
    rewrite(folder / "claim_links.yaml", "kind: latere stand", "kind: spreekt tegen")

    load_catalogue(folder)

    assert [revision.by for revision in case.revisions.order_by("-number")[:2]] == [None, writer]
    assert publishing.record_revision(case=case, by=writer).by is None


def test_an_unpublished_edit_stays_unpublished(folder: Path) -> None:
    load_catalogue(folder)
    Case.objects.filter(slug="startgeld-aalten").update(title="Nog niet af")

    load_catalogue(folder)

    assert Case.objects.get(slug="startgeld-aalten").title == "Nog niet af"
    assert PublishedCase.objects.get(slug="startgeld-aalten").title.startswith("Startgeld")


def test_a_withdrawn_case_stays_withdrawn(folder: Path) -> None:
    load_catalogue(folder)
    publishing.withdraw(case=Case.objects.get(slug="startgeld-aalten"), by=None, reason="Klopt niet.")
    rewrite(cases_file(folder), "Startgeld voor bewoners", "Uit het bestand")

    load_catalogue(folder)

    assert not PublishedCase.objects.filter(slug="startgeld-aalten").exists()


def test_what_an_editor_deleted_does_not_come_back(folder: Path) -> None:
    load_catalogue(folder)
    Claim.objects.filter(key="later").delete()
    Theme.objects.filter(slug="ongebruikt").delete()

    report = load_catalogue(folder)

    assert not Theme.objects.filter(slug="ongebruikt").exists()
    assert "thema's: ongebruikt (door de redactie verwijderd)" in report.left_alone


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("themes.yaml", "kind:", "knid:", "thema's: preventie: onbekende sleutel knid"),
        ("initiatives.yaml", '"0197"', '"9999"', "initiatieven: naoberfonds: Onbekend: gemeente 9999"),
        ("themes.yaml", "werkwijze", "werkwijs", "thema's: preventie"),
        ("publications.yaml", "year: 2017", "year: [", "publications.yaml is niet te lezen"),
        (
            "cases/gouden-gemeenten/aalten.yaml",
            "themes: [preventie]",
            "themes: []",
            "Praktijkvoorbeeld aalten-portret is niet te publiceren: Kies minstens één thema",
        ),
        (
            "cases/gouden-gemeenten/aalten.yaml",
            "unit: bewoners",
            "unti: bewoners",
            "startgeld-aalten: uitspraak eerst: onbekende sleutel unti",
        ),
        (
            "cases/gouden-gemeenten/aalten.yaml",
            "place: De Pol",
            "plaats: De Pol",
            "startgeld-aalten: onbekende sleutel plaats",
        ),
        ("claim_links.yaml", "#later", "#nooit", "Onbekend: uitspraak startgeld-aalten#nooit"),
        ("claim_links.yaml", "latere stand", "aangepakt met", "Geef de passage die dit verband legt"),
        (AALTEN, "value: 100", "value: 1.5", "uitspraak eerst: waarde: ‘1.5’ is onduidelijk. Bedoelt u 1,5 of 15?"),
        (AALTEN, "value: 100", "value: 1,500", "uitspraak eerst: waarde: ‘1,500’ is onduidelijk."),
        (AALTEN, "value: 100", "value: 1_500", "uitspraak eerst: waarde: ‘1_500’ is geen getal"),
        (AALTEN, "value: 100", "value: 1:30", "uitspraak eerst: waarde: ‘1:30’ is geen getal"),
        (AALTEN, "value: 100", "value: 12,5%", "waarde: Schrijf hier alleen het getal: 12,5."),
        (AALTEN, "value: 100", "value: 0,1234", "waarde: Zorg dat er niet meer dan 3 cijfers achter de komma staan."),
        (AALTEN, "year: 2016", "year: 202", "uitspraak eerst: jaar: Geef een jaartal van 1900 tot en met 2100."),
        (AALTEN, "checked_on: 2017-10-01", "checked_on: 0202-01-01", "startgeld-aalten: nagegaan op: 1 januari 0202"),
        (AALTEN, "checked_on: 2017-10-01", "checked_on: 2062-01-01", "1 januari 2062 moet nog komen."),
        ("publications.yaml", "year: 2017", "year: 2062", "publicaties: elf-nieuwe-gouden-gemeenten: jaar: Geef een"),
    ],
)
def test_a_broken_file_is_named_and_nothing_is_loaded(
    folder: Path, name: str, old: str, new: str, message: str
) -> None:
    rewrite(folder / name, old, new)

    with pytest.raises(BrokenFile) as broken:
        load_catalogue(folder)

    assert message in str(broken.value)
    assert not Theme.objects.exists()
    assert not Initiative.objects.exists()


def test_the_small_catalogue_is_written_as_the_real_one_is() -> None:
    for path in SMALL.rglob("*.yaml"):
        assert yaml.safe_load(path.read_text()), path


@pytest.mark.parametrize("release", [1, 2])
def test_what_an_earlier_release_loaded_is_not_taken_for_edited(folder: Path, release: int) -> None:
    load_catalogue(folder)
    case = Case.objects.for_snapshot().get(slug="startgeld-aalten")
    LoadedEntry.objects.filter(kind="cases", key=case.slug).update(digest=fingerprints(snapshot(case))[-release])
    rewrite(cases_file(folder), "De gemeente geeft **startgeld**.", "De gemeente geeft geld.")

    report = load_catalogue(folder)

    assert report.left_alone == []
    case.refresh_from_db()
    assert case.approach == "De gemeente geeft geld."


def test_an_adoption_that_comes_later_or_is_confirmed_shows_in_the_record_of_its_case(folder: Path) -> None:
    load_catalogue(folder)
    path = folder / "adoptions.yaml"
    path.write_text(
        path.read_text() + "- case: startgeld-aalten\n  municipality: '0197'\n  status: loopt\n  since: 2024\n"
        "  differently: Met vrijwilligers.\n  confirmed_by: gemeente Aalten\n  confirmed_on: 2026-11-20\n"
    )
    identifier = Adoption.objects.get().identifier

    report = load_catalogue(folder)

    assert (report.created["navolgingen"], report.unchanged["navolgingen"]) == (1, 1)
    confirmed, told = PublishedCase.objects.get(slug="startgeld-aalten").record["navolgingen"]
    assert (told["door"], told["id"]) == ("Een dorp verderop", str(identifier))
    assert (confirmed["bevestigdDoor"], confirmed["bevestigdOp"]) == ("gemeente Aalten", "2026-11-20")
    assert (confirmed["begonnenIn"], confirmed["bron"]) == (2024, None)
    before = CatalogueState.counters()
    assert load_catalogue(folder).unchanged["navolgingen"] == 2
    assert CatalogueState.counters() == before


def test_an_adoption_without_a_source_or_a_confirmation_is_refused(folder: Path) -> None:
    path = folder / "adoptions.yaml"
    path.write_text("- case: startgeld-aalten\n  adopter: Een dorp\n  status: verkend\n")

    with pytest.raises(BrokenFile, match="adoption_has_a_source_or_was_confirmed"):
        load_catalogue(folder)
