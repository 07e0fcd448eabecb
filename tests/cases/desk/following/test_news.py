"""What changed of a case since an event is told in its final state, and nothing more than is known."""

import datetime

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.desk.following import news
from cases.desk.following.news import CaseNews, FinalState
from cases.editorial import inquiries
from cases.models import Case, CatalogueState, PublicationEvent, Revision
from tests.cases.desk.following.followers import publish
from tests.factories import (
    AdoptionFactory,
    CaseFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PublishedCaseFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def now() -> int:
    return CatalogueState.counters().number


def since(number: int) -> list[tuple[str, str]]:
    """Return what is told of each case: under which heading, and in which words."""
    return [(one.state.value, one.said) for one in news.since(number, now()).values()]


@pytest.fixture
def case() -> Case:
    """A public case that ran when last heard of."""
    return PublishedCaseFactory(case=CaseFactory(with_source=True, running=True, title="Startgeld")).case


def test_a_case_that_became_public_is_new_whatever_happened_after() -> None:
    before = now()
    case = PublishedCaseFactory(case__title="Startgeld", case__slug="startgeld").case
    publish(case, approach="Wie een plan heeft, belt.")

    assert news.since(before, now()) == {case.pk: CaseNews(FinalState.NEW, "Startgeld", "startgeld")}


def test_a_change_names_the_parts_that_changed(case: Case) -> None:
    before = now()
    publish(case, approach="Wie een plan heeft, belt.")
    publish(case, lessons="Begin klein.")

    assert since(before) == [("Gewijzigd", "Aanpak en leerpunten.")]


def test_what_was_changed_and_changed_back_is_not_told(case: Case) -> None:
    before = now()
    publish(case, summary="Iets anders.")
    publish(case, summary="Buren helpen elkaar en de gemeente betaalt de koffie.")

    assert since(before) == []


def test_a_case_that_stopped_says_so_with_the_day(case: Case) -> None:
    before = now()
    publish(case, lifecycle="gestopt", lifecycle_checked_on=datetime.date(2026, 3, 2), results="Het hielp.")

    assert since(before) == [("Gestopt", "Nagegaan op 2 maart 2026. Ook gewijzigd: opbrengst.")]


def test_a_check_says_what_was_found(case: Case) -> None:
    before = now()
    publish(case, lifecycle_checked_on=datetime.date(2026, 3, 2))

    assert since(before) == [("Nagegaan of het nog loopt", "Nagegaan op 2 maart 2026: loopt.")]


def test_a_question_that_waits_for_an_answer_is_told_once(case: Case) -> None:
    case.contact = OrganisationFactory(contact_mailbox="info@figulus.example", contact_checked_on=TODAY)
    publish(case)
    before = now()
    assert inquiries.ask_due() == 1
    asked = now()

    [(state, said)] = since(before)
    assert state == "Gevraagd of het nog loopt"
    assert said.endswith("; er is nog geen antwoord.")
    assert since(asked) == []


def test_the_answer_takes_the_place_of_the_question(case: Case) -> None:
    case.contact = OrganisationFactory(contact_mailbox="info@figulus.example", contact_checked_on=TODAY)
    publish(case)
    before = now()
    inquiries.ask_due()
    publish(case, lifecycle_checked_on=TODAY)

    assert [state for state, _ in since(before)] == ["Nagegaan of het nog loopt"]


def test_what_only_follows_from_something_else_is_no_news(case: Case) -> None:
    theme = ThemeFactory(name="Preventie")
    case.themes.set([theme])
    publish(case)
    before = now()
    theme.name = "Voorkomen"
    theme.save()
    assert publishing.refresh(referring_to=theme) == 1
    assert PublicationEvent.objects.filter(number__gt=before).exists()

    assert since(before) == []


def test_a_choice_of_the_editors_for_the_home_page_and_another_address_are_no_news(case: Case) -> None:
    before = now()
    publish(case, featured=True, slug="ergens-anders")

    assert since(before) == []


def test_what_came_and_went_again_is_not_told() -> None:
    before = now()
    case = PublishedCaseFactory().case
    publishing.withdraw(case=case, by=None, reason="Dubbel.")

    assert since(before) == []


def test_what_is_withdrawn_says_why_and_what_returns_is_new(case: Case) -> None:
    before = now()
    publishing.withdraw(case=case, by=None, reason="Op verzoek.")
    assert since(before) == [("Ingetrokken", "Op verzoek.")]

    gone = now()
    publish(Case.objects.get(pk=case.pk))
    assert since(gone) == [("Nieuw", "")]
    assert since(before) == [], "it is as it was"


def test_of_a_version_that_was_erased_it_says_only_that_it_changed(case: Case) -> None:
    before = now()
    publish(case, lifecycle="gestopt", lifecycle_checked_on=datetime.date(2026, 3, 2))
    Revision.objects.filter(case=case, number=1).update(erased_at=timezone.now())

    assert since(before) == [("Gewijzigd", "")]


def test_what_comes_after_the_last_event_to_look_at_waits(case: Case) -> None:
    until = now()
    publish(case, approach="Anders.")

    assert news.since(0, until).keys() == {case.pk}
    assert news.since(until, until) == {}


@pytest.mark.parametrize("cases", [2, 12])
def test_it_takes_five_queries_however_many_cases(
    cases: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = [one.case for one in PublishedCaseFactory.create_batch(cases)]
    before = now()
    for case in made:
        publish(case, approach="Anders.")
    until = now()

    # The events; those before; the cases; who took them over; their versions.
    with django_assert_num_queries(5):
        assert len(news.since(before, until)) == cases


def test_who_took_it_over_is_told_by_name_and_only_when_it_is_new() -> None:
    case, other = PublishedCaseFactory().case, PublishedCaseFactory().case
    before = now()
    # Known before anybody followed; its case was made anew since.
    AdoptionFactory(case=other, added_on=None)
    adoption = AdoptionFactory(case=case, municipality=MunicipalityFactory(name="Borne"), confirmed=True)
    publishing.refresh_cases([case.pk, other.pk])

    assert since(before) == [("Nagevolgd", "Borne (loopt).")]
    adoption.withdrawn_because = "Klopte niet."
    adoption.save()
    assert since(before) == []
