"""What became of a municipality, by the real register and by changes made up to be difficult."""

from datetime import date
from itertools import groupby

import pytest
from django.conf import settings

from municipalities.importers import import_reference
from municipalities.models import Municipality, MunicipalityChange
from municipalities.succession import SUCCESSION, current_successors
from tests.factories import MunicipalityChangeFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db

Kind = MunicipalityChange.Kind
ENDED = date(2010, 1, 1)
TODAY = date(2026, 1, 1)


@pytest.fixture
def register() -> None:
    """The municipalities since 2000 and what became of them."""
    assert not import_reference(settings.FIXTURE_DIR / "reference").refusals


def names_of_today(code: str) -> set[str]:
    """Return the names of the municipalities that this one went into."""
    ids = current_successors(TODAY)[Municipality.objects.get(cbs_code=code).pk]
    return set(Municipality.objects.filter(pk__in=ids).values_list("name", flat=True))


def ended(name: str) -> Municipality:
    return MunicipalityFactory(name=name, valid_until=ENDED)


def change(old: Municipality, new: Municipality, kind: str = Kind.MERGE) -> None:
    MunicipalityChangeFactory(old=old, new=new, kind=kind, date=ENDED)


@pytest.mark.usefixtures("register")
class TestRegister:
    def test_leerdam_became_vijfheerenlanden_in_another_province(self) -> None:
        leerdam = Municipality.objects.select_related("province").get(cbs_code="0545")
        vijfheerenlanden = Municipality.objects.select_related("province").get(cbs_code="1961")
        assert current_successors(TODAY)[leerdam.pk] == {vijfheerenlanden.pk}
        assert (leerdam.province.name, vijfheerenlanden.province.name) == ("Zuid-Holland", "Utrecht")

    def test_delfzijl_became_eemsdelta(self) -> None:
        assert names_of_today("0010") == {"Eemsdelta"}

    def test_a_chain_is_followed_to_the_municipality_of_today(self) -> None:
        # Nijefurd -> Súdwest-Fryslân is one step; Menaldumadeel -> Menameradiel -> Waadhoeke are two.
        assert names_of_today("0104") == {"Súdwest-Fryslân"}
        assert names_of_today("0083") == {"Waadhoeke"}

    def test_a_municipality_that_was_divided_went_into_all_its_parts(self) -> None:
        assert names_of_today("0788") == {"Boxtel", "Oisterwijk", "Tilburg", "Vught"}

    def test_a_part_that_ended_itself_is_followed_too(self) -> None:
        # Of Boarnsterhim one part went to De Friese Meren, now De Fryske Marren.
        assert names_of_today("0055") == {"De Fryske Marren", "Heerenveen", "Leeuwarden", "Súdwest-Fryslân"}

    def test_every_former_municipality_leads_to_some_of_today(self) -> None:
        existing = set(Municipality.objects.on(TODAY).values_list("pk", flat=True))
        successors = current_successors(TODAY)
        assert successors.keys() == set(Municipality.objects.former(TODAY).values_list("pk", flat=True))
        assert all(ids and ids <= existing for ids in successors.values())

    def test_every_municipality_of_today_is_one_that_began_with_the_register_or_came_from_others(self) -> None:
        without_origin = Municipality.objects.on(TODAY).filter(valid_from__gt="2000-01-01", predecessors=None)
        assert list(without_origin) == []

    def test_replaying_the_changes_from_1999_gives_the_342_of_today(self) -> None:
        present = set(Municipality.objects.on(date(1999, 12, 31)).values_list("cbs_code", flat=True))
        changes = MunicipalityChange.objects.filter(kind__in=SUCCESSION).order_by("date")
        rows = changes.values_list("date", "old__cbs_code", "new__cbs_code")
        for _, of_one_day in groupby(rows, key=lambda row: row[0]):
            pairs = [(old, new) for _, old, new in of_one_day]
            assert {old for old, _ in pairs} <= present
            present = (present - {old for old, _ in pairs}) | {new for _, new in pairs}
        assert len(present) == 342
        assert present == set(Municipality.objects.on(TODAY).values_list("cbs_code", flat=True))

    @pytest.mark.parametrize(
        ("year", "number"),
        # CBS, the number of municipalities on 1 January. Not before 2005: our list lacks Hengelo (Gld.), which ended
        # that day, and the first day of Sluis and Echt-Susteren (2003).
        [(2005, 467), (2007, 443), (2010, 431), (2015, 393), (2017, 388), (2019, 355), (2021, 352), (2023, 342)],
    )
    def test_each_year_has_as_many_municipalities_as_the_cbs_counted(self, year: int, number: int) -> None:
        assert Municipality.objects.on(date(year, 1, 1)).count() == number

    def test_it_asks_the_database_once(self, django_assert_num_queries: object) -> None:
        with django_assert_num_queries(1):  # type: ignore[operator]
            current_successors(TODAY)


class TestMadeUp:
    def test_a_municipality_of_today_has_no_successor(self) -> None:
        MunicipalityFactory()
        assert current_successors(TODAY) == {}

    def test_a_chain_of_three(self) -> None:
        first, second, third, today = ended("A"), ended("B"), ended("C"), MunicipalityFactory(name="D")
        change(first, second)
        change(second, third, Kind.RENAME)
        change(third, today, Kind.ABSORBED)
        assert current_successors(TODAY) == {row.pk: {today.pk} for row in (first, second, third)}

    def test_a_split_of_which_one_part_ended(self) -> None:
        old, part, left, right = ended("A"), ended("B"), MunicipalityFactory(), MunicipalityFactory()
        change(old, left, Kind.SPLIT)
        change(old, part, Kind.SPLIT)
        change(part, right)
        assert current_successors(TODAY) == {old.pk: {left.pk, right.pk}, part.pk: {right.pk}}

    def test_a_border_change_makes_no_successor(self) -> None:
        old, heir, neighbour = ended("A"), MunicipalityFactory(), MunicipalityFactory()
        change(old, heir)
        change(old, neighbour, Kind.BORDER)
        assert current_successors(TODAY) == {old.pk: {heir.pk}}

    def test_a_municipality_that_gave_land_away_but_exists_has_no_successor(self) -> None:
        change(MunicipalityFactory(), MunicipalityFactory(), Kind.SPLIT)
        assert current_successors(TODAY) == {}

    def test_a_circle_in_the_register_ends(self) -> None:
        first, second = ended("A"), ended("B")
        change(first, second)
        change(second, first)
        assert current_successors(TODAY) == {first.pk: set(), second.pk: set()}

    def test_a_circle_with_a_way_out_takes_it(self) -> None:
        first, second, today = ended("A"), ended("B"), MunicipalityFactory()
        change(first, second)
        change(second, first)
        change(second, today)
        assert current_successors(TODAY) == {first.pk: {today.pk}, second.pk: {today.pk}}

    def test_two_ways_to_the_same_municipality_count_once(self) -> None:
        old, left, right, today = ended("A"), ended("B"), ended("C"), MunicipalityFactory()
        for part in (left, right):
            change(old, part, Kind.SPLIT)
            change(part, today)
        assert current_successors(TODAY)[old.pk] == {today.pk}
