"""Kills a process while it erases a sender, again and again, and looks after each: all is there still, or no trace.

The ledger holds of each round what was there before; what it says of the database and the files must be one of the two.
"""

import json
import sys
from collections import Counter
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections

from cases import publishing
from cases.models import Case, Erasure, Revision, Submission
from cases.submissions import concepts, erasing
from tests.factories import InquiryFactory, OutgoingMailFactory, SubmissionFactory, ThemeFactory, UserFactory
from tests.production.killing import Killer
from tests.stored_texts import everything_stored


class Forgotten:
    """A sender of each round, with a concept and with a public case that was rewritten."""

    def __init__(self) -> None:
        self.round, self.editor = 0, UserFactory()

    @property
    def word(self) -> str:
        """What stands in all that this sender sent, and nowhere else."""
        return f"kweker{self.round}x"

    @property
    def email(self) -> str:
        return f"{self.word}@zaanlo.example"

    def send(self) -> None:
        """Let the sender of the next round leave something everywhere."""
        self.round += 1
        told = {"summary": self.word, "approach": self.word, "name": f"Dorien {self.word}", "email": self.email}
        for title in (f"Concept {self.word}", f"Openbaar {self.word}"):
            case = concepts.take_up(submission=SubmissionFactory(title=title, **told), by=self.editor)
            case.themes.add(ThemeFactory(slug=f"thema-{case.pk}"))
        Case.objects.filter(pk=case.pk).update(
            title="In andere woorden", slug=f"openbaar-{self.round}", summary="Kort.", approach=""
        )
        publishing.publish(case=Case.objects.get(pk=case.pk), by=None, along=True)
        OutgoingMailFactory(to=self.email)
        InquiryFactory(case=case, mailbox=self.email)

    def erase(self) -> None:
        assert erasing.erase_sender(self.email, by=self.editor)

    def ledger(self) -> tuple[int, int, int, int, bool]:
        """Return how much there is of everything that goes, and whether any text still leads to this sender."""
        erased = Revision.objects.filter(erased_at__isnull=False).count()
        counts = (Submission.objects.count(), Case.objects.count(), erased, Erasure.objects.count())
        return (*counts, any(self.word in text for text in everything_stored().values()))


def files() -> str:
    """Return what the files of an SQLite database hold, byte for byte; those of PostgreSQL are not ours to read."""
    if connection.vendor != "sqlite":
        return ""
    name = str(connection.settings_dict["NAME"])
    connections.close_all()
    found = [path for path in map(Path, (name, f"{name}-wal")) if path.exists()]
    return "".join(path.read_bytes().decode("latin-1") for path in found)


def run(times: int) -> None:
    """Say in JSON how often nothing and how often everything was erased."""
    call_command("migrate", verbosity=0)
    sender = Forgotten()
    sender.send()
    killer = Killer(sender.erase, times)
    sender.send()
    killer.measure()
    found: Counter[str] = Counter()
    for number in range(times):
        sender.send()
        before = sender.ledger()
        stopped = killer.kill(number)
        here = sender.ledger()
        if here == before:
            found["nothing"] += 1
            # Whoever starts again goes through.
            sender.erase()
            here = sender.ledger()
        else:
            assert not stopped
            found["all"] += 1
        submissions, cases, erased, notes, _ = before
        # The concept is gone; of the public case the version in the words of the sender says that it is erased.
        assert here == (submissions - 2, cases - 1, erased + 1, notes + 1, False), (before, here)
    call_command("rebuild_published", check=True, stdout=StringIO())
    assert not [word for word in (f"kweker{number + 1}x" for number in range(sender.round)) if word in files()]
    sys.stdout.write(json.dumps(found))
