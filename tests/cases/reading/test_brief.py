"""A case in brief: the best result, the first obstacle, how to take it over, whom to ask; never more than is known."""

from typing import Any

import pytest

from cases import publishing
from cases.models import Case
from cases.projection.records import CaseRecord
from cases.reading.brief import Brief, in_brief
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    ClaimFactory,
    ClaimLinkFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PersonFactory,
    SpeakerFactory,
)

pytestmark = pytest.mark.django_db


def case(**given: object) -> Case:
    return CaseFactory(with_source=True, **given)


def record(of: Case) -> CaseRecord:
    stored: CaseRecord = publishing.publish(case=of, by=None).record
    return stored


def brief(of: Case) -> Brief:
    found = in_brief(record(of))
    assert found
    return found


def result(of: Case, key: str, evidence: str = "eigen verklaring", **given: Any) -> None:
    source = {"article": of.citations.get().article, "passage": "alinea 1"} if "value" in given else {}
    ClaimFactory(case=of, key=key, kind="resultaat", evidence=evidence, **source, **given)


def test_the_strongest_result_goes_before_one_with_a_figure_and_that_before_the_first() -> None:
    first, figured, strongest = case(), case(), case()
    for one in (first, figured, strongest):
        ClaimFactory(case=one, key="bereik", kind="bereik", evidence="onafhankelijk onderzoek")
        result(one, "eerste")
        result(one, "tweede")
    for one in (figured, strongest):
        result(one, "cijfer", qualifier="ruim", value=2500, unit="bewoners", year=2016)
    result(strongest, "geteld", "telling")

    assert [found.key if (found := brief(one).result) else "" for one in (first, figured, strongest)] == [
        "eerste",
        "cijfer",
        "geteld",
    ]


def test_a_result_comes_with_its_figure_who_says_it_and_its_grade() -> None:
    one = case()
    article = one.citations.get().article
    mayor = SpeakerFactory(
        person=PersonFactory(name="Jan Smit"),
        function="wethouder",
        municipality=MunicipalityFactory(name="Aalten"),
        article=article,
    )
    result(one, "cijfer", "telling", qualifier="ruim", value=2500, unit="bewoners", year=2016, speaker=mayor)

    found = brief(one).result

    assert found
    assert str(found.figure) == "ruim 2.500 bewoners"
    assert (found.speaker, found.grade, found.year) == ("Jan Smit, wethouder, gemeente Aalten", "Telling", 2016)
    assert found.anchor == "#uitspraak-cijfer"


def test_without_a_speaker_the_publication_says_it_and_without_a_source_nobody() -> None:
    sourced, bare = case(), case()
    article = ArticleFactory(publication__title="Elf Gouden Gemeenten")
    ClaimFactory(case=sourced, kind="resultaat", article=article, passage="alinea 1")
    ClaimFactory(case=bare, kind="resultaat")

    assert [found.speaker if (found := brief(one).result) else None for one in (sourced, bare)] == [
        "Elf Gouden Gemeenten",
        "",
    ]


def test_the_first_obstacle_comes_with_what_a_passage_says_was_done_against_it() -> None:
    one = case()
    link = ClaimLinkFactory(answer=True, a__case=one, a__text="De regels knellen.", b__text="Er kwam een budget.")
    ClaimFactory(case=one, kind="obstakel", text="Er was geen geld.")

    found = brief(one)

    assert found.obstacle_text == "De regels knellen."
    assert found.answer
    assert found.answer.text == "Er kwam een budget."
    assert found.more_obstacles == 1
    link.article, link.passage = None, ""
    link.save()
    assert brief(one).answer is None


def test_an_answer_of_another_case_or_a_lesson_is_not_told_as_done_here() -> None:
    elsewhere, learned = case(), case()
    ClaimLinkFactory(answer=True, a__case=elsewhere, b__case=case())
    ClaimLinkFactory(answer=True, a__case=learned, kind="geleerd van")

    assert [brief(one).answer for one in (elsewhere, learned)] == [None, None]
    assert all(brief(one).obstacle for one in (elsewhere, learned))


def test_taking_it_over_is_told_in_one_sentence_without_marks() -> None:
    told = brief(case(transferability="## Kop\n\nBegin *klein*, met\n[een vraag](https://lees.example/). En dan meer."))

    assert told.transfer_text == "Begin klein, met een vraag."


def test_what_no_source_says_is_said_to_be_unknown() -> None:
    found = brief(case())

    assert (found.result_text, found.obstacle_text, found.transfer_text, found.contact_text) == (
        "Geen resultaat genoemd",
        "Geen obstakel genoemd",
        "Niet bekend",
        "Niet bekend",
    )
    assert found.unknown == "obstakels, overnemen, bij wie navragen"
    assert (found.result, found.obstacle, found.answer, found.more_obstacles) == (None, None, None, 0)


def test_nobody_asks_a_reflection_what_it_brought_or_whether_to_take_it_over() -> None:
    one = case(kind="beschouwing", municipalities=[], transferability="Wie dit leest, kan beginnen.")
    ClaimFactory(case=one, kind="obstakel", text="Regels knellen.")

    found = brief(one)

    assert (found.is_practice, found.result_text, found.transfer_text) == (False, "", "")
    assert found.obstacle_text == "Regels knellen."
    assert found.unknown == "bij wie navragen"


def test_a_card_tells_the_same_as_its_record() -> None:
    one = case(contact=OrganisationFactory(name="Figulus Welzijn"), transferability="Begin klein. En dan meer.")
    result(one, "eerste")
    shown = publishing.publish(case=one, by=None)

    assert in_brief(shown.card) == in_brief(shown.record)
    found = in_brief(shown.card)
    assert found
    assert found.contact_text == "Figulus Welzijn"


def test_what_an_earlier_release_stored_says_nothing_in_brief() -> None:
    stored = record(case())
    del stored["inHetKort"]

    assert in_brief(stored) is None


def test_a_percentage_stands_in_its_sentence_only() -> None:
    """Half of what? The sentence says so, and a card shows the beginning of it."""
    one, only = case(), case()
    result(one, "eerste")
    for of in (one, only):
        result(of, "helft", value=50, unit="%", text="De helft van de groep zat samen op een terras.", year=2016)

    first, half = brief(one).result, brief(only).result
    assert first
    assert half
    assert first.key == "eerste"
    assert (half.text, half.figure) == ("De helft van de groep zat samen op een terras.", None)


def test_what_another_claim_contradicts_is_told_as_disputed() -> None:
    one = case()
    result(one, "dertig")
    assert not brief(one).result.disputed  # type: ignore[union-attr]  # there is one
    result(one, "veertig")
    ClaimLinkFactory(a=one.claims.get(key="dertig"), b=one.claims.get(key="veertig"), kind="spreekt tegen")

    found = brief(one).result
    assert found
    assert (found.key, found.disputed) == ("dertig", True)
