"""Charts: what one sees, the table beside it and the list it leads to are the same numbers."""

import re

import pytest
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.listing.faceted_index import current
from cases.listing.filters import CaseFilter
from cases.models import Case, Claim, Publication, PublishedCase, Theme
from cases.pages.charts import MEASURED, SAID, catalogue_charts, theme_charts
from gouden.web.pages.chart import WIDTH, Chart, ChartRow, Value
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    ElementFactory,
    ObstacleFactory,
    PublishedCaseFactory,
    ThemeFactory,
)
from tests.reading import main

pytestmark = pytest.mark.django_db

RUNNING, ENDED = Case.Lifecycle.RUNNING, Case.Lifecycle.ENDED
CHECKED = {"lifecycle_checked_on": "2017-06-01"}


def chart(*numbers: int) -> Chart:
    return Chart("proef", "Proef", "", "soort", ("voorbeelden",), [ChartRow(str(n), [Value(n)]) for n in numbers])


def catalogue(theme: Theme) -> None:
    """Twelve practices of a theme, four of which ended, two without it and a reflection that does not count."""
    obstacles = [ObstacleFactory(name="Schotten"), ObstacleFactory(name="Tijd")]
    for number in range(12):
        case = CaseFactory(with_source=True, themes=[theme], lifecycle=ENDED if number < 4 else RUNNING, **CHECKED)
        ClaimFactory(case=case, kind=Claim.Kind.OBSTACLE, obstacle=obstacles[number % 3 == 0])
        ClaimFactory(case=case, evidence=Claim.Evidence.COUNT if number < 3 else Claim.Evidence.OWN_STATEMENT)
        publishing.publish(case=case, by=None)
    PublishedCaseFactory.create_batch(2)
    PublishedCaseFactory(case__kind=Case.Kind.REFLECTION, case__themes=[theme])


@pytest.mark.parametrize(
    ("numbers", "means"),
    [((7, 3), True), ((7, 2), False), ((6, 3), False), ((90,), False), ((9, 1, 3), True), ((), False)],
)
def test_few_numbers_or_nearly_all_of_one_kind_make_no_chart(numbers: tuple[int, ...], means: bool) -> None:
    assert chart(*numbers).means_something is means


def test_a_bar_is_as_long_as_its_number_says() -> None:
    half, whole, none = (drawn.parts for drawn in chart(10, 20, 0).drawn)

    assert half[0].width + 2 == pytest.approx((whole[0].width + 2) / 2, abs=0.1)
    assert whole[0].width < WIDTH
    assert none == []


def test_the_parts_of_a_bar_follow_each_other() -> None:
    row = ChartRow("Preventie", [Value(5), Value(0), Value(15)])
    [drawn] = Chart("proef", "Proef", "", "thema", ("een", "twee", "drie"), [row]).drawn

    first, last = drawn.parts
    assert (first.tone, last.tone) == (1, 3)
    assert first.x == 0
    assert first.x + first.width < last.x < first.x + first.width + 3
    assert (first.number, last.number) == ("5", "15")


def test_every_number_is_how_many_cases_its_list_finds(client: Client) -> None:
    theme = ThemeFactory(name="Preventie", kind=Theme.Kind.APPROACH)
    catalogue(theme)

    shown = [*catalogue_charts(), *theme_charts(theme)]

    assert {one.key for one in shown} >= {"status", "werkwijzen", "obstakels"}
    counted = [value for one in shown for row in one.rows for value in row.values if value.url]
    assert len(counted) > 8
    for value in counted:
        address, query = value.url.split("?")
        found = CaseFilter(QueryDict(query), PublishedCase.objects.all())
        assert found.is_valid(), found.errors
        assert (address, value.number) == ("/praktijkvoorbeelden/", found.qs.count()), query


def test_every_ground_of_a_result_is_measured_or_said_or_none() -> None:
    assert sorted([*MEASURED, *SAID]) == sorted(Claim.Evidence.values)


def test_years_run_on_from_the_first_to_the_last() -> None:
    for year in (2014, 2014, 2014, 2017, 2017, 2017, 2017, 2017, 2017, 2017):
        case = CaseFactory(with_source=True)
        Publication.objects.filter(articles__in=case.citations.values("article")).update(year=year)
        publishing.publish(case=case, by=None)

    [years] = [one for one in catalogue_charts() if one.key == "jaren"]

    assert [(row.name, row.total) for row in years.rows] == [("2014", 3), ("2015", 0), ("2016", 0), ("2017", 7)]


def test_the_page_draws_each_chart_with_a_title_a_description_and_the_same_table(client: Client) -> None:
    catalogue(ThemeFactory(name="Preventie", kind=Theme.Kind.APPROACH))

    html = client.get("/cijfers/").content.decode()

    figures = re.findall(r'<figure class="chart">.*?</figure>', html, re.DOTALL)
    assert len(figures) == len(catalogue_charts()) > 2
    for figure, one in zip(figures, catalogue_charts(), strict=True):
        assert f"<title>{one.title}</title>" in figure
        assert f"<desc>{one.description}</desc>" in figure
        drawn, table = figure.split("<details")
        assert [int(n) for n in re.findall(r'chart__number"[^>]*>(\d+)<', drawn)] == [row.total for row in one.rows]
        cells = re.findall(r'<td class="chart__count">(?:<a [^>]*>)?(\d+)', table)
        assert [int(n) for n in cells] == [value.number for row in one.rows for value in row.values]
        assert "style=" not in figure


def test_a_catalogue_of_a_few_cases_says_that_there_is_too_little(client: Client) -> None:
    PublishedCaseFactory.create_batch(3)

    assert "te weinig praktijkvoorbeelden" in main(client.get("/cijfers/"))


def test_an_element_of_a_few_cases_has_no_chart(client: Client) -> None:
    element = ElementFactory(name="Korte lijnen")

    assert "In cijfers" not in main(client.get(element.get_absolute_url()))


def test_it_is_counted_once_for_each_version(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    catalogue(ThemeFactory(name="Preventie", kind=Theme.Kind.APPROACH))
    current()
    with django_assert_num_queries(4):  # the version; names of obstacles, of subjects and of ways of working
        catalogue_charts()

    with django_assert_num_queries(1):  # the version
        catalogue_charts()
