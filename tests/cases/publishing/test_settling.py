"""What a public row shows of others is brought up to date by the verb that changes them, in whatever order."""

import datetime
from typing import Any

import pytest

from cases import publishing
from cases.models import Case, PublishedCase, SearchTerm
from cases.search import parse
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    MunicipalityChangeFactory,
    MunicipalityFactory,
    ParticipationFactory,
    PublishedCaseFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


def published(**given: Any) -> Case:
    """Return a public case."""
    return publishing.publish(case=CaseFactory(with_source=True, **given), by=None).case


def found(words: str) -> set[str]:
    """Return the addresses of the cases that a search finds."""
    return set(PublishedCase.objects.filter(pk__in=parse(words).ids).values_list("slug", flat=True))


@pytest.fixture
def portrait() -> Case:
    return published(slug="portret", title="Het portret", kind=Case.Kind.PORTRAIT)


@pytest.fixture
def practice(portrait: Case) -> Case:
    return published(slug="praktijk", title="De smederij", summary="Met leerwerkplekken.", part_of=portrait)


def test_a_portrait_that_comes_back_is_found_by_its_practices_again(portrait: Case, practice: Case) -> None:
    assert found("leerwerkplekken") == {"portret", "praktijk"}

    publishing.withdraw(case=portrait, by=None, reason="Even nakijken.")
    assert found("leerwerkplekken") == {"praktijk"}
    publishing.publish(case=portrait, by=None)

    assert found("leerwerkplekken") == {"portret", "praktijk"}
    assert publishing.differences() == []


def test_a_practice_that_goes_to_another_portrait_takes_its_words_along(portrait: Case, practice: Case) -> None:
    practice.part_of = published(slug="ander", title="Het andere", kind=Case.Kind.PORTRAIT)
    practice.save()
    publishing.publish(case=practice, by=None)

    assert found("leerwerkplekken") == {"ander", "praktijk"}
    assert publishing.differences() == []


def test_a_practice_withdrawn_after_an_unpublished_move_leaves_the_portrait_readers_saw(
    portrait: Case, practice: Case
) -> None:
    practice.part_of = published(slug="ander", title="Het andere", kind=Case.Kind.PORTRAIT)
    practice.save()
    publishing.withdraw(case=practice, by=None, reason="Klopte niet.")

    assert found("leerwerkplekken") == set()
    assert publishing.differences() == []


def test_a_portrait_that_moved_and_was_away_gets_the_practices_back_that_know_its_old_address(
    portrait: Case, practice: Case
) -> None:
    portrait.slug = "verhuisd"
    portrait.save()
    publishing.publish(case=portrait, by=None)
    publishing.withdraw(case=portrait, by=None, reason="Even nakijken.")
    publishing.publish(case=portrait, by=None)

    assert PublishedCase.objects.get(pk=practice.pk).record["onderdeelVan"]["slug"] == "verhuisd"
    assert found("leerwerkplekken") == {"verhuisd", "praktijk"}
    assert publishing.differences() == []


def test_an_unpublished_move_of_a_portrait_loses_nothing(portrait: Case, practice: Case) -> None:
    portrait.slug = "nog-niet-verhuisd"
    portrait.save()

    assert publishing.differences() == []


def test_what_is_no_portrait_any_more_has_no_practices(portrait: Case, practice: Case) -> None:
    practice.part_of = None
    practice.save()
    publishing.record_revision(case=practice, by=None)
    portrait.kind = Case.Kind.PRACTICE
    portrait.save()
    publishing.publish(case=portrait, by=None)

    assert PublishedCase.objects.get(pk=practice.pk).record["onderdeelVan"] is None
    assert found("leerwerkplekken") == {"praktijk"}
    assert publishing.differences() == []


def test_a_word_of_a_withdrawn_case_is_not_offered_any_more() -> None:
    published(slug="een", title="Een", summary="Leerwerkplekken.")
    gone = published(slug="twee", title="Twee", summary="De leerwerkplek.")
    term = SearchTerm.objects.get(forms__contains="leerwerkplekken=")
    assert term.forms == "leerwerkplek=1 leerwerkplekken=1"

    publishing.withdraw(case=gone, by=None, reason="Klopte niet.")

    term.refresh_from_db()
    assert term.forms == "leerwerkplekken=1"


def test_a_place_that_only_the_public_version_names_is_renamed_there_too() -> None:
    """The working claim and the party are gone; readers still see them."""
    told, took_part = MunicipalityFactory(name="Oud"), MunicipalityFactory(name="Ook oud")
    region = RegionFactory(name="Oude regio")
    case = CaseFactory(with_source=True)
    claim = ClaimFactory(case=case, municipality=told)
    parties = [
        ParticipationFactory(case=case, organisation=None, municipality=took_part),
        ParticipationFactory(case=case, organisation=None, region=region),
    ]
    publishing.publish(case=case, by=None)
    for row in (claim, *parties):
        row.delete()
    for row in (told, took_part, region):
        row.name = f"Nieuw {row.pk}"
        row.save()
        publishing.refresh(referring_to=row)

    assert publishing.differences() == []


def test_a_province_is_renamed_where_only_a_claim_lies_in_it() -> None:
    case = CaseFactory(with_source=True)
    elsewhere = ClaimFactory(case=case, municipality=MunicipalityFactory()).municipality.province
    publishing.publish(case=case, by=None)
    elsewhere.name = "Nieuwe naam"
    elsewhere.save()
    publishing.refresh(referring_to=elsewhere)

    assert publishing.differences() == []


def test_a_municipality_that_turns_out_to_exist_has_the_cases_of_its_predecessors() -> None:
    first = MunicipalityChangeFactory()
    second = MunicipalityChangeFactory(old=first.new, date=datetime.date(2023, 1, 1))
    first.new.valid_until = second.date
    first.new.save()
    PublishedCaseFactory(case=CaseFactory(with_source=True, municipalities=[first.old]))
    first.new.valid_until = None
    first.new.save()
    publishing.refresh(referring_to=first.new)

    assert publishing.differences() == []
