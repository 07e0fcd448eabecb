"""Kills a process while it mails who follows, again and again, and looks after each what came in the mailboxes.

Everybody who follows gets the mail of each round, at worst the one in hand twice, and then with one Message-ID.
"""

import json
import sys
from collections import Counter
from datetime import timedelta

from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from cases.desk.following import sending
from cases.editorial import mail
from cases.models import Follow, OutgoingMail
from tests.cases.desk.following.followers import follower, in_turn
from tests.factories import PublishedCaseFactory
from tests.mail_server import MailServer, mail_server, mailer
from tests.production.killing import Killer

READERS = 3


class Round:
    """A case that becomes public, and what everybody who follows is mailed of it."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        for number in range(READERS):
            follower(email=f"lezer{number}@aalten.example")
        self.begin()

    def begin(self) -> None:
        PublishedCaseFactory()
        in_turn()
        self.server.received.clear()

    def send(self) -> None:
        sending.send_due()
        mail.deliver_due()

    def finish(self) -> None:
        """Go on as `run_due` does the next hours; what may have arrived is tried once more."""
        for _ in range(3):
            self.send()
            OutgoingMail.objects.exclude(due_at=None).update(due_at=timezone.now() - timedelta(seconds=1))
        assert not OutgoingMail.objects.exists()

    def arrived(self) -> dict[str, Counter[str]]:
        """Return by mailbox how often each Message-ID came."""
        found: dict[str, Counter[str]] = {}
        for one in self.server.received:
            found.setdefault(one["To"], Counter())[one["Message-ID"]] += 1
        return found


def run(times: int) -> None:
    """Say in JSON how often everybody got one mail, and how often one of them got it twice."""
    call_command("migrate", verbosity=0)
    with mail_server() as server, override_settings(MAILERS=mailer(server.port)):
        mailing = Round(server)
        killer = Killer(mailing.send, times)
        mailing.begin()
        killer.measure()
        found: Counter[str] = Counter()
        for number in range(times):
            mailing.finish()
            mailing.begin()
            killer.kill(number)
            mailing.finish()
            arrived = mailing.arrived()
            assert len(arrived) == READERS, arrived
            assert all(len(ids) == 1 for ids in arrived.values()), arrived
            twice = sum(sum(ids.values()) - 1 for ids in arrived.values())
            assert twice <= 1, arrived
            found["twice" if twice else "once"] += 1
        assert Follow.objects.count() == READERS
    sys.stdout.write(json.dumps(found))
