"""What rows of WHO say about themselves, and how municipalities are asked for."""

from datetime import date

import pytest
from django.db import models

from municipalities.models import Municipality
from tests.factories import (
    CaseMunicipalityFactory,
    MunicipalityChangeFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ProvinceFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 1)


@pytest.fixture
def leerdam() -> Municipality:
    return MunicipalityFactory(cbs_code="0545", name="Leerdam", valid_until=date(2019, 1, 1))


class TestProvince:
    def test_it_has_its_national_identifier_and_a_page(self) -> None:
        gelderland = ProvinceFactory(code="PV25", name="Gelderland")
        assert str(gelderland) == "Gelderland"
        assert gelderland.tooi_uri == "https://identifier.overheid.nl/tooi/id/provincie/pv25"
        assert gelderland.get_absolute_url() == "/provincies/gelderland/"


class TestMunicipality:
    def test_its_identifiers_follow_from_the_cbs_code(self) -> None:
        aalten = MunicipalityFactory(cbs_code="0197", name="Aalten")
        assert aalten.gm_code == "GM0197"
        assert aalten.tooi_uri == "https://identifier.overheid.nl/tooi/id/gemeente/gm0197"
        assert aalten.get_absolute_url() == "/gemeenten/0197-aalten/"

    def test_one_of_today_is_called_by_its_name(self) -> None:
        aalten = MunicipalityFactory(name="Aalten")
        assert str(aalten) == "Aalten"
        assert aalten.exists_today

    def test_one_of_the_past_says_until_when(self, leerdam: Municipality) -> None:
        assert str(leerdam) == "Leerdam (tot 2019)"
        assert not leerdam.exists_today

    def test_it_knows_its_successors_and_predecessors(self, leerdam: Municipality) -> None:
        today = MunicipalityFactory(name="Vijfheerenlanden", valid_from=date(2019, 1, 1))
        MunicipalityChangeFactory(old=leerdam, new=today)
        assert list(leerdam.successors.all()) == [today]
        assert list(today.predecessors.all()) == [leerdam]
        assert list(today.successors.all()) == []

    def test_one_that_a_case_names_cannot_be_deleted(self, leerdam: Municipality) -> None:
        CaseMunicipalityFactory(municipality=leerdam)
        with pytest.raises(models.ProtectedError):
            leerdam.delete()

    def test_a_province_with_municipalities_cannot_be_deleted(self, leerdam: Municipality) -> None:
        with pytest.raises(models.ProtectedError):
            leerdam.province.delete()


class TestAskingForMunicipalities:
    def test_existing_and_former_divide_them(self, leerdam: Municipality) -> None:
        aalten = MunicipalityFactory()
        assert list(Municipality.objects.on(TODAY)) == [aalten]
        assert list(Municipality.objects.former(TODAY)) == [leerdam]

    def test_the_end_date_is_the_first_day_without_it(self, leerdam: Municipality) -> None:
        assert list(Municipality.objects.on(date(2018, 12, 31))) == [leerdam]
        assert list(Municipality.objects.on(date(2019, 1, 1))) == []

    def test_the_start_date_is_the_first_day_with_it(self) -> None:
        eemsdelta = MunicipalityFactory(valid_from=date(2021, 1, 1))
        assert list(Municipality.objects.on(date(2020, 12, 31))) == []
        assert list(Municipality.objects.on(date(2021, 1, 1))) == [eemsdelta]

    def test_one_from_before_the_register_was_always_there(self) -> None:
        aalten = MunicipalityFactory()
        assert list(Municipality.objects.on(date(1900, 1, 1)).on(TODAY)) == [aalten]


class TestMunicipalityChange:
    def test_it_names_both_and_the_day(self, leerdam: Municipality) -> None:
        change = MunicipalityChangeFactory(old=leerdam, new=MunicipalityFactory(name="Vijfheerenlanden"))
        assert str(change) == "Leerdam → Vijfheerenlanden (01-01-2019)"


class TestRegion:
    def test_its_name_and_address_carry_the_kind(self) -> None:
        region = RegionFactory(name="Midden-Limburg", kind="corop")
        assert str(region) == "Midden-Limburg (COROP-gebied)"
        assert region.get_absolute_url() == "/regios/midden-limburg-corop/"

    def test_a_municipality_is_in_regions_of_several_kinds(self, leerdam: Municipality) -> None:
        RegionFactory(name="Utrecht", kind="veiligheid", members=[leerdam])
        RegionFactory(name="Utrecht", kind="corop", members=[leerdam])
        assert [region.kind for region in leerdam.regions.all()] == ["corop", "veiligheid"]


class TestOrganisation:
    def test_it_has_a_name_and_a_page(self) -> None:
        figulus = OrganisationFactory(name="Figulus Welzijn")
        assert str(figulus) == "Figulus Welzijn"
        assert figulus.get_absolute_url() == "/organisaties/figulus-welzijn/"
