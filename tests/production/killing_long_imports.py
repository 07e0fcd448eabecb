"""Kills workers at a file of many rows, again and again, and holds each row against the ledger that the import keeps.

`run` is done by `manage.py shell` on the empty database in DATABASE_URL; it forks the workers.
"""

import json
import random
import re
import sys
import time
from collections import Counter
from io import StringIO
from typing import NamedTuple

from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from cases import publishing
from cases.admin.transfer import long_imports
from cases.jobs import running
from cases.models import Case, FileImport, Job, Revision
from tests.cases.admin.transfer.files import address, csv_of, look
from tests.factories import CaseFactory, UserFactory
from tests.production.killing import Killer
from tests.production.killing_jobs import LATEST, finish, kill, silence, worker

CASES = 24
# As often workers are killed at one job, before one is left to end it.
KILLS = 5
READ, UNDONE = "Ingelezen uit", "Ongedaan gemaakt"


class Ledger(NamedTuple):
    """How many versions each case has, and how often its history says that it was read in and put back."""

    versions: Counter[int]
    read: Counter[str]
    undone: Counter[str]


def ledger() -> Ledger:
    counts = Revision.objects.order_by().values_list("case").annotate(number=Count("pk"))
    said = LogEntry.objects.filter(content_type__model="case").values_list("object_id", "change_message")
    return Ledger(
        Counter(dict(counts)),
        Counter(key for key, message in said if message.startswith(READ)),
        Counter(key for key, message in said if message.startswith(UNDONE)),
    )


def prepare() -> Client:
    call_command("migrate", verbosity=0)
    # A batch is one row, so that there is much to disturb.
    long_imports.AT_ONCE, long_imports.TOGETHER, running.A_BATCH = 3, 1, 0
    for number in range(CASES):
        case = CaseFactory(slug=f"geval-{number}", title=f"Geval {number} van ronde 0")
        publishing.record_revision(case=case, by=None)
    client = Client()
    client.force_login(UserFactory(username="mieke", is_superuser=True))
    return client


class Round:
    """One file with a new title for each case, from looking to undoing, with workers that are killed all the time."""

    def __init__(self, client: Client, number: int, chance: random.Random) -> None:
        self.client, self.number, self.chance = client, number, chance
        self.killed: Counter[str] = Counter()
        self.old = dict(Case.objects.values_list("pk", "title"))
        self.new = {pk: f"{title.rpartition(' ')[0]} {number}" for pk, title in self.old.items()}
        self.before = ledger()

    def go(self) -> None:
        slugs = dict(Case.objects.values_list("pk", "slug"))
        look(self.client, Case, csv_of(["adresnaam", "titel"], *([slugs[pk], self.new[pk]] for pk in slugs)))
        self.file = FileImport.objects.latest("pk")
        self.disturb("look", self.hold_reading)
        assert self.client.post(reverse("admin:cases_fileimport_confirm", args=[self.file.pk])).status_code == 302
        if self.number % 3 == 2:
            # The last row does not fit any more once half of them are read in.
            last = self.file.rows.latest("line")
            Case.objects.filter(slug=f"geval-{CASES - 1}").update(place="Ergens anders")
            plan = last.plan | {"said": [*last.plan["said"][:1], True, *last.plan["said"][2:]]}
            self.file.rows.filter(pk=last.pk).update(plan=plan)
            self.disturb("take back", self.hold_going_back)
            assert FileImport.objects.get(pk=self.file.pk).state == "teruggedraaid"
            assert dict(Case.objects.values_list("pk", "title")) == self.old
            return
        self.disturb("read in", self.hold_reading)
        assert dict(Case.objects.values_list("pk", "title")) == self.new
        if self.number % 3 == 1:
            self.client.post(reverse("admin:cases_fileimport_undo", args=[self.file.pk]))
            self.disturb("look at undoing", self.hold_looking)
            self.client.post(reverse("admin:cases_fileimport_confirm", args=[self.undoing().pk]))
            self.disturb("undo", self.hold_undoing)
            assert dict(Case.objects.values_list("pk", "title")) == self.old

    def disturb(self, what: str, hold: object) -> None:
        """Kill workers until the job is done, and look after each."""
        assert callable(hold)
        job, killed = Job.objects.latest("pk"), 0
        while killed < KILLS and not Job.objects.get(pk=job.pk).ended_at:
            one = worker()
            time.sleep(self.chance.uniform(0, LATEST))
            kill(one)
            killed += 1
            hold()
            silence()
            # On a busy machine many die before they begin; that is no reason to give up.
            Job.objects.filter(pk=job.pk).update(attempts=0)
        self.killed[what] += killed
        finish(job, workers=1)
        hold()

    def hold_reading(self) -> None:
        """Fail unless just those rows were read in, once, that the import says."""
        job, done = Job.objects.latest("pk"), self.rows(self.file, "gewijzigd")
        assert len(done) == (job.position if "Inlezen" in job.subject else 0)
        self.hold({pk: int(pk in done) for pk in self.old}, {}, done)

    def hold_going_back(self) -> None:
        """Fail unless each row is as it was, or read in and not put back yet."""
        done, now = self.rows(self.file, "gewijzigd"), ledger()
        more = {pk: now.versions[pk] - self.before.versions[pk] for pk in self.old}
        assert all(more[pk] == 1 for pk in done)
        assert all(more[pk] in {0, 2} for pk in self.old if pk not in done)
        self.hold(more, {}, done, read={pk: int(bool(more[pk])) for pk in self.old})

    def undoing(self) -> FileImport:
        return FileImport.objects.get(undoes=self.file)

    def hold_looking(self) -> None:
        """Fail unless all is as it was read in, while only is looked at what undoing it would do."""
        self.hold(dict.fromkeys(self.old, 1), {}, set(self.old))

    def hold_undoing(self) -> None:
        """Fail unless just those rows were put back, once, that the undoing says."""
        back = self.rows(self.undoing(), "gewijzigd")
        assert len(back) == Job.objects.latest("pk").position
        more = {pk: 2 if pk in back else 1 for pk in self.old}
        undone = {pk: int(pk in back) for pk in self.old}
        self.hold(more, undone, set(self.old) - back, read=dict.fromkeys(self.old, 1))

    def rows(self, of: FileImport, status: str) -> set[int]:
        return set(of.rows.filter(status=status).values_list("key", flat=True))

    def hold(
        self, more: dict[int, int], undone: dict[int, int], new: set[int], read: dict[int, int] | None = None
    ) -> None:
        now = ledger()
        for case in Case.objects.all():
            pk, key = case.pk, str(case.pk)
            assert case.title == (self.new[pk] if pk in new else self.old[pk])
            assert now.versions[pk] - self.before.versions[pk] == more[pk]
            assert now.read[key] - self.before.read[key] == (read or more)[pk]
            assert now.undone[key] - self.before.undone[key] == undone.get(pk, 0)
            assert Revision.objects.filter(case=case).latest("number").snapshot["title"] == case.title


