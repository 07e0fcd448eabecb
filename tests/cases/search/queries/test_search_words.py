"""Words of the editors lead to what they are tied to, in the editors' order, and to nothing that readers do not see."""

from collections.abc import Callable

import pytest

from cases import publishing
from cases.models import Case, PublishedCase, SearchWord
from cases.search import finding_nothing, match_ids, parse, ranked
from cases.search.queries.search_words import TakenNames
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    ClaimFactory,
    ElementFactory,
    ObstacleFactory,
    PublishedCaseFactory,
    SearchWordFactory,
    SynonymFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    """Return the titles of the cases that `text` finds, best first."""
    titles = dict(PublishedCase.objects.values_list("pk", "title"))
    return [titles[pk] for pk in ranked(parse(text))]


def case(title: str, **given: object) -> Case:
    return PublishedCaseFactory(case__title=title, **{f"case__{name}": value for name, value in given.items()}).case


def test_a_word_that_no_case_says_finds_its_cases_in_the_order_of_the_editors() -> None:
    names = ["Vierde", "Eerste, met het langste verhaal", "Derde", "Tweede"]
    made = {name: case(name, summary="Iets over geld." * (at + 1)) for at, name in enumerate(names)}
    wanted = ["Eerste, met het langste verhaal", "Tweede", "Derde", "Vierde"]
    case("Heel iets anders")
    SearchWordFactory(word="welzijn op recept", also=["WOR"], cases=[made[name] for name in wanted])

    assert found("welzijn op recept") == wanted
    assert found("Wat is WOR?") == wanted
    assert not parse("welzijn op recept").corrections
    [concept] = parse("hoe doen anderen welzijn op recept").by_word
    assert (concept.typed, concept.is_literal) == ("welzijn recept", False)
    assert concept.by_word
    assert concept.by_word.word == "welzijn op recept"


def test_cases_come_before_elements_and_terms_and_what_only_says_the_word() -> None:
    element, obstacle = ElementFactory(name="Vaste gezichten"), ObstacleFactory(name="Schotten")
    tells = case("Vertelt ervan")
    ClaimFactory(case=tells, elements=[element], article=ArticleFactory(), passage="alinea 1")
    hinders = case("Loopt ertegenaan")
    ClaimFactory(case=hinders, kind="obstakel", obstacle=obstacle)
    for one in (tells, hinders):
        publishing.publish(case=one, by=None)
    says = case("Doorbraakmethode, doorbraakmethode, doorbraakmethode", summary="De doorbraakmethode.")
    last = case("Laatst gekozen")
    first = case("Eerst gekozen")
    case("Gezamenlijk huisbezoek")
    SearchWordFactory(
        word="doorbraakmethode",
        cases=[first, last],
        elements=[element],
        obstacles=[obstacle],
        terms=[TermFactory(name="Gezamenlijk huisbezoek")],
    )

    titles = found("doorbraakmethode")

    assert titles[:2] == ["Eerst gekozen", "Laatst gekozen"]
    assert set(titles[2:]) == {tells.title, hinders.title, says.title, "Gezamenlijk huisbezoek"}
    [concept] = parse("doorbraakmethode").by_word
    assert concept.is_literal
    assert concept.by_word
    assert concept.by_word.names == ("Vaste gezichten", "Schotten", "Gezamenlijk huisbezoek")


def test_the_subject_that_the_thesaurus_has_for_it_is_not_looked_for() -> None:
    broad = case("Maatwerk in de wijk")
    tied = case("Sessies om los te komen")
    SynonymFactory(terms=["maatwerk", "doorbraakmethode"], kind="ruimer")
    assert found("doorbraakmethode") == [broad.title]

    SearchWordFactory(word="doorbraakmethode", cases=[tied])

    assert found("doorbraakmethode") == [tied.title]


def test_the_rest_of_a_question_counts_beside_the_word() -> None:
    one, other = case("Eerste keus", summary="In de wijk."), case("Tweede keus", summary="Voor jongeren met schulden.")
    SearchWordFactory(word="bestaanszekerheid", cases=[one, other])

    assert found("bestaanszekerheid") == [one.title, other.title]
    assert found("bestaanszekerheid jongeren schulden")[0] == other.title


def test_a_word_without_ties_exists_and_finds_nothing() -> None:
    case("Energie besparen", summary="Armoede bestrijden.")
    case("Samen eten")
    SearchWordFactory(word="energiearmoede")
    SearchWordFactory(word="respijtzorg", cases=[case("Een weekend weg")])

    query = parse("energiearmoede")

    assert (query.corrections, query.left_out, query.ids) == ([], ["energiearmoede"], [])
    assert finding_nothing(SearchWord.objects.values_list("word", flat=True)) == ["energiearmoede"]


