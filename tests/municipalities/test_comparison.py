"""How one municipality compares with another, in words and with the year of each fact."""

import datetime

import pytest

from municipalities.comparison import Aspect, Comparisons, Fact, Level, size_label
from municipalities.models import Municipality, Region
from tests.factories import MunicipalityChangeFactory, MunicipalityFactory, ProvinceFactory, RegionFactory

pytestmark = pytest.mark.django_db


def known(name: str, *, now: int, before: int, urbanity: int, year: int = 2023, **given: object) -> Municipality:
    """Return a municipality of which everything is known."""
    return MunicipalityFactory(
        name=name,
        population=now,
        population_date=datetime.date(year, 1, 1),
        population_2017=before,
        urbanity=urbanity,
        urbanity_year=2017,
        **given,
    )


def facts(mine: Municipality, other: Municipality) -> dict[Aspect, Fact]:
    """Return how `other` compares, by aspect."""
    return {fact.aspect: fact for fact in Comparisons(mine).with_one(other.pk).facts}


@pytest.mark.parametrize(
    ("population", "label"),
    [
        (4_999, "minder dan 5.000 inwoners"),
        (5_000, "5.000 tot 10.000 inwoners"),
        (27_244, "20.000 tot 50.000 inwoners"),
        (249_999, "150.000 tot 250.000 inwoners"),
        (250_000, "250.000 of meer inwoners"),
    ],
)
def test_a_size_class_is_that_of_the_cbs(population: int, label: str) -> None:
    assert size_label(population) == label


def test_what_is_alike_is_said_once_with_its_year() -> None:
    gelderland = ProvinceFactory(name="Gelderland")
    aalten = known("Aalten", now=27_244, before=27_047, urbanity=4, province=gelderland)
    other = known("Oost Gelre", now=29_600, before=29_700, urbanity=4, province=gelderland)
    RegionFactory(name="Oost", kind=Region.Kind.SAFETY, members=[aalten, other])
    RegionFactory(name="Achterhoek", kind=Region.Kind.LABOUR_MARKET, members=[aalten, other])

    assert list(facts(aalten, other).values()) == [
        Fact(Aspect.SIZE, Level.SAME, "even groot: 20.000 tot 50.000 inwoners (2023)"),
        Fact(Aspect.URBANITY, Level.SAME, "even stedelijk: weinig stedelijk (2017)"),
        Fact(Aspect.PLACE, Level.SAME, "nu in dezelfde arbeidsmarktregio: Achterhoek"),
        Fact(
            Aspect.GROWTH,
            Level.SAME,
            "bleef ongeveer even groot van 2017 tot 2023; Aalten bleef ook ongeveer even groot",
        ),
    ]


def test_what_differs_is_said_of_both_with_both_years() -> None:
    aalten = known("Aalten", now=27_244, before=27_047, urbanity=4, year=2022)
    rotterdam = known("Rotterdam", now=663_900, before=634_660, urbanity=1)

    found = facts(aalten, rotterdam)

    assert found[Aspect.SIZE] == Fact(
        Aspect.SIZE,
        Level.OTHER,
        "veel groter: 250.000 of meer inwoners (2023); Aalten 20.000 tot 50.000 inwoners (2022)",
    )
    assert found[Aspect.URBANITY].text == (
        "veel stedelijker: zeer sterk stedelijk (2017); Aalten weinig stedelijk (2017)"
    )
    assert found[Aspect.PLACE] == Fact(
        Aspect.PLACE, Level.OTHER, f"nu in een andere provincie: {rotterdam.province.name}"
    )
    assert found[Aspect.GROWTH] == Fact(
        Aspect.GROWTH,
        Level.NEAR,
        "groeide 4,6% van 2017 tot 2023; Aalten bleef ongeveer even groot van 2017 tot 2022",
    )


def test_one_class_apart_is_a_little_and_growth_against_shrinkage_is_otherwise() -> None:
    mine = known("Mijn", now=60_000, before=50_000, urbanity=3)
    other = known("Ander", now=45_000, before=46_000, urbanity=4)

    found = facts(mine, other)

    assert found[Aspect.SIZE].level == found[Aspect.URBANITY].level == Level.NEAR
    assert found[Aspect.SIZE].text.startswith("iets kleiner: ")
    assert found[Aspect.URBANITY].text.startswith("iets minder stedelijk: ")
    assert found[Aspect.GROWTH].level == Level.OTHER
    assert found[Aspect.GROWTH].text == "kromp 2,2% van 2017 tot 2023; Mijn groeide 20,0%"


def test_what_is_unknown_is_said_to_be_unknown_and_never_alike() -> None:
    aalten = known("Aalten", now=27_244, before=27_047, urbanity=4)
    nothing = MunicipalityFactory(name="Nergens bekend")

    found = facts(aalten, nothing)
    reverse = facts(nothing, aalten)

    unknown = {found[aspect].level for aspect in (Aspect.SIZE, Aspect.URBANITY, Aspect.GROWTH)}
    assert unknown == {Level.UNKNOWN}
    assert found[Aspect.SIZE].text == "grootte niet bekend; Aalten 20.000 tot 50.000 inwoners (2023)"
    assert found[Aspect.URBANITY].text == "stedelijkheid niet bekend; Aalten weinig stedelijk (2017)"
    assert found[Aspect.GROWTH].text == "groei of krimp niet bekend"
    assert reverse[Aspect.URBANITY].text == "stedelijkheid: weinig stedelijk (2017); van Nergens bekend niet bekend"
    assert reverse[Aspect.GROWTH].text.endswith("; van Nergens bekend niet bekend")
    assert facts(nothing, MunicipalityFactory())[Aspect.SIZE].text == "grootte niet bekend"


def test_a_former_municipality_lies_where_its_successor_lies_today() -> None:
    utrecht, holland = ProvinceFactory(name="Utrecht"), ProvinceFactory(name="Zuid-Holland")
    merger = MunicipalityChangeFactory(old__name="Leerdam", old__province=holland, new__province=utrecht)
    mine = MunicipalityFactory(name="Zeist", province=utrecht)

    assert facts(mine, merger.old)[Aspect.PLACE] == Fact(
        Aspect.PLACE, Level.NEAR, "lag tot 2019 in Zuid-Holland; nu in dezelfde provincie: Utrecht"
    )

    RegionFactory(name="Midden-Utrecht", kind=Region.Kind.LABOUR_MARKET, members=[mine, merger.new])
    assert facts(mine, merger.old)[Aspect.PLACE].level == Level.SAME


def test_a_former_municipality_without_successor_has_no_place_today() -> None:
    gone = MunicipalityFactory(valid_until=datetime.date(2019, 1, 1))

    assert facts(MunicipalityFactory(), gone)[Aspect.PLACE] == Fact(
        Aspect.PLACE, Level.UNKNOWN, f"lag tot 2019 in {gone.province.name}; ligging nu niet bekend"
    )


def test_a_count_of_2017_alone_says_nothing_of_growth() -> None:
    aalten = known("Aalten", now=27_244, before=27_047, urbanity=4)
    leerdam = known("Leerdam", now=20_905, before=20_905, urbanity=3, year=2017)

    assert facts(aalten, leerdam)[Aspect.GROWTH].level == Level.UNKNOWN
