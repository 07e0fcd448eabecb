"""A merger that is entered before its day is announced, and applies from the first minute of that day on."""

import datetime
import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cases import jobs, publishing
from cases.models import CatalogueState, PublishedCase
from municipalities.importers import import_reference
from municipalities.models import Municipality, MunicipalityChange, Region
from tests.clock import clock
from tests.factories import (
    CaseFactory,
    DesignationFactory,
    MunicipalityChangeFactory,
    MunicipalityFactory,
    ProvinceFactory,
    RegionFactory,
)
from tests.reading import heading, links, main

pytestmark = pytest.mark.django_db

LISTS = Path(__file__).parent / "data" / "good"
DAY = datetime.date(2027, 1, 1)
# Half an hour before and after midnight in Amsterdam, where it is an hour later than in UTC.
BEFORE, AFTER = "2026-12-31 22:30", "2026-12-31 23:30"
NEW = "/gemeenten/9001-nieuwland/"
OLD = "/gemeenten/9002-aalten/"


@pytest.fixture(autouse=True)
def _merger() -> None:
    """Aalten and Winterswijk go into Nieuwland tomorrow; it was entered yesterday. Aalten has a case."""
    province, other = ProvinceFactory(code="PV25", name="Gelderland"), ProvinceFactory(code="PV26", name="Utrecht")
    size = {"population": 30_000, "population_date": datetime.date(2026, 1, 1), "urbanity": 4, "urbanity_year": 2026}
    place = {"latitude": "51.93", "longitude": "6.58"}
    with clock("2026-12-30 12:00"):
        new = MunicipalityFactory(cbs_code="9001", name="Nieuwland", province=other, valid_from=DAY, **size, **place)
        old = [
            MunicipalityFactory(cbs_code=code, name=name, province=province, valid_until=DAY, **size, **place)
            for code, name in (("9002", "Aalten"), ("9003", "Winterswijk"))
        ]
        MunicipalityFactory(cbs_code="9004", name="Bronckhorst", province=province, **size)
        RegionFactory(name="Achterhoek", slug="achterhoek", code="AM99", kind="arbeidsmarkt", members=[*old, new])
        RegionFactory(name="Nieuw", slug="nieuw", code="AM98", kind="arbeidsmarkt", members=[new])
        for row in old:
            MunicipalityChangeFactory(old=row, new=new, date=DAY)
        DesignationFactory(municipality=old[0], predicate="Gouden Gemeente")
        case = CaseFactory(slug="dorpshuis", title="Het dorpshuis", with_source=True, municipalities=[old[0]])
        publishing.publish(case=case, by=None)
        publishing.refresh_places()


def codes(client: Client, query: str) -> list[str]:
    """Return which cases the API finds."""
    return [row["slug"] for row in client.get(f"/api/v1/praktijkvoorbeelden?{query}").json()["resultaten"]]


def facet(client: Client, name: str) -> dict[str, int]:
    """Return the values of a facet with their numbers, without those that would find nothing."""
    facets = client.get("/api/v1/praktijkvoorbeelden/_facetten").json()["facetten"]
    values = next(row["waarden"] for row in facets if row["naam"] == name)
    return {value["label"]: value["aantal"] for value in values if value["aantal"]}


