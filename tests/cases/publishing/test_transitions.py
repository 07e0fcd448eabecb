"""From which state each verb starts, where it leads, and who may not publish: the table, and the verbs that obey it."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import Settings

from cases import publishing
from cases.models import Case, PublicationEvent, PublishedCase
from cases.publishing import TRANSITIONS, NotAllowed
from gouden.settings import base, dev
from tests.cases.situations import (
    LEADS_TO,
    SITUATIONS,
    changed,
    changed_and_submitted,
    drafted,
    edited,
    reread,
    submitted,
)
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


VERBS: dict[str, Callable[[Case], Any]] = {
    "submit": lambda case: publishing.submit(case=case, by=None),
    "send_back": lambda case: publishing.send_back(case=case, by=None, note="Noem de bron."),
    "publish": lambda case: publishing.publish(case=case, by=None),
    "withdraw": lambda case: publishing.withdraw(case=case, by=None, reason="Klopt niet."),
    "archive": lambda case: publishing.archive(case=case, by=None),
    "reopen": lambda case: publishing.reopen(case=case, by=None),
    "throw_away": lambda case: publishing.throw_away(case=case, by=None),
    "take_back": lambda case: publishing.take_back(case=case, by=None),
    "erase": lambda case: publishing.erase(case=case, by=None),
}


def test_every_verb_of_the_table_is_tried() -> None:
    assert set(VERBS) == set(TRANSITIONS)
    assert {case for _, case in LEADS_TO} == set(SITUATIONS)


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_leads_where_it_should_or_is_refused_and_changes_nothing(verb: str, situation: str) -> None:
    case = SITUATIONS[situation]()
    before = Case.objects.filter(pk=case.pk).values().get()
    events = PublicationEvent.objects.count()

    if (verb, situation) in LEADS_TO:
        VERBS[verb](case)
        if verb == "erase":
            assert not Case.objects.filter(pk=case.pk).exists()
            return
        case = reread(case)
        assert (case.state, case.submitted_at is not None) == LEADS_TO[verb, situation]
        assert PublishedCase.objects.filter(pk=case.pk).exists() == (case.state == "gepubliceerd")
    else:
        with pytest.raises(NotAllowed):
            VERBS[verb](case)
        assert Case.objects.filter(pk=case.pk).values().get() == before
        assert PublicationEvent.objects.count() == events


def test_a_submitted_case_waits_with_who_when_and_the_note_longest_first() -> None:
    writer = UserFactory()
    first = publishing.submit(case=drafted(), by=writer, note="  Klopt het bedrag? ", seen=1)
    second = changed_and_submitted()
    drafted()

    assert list(Case.objects.waiting_for_review()) == [first, second]
    assert (first.submitted_by, first.review_note, first.review_note_by) == (writer, "Klopt het bedrag?", writer)
    assert first.submitted_at is not None
    assert (first.standing, second.standing) == ("ter beoordeling", "gepubliceerd, wijzigingen ter beoordeling")


def test_what_is_sent_back_says_by_whom_and_why_until_it_is_submitted_again() -> None:
    reviewer = UserFactory()

    case = publishing.send_back(case=submitted(), by=reviewer, note="De bron mist.", seen=1)
    assert (case.submitted_at, case.submitted_by) == (None, None)
    assert (case.review_note, case.review_note_by) == ("De bron mist.", reviewer)

    case = publishing.submit(case=case, by=None)
    assert (case.review_note, case.review_note_by) == ("", None)


def test_sending_back_needs_a_word_to_the_writer() -> None:
    case = submitted()

    with pytest.raises(ValueError, match="wat er nog moet veranderen"):
        publishing.send_back(case=case, by=None, note=" ")

    assert reread(case).submitted_at


def test_submitting_changes_nothing_for_readers() -> None:
    case = changed()
    before = PublishedCase.objects.values().get(), list(PublicationEvent.objects.values())

    publishing.submit(case=case, by=None)

    assert (PublishedCase.objects.values().get(), list(PublicationEvent.objects.values())) == before


# --- Four eyes --------------------------------------------------------------------------------------------------


def test_four_eyes_are_asked_unless_it_is_the_local_demo() -> None:
    assert base.GOUDEN_FOUR_EYES is True
    assert dev.GOUDEN_FOUR_EYES is False


@pytest.fixture
def four_eyes(settings: Settings) -> None:
    settings.GOUDEN_FOUR_EYES = True


@pytest.mark.usefixtures("four_eyes")
def test_who_wrote_it_does_not_publish_it_and_hears_who_wrote_what() -> None:
    mieke, jan = UserFactory(username="mieke"), UserFactory(first_name="Jan", last_name="de Wit")
    case = publishing.submit(case=edited(edited(edited(drafted(), by=mieke), by=jan), by=mieke), by=mieke, seen=4)

    for writer in (mieke, jan):
        with pytest.raises(NotAllowed, match=r"versie 2 en 4 van mieke, versie 3 van Jan de Wit\. Vraag een collega"):
            publishing.publish(case=case, by=writer, seen=4)
    assert not PublishedCase.objects.exists()

    assert publishing.publish(case=case, by=UserFactory(), seen=4)


@pytest.mark.usefixtures("four_eyes")
def test_a_superuser_is_no_exception() -> None:
    boss = UserFactory(is_superuser=True)

    with pytest.raises(NotAllowed, match="publiceert haar niet zelf"):
        publishing.publish(case=edited(submitted(), by=boss), by=boss, seen=2)


@pytest.mark.usefixtures("four_eyes")
def test_only_what_was_written_since_readers_saw_it_counts() -> None:
    mieke, jan = UserFactory(), UserFactory()
    case = edited(submitted(), by=mieke)
    publishing.publish(case=case, by=jan, seen=2)

    publishing.submit(case=edited(case, by=jan), by=jan, seen=3)

    with pytest.raises(NotAllowed, match="versie 3 van"):
        publishing.publish(case=case, by=jan, seen=3)
    assert publishing.publish(case=case, by=mieke, seen=3)


@pytest.mark.usefixtures("four_eyes")
def test_only_what_was_written_since_counts_after_a_withdrawal_too() -> None:
    mieke, jan = UserFactory(), UserFactory()
    case = edited(submitted(), by=mieke)
    publishing.publish(case=case, by=jan, seen=2)
    edited(case, by=jan)
    publishing.withdraw(case=case, by=mieke, reason="Nakijken.", seen=3)
    publishing.submit(case=case, by=jan, seen=3)

    with pytest.raises(NotAllowed, match="versie 3 van"):
        publishing.publish(case=case, by=jan, seen=3)
    assert publishing.publish(case=case, by=mieke, seen=3)


@pytest.mark.usefixtures("four_eyes")
def test_what_came_from_a_file_is_published_by_the_system() -> None:
    assert publishing.publish(case=edited(drafted()), by=None)


def test_where_one_person_does_everything_the_writer_publishes() -> None:
    mieke = UserFactory()
    assert publishing.publish(case=edited(drafted(), by=mieke), by=mieke, seen=2)
