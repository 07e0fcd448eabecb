"""Cases that resemble a case, and why."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from cases import jobs, publishing
from cases.models import Case, Claim, PublishedCase, Theme
from cases.pages.similar import SIMILAR_SHOWN, similar
from cases.search.meaning import alike
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    InitiativeFactory,
    MunicipalityFactory,
    ObstacleFactory,
    PublishedCaseFactory,
    ThemeFactory,
)
from tests.hashed_words import PATH
from tests.reading import links, main

pytestmark = pytest.mark.django_db


def found(case: PublishedCase) -> dict[str, list[str]]:
    """Return the titles of what resembles `case`, in order, with the reasons."""
    return {other.card["titel"]: other.reasons for other in similar(case)}


def with_obstacle(case: object, *kinds: object) -> PublishedCase:
    for kind in kinds:
        ClaimFactory(case=case, kind=Claim.Kind.OBSTACLE, obstacle=kind)
    return PublishedCaseFactory(case=case)


def test_an_initiative_weighs_more_than_a_theme_and_that_more_than_an_obstacle() -> None:
    buuv = InitiativeFactory(name="BUUV")
    subject = ThemeFactory(name="Eenzaamheid")
    approach = ThemeFactory(name="Preventie", kind=Theme.Kind.APPROACH)
    group = ThemeFactory(name="Ouderen", kind=Theme.Kind.TARGET_GROUP)
    money, resistance = ObstacleFactory(name="Geld"), ObstacleFactory(name="Weerstand")
    case = with_obstacle(
        CaseFactory(initiatives=[buuv], themes=[subject, approach, group], with_source=True), money, resistance
    )
    with_obstacle(CaseFactory(title="Obstakels", with_source=True), resistance, money)
    with_obstacle(CaseFactory(title="Obstakel", with_source=True), money)
    PublishedCaseFactory(case__title="Thema", case__themes=[subject, approach, group])
    PublishedCaseFactory(case__title="Werkwijze", case__themes=[approach, group])
    PublishedCaseFactory(case__title="Initiatief", case__initiatives=[buuv], case__themes=[approach, group])
    PublishedCaseFactory(case__title="Alleen het thema", case__themes=[subject])
    PublishedCaseFactory(case__title="Alleen de doelgroep", case__themes=[group])
    PublishedCaseFactory(case__title="Niets")

    assert list(found(case).items()) == [
        ("Initiatief", ["Zelfde initiatief: BUUV", "Zelfde thema en doelgroep: Preventie; Ouderen"]),
        ("Thema", ["Zelfde thema en doelgroep: Eenzaamheid · Preventie; Ouderen"]),
        ("Werkwijze", ["Zelfde thema en doelgroep: Preventie; Ouderen"]),
        ("Obstakels", ["Zelfde obstakel: Geld · Weerstand"]),
    ]
    assert len(found(case)) == SIMILAR_SHOWN


def test_what_is_of_the_same_portrait_is_left_out_and_so_are_drafts() -> None:
    buuv = InitiativeFactory()
    portrait = PublishedCaseFactory(case__title="Portret", case__portrait=True, case__initiatives=[buuv])
    case = PublishedCaseFactory(case__part_of=portrait.case, case__initiatives=[buuv])
    PublishedCaseFactory(case__title="Broer", case__part_of=portrait.case, case__initiatives=[buuv])
    CaseFactory(title="Concept", initiatives=[buuv], with_source=True)
    other = PublishedCaseFactory(case__title="Ander", case__initiatives=[buuv])

    assert list(found(case)) == ["Ander"]
    assert list(found(portrait)) == ["Ander"]
    assert set(found(other)) == {"Portret", case.title, "Broer"}


def test_a_case_with_nothing_in_common_shows_no_such_part(client: Client) -> None:
    case = PublishedCaseFactory()
    PublishedCaseFactory()

    assert "Voorbeelden die hierop lijken" not in main(client.get(case.get_absolute_url()))


def test_the_page_says_why_and_keeps_my_municipality(client: Client) -> None:
    MunicipalityFactory(cbs_code="0197")
    buuv = InitiativeFactory(name="BUUV")
    case = PublishedCaseFactory(case__initiatives=[buuv])
    other = PublishedCaseFactory(case__title="Ander", case__initiatives=[buuv])

    response = client.get(case.get_absolute_url(), {"voor": "0197"})

    assert "Voorbeelden die hierop lijken Ander" in main(response)
    assert "Zelfde initiatief: BUUV" in main(response)
    assert f"{other.get_absolute_url()}?voor=0197" in links(response)


@pytest.mark.parametrize("number", [1, 30])
def test_it_takes_the_same_queries_however_many_resemble_it(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    buuv, subject = InitiativeFactory(), ThemeFactory()
    approach, group = ThemeFactory(kind=Theme.Kind.APPROACH), ThemeFactory(kind=Theme.Kind.TARGET_GROUP)
    money = ObstacleFactory()
    cases = [
        with_obstacle(CaseFactory(initiatives=[buuv], themes=[subject, approach, group], with_source=True), money)
        for _ in range(number + 1)
    ]

    # By initiative, by subject, by way of working, by obstacle; and the obstacles of what was found.
    with django_assert_num_queries(5):
        similar(cases[0])


def test_what_is_about_the_same_comes_first_where_a_model_is_installed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    """Each is nearest to the other: to be near a case that has nearer ones is not enough."""
    settings.GOUDEN_EMBEDDERS = [PATH]
    monkeypatch.setattr(alike, "NEAREST", 1)

    def published(title: str, **values: object) -> Case:
        case: Case = CaseFactory(with_source=True, title=title, summary="Kort.", **values)
        publishing.publish(case=case, by=None)
        return case

    buuv = InitiativeFactory(name="BUUV")
    garden = published("Zaaien en oogsten met de buren", initiatives=[buuv], kind=Case.Kind.PORTRAIT)
    same = published("Samen zaaien en oogsten")
    published("Zaaien en oogsten met de kinderen van de buren", part_of=garden)
    other = published("Oogsten", initiatives=[buuv])
    job = jobs.make_vectors()
    assert job
    jobs.finish(job)

    rows = {row.pk: row for row in PublishedCase.objects.all()}
    assert found(rows[garden.pk]) == {
        "Samen zaaien en oogsten": ["Gaat over hetzelfde"],
        "Oogsten": ["Zelfde initiatief: BUUV"],
    }
    assert "Zaaien en oogsten met de buren" in found(rows[same.pk])
    assert "Gaat over hetzelfde" not in str(found(rows[other.pk]))
    assert "Gaat over hetzelfde" in main(client.get(rows[same.pk].get_absolute_url()))

    settings.GOUDEN_EMBEDDERS = []
    assert found(rows[garden.pk]) == {"Oogsten": ["Zelfde initiatief: BUUV"]}
