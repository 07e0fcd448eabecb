"""The white spots: whatever is in the catalogue, a number is how many its link finds."""

import csv
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.listing.filters import CaseFilter
from cases.listing.white_spots import TABLES, counted
from cases.models import Case, PublishedCase, Theme
from tests.factories import (
    CaseFactory,
    MunicipalityFactory,
    ProvinceFactory,
    PublishedCaseFactory,
    RegionFactory,
    ThemeFactory,
)
from tests.reading import heading, links, main, title

PAGE = "/witte-vlekken/"
COLUMN = "/witte-vlekken/onderwerpen-provincies/PV25/"
KINDS = [Theme.Kind.SUBJECT, Theme.Kind.TARGET_GROUP, Theme.Kind.APPROACH]
POPULATIONS = (4_000, 30_000, None)

some = st.frozensets(st.integers(0, 5), min_size=1, max_size=4)
places = st.frozensets(st.integers(0, 2), max_size=2)
cases = st.lists(st.tuples(st.sampled_from(Case.Kind.values), some, places, st.booleans()), max_size=6)


class TestNumbers(TestCase):
    """Random catalogues."""

    def setUp(self) -> None:
        self.themes = [ThemeFactory(slug=f"thema-{n}", name=f"Thema {n}", kind=KINDS[n % 3]) for n in range(6)]
        provinces = [ProvinceFactory(code=code, name=code) for code in ("PV25", "PV26")]
        self.places = [
            MunicipalityFactory(
                province=provinces[n % 2], population=number, population_date="2023-01-01" if number else None
            )
            for n, number in enumerate(POPULATIONS)
        ]
        self.region = RegionFactory(members=self.places[:2])

    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(catalogue=cases)
    def test_each_number_is_how_many_cases_its_link_finds(self, catalogue: list[Any]) -> None:
        for kind, themes, here, regional in catalogue:
            case = CaseFactory(
                kind=kind,
                with_source=True,
                themes=[self.themes[n] for n in themes],
                municipalities=[self.places[n] for n in here],
                regions=[self.region] if regional or not here else [],
            )
            publishing.publish(case=case, by=None)

        for table in TABLES.values():
            for row, cells in counted(table)[0].lines:
                assert len(cells) == len(table.columns.entries())
                for cell in cells:
                    found = CaseFilter(QueryDict(cell.query), PublishedCase.objects.all())
                    assert found.is_valid(), found.errors
                    assert cell.number == found.qs.count(), (table.slug, row.name, cell.column.name)
                    reader = self.practices(table.rows.parameter, row.key, table.columns.parameter, cell.column.key)
                    assert cell.number == reader, (table.slug, row.name, cell.column.name)

    def practices(self, *pair: str) -> int:
        """Return how many practices somebody counts who looks at every case."""
        return sum(
            case.kind != Case.Kind.REFLECTION
            and all(key in self.held(case, name) for name, key in zip(pair[::2], pair[1::2], strict=True))
            for case in PublishedCase.objects.all()
        )

    def held(self, case: PublishedCase, parameter: str) -> set[str]:
        if parameter == "provincie":
            return set(case.provinces.values_list("code", flat=True))
        if parameter == "gemeentegrootte":
            names = {4_000: "tot-5000", 30_000: "20000-50000"}
            populations = case.municipalities.exclude(population=None).values_list("population", flat=True)
            return {names[number] for number in populations if number}
        themes = case.themes.filter(kind="doelgroep") if parameter == "doelgroep" else case.themes.all()
        return set(themes.values_list("slug", flat=True))


@pytest.fixture
def some_cases() -> None:
    """Two practices and a reflection about debts in Gelderland, for families; nothing about loneliness."""
    debts = ThemeFactory(name="Schulden", kind="onderwerp")
    ThemeFactory(name="Eenzaamheid", kind="onderwerp")
    families, approach = (
        ThemeFactory(name="Gezinnen", kind="doelgroep"),
        ThemeFactory(name="Preventie", kind="werkwijze"),
    )
    ProvinceFactory(code="PV21", name="Fryslân", slug="fryslan")
    place = MunicipalityFactory(
        province=ProvinceFactory(code="PV25", name="Gelderland"), population=27_000, population_date="2023-01-01"
    )
    about = {"case__themes": [debts, families, approach], "case__municipalities": [place]}
    PublishedCaseFactory.create_batch(2, **about)
    PublishedCaseFactory(case__kind="beschouwing", **about)


