"""Whatever is in the catalogue and whatever is chosen: results and counts are those of looking at every case."""

from typing import Any, NamedTuple

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cases import publishing
from cases.listing import Cards, ResultSet
from cases.listing.facets import FACETS, SpanFacet, facets
from cases.listing.filters import CaseFilter
from cases.models import Case, Claim, PublishedCase, Theme
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    ClaimFactory,
    ElementFactory,
    InitiativeFactory,
    MunicipalityFactory,
    ObstacleFactory,
    OrganisationFactory,
    ParticipationFactory,
    ProvinceFactory,
    PublicationFactory,
    RegionFactory,
    ThemeFactory,
)

YEARS = range(2010, 2018)
THEMES, PLACES, ORGANISATIONS, INITIATIVES, OBSTACLES, ELEMENTS = 4, 4, 3, 2, 2, 2
WORDS = ("schulden", "jeugd")
# Of the places; the last was never counted.
POPULATIONS = (4_999, 5_000, 260_000, None)
SIZES = {4_999: "tot-5000", 5_000: "5000-10000", 260_000: "vanaf-250000"}


class Draft(NamedTuple):
    """What a case will hold: rows by their position."""

    kind: str
    lifecycle: str
    evidence: str | None
    started: int | None
    ran: int | None
    described: int
    words: frozenset[str]
    themes: frozenset[int]
    places: frozenset[int]
    organisations: frozenset[int]
    initiatives: frozenset[int]
    obstacles: frozenset[int]
    elements: frozenset[int]


def some(count: int, *, least: int = 0) -> st.SearchStrategy[frozenset[int]]:
    return st.frozensets(st.integers(0, count - 1), min_size=least, max_size=2)


drafts = st.builds(
    Draft,
    kind=st.sampled_from([kind.value for kind in Case.Kind]),
    lifecycle=st.sampled_from(["loopt", "gestopt", "onbekend"]),
    evidence=st.none() | st.sampled_from(["telling", "schatting", "eigen verklaring"]),
    started=st.none() | st.sampled_from(YEARS),
    ran=st.none() | st.integers(0, 3),
    described=st.sampled_from([2012, 2015, 2017]),
    words=st.frozensets(st.sampled_from(WORDS)),
    themes=some(THEMES, least=1),
    places=some(PLACES, least=1),
    organisations=some(ORGANISATIONS),
    initiatives=some(INITIATIVES),
    obstacles=some(OBSTACLES),
    elements=some(ELEMENTS),
)
choices = st.fixed_dictionaries(
    {},
    optional={
        "zoek": st.sampled_from(WORDS).map(lambda word: [word]),
        "thema": st.lists(st.sampled_from([f"thema-{n}" for n in range(THEMES)]), max_size=3),
        "doelgroep": st.lists(st.sampled_from(["thema-1", "thema-3"]), max_size=2),
        "soort": st.lists(st.sampled_from(["portret", "praktijk"]), max_size=2),
        "status": st.lists(st.sampled_from(["loopt", "gestopt", "onbekend", "geborgd"]), max_size=3),
        "bewijs": st.lists(st.sampled_from(["telling", "schatting", "verwachting"]), max_size=2),
        "bewijsResultaat": st.lists(st.sampled_from(["telling", "schatting", "geen"]), max_size=2),
        "provincie": st.lists(st.sampled_from(["PV41", "PV42"]), max_size=2),
        "gemeente": st.lists(st.sampled_from([f"980{n}" for n in range(PLACES)]), max_size=3),
        "gemeentegrootte": st.lists(st.sampled_from([*SIZES.values(), "10000-20000"]), max_size=3),
        "regio": st.just(["regio-samenwerking"]),
        "organisatie": st.lists(st.sampled_from([f"organisatie-{n}" for n in range(ORGANISATIONS)]), max_size=2),
        "initiatief": st.lists(st.sampled_from([f"initiatief-{n}" for n in range(INITIATIVES)]), max_size=2),
        "obstakel": st.lists(st.sampled_from([f"obstakel-{n}" for n in range(OBSTACLES)]), max_size=2),
        "element": st.lists(st.sampled_from([f"element-{n}" for n in range(ELEMENTS)]), max_size=2),
        "jaarVan": st.sampled_from(YEARS).map(lambda year: [str(year)]),
        "jaarTot": st.sampled_from(YEARS).map(lambda year: [str(year)]),
        "sorteer": st.sampled_from(["titel", "-beschreven"]).map(lambda order: [order]),
    },
)