def test_a_slip_in_a_word_is_corrected_to_it() -> None:
    tied = case("Een weekend weg")
    SearchWordFactory(word="respijtzorg", cases=[tied])

    assert [fix.used for fix in parse("respytzorg").corrections] == ["respijtzorg"]
    assert found("respytzorg") == [tied.title]


def test_drafts_and_withdrawn_targets_never_show() -> None:
    public, gone = case("Openbaar"), case("Ingetrokken")
    claims = [ClaimFactory(case=public, key="blijft"), ClaimFactory(case=gone, key="weg")]
    for one in (public, gone):
        publishing.publish(case=one, by=None)
    late = ClaimFactory(case=public, key="nog-niet-openbaar")
    element = ElementFactory(name="Geheim element", published_at=None)
    term = TermFactory(name="openbaar", published_at=None)
    SearchWordFactory(
        word="hervormingsagenda",
        cases=[CaseFactory(title="Concept"), gone, public],
        claims=[*claims, late],
        elements=[element],
        terms=[term],
    )
    publishing.withdraw(case=gone, by=None, reason="Klopt niet.")

    assert found("hervormingsagenda") == ["Openbaar"]
    [concept] = parse("hervormingsagenda").by_word
    assert concept.by_word
    assert [str(one) for one in concept.by_word.claims] == [f"{public.slug}#blijft"]
    assert (concept.by_word.names, concept.by_word.elements, concept.by_word.said) == ((), (), ())


@pytest.mark.parametrize("target", ["element", "obstacle", "term", "claim"])
def test_deleting_a_target_removes_the_tie(target: str) -> None:
    from django.contrib.admin.sites import site

    made = {"element": ElementFactory, "obstacle": ObstacleFactory, "term": TermFactory, "claim": ClaimFactory}[
        target
    ]()
    word = SearchWordFactory(**{f"{target}s": [made]})

    assert site.get_model_admin(type(made)).rows_using(made) == []  # type: ignore[attr-defined]
    made.delete()

    ties = word.claim_ties if target == "claim" else getattr(word, f"{target}s")
    assert ties.count() == 0


@pytest.mark.parametrize(
    ("word", "also", "refused"),
    [
        ("Welzijn-op-recept", [], "‘Welzijn-op-recept’ staat al bij het zoekwoord ‘welzijn op recept’."),
        ("recept", ["wor"], "‘wor’ staat al bij het zoekwoord ‘welzijn op recept’."),
        ("welzijn recept", [], "‘welzijn recept’ staat al bij het zoekwoord ‘welzijn op recept’."),
        ("recept", [], ""),
    ],
)
def test_what_is_typed_means_one_word(word: str, also: list[str], refused: str) -> None:
    SearchWordFactory(word="welzijn op recept", also=["WOR"])

    assert TakenNames(SearchWord.objects.all()).clash(SearchWord(word=word, also=also)) == refused


def test_words_cost_three_queries_however_many(django_assert_num_queries: Callable) -> None:
    tied = case("Voorbeeld")
    claim = ClaimFactory(case=tied)
    for number in range(5):
        SearchWordFactory(
            word=f"modewoord{number}",
            cases=[tied],
            claims=[claim],
            terms=[TermFactory()],
            elements=[ElementFactory()],
        )

    # Terms, entries, synonyms, words, ties, claims, terms of the catalogue, municipalities, people.
    with django_assert_num_queries(9):
        parse("modewoord3")


def test_match_ids_says_the_same() -> None:
    tied = case("Voorbeeld")
    SearchWordFactory(word="modewoord", cases=[tied])

    assert match_ids("modewoord") == [tied.pk]


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("nu niet zwanger", "Hoe werkt Nu Niet Zwanger?"),
        ("niet-gebruik", "niet-gebruik van regelingen"),
        ("right to challenge", "right to challenge"),
        ("scheiden zonder schade", "scheiden zonder schade"),
        ("vertrouwen in plaats van controle", "vertrouwen in plaats van controle"),
        ("ouder- en kindteam", "ouder- en kindteams"),
    ],
)
def test_words_that_only_put_or_deny_a_question_may_be_part_of_one(word: str, typed: str) -> None:
    tied = case("Heel iets anders")
    SearchWordFactory(word=word, cases=[tied])

    assert found(typed)[:1] == [tied.title]


def test_one_common_word_of_several_is_not_the_word() -> None:
    said, tied = case("Eenzaamheid onder ouderen"), case("Samen eten")
    SearchWordFactory(word="een tegen eenzaamheid", cases=[tied])

    assert found("eenzaamheid") == [said.title]


def test_a_portrait_takes_no_place_before_what_editors_put_first() -> None:
    first = case("Een praktijk")
    last = case("Een portret", kind=Case.Kind.PORTRAIT)
    SearchWordFactory(word="modewoord", cases=[first, last])

    assert found("modewoord") == ["Een praktijk", "Een portret"]
