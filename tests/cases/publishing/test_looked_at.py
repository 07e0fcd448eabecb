"""A person does a verb to the version that was looked at, and publishes only what was submitted, by another."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cases import publishing
from cases.models import Case, PublicationEvent, PublishedCase
from cases.publishing import TRANSITIONS, NotAllowed
from tests.cases.situations import (
    SITUATIONS,
    archived,
    changed,
    drafted,
    edited,
    published,
    reread,
    submitted,
    withdrawn,
)
from tests.factories import InquiryFactory, UserFactory

pytestmark = pytest.mark.django_db

Act = Callable[..., Any]
# Each verb as a person does it, in a situation that allows it.
ACTS: dict[str, tuple[str, Act]] = {
    "submit": ("drafted", lambda case, **said: publishing.submit(case=case, **said)),
    "send_back": ("submitted", lambda case, **said: publishing.send_back(case=case, note="Noem de bron.", **said)),
    "publish": ("submitted", lambda case, **said: publishing.publish(case=case, **said)),
    "withdraw": ("published", lambda case, **said: publishing.withdraw(case=case, reason="Klopt niet.", **said)),
    "archive": ("drafted", lambda case, **said: publishing.archive(case=case, **said)),
    "throw_away": ("drafted", lambda case, **said: publishing.throw_away(case=case, **said)),
    "restore": (
        "drafted",
        lambda case, **said: publishing.restore(case=case, revision=case.revisions.latest("number"), **said),
    ),
}


@pytest.fixture
def four_eyes(settings: Settings) -> None:
    settings.GOUDEN_FOUR_EYES = True


@pytest.fixture
def person() -> User:
    user: User = UserFactory()
    return user


def everything() -> list[Any]:
    return [list(model._default_manager.order_by("pk").values()) for model in (Case, PublishedCase, PublicationEvent)]


def test_every_verb_that_asks_for_the_version_is_tried() -> None:
    assert set(ACTS) == {verb for verb, transition in TRANSITIONS.items() if transition.looked_at} | {"restore"}


@pytest.mark.parametrize("verb", ACTS)
def test_a_person_says_which_version_was_looked_at_and_it_is_the_latest(verb: str, person: User) -> None:
    situation, act = ACTS[verb]
    case = SITUATIONS[situation]()
    before = everything()

    with pytest.raises(NotAllowed, match="welke versie"):
        act(case, by=person)
    seen = publishing.latest_number(case)
    edited(case)
    after_edit = everything()
    assert after_edit != before
    with pytest.raises(NotAllowed, match="intussen een nieuwere versie"):
        act(case, by=person, seen=seen)
    assert everything() == after_edit

    act(case, by=person, seen=seen + 1)


def test_reopening_needs_no_version_because_nobody_writes_in_what_is_archived(person: User) -> None:
    assert publishing.reopen(case=archived(), by=person).state == "concept"


def test_an_answer_is_not_taken_over_in_what_is_archived(client: Client) -> None:
    inquiry = InquiryFactory(case=archived(), answered=True)
    client.force_login(UserFactory(is_superuser=True))
    before = everything()

    page = client.post(reverse("admin:cases_inquiry_accept", args=[inquiry.pk]), follow=True)

    assert "Dit is gearchiveerd" in page.content.decode()
    assert everything() == before
    inquiry.refresh_from_db()
    assert inquiry.outcome == ""


@pytest.mark.usefixtures("four_eyes")
def test_a_draft_of_somebody_else_that_was_not_submitted_is_not_published(person: User) -> None:
    case = edited(drafted(), by=UserFactory())

    with pytest.raises(NotAllowed, match="niet ingeleverd"):
        publishing.publish(case=case, by=person, seen=2)

    assert not PublishedCase.objects.exists()


@pytest.mark.usefixtures("four_eyes")
@pytest.mark.parametrize("public_before", [changed, lambda: edited(withdrawn())])
def test_changes_that_nobody_submitted_are_not_published(public_before: Callable[[], Case], person: User) -> None:
    case = public_before()
    before = everything()

    with pytest.raises(NotAllowed, match="niet ingeleverd"):
        publishing.publish(case=case, by=person, seen=2)

    assert everything() == before


@pytest.mark.usefixtures("four_eyes")
def test_what_readers_knew_already_is_published_again_without_submitting(person: User) -> None:
    assert publishing.publish(case=withdrawn(), by=person, seen=1)
    assert publishing.publish(case=published(), by=person, seen=1)


@pytest.mark.usefixtures("four_eyes")
def test_who_submits_the_work_of_another_does_not_publish_it(person: User) -> None:
    case = edited(drafted(), by=UserFactory())
    publishing.submit(case=case, by=person, seen=2)

    with pytest.raises(NotAllowed, match="Wie iets inlevert, publiceert het niet zelf"):
        publishing.publish(case=case, by=person, seen=2)

    assert publishing.publish(case=case, by=UserFactory(), seen=2)


def test_where_one_person_does_everything_a_draft_is_published_alone_and_never_among_many(person: User) -> None:
    case = edited(drafted(), by=person)

    with pytest.raises(NotAllowed, match="nog niet ingeleverd"):
        publishing.publish(case=case, by=person, seen=2, many=True)
    assert reread(case).state == "concept"

    assert publishing.publish(case=case, by=person, seen=2)


def test_what_is_withdrawn_does_not_come_back_among_many_unless_it_was_submitted(person: User) -> None:
    case = withdrawn()

    with pytest.raises(NotAllowed, match="ingetrokken"):
        publishing.publish(case=case, by=person, seen=1, many=True)
    publishing.submit(case=case, by=person, seen=1)

    assert publishing.publish(case=case, by=person, seen=1, many=True)


def test_what_was_submitted_or_is_public_is_published_among_many(person: User) -> None:
    for case, seen in ((submitted(), 1), (changed(), 2)):
        assert publishing.publish(case=case, by=person, seen=seen, many=True)
