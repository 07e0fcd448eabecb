"""Importing the reference lists: what it takes, what it refuses and says, and what it leaves alone."""

import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import CatalogueState, PublishedCase
from municipalities.importers import import_reference
from municipalities.models import Municipality, MunicipalityChange, Province, Region
from tests.factories import MunicipalityFactory, ProvinceFactory, PublishedCaseFactory, RegionFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 1)

DATA = Path(__file__).parent / "data"
REFERENCE = settings.FIXTURE_DIR / "reference"

# For each wrong file in data/, the lines of the report.
REFUSALS: dict[str, list[str]] = yaml.safe_load((DATA / "refusals.yaml").read_text(encoding="utf-8"))

Edit = Callable[..., None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the good lists, to spoil."""
    return Path(shutil.copytree(DATA / "good", tmp_path / "lists"))


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replace text that occurs once in one of the lists."""

    def replace(name: str, old: str, new: str) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return replace


def run(folder: Path, *options: str) -> list[str]:
    """Run the command and return the lines it prints."""
    out = StringIO()
    call_command("import_municipalities", folder, *options, stdout=out)
    return [line.strip() for line in out.getvalue().splitlines()]


def contents() -> list[list[tuple[object, ...]]]:
    """Everything the import may write."""
    return [
        list(rows.order_by("pk").values_list())
        for rows in (
            Province.objects.all(),
            Municipality.objects.all(),
            MunicipalityChange.objects.all(),
            Region.objects.all(),
            Region.members.through.objects.all(),
        )
    ]


class TestRealLists:
    def test_they_import_whole(self) -> None:
        assert run(REFERENCE) == [
            "provincies: 12 toegevoegd, 0 bijgewerkt, 0 ongewijzigd",
            "gemeenten: 605 toegevoegd, 0 bijgewerkt, 0 ongewijzigd",
            "herindelingen: 274 toegevoegd, 0 bijgewerkt, 0 ongewijzigd",
            "regio's: 100 toegevoegd, 0 bijgewerkt, 0 ongewijzigd",
            "0 gepubliceerde voorbeelden opnieuw gemaakt",
        ]
        assert Region.members.through.objects.count() == 1026
        assert Municipality.objects.on(TODAY).count() == 342

    def test_every_municipality_of_today_is_in_one_region_of_each_kind(self) -> None:
        import_reference(REFERENCE)
        for municipality in Municipality.objects.on(TODAY).prefetch_related("regions"):
            kinds = sorted(region.kind for region in municipality.regions.all())
            assert kinds == ["arbeidsmarkt", "corop", "veiligheid"], municipality.name

    def test_every_row_passes_the_checks_of_its_model(self) -> None:
        import_reference(REFERENCE)
        for model in (Province, Region):
            for row in model.objects.all():
                row.full_clean()
        for municipality in Municipality.objects.select_related("province").all()[::20]:
            municipality.full_clean()

    def test_a_second_time_changes_nothing(self) -> None:
        run(REFERENCE)
        before = contents()
        assert run(REFERENCE) == [
            "provincies: 0 toegevoegd, 0 bijgewerkt, 12 ongewijzigd",
            "gemeenten: 0 toegevoegd, 0 bijgewerkt, 605 ongewijzigd",
            "herindelingen: 0 toegevoegd, 0 bijgewerkt, 274 ongewijzigd",
            "regio's: 0 toegevoegd, 0 bijgewerkt, 100 ongewijzigd",
            "0 gepubliceerde voorbeelden opnieuw gemaakt",
        ]
        assert contents() == before


class TestWhatIsTaken:
    def test_a_municipality_has_what_the_list_says(self, folder: Path) -> None:
        import_reference(folder)
        leerdam = Municipality.objects.get(cbs_code="0545")
        assert (leerdam.name, leerdam.slug, leerdam.province.code) == ("Leerdam", "leerdam", "PV28")
        assert (leerdam.valid_from, leerdam.valid_until) == (None, date(2019, 1, 1))
        assert (leerdam.population, leerdam.population_date, leerdam.population_2017) == (
            20905,
            date(2017, 1, 1),
            20905,
        )
        assert (leerdam.latitude, leerdam.longitude) == (Decimal("51.9038"), Decimal("5.0863"))
        assert (leerdam.urbanity, leerdam.urbanity_year) == (Municipality.Urbanity.MODERATE, 2017)
        assert leerdam.area_km2 == Decimal("33.78")

    def test_what_is_empty_stays_unknown(self) -> None:
        import_reference(REFERENCE)
        groenlo = Municipality.objects.get(cbs_code="0240")
        assert (groenlo.population, groenlo.population_date, groenlo.population_2017) == (None, None, None)
        assert (groenlo.latitude, groenlo.longitude, groenlo.area_km2) == (None, None, None)
        assert (groenlo.urbanity, groenlo.urbanity_year) == (None, None)

    def test_a_region_carries_its_kind_in_its_slug(self, folder: Path) -> None:
        import_reference(folder)
        assert sorted(Region.objects.values_list("code", "kind", "slug", "members_complete")) == [
            ("AM09", "arbeidsmarkt", "achterhoek-arbeidsmarkt", True),
            ("CR14", "corop", "achterhoek-corop", True),
            ("CR17", "corop", "utrecht-corop", True),
            ("VR09", "veiligheid", "utrecht-veiligheid", True),
        ]
        members = Region.objects.get(code="AM09").members.values_list("name", flat=True)
        assert list(members) == ["Aalten", "Oost Gelre"]

    def test_a_slash_in_a_name_separates_words_in_the_slug(self, folder: Path, edit: Edit) -> None:
        edit("regions.csv", "CR17,Utrecht", "CR17,Arnhem/Nijmegen")
        import_reference(folder)
        assert Region.objects.get(code="CR17").slug == "arnhem-nijmegen-corop"

    def test_columns_may_stand_in_another_order_and_a_byte_order_mark_is_no_problem(self, folder: Path) -> None:
        lines = (folder / "municipality_changes.csv").read_text(encoding="utf-8").splitlines()
        turned = "\r\n".join(",".join(reversed(line.split(","))) for line in lines) + "\r\n\r\n"
        (folder / "municipality_changes.csv").write_bytes(turned.encode("utf-8-sig"))
        report = import_reference(folder)
        assert not report.refusals
        assert MunicipalityChange.objects.count() == 4

    def test_spaces_around_a_value_do_not_count(self, folder: Path, edit: Edit) -> None:
        import_reference(folder)
        edit("municipalities.csv", "0197,Aalten,", " 0197 , Aalten ,")
        assert not import_reference(folder).changed


class TestANewList:
    def test_it_updates_names_and_figures_but_never_a_slug(self, folder: Path, edit: Edit) -> None:
        import_reference(folder)
        edit(
            "municipalities.csv",
            "0197,Aalten,Aalten,PV25,Gelderland,,,27244",
            "0197,Groot-Aalten,Aalten,PV25,Gelderland,,,30000",
        )
        edit("municipalities.csv", "Delfzijl,PV20,Groningen", "Delfzijl,PV20,Grunnen")
        edit("municipalities.csv", "Eemsdelta,PV20,Groningen", "Eemsdelta,PV20,Grunnen")
        edit(
            "municipality_changes.csv",
            "0707,Zederik,1961,Vijfheerenlanden,2019-01-01,merge",
            "0707,Zederik,1961,Vijfheerenlanden,2019-01-01,absorbed",
        )
        edit("regions.csv", "CR17,Utrecht", "CR17,Het Sticht")
        assert run(folder)[:4] == [
            "provincies: 0 toegevoegd, 1 bijgewerkt, 3 ongewijzigd",
            "gemeenten: 0 toegevoegd, 1 bijgewerkt, 7 ongewijzigd",
            "herindelingen: 0 toegevoegd, 1 bijgewerkt, 3 ongewijzigd",
            "regio's: 0 toegevoegd, 1 bijgewerkt, 3 ongewijzigd",
        ]
        aalten = Municipality.objects.get(cbs_code="0197")
        assert (aalten.name, aalten.population, aalten.slug) == ("Groot-Aalten", 30000, "aalten")
        assert Province.objects.values_list("name", "slug").get(code="PV20") == ("Grunnen", "groningen")
        assert Region.objects.values_list("name", "slug").get(code="CR17") == ("Het Sticht", "utrecht-corop")
        assert MunicipalityChange.objects.get(old__cbs_code="0707").kind == "absorbed"

    def test_a_row_that_is_missing_from_it_stays(self, folder: Path) -> None:
        import_reference(folder)
        for name, gone in (
            ("municipalities.csv", "0197"),
            ("municipality_changes.csv", "0545"),
            ("regions.csv", "VR09"),
        ):
            lines = (folder / name).read_text(encoding="utf-8").splitlines(keepends=True)
            (folder / name).write_text("".join(line for line in lines if not line.startswith(gone)), encoding="utf-8")
        before = contents()
        report = import_reference(folder)
        assert not report.refusals, "a region may name a municipality that only the database has"
        assert not report.changed
        assert contents() == before

    def test_a_region_loses_and_gains_members(self, folder: Path, edit: Edit) -> None:
        import_reference(folder)
        edit("regions.csv", "CR14,Achterhoek,corop,1586", "CR14,Achterhoek,corop,1979")
        assert run(folder)[3] == "regio's: 0 toegevoegd, 1 bijgewerkt, 3 ongewijzigd"
        members = Region.objects.get(code="CR14").members.values_list("name", flat=True)
        assert list(members) == ["Aalten", "Eemsdelta"]

    def test_what_editors_added_to_a_region_stays(self, folder: Path) -> None:
        import_reference(folder)
        Region.objects.filter(code="AM09").update(also_known_as=["De Achterhoek"], note="Een toelichting.")
        import_reference(folder)
        region = Region.objects.get(code="AM09")
        assert (region.also_known_as, region.note) == (["De Achterhoek"], "Een toelichting.")

    def test_a_region_of_cooperation_is_left_alone(self, folder: Path) -> None:
        own = RegionFactory(name="Achterhoek", members=[MunicipalityFactory()])
        import_reference(folder)
        own.refresh_from_db()
        assert (own.code, own.members.count(), own.members_complete) == ("", 1, False)


class TestWhatIsRefused:
    def test_every_wrong_file_has_its_words_here(self) -> None:
        assert {path.name for path in DATA.glob("*.csv")} == REFUSALS.keys()

    @pytest.mark.parametrize("wrong", REFUSALS)
    def test_a_wrong_list_is_refused_with_the_place_and_the_reason(self, wrong: str, folder: Path) -> None:
        shutil.copy(DATA / wrong, folder / f"{wrong.partition('-')[0]}.csv")
        report = import_reference(folder)
        assert [str(refusal) for refusal in report.refusals] == REFUSALS[wrong]
        assert contents() == [[], [], [], [], []]

    def test_one_wrong_row_keeps_the_right_rows_out_too(self, folder: Path, edit: Edit) -> None:
        import_reference(folder)
        before = contents()
        edit("municipalities.csv", "0545,Leerdam,", "0545,Lerdam,")
        edit("regions.csv", "VR09", "vr9")
        assert import_reference(folder).refusals
        assert contents() == before

    def test_a_missing_list_is_named(self, folder: Path) -> None:
        (folder / "regions.csv").unlink()
        assert [str(refusal) for refusal in import_reference(folder).refusals] == [
            "regions.csv: Het bestand ontbreekt."
        ]

    def test_a_folder_in_the_place_of_a_list_is_no_list(self, folder: Path) -> None:
        (folder / "regions.csv").unlink()
        (folder / "regions.csv").mkdir()
        assert [str(refusal) for refusal in import_reference(folder).refusals] == [
            "regions.csv: Het bestand is niet te openen."
        ]

    def test_a_name_that_another_province_has_now_is_refused(self, folder: Path) -> None:
        ProvinceFactory(code="PV31", name="Gelderland")
        assert [str(refusal) for refusal in import_reference(folder).refusals] == [
            "municipalities.csv, regel 3, province ‘Gelderland’: "
            "Deze naam, of het adres dat eruit volgt, is al van PV31."
        ]

    def test_a_slug_that_was_given_to_another_region_is_refused(self, folder: Path) -> None:
        RegionFactory(name="Vroeger zo genoemd", kind="corop", slug="achterhoek-corop")
        assert [str(refusal) for refusal in import_reference(folder).refusals] == [
            "regions.csv, regel 4, region_name ‘Achterhoek’: "
            "Deze naam, of het adres dat eruit volgt, is al van achterhoek-corop."
        ]

    def test_a_region_does_not_change_its_kind(self, folder: Path) -> None:
        RegionFactory(code="AM09", name="Achterhoek", kind="samenwerking")
        assert [str(refusal) for refusal in import_reference(folder).refusals] == [
            "regions.csv, regel 2, region_type ‘arbeidsmarktregio’: AM09 staat al bekend als samenwerkingsregio."
        ]


class TestCommand:
    def test_a_refusal_ends_it_with_an_error_and_the_report(self, folder: Path) -> None:
        shutil.copy(DATA / "municipalities-several-things-wrong.csv", folder / "municipalities.csv")
        errors = StringIO()
        with pytest.raises(CommandError, match=r"^Niets geschreven: 5 bezwaren, hierboven genoemd\.$"):
            call_command("import_municipalities", folder, stderr=errors, no_color=True)
        assert errors.getvalue().splitlines() == REFUSALS["municipalities-several-things-wrong.csv"]
        assert not Municipality.objects.exists()

    def test_a_dry_run_says_what_it_would_do_and_writes_nothing(self, folder: Path, edit: Edit) -> None:
        assert run(folder, "--dry-run") == [
            "provincies: 4 toegevoegd, 0 bijgewerkt, 0 ongewijzigd",
            "gemeenten: 8 toegevoegd, 0 bijgewerkt, 0 ongewijzigd",
            "herindelingen: 4 toegevoegd, 0 bijgewerkt, 0 ongewijzigd",
            "regio's: 4 toegevoegd, 0 bijgewerkt, 0 ongewijzigd",
            "Proef: niets geschreven.",
        ]
        assert contents() == [[], [], [], [], []]

    def test_a_dry_run_over_existing_rows_leaves_them_as_they_are(self, folder: Path, edit: Edit) -> None:
        run(folder)
        before = contents()
        version = CatalogueState.objects.get().version
        edit("municipalities.csv", "0197,Aalten,", "0197,Groot-Aalten,")
        edit("regions.csv", "CR14,Achterhoek,corop,1586", "CR14,Achterhoek,corop,1979")
        assert "gemeenten: 0 toegevoegd, 1 bijgewerkt, 7 ongewijzigd" in run(folder, "--dry-run")
        assert contents() == before
        assert CatalogueState.objects.get().version == version

    def test_without_a_folder_it_takes_the_lists_of_the_catalogue(self) -> None:
        out = StringIO()
        call_command("import_municipalities", "--dry-run", stdout=out)
        assert "gemeenten: 605 toegevoegd" in out.getvalue()

    def test_public_cases_move_with_their_municipality(self, folder: Path, edit: Edit) -> None:
        without_end = "0545,Leerdam,Leerdam,PV28,Zuid-Holland,,,20905"
        edit("municipalities.csv", "0545,Leerdam,Leerdam,PV28,Zuid-Holland,,2019-01-01,20905", without_end)
        edit("municipality_changes.csv", "0545,Leerdam,1961,Vijfheerenlanden,2019-01-01,merge\n", "")
        run(folder)
        leerdam = Municipality.objects.get(cbs_code="0545")
        published = PublishedCaseFactory(case__municipalities=[leerdam])
        assert set(published.provinces.values_list("code", flat=True)) == {"PV28"}
        lines = run(DATA / "good")
        assert lines[-1] == "1 gepubliceerde voorbeelden opnieuw gemaakt"
        published = PublishedCase.objects.get()
        assert set(published.places.values_list("municipality__cbs_code", "reason")) == {
            ("0545", "eigen"),
            ("1961", "opvolger"),
        }
        assert set(published.provinces.values_list("code", flat=True)) == {"PV26"}
        assert set(published.regions.values_list("code", flat=True)) == {"CR17", "VR09"}

    def test_the_catalogue_keeps_its_version_when_nothing_changed(self, folder: Path) -> None:
        run(folder)
        version = CatalogueState.objects.get().version
        run(folder)
        assert CatalogueState.objects.get().version == version


class TestQueries:
    """As many queries for the whole country as for eight municipalities."""

    def queries(self, folder: Path) -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            import_reference(folder)
        return [query["sql"].split()[0] for query in captured]

    def test_adding(self, folder: Path) -> None:
        few = self.queries(folder)
        for rows in (Region, MunicipalityChange, Municipality, Province):
            rows.objects.all().delete()
        assert self.queries(REFERENCE) == few
        # Reading: provinces, municipalities, changes, regions, members. Adding: the same five.
        assert [few.count(verb) for verb in ("SELECT", "INSERT", "UPDATE", "DELETE")] == [5, 5, 0, 0]

    def test_nothing_to_do(self, folder: Path) -> None:
        import_reference(folder)
        few = self.queries(folder)
        import_reference(REFERENCE)
        assert self.queries(REFERENCE) == few
        assert [few.count(verb) for verb in ("SELECT", "INSERT", "UPDATE", "DELETE")] == [5, 0, 0, 0]

    def test_updating(self, tmp_path: Path) -> None:
        import_reference(REFERENCE)
        lists = Path(shutil.copytree(REFERENCE, tmp_path / "lists"))
        municipalities = (lists / "municipalities.csv").read_text(encoding="utf-8")
        (lists / "municipalities.csv").write_text(
            municipalities.replace(",2023-01-01,", ",2024-01-01,"), encoding="utf-8"
        )
        queries = self.queries(lists)
        assert Municipality.objects.filter(population_date="2024-01-01").count() == 342
        assert [queries.count(verb) for verb in ("SELECT", "INSERT", "UPDATE", "DELETE")] == [5, 0, 1, 0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("27244,2023-01-01", "27244,2062-01-01", "population_date ‘2062-01-01’: 1 januari 2062 moet nog komen."),
        ("27244,2023-01-01", "27244,0202-01-01", "population_date ‘0202-01-01’: 1 januari 0202 ligt te ver terug."),
        (",2021-01-01,24965", ",2201-01-01,24965", "valid_until ‘2201-01-01’: 1 januari 2201 ligt te ver vooruit."),
        ("4,96.53", "4,9_6.5", "area_km2 ‘9_6.5’: Schrijf een getal met een punt"),
        ("4,96.53", "4,1e1", "area_km2 ‘1e1’: Schrijf een getal met een punt"),
    ],
)
def test_a_number_or_day_that_cannot_be_is_named_with_its_line(
    folder: Path, edit: Edit, old: str, new: str, said: str
) -> None:
    edit("municipalities.csv", old, new)

    assert said in str(import_reference(folder).refusals[0])
    assert not Municipality.objects.exists()


def test_a_merger_that_was_announced_comes_in(folder: Path, edit: Edit) -> None:
    year = date.today().year + 2
    edit("municipalities.csv", ",2021-01-01,24965", f",{year}-01-01,24965")
    edit("municipalities.csv", "Groningen,2021-01-01,,45394", f"Groningen,{year}-01-01,,45394")
    edit("municipality_changes.csv", "Eemsdelta,2021-01-01", f"Eemsdelta,{year}-01-01")

    assert import_reference(folder).refusals == []
    assert Municipality.objects.get(cbs_code="0010").valid_until == date(year, 1, 1)
