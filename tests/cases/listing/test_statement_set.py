"""What a choice among the statements finds, counts and puts on a page: as the database would say it one by one."""

from collections import Counter
from itertools import product
from typing import Any

import pytest
from django.http import QueryDict
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.listing.statement_filters import STATEMENT_FACETS, StatementFilter
from cases.listing.statement_set import StatementKeys, StatementSet
from cases.models import PublishedClaim
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    ElementFactory,
    MunicipalityFactory,
    ObstacleFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

CHOICES = [
    "",
    "soort=resultaat",
    "soort=resultaat&soort=obstakel",
    "cijfer=ja",
    "cijfer=nee&bewijs=telling",
    "thema=schulden",
    "thema=schulden&thema=jeugd&soort=bereik",
    "gemeente=0197",
    "obstakel=geld",
    "element=maatwerk&thema=jeugd",
    "zoek=bewoners",
    "zoek=bewoners&soort=bereik&thema=jeugd",
    "zoek=onvindbaar",
]


@pytest.fixture
def catalogue() -> None:
    themes = {slug: ThemeFactory(slug=slug, name=slug.capitalize()) for slug in ("schulden", "jeugd")}
    places = [MunicipalityFactory(cbs_code=code) for code in ("0197", "0344")]
    obstacle, element = ObstacleFactory(slug="geld"), ElementFactory(slug="maatwerk")
    for number, (theme, place) in enumerate(product(themes.values(), places)):
        case = CaseFactory(title=f"Voorbeeld {number}", themes=[theme], municipalities=[place])
        CitationFactory(case=case, article__publication__year=2010 + number)
        source = {"case": case, "article": ArticleFactory(), "passage": "1e alinea"}
        ClaimFactory(case=case, kind="resultaat", text=f"Bewoners zijn blij ({number}).", position=0)
        ClaimFactory(case=case, figure=True, text=f"Er kwamen 100 bewoners ({number}).", position=1)
        ClaimFactory(**source, kind="obstakel", obstacle=obstacle, text="Geld ontbrak.", position=2)
        ClaimFactory(**source, kind="leerpunt", elements=[element], text="Maatwerk hielp.", position=3)
        publishing.publish(case=case, by=None)


def asked(query: str) -> StatementSet:
    return StatementSet.of(StatementFilter(QueryDict(query), PublishedClaim.objects.all()))


def value_of(row: PublishedClaim, name: str) -> list[Any]:
    """Return the values that a claim has of a parameter."""
    case = row.published_case
    return {
        "soort": [row.kind],
        "bewijs": [row.evidence],
        "cijfer": ["ja" if row.has_figure else "nee"],
        "thema": [theme.slug for theme in case.themes.all()],
        "gemeente": [place.cbs_code for place in case.municipalities.all()],
        "obstakel": [row.obstacle.slug] if row.obstacle else [],
        "element": [element.slug for element in row.elements.all()],
    }[name]


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("query", CHOICES)
def test_it_finds_and_counts_as_the_database_does(query: str) -> None:
    found = asked(query)
    rows = StatementFilter(QueryDict(query), PublishedClaim.objects.all()).qs

    assert len(found) == rows.count()
    assert sorted(StatementKeys(found)[:1000]) == sorted(rows.values_list("pk", flat=True))
    for name in STATEMENT_FACETS:
        others = QueryDict(query).copy()
        others.pop(name, None)
        left = StatementFilter(others, PublishedClaim.objects.all()).qs
        expected = Counter(value for row in left for value in value_of(row, name))
        assert {value: number for value, number in found.counts(name).items() if number} == expected, name


@pytest.mark.usefixtures("catalogue")
def test_without_words_the_newest_knowledge_comes_first_and_then_the_order_of_the_case() -> None:
    rows = PublishedClaim.objects.order_by("-published_case__described_in", "published_case__title", "position")
    everything = list(rows.values_list("pk", flat=True))

    keys = StatementKeys(asked(""))

    assert keys[0:100] == everything
    for start in range(len(everything)):
        assert keys[start : start + 3] == everything[start : start + 3]
        assert keys[start] == everything[start]


@pytest.mark.usefixtures("catalogue")
def test_with_words_the_claims_that_say_most_of_them_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = dict(PublishedClaim.objects.values_list("pk", "record__tekst"))

    found = [texts[pk] for pk in StatementKeys(asked("zoek=bewoners blij"))[:100]]

    assert found == [f"Bewoners zijn blij ({number})." for number in (3, 2, 1, 0)]
    # Beyond what is ranked by newest knowledge, each once.
    monkeypatch.setattr("cases.search.statements.claim_search.RANKED", 3)
    publishing.forget_cached()
    keys = StatementKeys(asked("zoek=bewoners"))
    pages = [pk for start in range(0, len(keys), 2) for pk in keys[start : start + 2]]
    assert len(pages) == len(set(pages)) == 8


@pytest.mark.usefixtures("catalogue")
def test_a_second_time_the_same_choice_is_counted_from_memory(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def counts() -> list[object]:
        found = asked("thema=jeugd&soort=bereik")
        return [found.counts(name) for name in STATEMENT_FACETS]

    before = counts()

    # The version of the catalogue, and the theme that was asked for.
    with django_assert_num_queries(2):
        assert counts() == before
