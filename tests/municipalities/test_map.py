"""The map: provinces to choose from, and near by every municipality at its place, with room for a finger."""

import csv
import re
from itertools import combinations
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases.listing.counting import places, practices
from municipalities.map import Map, Mark, area_map, country_map, place_map, spot
from municipalities.map.drawing import HEIGHT, NARROWEST, ROOM, TARGET, WIDTH, Box, label_box
from municipalities.map.maps import tint
from municipalities.map.outlines import outlines
from municipalities.models import Municipality
from tests.factories import (
    MunicipalityChangeFactory,
    MunicipalityFactory,
    ProvinceFactory,
    PublishedCaseFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

with (Path(__file__).parents[2] / "fixtures" / "reference" / "municipalities.csv").open(encoding="utf-8") as file:
    TODAY = [row for row in csv.DictReader(file) if not row["valid_until"] and row["latitude"]]

GRONINGEN, AALTEN, SLUIS = (53.2194, 6.5665), (51.9256, 6.5806), (51.3083, 3.3858)


def place(name: str, where: tuple[float, float], **fields: object) -> Municipality:
    return MunicipalityFactory(name=name, latitude=str(where[0]), longitude=str(where[1]), **fields)


def country() -> Map:
    """Return the map of the whole country, with all that is public."""
    return country_map("Kaart", provinces=practices("provincie"), towns=practices("gemeente"), among=places())


def test_north_is_up_and_west_is_left_and_all_is_within_the_drawing() -> None:
    groningen, aalten, sluis = (spot(*where) or (0, 0) for where in (GRONINGEN, AALTEN, SLUIS))

    assert groningen[1] < aalten[1] < sluis[1]
    assert sluis[0] < groningen[0]
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in (groningen, aalten, sluis))
    assert spot(None, 6) is None


def test_a_province_counts_the_cases_in_it_and_leads_to_its_page() -> None:
    gelderland, zeeland = ProvinceFactory(code="PV25", name="Gelderland"), ProvinceFactory(code="PV29", name="Zeeland")
    PublishedCaseFactory.create_batch(2, case__municipalities=[place("Aalten", AALTEN, province=gelderland)])
    place("Sluis", SLUIS, province=zeeland)

    with_cases, without = country().choices

    assert (with_cases.name, with_cases.count, with_cases.url) == ("Gelderland", 2, gelderland.get_absolute_url())
    assert with_cases.title == "Gelderland: 2 praktijkvoorbeelden"
    assert (without.title, without.url, without.tint) == ("Zeeland: nog geen praktijkvoorbeelden", "", 0)


def test_the_more_cases_the_deeper_a_province_is_tinted() -> None:
    assert [tint(count, 30) for count in (0, 1, 9, 10, 19, 20, 30)] == [0, 1, 1, 2, 2, 3, 3]
    assert tint(1, 1) == 3


def test_numbers_to_choose_have_room_for_a_finger_and_do_not_overlap() -> None:
    names = {"PV20": "Groningen", "PV21": "Fryslân", "PV22": "Drenthe", "PV23": "Overijssel", "PV24": "Flevoland"}
    names |= {"PV25": "Gelderland", "PV26": "Utrecht", "PV27": "Noord-Holland", "PV28": "Zuid-Holland"}
    names |= {"PV29": "Zeeland", "PV30": "Noord-Brabant", "PV31": "Limburg"}
    targets = [label_box(names[code], outline.label) for code, outline in outlines().items()]

    assert len(targets) == 12
    assert all(min(width, height) * NARROWEST / WIDTH >= TARGET for _, _, width, height in targets)
    assert all(x >= 0 and y >= 0 and x + width <= WIDTH and y + height <= HEIGHT for x, y, width, height in targets)
    assert not overlapping([(x, y, x + width, y + height) for x, y, width, height in targets])


def test_every_municipality_lies_within_the_border_of_its_province() -> None:
    """But for one that lies against the border with Germany, which is drawn to within a kilometre."""
    outside = [row["name"] for row in TODAY if not inside(row["province_code"], row["latitude"], row["longitude"])]

    assert len(TODAY) > 300
    assert outside == ["Berg en Dal"]


def test_a_former_municipality_stands_in_the_list_and_says_what_became_of_it() -> None:
    change = MunicipalityChangeFactory(
        old=place("Leerdam", AALTEN, valid_until="2019-01-01"), new=place("Vijfheerenlanden", SLUIS)
    )
    PublishedCaseFactory(case__municipalities=[change.old])

    marks = {mark.name: mark for mark in country().marks}

    assert marks["Leerdam"].former == "bestaat niet meer: ging in 2019 op in Vijfheerenlanden"
    assert marks["Leerdam"].title.startswith("Leerdam: 1 praktijkvoorbeeld (bestaat niet meer")
    assert marks["Vijfheerenlanden"].former == ""


