"""The pages that start from what stands in the way."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.models import Claim, ClaimLink, Obstacle, PublishedCase
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    ClaimFactory,
    ClaimLinkFactory,
    MunicipalityFactory,
    ObstacleFactory,
    PublishedCaseFactory,
)
from tests.reading import heading, links, main, title

pytestmark = pytest.mark.django_db
PAGE = "/obstakels/"


def met(obstacle: Obstacle | None, text: str, **case: object) -> Claim:
    """Return an obstacle that a new case names; publish the case afterwards."""
    made = CaseFactory(**{"with_source": True} | case)
    return ClaimFactory(case=made, kind=Claim.Kind.OBSTACLE, obstacle=obstacle, text=text)


def tie(claim: Claim, answer: Claim, kind: str = ClaimLink.Kind.MET_WITH) -> None:
    article = ArticleFactory(title="Open houding", slug=f"open-houding-{answer.pk}")
    ClaimLinkFactory(a=claim, b=answer, kind=kind, article=article, passage="onder ‘Geld’")


def publish(claim: Claim) -> PublishedCase:
    return PublishedCaseFactory(case=claim.case)


def test_it_shows_each_kind_with_what_was_done_about_it_and_the_case(client: Client) -> None:
    schotten = ObstacleFactory(name="Schotten", description="Potjes die niet samenkomen.")
    aalten = MunicipalityFactory(name="Aalten")
    claim = met(schotten, "Niemand wil betalen.", title="Eén budget", municipalities=[aalten], approach="Ze praatten.")
    answer = ClaimFactory(case=claim.case, kind=Claim.Kind.INPUT, text="Het geld ligt nu bij elkaar.")
    tie(claim, answer)
    case = publish(claim)

    response = client.get(PAGE)

    assert heading(response) == "Start van wat u tegenhoudt"
    assert title(response) == "Obstakels - Gouden"
    assert "Schotten 1 voorbeeld" in main(response)
    assert (
        "Schotten Potjes die niet samenkomen. Niemand wil betalen. Dit is ertegen gedaan Het geld ligt nu bij elkaar. "
        "Dat zegt Open houding, onder ‘Geld’. Eén budget · Aalten · 2017" in main(response)
    )
    assert "Ze praatten." not in main(response)
    here = case.get_absolute_url()
    assert {f"{here}#uitspraak-{claim.key}", f"{here}#uitspraak-{answer.key}", f"{PAGE}schotten/"} <= set(
        links(response)
    )


def test_a_lesson_stands_apart_from_what_was_done(client: Client) -> None:
    claim = met(ObstacleFactory(), "Niemand wil betalen.")
    lesson = ClaimFactory(case=claim.case, kind=Claim.Kind.LESSON, text="Begin met het geld.")
    tie(claim, lesson, kind=ClaimLink.Kind.LEARNED)
    publish(claim)

    text = main(client.get(PAGE))

    assert "Les of wens daarbij Begin met het geld. Dat zegt Open houding, onder ‘Geld’." in text
    assert "Dit is ertegen gedaan" not in text
    assert "antwoord" not in text.partition("Niemand wil betalen.")[2]


def test_the_cause_never_reads_as_the_cure(client: Client) -> None:
    publish(met(ObstacleFactory(), "Het duurde lang.", approach="Ze begonnen."))

    text = main(client.get(PAGE))

    assert "Het duurde lang. De bron noemt geen antwoord." in text
    assert "Ze begonnen." not in text


def test_a_tie_without_its_passage_is_not_shown_and_no_silence_of_the_source(client: Client) -> None:
    claim = met(ObstacleFactory(), "Niemand wil betalen.")
    ClaimLinkFactory(a=claim, b=ClaimFactory(case=claim.case, text="Een mening."), kind=ClaimLink.Kind.MET_WITH)
    case = publish(claim)

    text = main(client.get(PAGE))

    assert "Niemand wil betalen. Wat ertegen is gedaan, is niet bekend." in text
    assert "Een mening." not in text
    assert "ertegen gedaan:" not in main(client.get(case.get_absolute_url()))


def test_an_answer_in_another_public_case_is_shown_and_one_in_a_draft_is_not(client: Client) -> None:
    claim = met(ObstacleFactory(), "Niemand wil betalen.")
    for text, public in (("Elders opgelost.", True), ("Nog geheim.", False)):
        other = ClaimFactory(case=CaseFactory(with_source=True), text=text)
        tie(claim, other)
        if public:
            publish(other)
    publish(claim)

    text = main(client.get(PAGE))

    assert "Elders opgelost." in text
    assert "Nog geheim." not in text


def test_it_shows_nothing_of_drafts_nor_what_has_no_kind(client: Client) -> None:
    met(ObstacleFactory(name="Alleen in een concept"), "Geheim obstakel.")
    publish(met(None, "Zonder soort."))

    text = main(client.get(PAGE))

    assert "concept" not in text
    assert "Geheim obstakel." not in text
    assert "Zonder soort." not in text
    assert "Nog geen obstakels." in text


def test_kinds_stand_in_the_editors_order(client: Client) -> None:
    for position, name in ((2, "Geld"), (1, "Weerstand")):
        publish(met(ObstacleFactory(name=name, position=position), f"{name} zat tegen."))

    assert [obstacle.name for obstacle, _, _ in client.get(PAGE).context["groups"]] == ["Weerstand", "Geld"]


def test_what_an_editor_writes_is_escaped(client: Client) -> None:
    publish(met(ObstacleFactory(), "<script>alert(1)</script>", approach="<script>alert(2)</script> en door."))

    body = client.get(PAGE).content.decode()

    assert escape("<script>alert(1)</script>") in body
    assert "<script>alert" not in body


def test_a_kind_has_a_page_of_its_own_in_pages(client: Client) -> None:
    geld = ObstacleFactory(name="Geld", description="Te weinig.")
    for number in range(3):
        publish(met(geld, f"Obstakel {number}.", title=f"Voorbeeld {number}"))
    publish(met(ObstacleFactory(), "Iets anders."))

    response = client.get(f"{PAGE}geld/", {"pageSize": "2"})
    second = client.get(f"{PAGE}geld/", {"pageSize": "2", "page": "2"})

    assert title(response) == "Obstakel: Geld - Gouden"
    assert "Genoemd in 3 voorbeelden" in main(response)
    assert "Obstakel 0." in main(response)
    assert "Obstakel 2." not in main(response)
    assert "Obstakel 2." in main(second)
    assert "Iets anders." not in main(response) + main(second)
    assert client.get(f"{PAGE}bestaat-niet/").status_code == 404
    assert client.get(f"{PAGE}geld/", {"page": "9"}).status_code == 404


def test_a_kind_that_no_public_case_names_says_so(client: Client) -> None:
    ObstacleFactory(name="Geld")

    response = client.get(f"{PAGE}geld/")

    assert response.status_code == 200
    assert "Nog geen voorbeelden die dit obstakel noemen." in main(response)


def test_many_cases_of_one_kind_continue_on_its_own_page(client: Client) -> None:
    geld = ObstacleFactory(name="Geld")
    for number in range(4):
        publish(met(geld, f"Obstakel {number}.", title=f"Voorbeeld {number}"))

    text = main(client.get(PAGE))

    assert "Obstakel 2." in text
    assert "Obstakel 3." not in text
    assert "Alle 4 voorbeelden met dit obstakel" in text


@pytest.mark.parametrize("number", [1, 8])
def test_it_takes_the_same_queries_however_much_there_is(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        claim = met(ObstacleFactory(), "Zat tegen.")
        answer = ClaimFactory(case=CaseFactory(with_source=True))
        tie(claim, answer)
        publish(answer)
        publish(claim)

    # The version twice; the kinds; which cases; those cases; the answers that stand elsewhere.
    with django_assert_num_queries(6):
        client.get(PAGE)


def test_a_claims_page_shows_what_was_done_about_it_both_ways(client: Client) -> None:
    claim = met(ObstacleFactory(name="Schotten"), "Niemand wil betalen.")
    answer = ClaimFactory(case=claim.case, text="Leg het geld bij elkaar.")
    tie(claim, answer)
    met_without = ClaimFactory(case=claim.case, kind=Claim.Kind.OBSTACLE, text="Het regent.")
    case = publish(claim)

    text = main(client.get(case.get_absolute_url()))

    assert "Dit is ertegen gedaan: Leg het geld bij elkaar. Dat zegt Open houding, onder ‘Geld’." in text
    assert "Gedaan tegen het obstakel: Niemand wil betalen." in text
    assert text.count("De bron noemt geen antwoord.") == 1
    assert "De bron noemt geen antwoord." in text.partition(met_without.text)[2]
    assert "Meer obstakels van dit soort: Schotten" in text
    assert "Latere stand" not in text


def test_the_api_says_what_kind_of_obstacle_it_is_and_what_answers_it(client: Client) -> None:
    claim = met(ObstacleFactory(name="Schotten"), "Niemand wil betalen.")
    answer = ClaimFactory(case=claim.case)
    ClaimLinkFactory(a=claim, b=answer, kind=ClaimLink.Kind.MET_WITH)
    case = publish(claim)

    shown = client.get(f"/api/v1/praktijkvoorbeelden/{case.slug}").json()["uitspraken"]
    by_key = {row["kenmerk"]: row for row in shown}

    assert by_key[claim.key]["obstakel"] == {
        "id": str(claim.obstacle.identifier),
        "slug": "schotten",
        "naam": "Schotten",
        "url": "https://gouden.test/obstakels/schotten/",
    }
    assert by_key[answer.key]["obstakel"] is None
    assert by_key[claim.key]["verbanden"] == [
        {
            "soort": "aangepakt met",
            "voorbeeld": case.slug,
            "uitspraak": answer.key,
            "dezeIsDeLatere": False,
            "dezeIsDeAanpak": False,
            "dezeIsDeLes": False,
            "bron": None,
        }
    ]
    assert by_key[answer.key]["verbanden"][0]["dezeIsDeAanpak"] is True


def test_the_api_says_by_which_passage_two_claims_are_tied(client: Client) -> None:
    case = CaseFactory(with_source=True)
    tie = ClaimLinkFactory(a__case=case, answer=True, kind=ClaimLink.Kind.LEARNED, passage="onder ‘Schotten’")
    publish(tie.a)

    shown = client.get(f"/api/v1/praktijkvoorbeelden/{case.slug}").json()["uitspraken"]
    ties = {row["kenmerk"]: row["verbanden"] for row in shown}

    assert [tie["dezeIsDeLes"] for (tie,) in (ties[tie.a.key], ties[tie.b.key])] == [False, True]
    (source,) = {json.dumps(one["bron"]) for (one,) in ties.values()}
    assert json.loads(source)["artikel"] == tie.article.slug
    assert json.loads(source)["passage"] == "onder ‘Schotten’"


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"passage": ""}, "passage"),
        ({"article": None}, "article"),
        ({"a__kind": Claim.Kind.LESSON}, "a"),
        ({"b__kind": Claim.Kind.PLAN}, "b"),
        ({"kind": ClaimLink.Kind.LEARNED, "b__kind": Claim.Kind.CONTEXT}, "b"),
    ],
)
def test_nothing_stands_beside_an_obstacle_without_the_passage_that_puts_it_there(
    broken: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationError) as error:
        ClaimLinkFactory(answer=True, **broken).full_clean()

    assert list(error.value.message_dict) == [field]
    ClaimLinkFactory(answer=True).full_clean()


def test_renaming_a_kind_changes_the_public_cases_that_name_it(client: Client) -> None:
    obstacle = ObstacleFactory(name="Schotten")
    case = publish(met(obstacle, "Niemand wil betalen."))
    obstacle.name = "Muren"
    obstacle.save()

    assert publishing.refresh(referring_to=obstacle) == 1
    assert "Meer obstakels van dit soort: Muren" in main(client.get(case.get_absolute_url()))
