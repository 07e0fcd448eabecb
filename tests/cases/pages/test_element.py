"""The pages that start from what makes a practice work."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.listing.faceted_index import current
from cases.models import Claim, ClaimLink, Element, PublishedCase
from cases.publishing.rules import NotPublishable
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    ClaimFactory,
    ClaimLinkFactory,
    ElementFactory,
    MunicipalityFactory,
    ObstacleFactory,
    PersonFactory,
    PublishedCaseFactory,
    RegionFactory,
    SpeakerFactory,
)
from tests.reading import heading, links, main, title

pytestmark = pytest.mark.django_db
PAGE = "/werkzame-elementen/"


def said(element: Element, text: str, case: dict[str, Any] | None = None, **claim: Any) -> Claim:
    """Return a claim of a new case that says something of `element`; publish the case afterwards."""
    made = CaseFactory(with_source=True, **(case or {}))
    source = {"article": made.citations.get().article, "passage": "onder ‘Lessen’"}
    found: Claim = ClaimFactory(
        **{"case": made, "kind": "succesfactor", "text": text, "elements": [element]} | source | claim
    )
    return found


def publish(claim: Claim) -> PublishedCase:
    published: PublishedCase = PublishedCaseFactory(case=claim.case)
    return published


def tie(obstacle: Claim, answer: Claim, kind: str = ClaimLink.Kind.MET_WITH) -> None:
    article = ArticleFactory(title="Open houding", slug=f"open-houding-{obstacle.pk}")
    ClaimLinkFactory(a=obstacle, b=answer, kind=kind, article=article, passage="onder ‘Geld’")


def test_the_index_says_of_each_in_how_many_cases_and_municipalities(client: Client) -> None:
    plan = ElementFactory(name="Eén plan", summary="Eén gezin, één plan.", position=1)
    ElementFactory(name="Korte lijnen", position=0)
    aalten = MunicipalityFactory(name="Aalten")
    publish(said(plan, "Eén plan hielp.", {"municipalities": [aalten]}))
    publish(said(plan, "Eén plan scheelt.", {"municipalities": [aalten, MunicipalityFactory()]}))
    publish(said(plan, "Een gedachte.", {"kind": "beschouwing", "regions": [RegionFactory(members=[aalten])]}))
    said(plan, "Nog een concept.")

    response = client.get(PAGE)

    assert heading(response) == "Wat maakt dat het werkt"
    assert title(response) == "Werkzame elementen - Gouden"
    assert "Korte lijnen Nog geen voorbeelden Eén plan Eén gezin, één plan." in main(response)
    assert "2 praktijkvoorbeelden en 1 beschouwing uit 2 gemeenten" in main(response)
    assert f"{PAGE}een-plan/" in links(response)


def test_a_page_shows_who_says_what_on_what_grounds_and_where(client: Client) -> None:
    plan = ElementFactory(
        name="Eén plan",
        summary="Eén gezin, één plan.",
        works_when="Als één iemand het trekt.",
        fails_when="Als niemand het trekt.",
        other_names=["1G1P"],
    )
    speaker = SpeakerFactory(person=PersonFactory(name="Eric Wichgers"), function="directeur")
    claim = said(
        plan,
        "Eén plan scheelt tijd.",
        {"title": "Samen thuis", "municipalities": [MunicipalityFactory(name="Aalten")]},
        kind="resultaat",
        evidence="schatting",
        speaker=speaker,
    )
    case = publish(claim)

    response = client.get(f"{PAGE}een-plan/")
    text = main(response)

    assert heading(response) == "Eén plan"
    assert title(response) == "Werkzaam element: Eén plan - Gouden"
    assert "Eén gezin, één plan. Heet ook 1G1P" in text
    assert "Wanneer het werkte Als één iemand het trekt. Wanneer niet Als niemand het trekt." in text
    assert "Uitspraken uit 1 praktijkvoorbeeld, uit 1 gemeente." in text
    assert "Resultaten Eén plan scheelt tijd. Schatting" in text
    assert "Wie zegt het Eric Wichgers, directeur" in text
    assert "onder ‘Lessen’" in text
    assert "Samen thuis · Aalten · 2017" in text
    assert {f"{case.get_absolute_url()}#uitspraak-{claim.key}", "/praktijkvoorbeelden/?element=een-plan"} <= set(
        links(response)
    )


def test_it_names_the_obstacles_that_a_source_says_it_answers_and_no_others(client: Client) -> None:
    plan, geld = ElementFactory(name="Eén plan"), ObstacleFactory(name="Te weinig geld")
    claim = said(plan, "Ze maakten één plan.", kind="inzet")
    wall, other, untold = (
        ClaimFactory(case=claim.case, kind="obstakel", obstacle=geld, text=text)
        for text in ("Niemand wilde betalen.", "Het duurde lang.", "Een zonder passage.")
    )
    tie(wall, claim)
    tie(other, ClaimFactory(case=claim.case, kind="inzet", text="Iets anders."))
    ClaimLinkFactory(a=untold, b=claim, kind=ClaimLink.Kind.MET_WITH)
    elsewhere = CaseFactory(with_source=True, title="Elders")
    lesson = ClaimFactory(case=elsewhere, kind="obstakel", text="Iedereen had een eigen plan.")
    tie(lesson, claim, ClaimLink.Kind.LEARNED)
    publishing.publish(case=elsewhere, by=None)
    publish(claim)

    response = client.get(f"{PAGE}een-plan/")
    _, _, text = main(response).partition("Bij welke obstakels bronnen het noemen")

    assert "Te weinig geld Niemand wilde betalen. Dit is ertegen gedaan Ze maakten één plan." in text
    assert "Dat zegt Open houding, onder ‘Geld’." in text
    assert "Andere obstakels Iedereen had een eigen plan. Les of wens daarbij Ze maakten één plan." in text
    assert "Elders" in text
    assert "Het duurde lang." not in text
    assert "Een zonder passage." not in text
    assert "/obstakels/te-weinig-geld/" in links(response)


def test_what_contradicts_a_statement_stands_beside_it(client: Client) -> None:
    plan = ElementFactory(name="Eén plan")
    claim = said(plan, "Het scheelt tijd.")
    ClaimLinkFactory(a=claim, b=ClaimFactory(case=claim.case, text="Het kost tijd."))
    publish(claim)

    assert "Daartegenover staat: Het kost tijd." in main(client.get(f"{PAGE}een-plan/"))


def test_a_page_without_statements_says_so(client: Client) -> None:
    said(ElementFactory(name="Eén plan"), "Nog een concept.")

    text = main(client.get(f"{PAGE}een-plan/"))

    assert "Nog geen uitspraken over dit element." in text
    assert "concept" not in text


def test_statements_come_in_pages_of_cases_with_a_fixed_number_of_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plan = ElementFactory(name="Eén plan")
    for number in range(3):
        publish(said(plan, f"Uitspraak {number}.", {"title": f"Voorbeeld {number}"}))

    current()
    # The version twice, the element, the count, the keys, the claims, the numbers and the municipalities; and for what
    # the charts would count, whether the index in memory is of this version.
    with django_assert_num_queries(9):
        response = client.get(f"{PAGE}een-plan/", {"pageSize": "2"})

    assert "Uitspraak 1." in main(response)
    assert "Uitspraak 2." not in main(response)
    second = client.get(f"{PAGE}een-plan/", {"pageSize": "2", "page": "2"})
    assert "Uitspraak 2." in main(second)
    assert title(second) == "Werkzaam element: Eén plan, bladzijde 2 - Gouden"
    assert client.get(f"{PAGE}een-plan/", {"page": "9"}).status_code == 404


def test_the_page_of_a_case_leads_to_its_elements(client: Client) -> None:
    plan, lines = ElementFactory(name="Eén plan", position=2), ElementFactory(name="Korte lijnen", position=1)
    claim = said(plan, "Ze maakten één plan.")
    claim.elements.add(lines)
    case = publish(claim)

    response = client.get(case.get_absolute_url())

    assert "Werkzame elementen Korte lijnen, Eén plan" in main(response)
    assert "Werkzaam element: Eén plan" in main(response)
    assert f"{PAGE}een-plan/" in links(response)


def test_a_list_of_cases_is_filtered_by_element(client: Client) -> None:
    plan = ElementFactory(name="Eén plan")
    publish(said(plan, "Ze maakten één plan.", {"title": "Samen thuis"}))
    PublishedCaseFactory(case__title="Heel anders")

    response = client.get("/praktijkvoorbeelden/", {"element": "een-plan"})

    assert "1 praktijkvoorbeeld met als werkzaam element ‘Eén plan’" in main(response)
    assert "Samen thuis" in main(response)
    assert "Heel anders" not in main(response)


def test_a_claim_that_tells_of_an_element_is_public_only_with_its_article_and_passage() -> None:
    claim = said(ElementFactory(), "Ze maakten één plan.", passage="")

    with pytest.raises(NotPublishable) as refused:
        publishing.publish(case=claim.case, by=None)

    assert [(problem.field, problem.message) for problem in refused.value.problems] == [
        ("claims", "Geef bij ‘Ze maakten één plan.’ het artikel en de passage: anders staat zij bij geen element.")
    ]


def test_renaming_an_element_changes_the_public_cases_that_name_it(client: Client) -> None:
    plan = ElementFactory(name="Eén plan")
    case = publish(said(plan, "Ze maakten het."))
    plan.name = "Eén gezin, één plan"
    plan.save()

    publishing.refresh(referring_to=plan)

    case.refresh_from_db()
    assert [element["naam"] for element in case.record["elementen"]] == ["Eén gezin, één plan"]
    assert publishing.differences() == []