class Row(NamedTuple):
    """A public case with what it holds of each facet."""

    case: PublishedCase
    held: dict[str, set[str]]


def row(case: Any) -> Row:
    """Return a public case with what it holds, read from the row itself."""
    held = {
        "thema": {row.slug for row in case.themes.all()},
        "doelgroep": {row.slug for row in case.themes.all() if row.kind == Theme.Kind.TARGET_GROUP},
        "soort": {case.kind},
        "status": {case.lifecycle},
        "bewijs": {case.evidence} - {""},
        "bewijsResultaat": {case.result_evidence},
        "provincie": {row.code for row in case.provinces.all()},
        "gemeente": {row.cbs_code for row in case.municipalities.all()},
        "gemeentegrootte": {SIZES[row.population] for row in case.municipalities.all() if row.population},
        "regio": {row.slug for row in case.regions.all()},
        "organisatie": {row.slug for row in case.organisations.all()},
        "initiatief": {row.slug for row in case.initiatives.all()},
        "obstakel": {row.slug for row in case.obstacles.all()},
        "element": {row.slug for row in case.elements.all()},
    }
    return Row(case, held)


def fits(row: Row, choice: dict[str, list[str]]) -> bool:
    """Return whether a case is what `choice` asks for."""
    case = row.case
    first = case.started_year or case.described_in
    last = case.ended_year or case.described_in
    return (
        all(row.held[name] & set(choice[name]) for name in FACETS if isinstance(name, str) and choice.get(name))
        and all(word in str(case.card["samenvatting"]) for word in choice.get("zoek", []))
        and all(last >= int(year) for year in choice.get("jaarVan", []))
        and all(first <= int(year) for year in choice.get("jaarTot", []))
    )


def filterset(choice: dict[str, list[str]]) -> CaseFilter:
    query = QueryDict(mutable=True)
    for name, values in choice.items():
        query.setlist(name, values)
    return CaseFilter(query, PublishedCase.objects.all())


