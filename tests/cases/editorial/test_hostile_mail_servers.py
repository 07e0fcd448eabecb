"""No mail server keeps a mail longer than its time, no visitor waits for one, and a mail goes out twice at worst."""

import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from cases.editorial import mail
from cases.models import OutgoingMail, Submission
from gouden.web.outgoing import cutting
from tests.factories import OutgoingMailFactory, PublishedCaseFactory, SubmissionFactory, UserFactory
from tests.forms import opened
from tests.hostile_server import BadMailServer, Behaviour, drips, hangs_up, hostile, refuses, repeats, says_nothing
from tests.mail_server import mailer, smtp_server

pytestmark = pytest.mark.django_db
TOTAL, MARGIN = 0.6, 0.7


@contextmanager
def served(settings: Settings, behaviour: Behaviour, **options: object) -> Iterator[None]:
    with hostile(behaviour) as port:
        settings.MAILERS = mailer(port)
        settings.MAILERS["default"]["OPTIONS"] |= {"total": TOTAL, **options}
        yield


def timed(act: Callable[[], object]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


def next_attempt() -> None:
    OutgoingMail.objects.exclude(due_at=None).update(due_at=timezone.now())


@pytest.mark.once
@pytest.mark.parametrize(
    "behaviour",
    [
        says_nothing,
        drips(b"220 mail.example\r\n"),
        repeats(b"", b"220-mail.example\r\n"),
        BadMailServer(b"EHLO", says_nothing),
        BadMailServer(b"EHLO", drips(b"250-mail.example\r\n")),
        BadMailServer(b"MAIL", says_nothing),
        BadMailServer(b"RCPT", drips(b"250-OK\r\n")),
        BadMailServer(b"DATA", says_nothing),
        BadMailServer(b"DATA", hangs_up),
        BadMailServer(b".", refuses),
    ],
    ids=[
        "silence",
        "slow greeting",
        "greeting for ever",
        "ehlo",
        "slow ehlo",
        "mail",
        "slow rcpt",
        "data",
        "gone",
        "no",
    ],
)
def test_a_mail_that_did_not_arrive_costs_its_time_and_is_kept(settings: Settings, behaviour: Behaviour) -> None:
    OutgoingMailFactory()

    with served(settings, behaviour):
        assert timed(mail.deliver_due) < TOTAL + MARGIN

    row = OutgoingMail.objects.get()
    assert (row.attempts, row.doubts) == (1, 0)
    assert row.due_at is not None


@pytest.mark.once
@pytest.mark.parametrize("options", [{"use_ssl": True}, {"use_tls": True}], ids=["tls", "starttls"])
@pytest.mark.parametrize("then", [says_nothing, drips(b"\x16\x03\x03\x40\x00\x02")], ids=["silence", "slow"])
def test_a_handshake_is_part_of_the_time(settings: Settings, options: dict[str, bool], then: Behaviour) -> None:
    OutgoingMailFactory()
    behaviour = then
    if "use_tls" in options:

        def upgraded(connection: socket.socket) -> None:
            connection.sendall(b"220 Go on\r\n")
            then(connection)

        behaviour = BadMailServer(b"STARTTLS", upgraded, greeting=b"250 STARTTLS")

    with served(settings, behaviour, **options):
        assert timed(mail.deliver_due) < TOTAL + MARGIN
    assert OutgoingMail.objects.get().doubts == 0


@pytest.mark.once
def test_looking_up_the_server_is_part_of_the_time(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    OutgoingMailFactory()
    with served(settings, says_nothing, host="mail.example"):
        monkeypatch.setattr(cutting.socket, "getaddrinfo", lambda *args, **kwargs: time.sleep(TOTAL + MARGIN))
        assert timed(mail.deliver_due) < TOTAL + MARGIN
    assert OutgoingMail.objects.get().attempts == 1


@pytest.mark.parametrize("then", [says_nothing, drips(b"2"), hangs_up], ids=["silence", "slow", "gone"])
def test_a_mail_that_may_have_arrived_goes_twice_at_worst_with_the_same_id(
    settings: Settings, then: Behaviour, caplog: pytest.LogCaptureFixture
) -> None:
    OutgoingMailFactory()
    server = BadMailServer(b".", then)

    with served(settings, server):
        for _ in range(4):
            assert timed(mail.deliver_due) < TOTAL + MARGIN
            next_attempt()

    ids = [line for text in server.mails for line in text.splitlines() if line.startswith(b"Message-ID")]
    assert len(ids) == len(server.mails) == 2
    assert len(set(ids)) == 1
    row = OutgoingMail.objects.get()
    assert (row.doubts, row.due_at) == (2, None)
    assert [record.result for record in caplog.records] == ["in doubt"] * 2  # type: ignore[attr-defined]


def test_a_mail_goes_twice_at_worst_whenever_its_process_is_killed(settings: Settings) -> None:
    # What a killed process leaves behind: the attempt and the doubt are written before anything is sent.
    row = OutgoingMailFactory(attempts=2, doubts=2)
    with smtp_server(settings) as server:
        assert mail.deliver_due() == 0
    assert server.received == []
    row.refresh_from_db()
    assert row.due_at is None


@pytest.mark.once
@pytest.mark.parametrize("then", [says_nothing, drips(b"221-Bye\r\n"), repeats(b"", b"x"), hangs_up])
def test_a_server_that_has_the_mail_and_takes_no_leave_has_it_once(settings: Settings, then: Behaviour) -> None:
    OutgoingMailFactory()
    server = BadMailServer(b"QUIT", then)

    with served(settings, server):
        assert timed(mail.deliver_due) < TOTAL + MARGIN
        mail.deliver_due()

    assert len(server.mails) == 1
    assert not OutgoingMail.objects.exists()


@pytest.mark.once
def test_a_certificate_of_another_name_is_no_server_of_ours(settings: Settings, tmp_path: Path) -> None:
    pair = [tmp_path / "key.pem", tmp_path / "cert.pem"]
    made = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=x.example -keyout {pair[0]} -out {pair[1]}"
    subprocess.run(["openssl", *made.split()], check=True, capture_output=True)
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair[1], pair[0])

    def secured(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as wrapped:
            says_nothing(wrapped)

    OutgoingMailFactory()
    with served(settings, secured, use_ssl=True):
        assert mail.deliver_due() == 0
    assert OutgoingMail.objects.get().doubts == 0


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_send_each_mail_once(settings: Settings) -> None:
    OutgoingMailFactory.create_batch(6)
    start = threading.Barrier(3)

    def run() -> None:
        start.wait()
        mail.deliver_due()
        connection.close()

    with smtp_server(settings) as server:
        threads = [threading.Thread(target=run) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)

    assert len({received["Message-ID"] for received in server.received}) == len(server.received) == 6
    assert not OutgoingMail.objects.exists()


def until_sent() -> None:
    """Wait for the thread that sends mail."""
    for thread in threading.enumerate():
        if thread.name == "mail":
            thread.join(timeout=30)
            assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_a_mail_server_that_never_answers(client: Client, settings: Settings) -> None:
    settings.GOUDEN_MAIL_AT_ONCE = True
    PublishedCaseFactory(case__title="Startgeld")
    shared = SubmissionFactory(started=True)
    decided = SubmissionFactory()
    client.force_login(UserFactory(is_superuser=True))
    decide = f"/admin/cases/submission/{decided.pk}/neem-over/"
    report = {"message": "Dit is gestopt.", "sources": "", "email": "an@aalten.example"}
    # What is asked for the first time takes longer: let that not be counted here.
    client.get(decide)
    client.get("/praktijkvoorbeelden/startgeld/meld-een-fout/")

    # Longer than anyone may notice, and one thread at a time.
    with served(settings, says_nothing, total=1.5):
        took = {
            "report": timed(lambda: client.post("/praktijkvoorbeelden/startgeld/meld-een-fout/", report | opened())),
            "share": timed(lambda: client.post(f"{shared.get_absolute_url()}kijk-na/", opened())),
            "accept": timed(lambda: client.post(decide, {"subject": "We nemen het over", "body": "Dank u wel."})),
        }
        assert sum(thread.name == "mail" for thread in threading.enumerate()) == 1
        until_sent()

    assert all(seconds < 1 for seconds in took.values()), took
    assert Submission.objects.filter(kind="fout", state="binnen").count() == 1
    assert Submission.objects.get(pk=shared.pk).state == "te-bevestigen"
    assert OutgoingMail.objects.count() == 3
    assert OutgoingMail.objects.filter(due_at__lte=timezone.now() + timedelta(minutes=6)).count() == 3


@pytest.mark.django_db(transaction=True)
def test_what_a_visitor_causes_is_mailed_at_once(client: Client, settings: Settings) -> None:
    settings.GOUDEN_MAIL_AT_ONCE = True
    shared = SubmissionFactory(started=True, email="an@aalten.example")

    with smtp_server(settings) as server:
        client.post(f"{shared.get_absolute_url()}kijk-na/", opened())
        until_sent()

    assert [received["To"] for received in server.received] == ["an@aalten.example"]
    assert not OutgoingMail.objects.exists()