class TestTheDayBefore:
    @pytest.fixture(autouse=True)
    def _now(self) -> Any:
        with clock(BEFORE):
            yield

    def test_it_is_announced_on_the_pages_of_those_that_go(self, client: Client) -> None:
        page = client.get(OLD)

        assert "Aalten en Winterswijk gaan per 1 januari 2027 op in de nieuwe gemeente Nieuwland." in main(page)
        assert main(page).startswith("Gemeente Aalten")
        assert "Voormalige" not in main(page)
        assert "Bestaat tot 1 januari 2027" in main(page)
        assert NEW in links(page)
        assert "Vergelijkbare gemeenten" in main(page)
        assert "dissolutionDate" not in page.content.decode()

    def test_the_new_one_has_a_page_that_says_so(self, client: Client) -> None:
        page = client.get(NEW)

        assert page.status_code == 200
        assert heading(page) == "Nieuwland"
        assert "Nieuwland bestaat nog niet; ontstaat op 1 januari 2027 uit Aalten en Winterswijk." in main(page)
        assert "Vergelijkbare gemeenten" not in main(page)
        assert "Gouden Gemeente" not in main(page)
        assert "Het dorpshuis" not in main(page)

    def test_it_is_in_no_list_of_today(self, client: Client) -> None:
        places = ("/gemeenten/", "/gemeenten/voormalig/", "/provincies/utrecht/", "/regios/achterhoek/")
        for address in (*places, "/", "/praktijkvoorbeelden/", "/mijn-gemeente/", "/deel-uw-voorbeeld/"):
            page = client.get(address)
            assert page.status_code == 200, address
            assert "Nieuwland" not in page.content.decode(), address
        assert "van de 3 gemeenten" in main(client.get("/gemeenten/"))
        assert "Gemeenten 2 met naam bekend" in main(client.get("/regios/achterhoek/"))
        assert "Aalten" not in main(client.get("/gemeenten/voormalig/"))
        assert NEW not in client.get("/sitemap.xml").content.decode()

    def test_the_api_finds_and_counts_what_is_so_today(self, client: Client) -> None:
        assert codes(client, "gemeente=9001") == []
        assert codes(client, "gemeente=9002") == ["dorpshuis"]
        assert codes(client, "provincie=PV26") == codes(client, "regio=nieuw") == []
        assert codes(client, "zoek=Nieuwland") == []
        assert facet(client, "gemeente") == {"Aalten": 1}
        assert facet(client, "provincie") == {"Gelderland": 1}
        announced = client.get("/api/v1/gemeenten/9001").json()
        assert (announced["bestaatSinds"], announced["aantalPraktijkvoorbeelden"]) == ("2027-01-01", 0)
        members = client.get("/api/v1/regios/achterhoek").json()["gemeenten"]
        assert [row["code"] for row in members] == ["9002", "9003"]

    def test_my_municipality_is_one_of_today(self, client: Client) -> None:
        refused = client.get("/api/v1/praktijkvoorbeelden?voor=9001")
        assert refused.status_code == 400
        assert "bestaat nog niet" in refused.content.decode()
        assert client.get("/api/v1/praktijkvoorbeelden?voor=9002&sorteer=past-bij").status_code == 200

    def test_a_case_says_until_when_its_municipality_is_there(self, client: Client) -> None:
        page = main(client.get("/praktijkvoorbeelden/dorpshuis/"))
        assert "Aalten, Gelderland. Bestaat tot 1 januari 2027." in page
        assert "hoort nu bij" not in page
        assert "(tot 2027)" not in page

    def test_nothing_is_due(self) -> None:
        assert jobs.follow_day().changed == 0
        assert publishing.differences() == []


def test_a_warm_process_lives_through_midnight(client: Client) -> None:
    """Pages and lists were asked for before; no process is started anew."""
    kept = {}
    with clock(BEFORE):
        jobs.follow_day()
        for address in (OLD, NEW, "/gemeenten/", "/praktijkvoorbeelden/", "/api/v1/praktijkvoorbeelden"):
            kept[address] = client.get(address)["ETag"]
        facet(client, "gemeente")
        version = CatalogueState.objects.get().version
    with clock(AFTER):
        for address, tag in kept.items():
            assert client.get(address, headers={"If-None-Match": tag}).status_code == 200, address
        # What is worked out for each page is right at once.
        assert "Nieuwland bestaat nog niet" not in main(client.get(NEW))
        assert "Aalten is sinds 1 januari 2027 geen gemeente meer" in main(client.get(OLD))
        assert facet(client, "gemeente") == {"Aalten (tot 2027)": 1}

        call_command("run_due", stdout=io.StringIO())

        assert CatalogueState.objects.get().version > version
        assert facet(client, "gemeente") == {"Aalten (tot 2027)": 1, "Nieuwland": 1}
        assert facet(client, "provincie") == {"Utrecht": 1}
        assert codes(client, "gemeente=9001") == codes(client, "provincie=PV26") == codes(client, "regio=nieuw")
        assert codes(client, "gemeente=9001") == codes(client, "zoek=Nieuwland") == ["dorpshuis"]
        assert "Het dorpshuis" in main(client.get(NEW))
        assert "Gouden Gemeente" in main(client.get(NEW))
        assert "hoort nu bij Nieuwland (Utrecht)" in main(client.get("/praktijkvoorbeelden/dorpshuis/"))
        assert "1 van de 2 gemeenten" in main(client.get("/gemeenten/"))
        assert NEW in client.get("/sitemap.xml").content.decode()
        assert [row["slug"] for row in client.get("/api/v1/wijzigingen?sinds=1").json()["resultaten"]] == ["dorpshuis"]
        assert publishing.differences() == []
        assert jobs.follow_day().changed == 0


def test_a_day_on_which_nothing_begins_changes_nothing() -> None:
    with clock("2026-12-30 12:00"):
        jobs.follow_day()
        before = CatalogueState.objects.values("number", "version").get()
    with clock("2026-12-31 12:00"):
        assert jobs.follow_day().changed == 0
        assert CatalogueState.objects.values("number", "version", "made_for").get() == before | {
            "made_for": datetime.date(2026, 12, 31)
        }


