"""Mail cannot be turned on a third person: until an address is confirmed it gets fixed words, and few of them."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from cases.editorial import mail
from cases.models import OutgoingMail, Submission, Tally
from cases.submissions import verbs
from tests.factories import PublishedCaseFactory, SubmissionFactory
from tests.forms import opened
from tests.mail_server import smtp_server
from tests.reading import main

pytestmark = pytest.mark.django_db
# A word that stands in nothing but what the sender typed.
WORD = "Wervelwind"
REPORT = "/praktijkvoorbeelden/startgeld/meld-een-fout/"


@pytest.fixture
def case() -> None:
    PublishedCaseFactory(case__title="Startgeld")


@pytest.fixture
def few(settings: Settings) -> None:
    """Two mails an hour to one mailbox and three a day; everything else is without limit."""
    settings.GOUDEN_MAILBOX_LIMIT, settings.GOUDEN_MAILBOX_DAY_LIMIT = 2, 3


def report(client: Client, email: str, address: str = "198.51.100.7") -> HttpResponse:
    given = {"message": "Dit is gestopt.", "sources": "Eigen ervaring", "email": email}
    response: HttpResponse = client.post(REPORT, given | opened(), REMOTE_ADDR=address)
    return response


def later(**time: float) -> None:
    """Let so much time pass for what is counted."""
    for tally in Tally.objects.all():
        tally.until -= timedelta(**time)
        tally.save()


@pytest.mark.parametrize(
    "made", [{}, {"nomination": True}, {"mistake": True}], ids=["example", "nomination", "mistake"]
)
def test_a_mail_to_an_address_that_is_not_confirmed_holds_nothing_the_sender_typed(
    settings: Settings, made: dict[str, bool], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    words = dict.fromkeys(
        ("title", "organisation", "summary", "background", "approach", "results", "lessons", "message", "sources"), WORD
    )
    submission = SubmissionFactory(
        started=True, name=f"{WORD} <b@example.org>\nBcc: c@example.org", email="an@aalten.example", **made, **words
    )
    if submission.kind == Submission.Kind.MISTAKE:
        submission.case = PublishedCaseFactory(case__title=WORD).case
    with smtp_server(settings) as server:
        with django_capture_on_commit_callbacks(execute=True):
            verb = verbs.report if submission.kind == Submission.Kind.MISTAKE else verbs.send
            verb(submission=submission)
        mail.deliver_due()

    (received,) = server.received
    said = "\n".join(f"{name}: {value}" for name, value in received.items()) + received.get_content()
    assert WORD not in said
    assert WORD not in received.as_string()
    assert submission.token not in said, "who is not the sender must not read along"
    assert received["To"] == "an@aalten.example"
    assert [name for name in received if name in {"Cc", "Bcc"}] == []
    assert "/bevestig/" in said


@pytest.mark.usefixtures("case", "few")
def test_eighty_reports_with_plus_addresses_from_one_network_send_two_mails(client: Client) -> None:
    statuses = [
        report(client, f"Slachtoffer+{number}@example.org", f"2001:db8:1:2::{number + 1:x}").status_code
        for number in range(80)
    ]

    assert statuses == [302] * 2 + [429] * 78
    assert OutgoingMail.objects.count() == Submission.objects.count() == 2


@pytest.mark.usefixtures("case", "few")
@pytest.mark.parametrize(
    "other",
    ["AN@AALTEN.EXAMPLE", "an+x@aalten.example", '"an"@aalten.example', '"a\\n"@aalten.example', "ａｎ@aalten.example"],
)
def test_another_way_to_write_a_mailbox_is_the_same_mailbox(client: Client, other: str) -> None:
    report(client, "an@aalten.example")
    report(client, "an@aalten.example")

    report(client, other)

    assert OutgoingMail.objects.count() == 2


@pytest.mark.usefixtures("case", "few")
def test_who_is_stopped_is_told_when_to_try_again_and_loses_nothing(client: Client) -> None:
    report(client, "an@aalten.example")
    report(client, "an@aalten.example")
    later(minutes=20)

    refused = report(client, "an@aalten.example")

    assert refused.status_code == 429
    assert 2390 <= int(refused["Retry-After"]) <= 2400
    moment = timezone.localtime(timezone.now() + timedelta(seconds=int(refused["Retry-After"]) + 60))
    tomorrow = "" if moment.date() == timezone.localdate() else "morgen "
    assert "Naar dit mailadres stuurden we al meer dan eens een mail." in main(refused)
    assert f"Probeer het {tomorrow}na {moment:%-H.%M} uur nog eens." in main(refused)
    assert "Dit is gestopt.</textarea>" in refused.content.decode()
    assert 'value="an@aalten.example"' in refused.content.decode()
    assert Submission.objects.count() == 2
    assert report(client, "").status_code == 302, "without an address a report needs no mail"


@pytest.mark.usefixtures("case", "few")
def test_a_mailbox_has_a_limit_for_a_day_too(client: Client) -> None:
    sent = []
    for _ in range(3):
        sent += [report(client, "an@aalten.example").status_code, report(client, "an@aalten.example").status_code]
        later(hours=1)
    assert sent == [302, 302, 302, 429, 429, 429]

    later(hours=22)
    assert report(client, "an@aalten.example").status_code == 302


@pytest.mark.usefixtures("case")
def test_all_together_ask_for_no_more_than_the_ceiling(client: Client, settings: Settings) -> None:
    settings.GOUDEN_CONFIRM_LIMIT = 3

    statuses = [report(client, f"iemand@{n}.example", f"198.51.100.{n}").status_code for n in range(5)]

    assert statuses == [302, 302, 302, 429, 429]
    assert "Er worden nu te veel mailadressen opgegeven." in main(report(client, "nog@een.example"))


@pytest.mark.usefixtures("few")
def test_who_sends_an_example_and_is_stopped_still_has_it_all(client: Client) -> None:
    for submission in SubmissionFactory.create_batch(2, started=True, email="an@aalten.example"):
        verbs.send(submission=submission)
    submission = SubmissionFactory(started=True, email="an+3@aalten.example", title="Startgeld")

    refused = client.post(f"{submission.get_absolute_url()}kijk-na/", opened())

    assert refused.status_code == 429
    assert "Probeer het " in main(refused)
    assert "Startgeld" in main(refused)
    submission.refresh_from_db()
    assert submission.state == Submission.State.STARTED
    later(hours=1)
    assert client.post(f"{submission.get_absolute_url()}kijk-na/", opened()).status_code == 302


@pytest.mark.usefixtures("few")
def test_an_answer_to_a_confirmed_address_is_personal_and_does_not_count() -> None:
    submission = SubmissionFactory(email="an@aalten.example", title=WORD)

    for _ in range(5):
        mail.send(to=submission.email, text=mail.write("submission_accepted", {"submission": submission}))

    assert OutgoingMail.objects.filter(subject__contains=WORD).count() == 5
    assert not Tally.objects.exists()
