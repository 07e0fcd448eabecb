"""Charts of the catalogue: what the lists count, to look at.

Each number is that of the list it leads to: counted by the filters of the list on the sets of cases in memory, once for
each version of the catalogue. Reflections do not count: they are nobody's practice. Where the numbers are too thin to
mean something (`Chart.means_something`) there is no chart.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from cases.listing.bitsets import flags, slots
from cases.listing.faceted_index import SORTED_ON, Index, current
from cases.listing.filters import LIST_FILTERS, CaseFilter
from cases.listing.result_set import ResultSet
from cases.listing.white_spots import PRACTICES
from cases.models import NO_RESULT, RESULT_EVIDENCE, Claim, Element, Obstacle, PublishedCase, Theme
from gouden.web.pages.chart import LEAST, Chart, ChartRow, Value

# Of the grounds of a result: what somebody measured or counted, and what was said, expected or estimated.
MEASURED = (
    Claim.Evidence.INDEPENDENT,
    Claim.Evidence.STATISTICS,
    Claim.Evidence.CLIENTS,
    Claim.Evidence.COUNT,
)
SAID = tuple(value for value, _ in RESULT_EVIDENCE if value not in MEASURED and value != NO_RESULT)
# So many kinds of obstacles are named; the page of obstacles has them all.
OBSTACLES_SHOWN = 10

type Asked = tuple[tuple[str, str], ...]


def catalogue_charts() -> list[Chart]:
    """Return the charts of the whole catalogue, once for each version of it."""
    index = current()
    return index.remember("charts", lambda: [*_charts(index, ()), *_by_theme(index)])


def theme_charts(theme: Theme) -> list[Chart]:
    """Return the charts of the practices of this theme."""
    return _remembered((("thema", theme.slug),))


def element_charts(element: Element) -> list[Chart]:
    """Return the charts of the practices that name this element."""
    return _remembered((("element", element.slug),))


def _remembered(asked: Asked) -> list[Chart]:
    index = current()
    return index.remember(("charts", asked), partial(_charts, index, asked))


def _charts(index: Index, asked: Asked) -> list[Chart]:
    cases = _practices(index)
    for name, value in asked:
        held = index.held.get(name, {})
        cases &= held[value].cases if value in held else 0
    if cases.bit_count() < LEAST:
        return []
    charts = [
        Chart(
            "bewijs",
            "Bewijs voor het resultaat",
            "Waarop het sterkste resultaat van elk praktijkvoorbeeld berust.",
            "bewijs",
            ("praktijkvoorbeelden",),
            _choices(index, cases, "bewijsResultaat", asked),
        ),
        Chart(
            "jaren",
            "Van welk jaar de kennis is",
            "Het jaar van de jongste bron van elk praktijkvoorbeeld; soms is dat jaar bij benadering bekend.",
            "jaar",
            ("praktijkvoorbeelden",),
            _years(index, cases),
        ),
        Chart(
            "status",
            "Loopt het nog?",
            "De laatst bekende stand van elk praktijkvoorbeeld. Hoe oud dat bericht is, staat bij het voorbeeld zelf.",
            "stand",
            ("praktijkvoorbeelden",),
            _choices(index, cases, "status", asked),
        ),
        Chart(
            "obstakels",
            "Wat in de weg stond",
            f"In hoeveel praktijkvoorbeelden dit obstakel staat; hoogstens {OBSTACLES_SHOWN}, de meest genoemde.",
            "soort obstakel",
            ("praktijkvoorbeelden",),
            _obstacles(index, cases, asked),
        ),
    ]
    return [chart for chart in charts if chart.means_something]


def _practices(index: Index) -> int:
    return ResultSet(CaseFilter(QueryDict(PRACTICES), PublishedCase.objects.all()), index).cases


def _number(index: Index, cases: int, name: str, values: Iterable[str]) -> int:
    """Return how many of these cases have one of these values, of which a case has one at most."""
    held = index.held.get(name, {})
    return sum((held[value].cases & cases).bit_count() for value in values if value in held)


def _address(*asked: tuple[str, str]) -> str:
    return f"{reverse('case-list')}?{urlencode(asked)}&{PRACTICES}"


def _choices(index: Index, cases: int, name: str, asked: Asked) -> list[ChartRow]:
    """Return a row for each value of this parameter that one of these cases has, in the order of the filter."""
    return [
        ChartRow(str(label).capitalize(), [Value(number, _address(*asked, (name, value)))])
        for value, label in LIST_FILTERS[name].extra["choices"]
        if (number := _number(index, cases, name, [value]))
    ]


def _years(index: Index, cases: int) -> list[ChartRow]:
    """Return a row for each year from the first to the last; the list has no parameter for just this year."""
    column = SORTED_ON.index("described_in")
    found = Counter(index.sort_keys[slot][column] for slot in slots(flags(cases, len(index.cases))))
    years = [int(year) for year in found]
    return [ChartRow(str(year), [Value(found[year])]) for year in range(min(years), max(years) + 1)] if years else []


def _obstacles(index: Index, cases: int, asked: Asked) -> list[ChartRow]:
    """Return a row for each of the kinds of obstacles that are named most."""
    rows = [
        ChartRow(name, [Value(_number(index, cases, "obstakel", [slug]), _address(*asked, ("obstakel", slug)))])
        for slug, name in Obstacle.objects.public().values_list("slug", "name")
    ]
    found = sorted((row for row in rows if row.total), key=lambda row: (-row.total, row.name))
    return found[:OBSTACLES_SHOWN]


def _by_theme(index: Index) -> Iterator[Chart]:
    """Yield what results rest on, for the subjects and the ways of working that have enough practices."""
    practices = _practices(index)
    for kind, more, one in (
        (Theme.Kind.SUBJECT, "onderwerpen", "onderwerp"),
        (Theme.Kind.APPROACH, "werkwijzen", "werkwijze"),
    ):
        rows = []
        for slug, name in Theme.objects.public().filter(kind=kind).values_list("slug", "name"):
            held = index.held.get("thema", {})
            cases = practices & held[slug].cases if slug in held else 0
            if cases.bit_count() >= LEAST:
                grounds = [_grounds(index, cases, slug, values) for values in (MEASURED, SAID, (NO_RESULT,))]
                rows.append(ChartRow(name, grounds))
        rows.sort(key=lambda row: (-row.total, row.name))
        chart = Chart(
            more,
            f"Bewijs per {one}",
            f"Waarop het sterkste resultaat berust, van {more} met minstens {LEAST} praktijkvoorbeelden. "
            "Een voorbeeld kan bij meer ervan staan.",
            one,
            ("gemeten of geteld", "gezegd of geschat", "geen resultaat genoemd"),
            rows,
        )
        if chart.means_something:
            yield chart


def _grounds(index: Index, cases: int, theme: str, values: Iterable[str]) -> Value:
    asked = [("thema", theme), *(("bewijsResultaat", value) for value in values)]
    return Value(_number(index, cases, "bewijsResultaat", values), _address(*asked))
