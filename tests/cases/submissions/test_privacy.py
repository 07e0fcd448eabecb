"""How long what people sent is kept, and what one sender can ask of it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from cases.models import Erasure, OutgoingMail, Submission
from cases.submissions import erasing, privacy
from tests.factories import FollowFactory, OutgoingMailFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


def aged(days: int, **made: object) -> Submission:
    """Return a submission that was last changed so many days ago."""
    submission: Submission = SubmissionFactory(**made)
    Submission.objects.filter(pk=submission.pk).update(changed_at=timezone.now() - timedelta(days=days))
    return submission


def decided(days: int, state: str) -> Submission:
    made: Submission = SubmissionFactory(state=state, decided_at=timezone.now() - timedelta(days=days))
    return made


def test_what_was_never_finished_is_erased_after_a_month_and_what_was_decided_after_its_term(
    settings: Settings,
) -> None:
    settings.GOUDEN_SUBMISSION_DAYS = 100
    kept = {
        aged(29, started=True),
        aged(29, unconfirmed=True),
        aged(1_000),
        aged(1_000, state="in-behandeling"),
        decided(99, "overgenomen"),
        decided(99, "afgewezen"),
    }
    aged(31, started=True)
    aged(31, unconfirmed=True)
    decided(101, "overgenomen")
    decided(101, "afgewezen")

    assert privacy.erase_old() == 4
    assert set(Submission.objects.all()) == kept


def test_all_of_one_sender_is_found_and_goes_and_nothing_of_another() -> None:
    SubmissionFactory(email="An@Aalten.example")
    SubmissionFactory(email="an@aalten.example", started=True)
    other, nameless = (
        SubmissionFactory(email="piet@aalten.example"),
        SubmissionFactory(mistake=True, email="", email_confirmed_at=None),
    )
    OutgoingMailFactory(to="an@aalten.example")
    theirs = OutgoingMailFactory(to="piet@aalten.example")

    follow = FollowFactory(email="an@aalten.example", query="soort=portret")
    assert len(privacy.everything_of("an@aalten.example")) == 3
    assert privacy.everything_of("AN@aalten.example")[-1]["keuze"] == "soort=portret"
    assert follow.token not in str(privacy.everything_of("an@aalten.example"))
    assert erasing.erase_sender("an@aalten.example", by=None)

    assert set(Submission.objects.all()) == {other, nameless}
    assert list(OutgoingMail.objects.all()) == [theirs]


def test_a_sender_erases_by_the_own_link_and_leaves_a_note_of_nobody() -> None:
    submission = SubmissionFactory(email="an@aalten.example")
    OutgoingMailFactory(to="an@aalten.example")

    privacy.erase(submission)

    assert not Submission.objects.exists()
    note = Erasure.objects.get()
    assert (note.what, note.by) == ("1 inzending en 1 mail", None)


def test_without_an_address_there_is_no_sender_to_find() -> None:
    SubmissionFactory(mistake=True, email="", email_confirmed_at=None)

    assert privacy.everything_of("") == []
    assert erasing.erase_sender("", by=None) is None
    assert Submission.objects.exists()