@pytest.mark.django_db
@pytest.mark.usefixtures("some_cases")
class TestPages:
    def test_each_link_leads_to_a_page_that_says_the_same_number(self, client: Client) -> None:
        response = client.get(PAGE)

        for shown in response.context["tables"]:
            for _, cells in shown.lines:
                for cell, tint in cells:
                    assert (tint == 0) == (cell.number == 0)
                    page = client.get(f"/praktijkvoorbeelden/?{cell.query}")
                    assert page.context["paginator"].count == cell.number
                    assert not page.context["problems"]
                    address = f"/praktijkvoorbeelden/?{cell.query}"
                    assert (address in links(response)) == bool(cell.number)

    def test_it_says_what_is_known_and_no_more(self, client: Client) -> None:
        response = client.get(PAGE)

        assert heading(response) == "Witte vlekken"
        text = main(response)
        assert "Bij 3 van de 4 combinaties staat in de catalogus geen voorbeeld." in text
        assert "2 voorbeelden: Schulden, Gelderland" in text
        assert "Geen voorbeeld: Eenzaamheid, Fryslân. Kent u er een?" in text
        assert "2 voorbeelden: Gezinnen, Preventie" in text
        assert "2 voorbeelden: Schulden, 20.000 tot 50.000 inwoners" in text
        assert "Een witte vlek zegt niet dat niemand het doet" in text

    def test_a_white_spot_leads_to_its_column_where_one_can_tell_of_an_example(self, client: Client) -> None:
        assert f"{COLUMN}#eenzaamheid" in links(client.get(PAGE))

        response = client.get(COLUMN)

        assert title(response) == "Witte vlekken: onderwerpen in Gelderland - Gouden"
        assert "Van 1 van de 2 onderwerpen staat in Gelderland nog geen voorbeeld in de catalogus." in main(response)
        assert "Eenzaamheid Kent u er een?" in main(response)
        assert "Schulden 2 voorbeelden" in main(response)
        assert 'id="eenzaamheid"' in response.content.decode()
        asking = next(link for link in links(response) if link.startswith("/vragen/stel/"))
        assert "Wie kent een voorbeeld van ‘Eenzaamheid’ in ‘Gelderland’?" in client.get(asking).content.decode()
        assert {"/deel-uw-voorbeeld/", "/witte-vlekken/onderwerpen-provincies/PV21/"} <= set(links(response))
        assert '<meta name="robots" content="noindex, follow">' in response.content.decode()

    def test_a_column_says_its_name_as_it_stands_in_a_sentence(self, client: Client) -> None:
        heads = {
            "doelgroepen-werkwijzen/preventie": "Witte vlekken: doelgroepen bij preventie",
            "onderwerpen-gemeentegrootten/20000-50000": (
                "Witte vlekken: onderwerpen in gemeenten met 20.000 tot 50.000 inwoners"
            ),
        }
        assert {path: heading(client.get(f"{PAGE}{path}/")) for path in heads} == heads

    @pytest.mark.parametrize("path", ["onzin/PV25/", "onderwerpen-provincies/PV99/", "onzin.csv"])
    def test_what_there_is_not_is_not_found(self, client: Client, path: str) -> None:
        assert client.get(f"{PAGE}{path}").status_code == 404

    def test_a_table_can_be_taken_along(self, client: Client) -> None:
        response = client.get(f"{PAGE}onderwerpen-provincies.csv")
        assert response["Content-Disposition"] == (
            'attachment; filename="gouden-witte-vlekken-onderwerpen-provincies.csv"'
        )
        assert list(csv.reader(response.content.decode().splitlines())) == [
            ["kenmerk", "onderwerp", "Fryslân", "Gelderland"],
            ["eenzaamheid", "Eenzaamheid", "0", "0"],
            ["schulden", "Schulden", "0", "2"],
        ]

        excel = client.get(f"{PAGE}onderwerpen-provincies.csv", {"formaat": "csv-excel"}).content.decode()
        assert excel.startswith("\ufeffkenmerk;onderwerp;Fryslân;Gelderland\r\n")
        assert client.get(f"{PAGE}onderwerpen-provincies.csv", {"formaat": "xls"}).status_code == 400

    @pytest.mark.parametrize("more", [0, 20])
    def test_it_takes_the_same_queries_however_many_cells_there_are(
        self, client: Client, more: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(more):
            ThemeFactory(name=f"Onderwerp {number}", kind="onderwerp")
        client.get(PAGE)

        # The version twice, and once for the index, which remembers the numbers.
        with django_assert_num_queries(3):
            client.get(PAGE)


@pytest.mark.django_db
def test_without_themes_there_is_nothing_to_set_out(client: Client) -> None:
    assert "Er is nog niets om tegen elkaar uit te zetten." in main(client.get(PAGE))