def kill_undoings(client: Client, times: int) -> Counter[str]:
    """Kill a request that undoes a short import; return how often nothing and how often all of it was undone."""
    long_imports.AT_ONCE = 100
    numbers = iter(range(1000, 1000 + 2 * times + 10))

    def read() -> FileImport:
        number = next(numbers)
        rows = [[f"geval-{row}", f"Voor {number} {row}"] for row in range(10)] + [[f"nieuw-{number}", "Nieuw"]]
        content = csv_of(["adresnaam", "titel", "samenvatting", "soort"], *([*row, "S.", "praktijk"] for row in rows))
        page = look(client, Case, content)
        token = re.search(r'name="token" value="([^"]+)"', page.content.decode())
        assert token
        client.post(address(Case, "confirm_import"), {"token": token[1]})
        return FileImport.objects.filter(undoes=None).latest("pk")

    def state() -> tuple[object, ...]:
        titles = tuple(Case.objects.in_use().order_by("pk").values_list("slug", "title"))
        return titles, Revision.objects.count(), LogEntry.objects.count(), FileImport.objects.count()

    def undo() -> None:
        done = FileImport.objects.filter(undoes=None).latest("pk")
        url = reverse("admin:cases_fileimport_undo", args=[done.pk])
        seen = re.search(r'name="gezien" value="([^"]+)"', client.get(url).content.decode())
        assert seen
        assert client.post(url, {"gezien": seen[1]}).status_code == 302

    read()
    killer = Killer(undo, times)
    read()
    killer.measure()
    found: Counter[str] = Counter()
    for number in range(times):
        before = dict(Case.objects.in_use().values_list("slug", "title"))
        done = read()
        old = state()
        stopped = killer.kill(number)
        now = state()
        if now == old:
            found["nothing"] += 1
            continue
        assert not stopped
        assert dict(Case.objects.in_use().values_list("slug", "title")) == before
        assert done.undone_by.get().rows.count() == done.rows.count()
        found["all"] += 1
    return found


def run(times: int) -> None:
    """Say in JSON how often a worker was killed at each kind of work, and what came of killed undoings."""
    client, chance, number = prepare(), random.Random(times), 0
    killed: Counter[str] = Counter()
    kinds = ("look", "read in", "take back", "look at undoing", "undo")
    while min(killed[kind] for kind in kinds) < times:
        number += 1
        one = Round(client, number, chance)
        one.go()
        killed += one.killed
    undone = kill_undoings(client, max(times, 4))
    call_command("rebuild_published", check=True, stdout=StringIO())
    sys.stdout.write(json.dumps({"killed": killed, "undone": undone}))