def test_a_day_that_was_slept_through_is_made_up_for() -> None:
    with clock("2027-01-05 12:00"):
        assert jobs.follow_day().changed == 1
        assert publishing.differences() == []


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        ("2026-12-31 22:59", "2026-12-31"),
        ("2026-12-31 23:00", "2027-01-01"),
        # In summer it is two hours later.
        ("2027-06-30 21:59", "2027-06-30"),
        ("2027-06-30 22:00", "2027-07-01"),
        # The nights on which the clock is moved.
        ("2027-03-27 23:00", "2027-03-28"),
        ("2027-03-28 22:00", "2027-03-29"),
        ("2027-10-30 22:00", "2027-10-31"),
        ("2027-10-31 22:59", "2027-10-31"),
        ("2027-10-31 23:00", "2027-11-01"),
    ],
)
def test_a_day_begins_at_midnight_in_the_netherlands(utc: str, day: str) -> None:
    begins = MunicipalityFactory(valid_from=datetime.date.fromisoformat(day))
    with clock(utc):
        assert timezone.localdate().isoformat() == day
        assert begins.exists_today
    with clock("2026-01-01 00:00"):
        assert not begins.exists_today


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("absorbed", "Aalten en Winterswijk gaan per 1 januari 2027 op in Nieuwland."),
        ("rename", "Aalten en Winterswijk heten per 1 januari 2027 voortaan Nieuwland."),
        ("border", "Aalten en Winterswijk staan per 1 januari 2027 een deel af aan Nieuwland."),
        ("split", "Aalten en Winterswijk gaan per 1 januari 2027 voor een deel op in Nieuwland."),
    ],
)
def test_every_kind_of_change_is_announced_in_words(client: Client, kind: str, said: str) -> None:
    MunicipalityChange.objects.update(kind=kind)
    with clock(BEFORE):
        assert said in main(client.get(OLD))


def test_what_is_taken_in_tomorrow_is_none_of_its_history_today(client: Client) -> None:
    """Nieuwland is there already; Aalten's title is not its own yet."""
    Municipality.objects.filter(cbs_code="9001").update(valid_from=None)
    MunicipalityChange.objects.update(kind="absorbed")
    with clock(BEFORE):
        publishing.refresh_places()
        page = main(client.get(NEW))
        assert "Aalten en Winterswijk gaan per 1 januari 2027 op in Nieuwland." in page
        assert "Waaruit Nieuwland ontstond" not in page
        assert "Gouden Gemeente" not in page
    with clock(AFTER):
        jobs.follow_day()
        page = main(client.get(NEW))
        assert "Waaruit Nieuwland ontstond" in page
        assert "Gouden Gemeente" in page
        assert "Het dorpshuis" in page


def test_suggestions_name_those_of_today_first(client: Client) -> None:
    MunicipalityFactory(name="Nieuw")
    MunicipalityFactory(name="Nieuwer", valid_until=datetime.date(2019, 1, 1))
    with clock(BEFORE):
        suggested = client.get("/suggesties/", {"zoek": "nieuw"}).context["suggestions"]
    named = [row.name for row in suggested if row.kind == "Gemeente"]
    assert named == ["Nieuw", "Nieuwland (vanaf 2027)", "Nieuwer (tot 2019)"]


def test_a_list_of_next_year_takes_nobody_out_of_a_region_this_year(tmp_path: Path) -> None:
    """The list of 2027 has Nieuwland in the Achterhoek, and Aalten and Winterswijk no more."""
    folder = Path(shutil.copytree(LISTS, tmp_path / "lists"))
    regions = "region_code,region_name,region_type,cbs_code\nAM99,Achterhoek,arbeidsmarktregio,9001\n"
    (folder / "regions.csv").write_text(regions, encoding="utf-8")
    region = Region.objects.get(slug="achterhoek")
    with clock(BEFORE):
        assert import_reference(folder).refusals == []
        assert set(region.members.values_list("name", flat=True)) == {"Aalten", "Winterswijk", "Nieuwland"}
    with clock(AFTER):
        assert import_reference(folder).refusals == []
        assert set(region.members.values_list("name", flat=True)) == {"Nieuwland"}


def test_what_was_made_by_itself_is_shown_to_administrators(lines: Any) -> None:
    PublishedCase.objects.update(title="Anders")
    with clock(BEFORE):
        assert publishing.mend_next() == ["dorpshuis: title"]
        assert publishing.mend_next() == []
    assert lines()[0]["level"] == "warning"
    assert PublishedCase.objects.get().title == "Het dorpshuis"
