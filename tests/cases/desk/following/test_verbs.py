"""Following begins with a confirmed address, and leaves nothing behind."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.utils import timezone
from pytest_django import Settings

from cases.desk.following import choices, verbs
from cases.models import Follow, OutgoingMail
from gouden.web.guard.quota import TooOften
from tests.cases.desk.following.followers import follower
from tests.factories import FollowFactory, OutgoingMailFactory, PublishedCaseFactory
from tests.stored_texts import tables_with

pytestmark = pytest.mark.django_db
WEEKLY, MONTHLY = Follow.Rhythm.WEEKLY, Follow.Rhythm.MONTHLY


def ask(email: str = "An@Aalten.example", query: str = "", rhythm: Follow.Rhythm = WEEKLY) -> None:
    choice = choices.read(QueryDict(query))
    assert choice
    verbs.ask(email=email, choice=choice, rhythm=rhythm)


def test_asking_mails_a_link_and_nothing_else_until_it_is_confirmed() -> None:
    ask(rhythm=MONTHLY)

    follow, mail = Follow.objects.get(), OutgoingMail.objects.get()
    assert (follow.email, follow.rhythm, follow.confirmed_at) == ("an@aalten.example", "maand", None)
    assert mail.to == "an@aalten.example"
    assert f"https://gouden.test/volgen/{follow.token}/" in mail.body


def test_the_mail_to_an_address_that_is_not_confirmed_holds_no_word_of_who_asked() -> None:
    ask(query="zoek=wervelwind")

    assert "wervelwind" not in (OutgoingMail.objects.get().subject + OutgoingMail.objects.get().body).lower()


def test_asking_again_keeps_one_row_and_the_last_rhythm() -> None:
    ask()
    ask(email="an@aalten.example ", rhythm=MONTHLY)

    assert Follow.objects.get().rhythm == "maand"
    assert OutgoingMail.objects.count() == 2


def test_who_follows_already_is_told_so_and_nothing_changes() -> None:
    follow = follower(email="an@aalten.example")
    ask(rhythm=MONTHLY)

    follow.refresh_from_db()
    assert (Follow.objects.count(), follow.rhythm) == (1, "week")
    assert "u volgt deze keuze al" in OutgoingMail.objects.get().body


def test_a_mailbox_gets_no_more_of_these_than_it_may_and_nothing_is_kept(settings: Settings) -> None:
    settings.GOUDEN_MAILBOX_LIMIT = 1
    ask()

    with pytest.raises(TooOften):
        ask(email="an+2@aalten.example", query="soort=portret")
    assert Follow.objects.get().query == ""


def test_confirming_twice_is_confirming_once() -> None:
    follow = follower()
    PublishedCaseFactory()
    again = verbs.confirm(follow=follow)

    assert (again.seen, again.confirmed_at) == (follow.seen, follow.confirmed_at)


def test_the_first_turn_comes_after_the_rhythm() -> None:
    weekly, monthly = follower(), follower(rhythm=MONTHLY)

    assert weekly.due_at == weekly.looked_at + timedelta(days=7)
    assert timedelta(days=28) <= monthly.due_at - monthly.looked_at <= timedelta(days=31, hours=1)


@pytest.mark.parametrize(
    ("day", "later"), [("2026-01-31", "2026-02-28"), ("2026-12-15", "2027-01-15"), ("2028-01-30", "2028-02-29")]
)
def test_a_month_later_is_the_same_day_or_the_last(day: str, later: str) -> None:
    moment = timezone.make_aware(timezone.datetime.fromisoformat(f"{day} 09:30"))

    assert timezone.localtime(verbs.a_month_later(moment)).isoformat()[:16] == f"{later}T09:30"


def test_another_rhythm_counts_from_the_last_time() -> None:
    follow = verbs.change(follow=follower(), rhythm=MONTHLY)
    assert follow.due_at == verbs.a_month_later(follow.looked_at)

    assert verbs.change(follow=follow, rhythm=WEEKLY).due_at == follow.looked_at + timedelta(days=7)


def test_a_mailbox_follows_no_more_than_it_may() -> None:
    for number in range(verbs.MOST):
        follower(email="an@aalten.example", query=f"jaarVan={1950 + number}")
    one_more = FollowFactory(email="an@aalten.example", unconfirmed=True)

    with pytest.raises(verbs.TooManyFollowed, match="U volgt al 50 keuzes"):
        verbs.confirm(follow=one_more)


def test_stopping_leaves_the_address_nowhere() -> None:
    ask(email="wervelwind@aalten.example")
    follow = verbs.confirm(follow=Follow.objects.get())
    OutgoingMailFactory(to=follow.email, body=f"Stoppen: {verbs.unsubscribe_url(follow)}")

    assert verbs.stop(token=follow.token) == 1
    assert tables_with("wervelwind") == {}
    assert verbs.stop(token=follow.token) == 0


def test_stopping_one_choice_leaves_the_other_and_its_mail() -> None:
    stays, goes = follower(email="an@aalten.example"), follower(email="an@aalten.example", query="soort=portret")
    OutgoingMailFactory(to=stays.email, body=verbs.unsubscribe_url(stays))
    verbs.stop(token=goes.token)

    assert Follow.objects.get() == stays
    assert OutgoingMail.objects.count() == 1


def test_what_was_not_confirmed_within_two_days_is_erased_with_its_mail() -> None:
    ask(email="wervelwind@aalten.example")
    ask(email="later@aalten.example")
    confirmed = follower()
    long_ago = timezone.now() - timedelta(days=2, minutes=1)
    Follow.objects.exclude(email__startswith="later").update(asked_at=long_ago)

    assert verbs.erase_unconfirmed() == 1
    assert set(Follow.objects.values_list("email", flat=True)) == {"later@aalten.example", confirmed.email}
    assert tables_with("wervelwind") == {}


def test_the_hourly_round_erases_what_was_not_confirmed() -> None:
    FollowFactory(unconfirmed=True, asked_at=timezone.now() - timedelta(days=3))

    call_command("run_due")

    assert not Follow.objects.exists()


def test_the_log_names_nobody(caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    with caplog.at_level("INFO"), django_capture_on_commit_callbacks(execute=True):
        ask(email="wervelwind@aalten.example", query="zoek=vossen")
        verbs.confirm(follow=Follow.objects.get())
        verbs.stop(token=Follow.objects.get().token)

    assert [line.message for line in caplog.records if "follow" in line.message] == [
        "follow: ask to follow",
        "follow: confirm follow",
        "follow: stop follow",
    ]
    assert "wervelwind" not in caplog.text
    assert "vossen" not in caplog.text
