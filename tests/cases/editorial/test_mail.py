"""Mail goes out to a real server, is never lost, and is never sent for what did not happen."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from cases.editorial import mail
from cases.models import OutgoingMail
from tests.factories import OutgoingMailFactory, UserFactory
from tests.mail_server import MailServer, free_port, mailer, smtp_server

pytestmark = pytest.mark.django_db
TEXT = mail.MailText("Uw voorbeeld is binnen", "Dank u wel.\n\nWe lezen het één voor één & zonder haast.\n")


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    with smtp_server(settings) as server:
        yield server


@pytest.fixture
def nobody(settings: Settings) -> None:
    """No mail server answers."""
    settings.MAILERS = mailer(free_port())


def an_hour_later() -> None:
    """Let the time of every waiting mail come."""
    OutgoingMail.objects.exclude(due_at=None).update(due_at=timezone.now())


def test_a_mail_arrives_with_its_text_and_says_that_nobody_typed_it(
    server: MailServer, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        mail.send(to="an@gemeente.example", text=TEXT)
    assert server.received == [], "a command sends nothing itself: `run_due` does"
    assert mail.deliver_due() == 1

    (received,) = server.received
    assert received["To"] == "an@gemeente.example"
    assert received["From"] == "Gouden <redactie@gouden.example>"
    assert received["Reply-To"] == "redactie@gouden.example"
    assert received["Subject"] == "Uw voorbeeld is binnen"
    assert received["Auto-Submitted"] == "auto-generated"
    assert received["Message-ID"].endswith("@gouden.test>")
    assert received.get_content_type() == "text/plain"
    assert received.get_content().replace("\r\n", "\n").strip() == TEXT.body.strip()
    assert not OutgoingMail.objects.exists()


def test_the_first_line_of_a_template_is_the_subject_and_nothing_is_escaped(settings: Settings, tmp_path: Path) -> None:
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "proef.txt").write_text('Over {{ titel }}\n\nBeste lezer,\n{% include "mail/_ending.txt" %}')

    subject, body = mail.write("proef", {"titel": "Jan & alleman <hier>"})

    assert subject == "Over Jan & alleman <hier>"
    assert body.startswith("Beste lezer,\n\nMet vriendelijke groet,\n\nde redactie van Gouden\nhttps://gouden.test\n")
    assert body.endswith("Vragen? Mail naar redactie@gouden.example.\n")


def test_what_was_rolled_back_is_not_mailed(
    server: MailServer, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        try:
            with transaction.atomic():
                mail.send(to="an@gemeente.example", text=TEXT)
                raise RuntimeError
        except RuntimeError:
            pass

    assert mail.deliver_due() == 0
    assert server.received == []


def test_a_subject_with_a_new_line_in_it_adds_no_header(
    server: MailServer, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        mail.send(
            to="an@gemeente.example", text=mail.MailText(f"Titel\r\nBcc: iedereen@example.org {'x' * 300}", "Tekst.")
        )

    mail.deliver_due()

    (received,) = server.received
    assert received["Bcc"] is None
    assert received["Subject"].startswith("Titel Bcc: iedereen@example.org xxx")
    assert len(received["Subject"]) == 200


def test_a_mail_waits_while_the_server_is_away_and_goes_when_it_is_back(
    nobody: None,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = mail.send(to="an@gemeente.example", text=TEXT)
    mail.deliver_due()

    row.refresh_from_db()
    assert row.attempts == 1
    assert row.due_at is not None
    assert row.due_at > timezone.now() + timedelta(minutes=4)
    assert mail.deliver_due() == 0, "its time has not come"
    assert "an@gemeente.example" not in caplog.text

    an_hour_later()
    with smtp_server(settings) as server:
        assert mail.deliver_due() == 1
        assert len(server.received) == 1
    assert not OutgoingMail.objects.exists()


def test_a_mail_that_the_server_refuses_for_now_is_tried_again_with_the_same_id(server: MailServer) -> None:
    OutgoingMailFactory()
    server.refusal = "451 Kom later terug"
    assert mail.deliver_due() == 0
    an_hour_later()
    server.refusal = ""
    assert mail.deliver_due() == 1
    first = server.received[0]["Message-ID"]

    OutgoingMailFactory()
    assert mail.deliver_due() == 1
    assert server.received[1]["Message-ID"] != first


def test_a_mail_that_waited_when_gouden_was_updated_keeps_the_id_under_which_it_was_tried() -> None:
    written = datetime(2026, 11, 22, 23, 30, 5, tzinfo=UTC)
    row, other = OutgoingMailFactory(message_id="", created_at=written), OutgoingMailFactory(message_id="<a@b.example>")
    loader = MigrationLoader(connection)
    [name] = [name for name in loader.graph.nodes if name[1].endswith("_message_ids")]
    [operation] = [found for found in loader.get_migration(*name).operations if isinstance(found, RunPython)]
    state = loader.project_state(name)

    operation.database_forwards("cases", connection.schema_editor(), state, state)

    row.refresh_from_db()
    other.refresh_from_db()
    assert row.message_id == f"<{row.pk}.20261122233005@gouden.test>"
    assert other.message_id == "<a@b.example>"


def test_a_mail_of_a_process_that_was_killed_is_sent_by_the_next(server: MailServer) -> None:
    OutgoingMailFactory()
    OutgoingMailFactory(attempts=1, doubts=1, due_at=timezone.now() - timedelta(seconds=1))

    assert mail.deliver_due() == 2
    assert len(server.received) == 2


def test_a_mail_that_another_process_is_at_is_left_alone(server: MailServer) -> None:
    OutgoingMailFactory(attempts=1, doubts=1, due_at=timezone.now() + timedelta(minutes=5))

    assert mail.deliver_due() == 0
    assert server.received == []


def test_each_wait_is_twice_as_long_and_after_the_last_it_is_given_up(nobody: None) -> None:
    row = OutgoingMailFactory()
    waits = []
    for _ in range(mail.MAX_ATTEMPTS - 1):
        before = timezone.now()
        mail.deliver_due()
        row.refresh_from_db()
        assert row.due_at is not None
        waits.append(round((row.due_at - before).total_seconds() / 60))
        an_hour_later()
    mail.deliver_due()
    row.refresh_from_db()

    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 1280]
    assert row.due_at is None


def test_a_server_that_takes_nothing_is_not_asked_for_every_mail(server: MailServer) -> None:
    OutgoingMailFactory.create_batch(5)
    server.refusal = "451 Kom later terug"

    mail.deliver_due()

    assert OutgoingMail.objects.filter(attempts=1).count() == mail.PATIENCE


def test_one_mail_that_is_refused_does_not_hold_up_the_others(server: MailServer) -> None:
    OutgoingMailFactory(to="niet een adres")
    OutgoingMailFactory.create_batch(3)

    assert mail.deliver_due() == 3
    assert OutgoingMail.objects.get().to == "niet een adres"


def test_what_could_not_be_delivered_is_erased_after_a_month() -> None:
    old = timezone.now() - mail.KEPT - timedelta(minutes=1)
    OutgoingMailFactory(created_at=old, due_at=None)
    waiting = OutgoingMailFactory(created_at=old)
    given_up = OutgoingMailFactory(due_at=None)

    assert mail.erase_old() == 1
    assert set(OutgoingMail.objects.all()) == {waiting, given_up}


def test_the_log_names_no_address(server: MailServer, caplog: pytest.LogCaptureFixture) -> None:
    row = OutgoingMailFactory()

    with caplog.at_level(logging.INFO):
        mail.deliver_due()

    (line,) = [record for record in caplog.records if record.name == "cases.editorial.mail"]
    assert (line.action, line.object, line.result) == ("send mail", f"mail {row.pk}", "ok")  # type: ignore[attr-defined]
    assert "example" not in line.getMessage()


def test_editors_see_what_waits_and_try_what_was_given_up_again(client: Client) -> None:
    row = OutgoingMailFactory(attempts=mail.MAX_ATTEMPTS, doubts=2, due_at=None, subject="Blijft liggen")
    client.force_login(UserFactory(is_superuser=True))

    assert "Blijft liggen" in client.get("/admin/cases/outgoingmail/").content.decode()
    said = client.post(
        "/admin/cases/outgoingmail/", {"action": "try_again", "_selected_action": [row.pk]}, follow=True
    ).content.decode()

    assert "1 keer mail gaat binnen een paar minuten opnieuw weg. 1 daarvan kwam misschien al aan" in said
    row.refresh_from_db()
    assert (row.attempts, row.doubts) == (0, 0)
    assert row.due_at is not None