class TestFinding(TestCase):
    """Random catalogues, changed on the way, and random choices."""

    def setUp(self) -> None:
        kinds = [Theme.Kind.APPROACH, Theme.Kind.TARGET_GROUP]
        self.themes = [ThemeFactory(name=f"Thema {n}", slug=f"thema-{n}", kind=kinds[n % 2]) for n in range(THEMES)]
        provinces = [ProvinceFactory(code=code, name=code) for code in ("PV41", "PV42")]
        self.places = [
            MunicipalityFactory(
                cbs_code=f"980{n}",
                name=f"Plaats {n}",
                province=provinces[n % 2],
                population=population,
                population_date="2023-01-01" if population else None,
            )
            for n, population in enumerate(POPULATIONS)
        ]
        RegionFactory(name="Regio", slug="regio-samenwerking", members=self.places[:2])
        self.organisations = [OrganisationFactory(name=f"Organisatie {n}") for n in range(ORGANISATIONS)]
        self.initiatives = [InitiativeFactory(name=f"Initiatief {n}") for n in range(INITIATIVES)]
        self.obstacles = [ObstacleFactory(name=f"Obstakel {n}", slug=f"obstakel-{n}") for n in range(OBSTACLES)]
        self.elements = [ElementFactory(name=f"Element {n}") for n in range(ELEMENTS)]
        self.articles = {
            year: ArticleFactory(publication=PublicationFactory(title=f"Uit {year}", year=year), title=f"Uit {year}")
            for year in (2012, 2015, 2017)
        }
        self.made = 0

    def publish(self, draft: Draft) -> Case:
        self.made += 1
        case = CaseFactory(
            title=f"Voorbeeld {self.made % 3} {self.made}",
            summary=f"Over {' en '.join(sorted(draft.words))}.",
            kind=draft.kind,
            lifecycle=draft.lifecycle,
            lifecycle_checked_on=None if draft.lifecycle == "onbekend" else "2017-10-01",
            started_year=draft.started,
            ended_year=draft.started + draft.ran if draft.started and draft.ran is not None else None,
            themes=[self.themes[n] for n in draft.themes],
            municipalities=[self.places[n] for n in draft.places],
            initiatives=[self.initiatives[n] for n in draft.initiatives],
        )
        case.citations.create(article=self.articles[draft.described], passage="alinea 1")
        for n in draft.organisations:
            ParticipationFactory(case=case, organisation=self.organisations[n])
        if draft.evidence:
            ClaimFactory(case=case, evidence=Claim.Evidence(draft.evidence))
        for n in draft.obstacles:
            kind, evidence = Claim.Kind.OBSTACLE, Claim.Evidence(draft.evidence or Claim.Evidence.OWN_STATEMENT)
            ClaimFactory(case=case, kind=kind, obstacle=self.obstacles[n], evidence=evidence)
        if draft.elements:
            evidence = Claim.Evidence(draft.evidence or Claim.Evidence.OWN_STATEMENT)
            told = {"article": self.articles[draft.described], "passage": "alinea 2", "kind": Claim.Kind.LESSON}
            ClaimFactory(case=case, elements=[self.elements[n] for n in draft.elements], evidence=evidence, **told)
        publishing.publish(case=case, by=None)
        return case

    def check(self, choices: list[dict[str, list[str]]]) -> None:
        """Compare what is found with what looking at every case gives."""
        every = [row(case) for case in PublishedCase.objects.all()]
        for choice in choices:
            cases = ResultSet.of(filterset(choice))
            self.check_results(choice, every, cases)
            self.check_counts(choice, every, cases)

    def check_results(self, choice: dict[str, list[str]], every: list[Row], cases: ResultSet) -> None:
        expected = [row.case for row in every if fits(row, choice)]
        assert len(cases) == len(expected)
        assert set(filterset(choice).qs.values_list("pk", flat=True)) == {case.pk for case in expected}
        assert {card["slug"] for card in Cards(cases)[0:]} == {case.slug for case in expected}
        if choice.get("sorteer") == ["titel"]:
            expected.sort(key=lambda case: (case.title, case.pk))
        elif choice.get("sorteer") or not choice.get("zoek"):
            expected.sort(key=lambda case: (-case.described_in, case.title, case.pk))
        else:
            return  # by relevance
        assert [card["slug"] for card in Cards(cases)[1:3]] == [case.slug for case in expected[1:3]]

    def check_counts(self, choice: dict[str, list[str]], every: list[Row], cases: ResultSet) -> None:
        for facet in facets(cases):
            others = {name: values for name, values in choice.items() if name not in facet.parameters}
            if isinstance(facet, SpanFacet):
                for year in facet.options:
                    in_year = others | {name: [year.value] for name in facet.parameters}
                    assert year.count == sum(fits(row, in_year) for row in every), year
                continue
            left = [row.held[facet.name] for row in every if fits(row, others)]
            offered = set().union(*(row.held[facet.name] for row in every)) | set(choice.get(facet.name, []))
            assert {option.value for option in facet.options} == offered
            for option in facet.options:
                assert option.count == sum(option.value in values for values in left), (facet.name, option)

    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(
        catalogue=st.lists(drafts, max_size=5),
        asked=st.lists(choices, min_size=1, max_size=8),
        later=drafts,
        data=st.data(),
    )
    def test_results_and_counts_are_those_of_looking_at_every_case(
        self, catalogue: list[Draft], asked: list[dict[str, list[str]]], later: Draft, data: st.DataObject
    ) -> None:
        published = [self.publish(draft) for draft in catalogue]
        self.check(asked)

        # The same after changes, when the index is brought up to date instead of read anew.
        self.publish(later)
        if published:
            gone = data.draw(st.sampled_from(published))
            publishing.withdraw(case=gone, by=None, reason="Fout.")
            changed = data.draw(st.sampled_from(published))
            if changed != gone:
                changed.themes.set([self.themes[0]])
                changed.title = "Anders"
                changed.save()
                publishing.publish(case=changed, by=None)
        self.check(asked)


@pytest.mark.django_db
def test_the_size_of_a_municipality_is_that_of_its_last_count() -> None:
    place = MunicipalityFactory(population=4_000, population_date="2023-01-01")
    case = CaseFactory(municipalities=[place], with_source=True)
    publishing.publish(case=case, by=None)
    asked = {size: filterset({"gemeentegrootte": [size]}) for size in ("tot-5000", "5000-10000")}
    assert [len(ResultSet.of(one)) for one in asked.values()] == [1, 0]

    place.population = 5_000
    place.save()
    # No case changed, so no event says which to read again.
    assert publishing.refresh(referring_to=place) == 0

    assert [len(ResultSet.of(one)) for one in asked.values()] == [0, 1]
    assert [one.qs.count() for one in asked.values()] == [0, 1]