def test_the_list_beside_a_theme_holds_the_same_numbers_and_its_municipalities(client: Client) -> None:
    gelderland, zeeland = ProvinceFactory(code="PV25", name="Gelderland"), ProvinceFactory(code="PV29", name="Zeeland")
    theme = ThemeFactory(name="Preventie")
    aalten = place("Aalten", AALTEN, province=gelderland)
    for town in (aalten, MunicipalityFactory(name="Zonder plek", province=zeeland)):
        PublishedCaseFactory(case__municipalities=[town], case__themes=[theme])
    PublishedCaseFactory(case__kind="beschouwing", case__municipalities=[aalten], case__themes=[theme])

    html = client.get(theme.get_absolute_url()).content.decode()

    picture = html[(start := html.index('class="map__picture"')) : html.index("</svg>", start)]
    [address] = re.findall(r'href="(/praktijkvoorbeelden/\?thema=preventie&amp;provincie=PV25[^"]*)"', picture)
    assert "<title>Gelderland: 1 praktijkvoorbeeld</title>" in picture
    places = html[html.index('class="places"') :]
    assert re.search(r"Gelderland.*Aalten.*Zeeland.*Zonder plek", places, re.DOTALL)
    assert address in places
    assert len(client.get(address.replace("&amp;", "&")).context["cards"]) == 1


def test_a_municipality_with_cases_is_a_number_to_open_and_one_without_is_a_dot() -> None:
    aalten, sluis = place("Aalten", AALTEN), place("Sluis", SLUIS)
    aalten.case_count, sluis.case_count = 2, 0

    quiet, numbered = area_map("Kaart", [aalten, sluis]).drawn

    assert (numbered.title, numbered.url) == ("Aalten: 2 praktijkvoorbeelden", aalten.get_absolute_url())
    assert (quiet.title, quiet.url, quiet.quiet) == ("Sluis: nog geen praktijkvoorbeelden", "", True)


@pytest.mark.parametrize("code", sorted(outlines()))
def test_what_can_be_pressed_keeps_apart_even_where_every_municipality_has_cases(code: str) -> None:
    rows = [row for row in TODAY if row["province_code"] == code]
    towns = [
        Municipality(
            pk=number,
            cbs_code=row["cbs_code"],
            name=row["name"],
            slug="plaats",
            latitude=row["latitude"],
            longitude=row["longitude"],
        )
        for number, row in enumerate(rows, 1)
    ]
    for town in towns:
        town.case_count = 12

    drawn = area_map("Kaart", towns).drawn

    assert len(drawn) > 5
    assert all(mark.url for mark in drawn)
    assert not overlapping([around(mark) for mark in drawn])
    assert all(box[0] >= 0 and box[2] <= WIDTH for box in map(around, drawn))


def test_two_that_lie_close_move_apart_by_as_little_as_that_takes() -> None:
    marks = [Mark(name, name, "/gemeenten/", spot=(200 + x, 200)) for name, x in (("Een", 0), ("Twee", 21))]

    moved = [(mark.at or (0, 0))[0] - (mark.spot or (0, 0))[0] for mark in place_map("Kaart", marks).drawn]

    assert [abs(one) <= 12 for one in moved] == [True, True]
    assert moved[0] < 0 < moved[1]


def test_where_there_is_no_room_for_all_nothing_leads_anywhere() -> None:
    crowd = [Mark(f"Plaats {number}", "", "/gemeenten/", spot=(200, 200)) for number in range(400)]

    drawn = place_map("Kaart", crowd)

    assert not drawn.is_pressed
    assert len(drawn.drawn) == 400


def test_names_cover_no_mark_and_no_other_name() -> None:
    towns = [place(name, (AALTEN[0], AALTEN[1] + east)) for name, east in (("Een", 0.0), ("Twee", 0.05), ("Drie", 0.1))]
    for town in towns:
        town.case_count = 1

    drawn = area_map("Kaart", towns).drawn

    names = [written(mark) for mark in drawn if mark.written]
    assert names
    assert not overlapping([*names, *map(around, drawn)])


@pytest.mark.parametrize("number", [1, 20])
def test_it_takes_a_query_once_its_places_are_read(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        PublishedCaseFactory(case__municipalities=[place("Aalten", AALTEN)])
    assert len(country().marks) == number

    with django_assert_num_queries(4):  # the provinces, and thrice which catalogue it is
        assert len(country().marks) == number


def around(mark: Mark) -> Box:
    """Return the square of a mark."""
    x, y = mark.at or (0, 0)
    return x - ROOM // 2, y - ROOM // 2, x + ROOM // 2, y + ROOM // 2


def written(mark: Mark) -> Box:
    """Return about what the name of a mark covers."""
    assert mark.written
    width = len(mark.name) * 11
    left = {"start": 0, "middle": -width // 2, "end": -width}[mark.written.anchor]
    return mark.written.x + left, mark.written.y - 18, mark.written.x + left + width, mark.written.y + 4


def overlapping(boxes: list[Box]) -> list[tuple[Box, Box]]:
    return [
        (one, other)
        for one, other in combinations(boxes, 2)
        if min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])
    ]


def inside(code: str, latitude: str, longitude: str) -> bool:
    """Whether a point lies within the outline of a province: a line to the right crosses its border an odd number."""
    x, y = spot(float(latitude), float(longitude)) or (0, 0)
    crossings = 0
    for ring in rings(outlines()[code].path):
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            crossings += (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return crossings % 2 == 1


def rings(path: str) -> list[list[tuple[int, int]]]:
    found = []
    for begin_x, begin_y, steps in re.findall(r"M(\d+) (\d+)l([^z]*)z", path):
        points = [(int(begin_x), int(begin_y))]
        numbers = [int(step) for step in re.findall(r"-?\d+", steps)]
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            points.append((points[-1][0] + right, points[-1][1] + down))
        found.append(points)
    return found
