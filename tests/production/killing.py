"""Kills a process in the middle of a verb, again and again, and reads every surface after each: old or new, but whole.

`run` is done by `manage.py shell` on the empty database in DATABASE_URL (test_verbs_killed.py). That one process, which
knows everything, forks those that die, so that none of them has to start.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from io import StringIO
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import publishing
from cases.models import Case, CatalogueState, Revision
from cases.revisions.snapshot import snapshot, stored
from tests.factories import CaseFactory, ClaimFactory, ThemeFactory, UserFactory

SLUG, PRACTICE = "portret-van-aalten", "praktijk-in-aalten"
# How much later than an undisturbed one is done the last by the clock is killed: some are then through.
LATEST = 1.3


class Version:
    """A portrait as it may be read: by a word of its own in its title, its summary and its theme."""

    def __init__(self, number: int) -> None:
        letters = random.Random(f"versie {number}")
        self.word = "".join(letters.choice("bdfgklmnprstvz") + letters.choice("aeiou") for _ in range(6))

    def write(self, case: Case) -> None:
        case.title = f"Portret {self.word}"
        case.summary = f"Over {self.word}."
        case.save()
        case.themes.set([ThemeFactory(name=self.word)])


def prepare() -> Case:
    """Return a public portrait with a practice that names it."""
    call_command("migrate", verbosity=0)
    portrait = CaseFactory(with_source=True, portrait=True, slug=SLUG)
    Version(0).write(portrait)
    publishing.publish(case=portrait, by=None)
    publishing.publish(case=CaseFactory(with_source=True, slug=PRACTICE, part_of=portrait), by=None)
    return Case.objects.get(pk=portrait.pk)


# --- Reading ----------------------------------------------------------------------------------------------------


class Surfaces:
    """What readers and partners get, as it was when this was made and after: the old version, the new one, or a mix."""

    def __init__(self, old: Version, new: Version) -> None:
        self.old, self.new = old, new
        self.client = Client()
        self.events_before = self._events()

    def read(self) -> dict[str, str]:
        """Return for each surface which version it shows: old, new, or what it shows instead."""
        record = self._json(f"praktijkvoorbeelden/{SLUG}")
        return {
            "page": self._version_in(self._text(f"/praktijkvoorbeelden/{SLUG}/")),
            "page of the practice": self._version_in(self._text(f"/praktijkvoorbeelden/{PRACTICE}/")),
            "list": self._version_in(self._text("/praktijkvoorbeelden/?soort=portret")),
            "feed": self._version_in(self._text("/praktijkvoorbeelden/feed.atom?soort=portret")),
            "record": self._version_in(f"{record['titel']} {record['samenvatting']}"),
            "themes of the record": self._one_of(*(version.word in str(record["themas"]) for version in self._both)),
            "record of the practice": self._version_in(
                str(self._json(f"praktijkvoorbeelden/{PRACTICE}")["onderdeelVan"])
            ),
            "search": self._one_of(
                *(
                    self._json(f"praktijkvoorbeelden?soort=portret&zoek={version.word}")["aantal"]
                    for version in self._both
                )
            ),
            "facets": self._one_of(*self._facets()),
            "changes": self._changes(),
        }

    @property
    def _both(self) -> tuple[Version, Version]:
        return self.old, self.new

    def _text(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.content.decode()

    def _json(self, path: str) -> Any:
        return json.loads(self._text(f"/api/v1/{path}"))

    def _version_in(self, text: str) -> str:
        return self._one_of(*(version.word in text for version in self._both))

    def _one_of(self, old: int, new: int) -> str:
        """Return which of the two there is one of."""
        return {(1, 0): "old", (0, 1): "new"}.get((int(old), int(new)), f"{old} old and {new} new")

    def _facets(self) -> list[int]:
        facets = {
            facet["naam"]: facet["waarden"]
            for facet in self._json("praktijkvoorbeelden/_facetten?soort=portret")["facetten"]
        }
        counts = {value["waarde"]: value["aantal"] for value in facets["thema"]}
        return [counts.get(version.word, 0) for version in self._both]

    def _events(self) -> int:
        found = self._json("wijzigingen?pageSize=1")
        assert found["aantal"] == found["laatste"] == CatalogueState.objects.get().number
        return int(found["aantal"])

    def _changes(self) -> str:
        # One of the portrait and one of the practice that names it.
        return {0: "old", 2: "new"}.get(more := self._events() - self.events_before, f"{more} more events")


def whole(read: dict[str, str]) -> str:
    """Return the version that every surface shows; fail when they differ."""
    assert len(set(read.values())) == 1, read
    return read["page"]


# --- Killing ----------------------------------------------------------------------------------------------------


def forked(act: Callable[[], None]) -> int:
    """Do `act` in a process of its own and return its id."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        act()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def counted(act: Callable[[], None]) -> int:
    """Do `act` and return how many statements it takes."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def dies_at(statement: int, act: Callable[[], None]) -> Callable[[], None]:
    """Return `act` as done by a process that is killed when it has come to this statement of its transaction."""
    done = 0

    def count(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        nonlocal done
        # What is done about a session has a transaction of its own, once a minute, when the act may be over.
        counts = connection.in_atomic_block and "django_session" not in sql
        done += counts
        if counts and done == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, *arguments)

    def dying() -> None:
        with connection.execute_wrapper(count):
            act()

    return dying


def ended(child: int) -> int:
    """Wait for a process and return the signal that ended it, 0 when it came to its end."""
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in (0, -signal.SIGKILL)
    return os.WTERMSIG(status)


class Killer:
    """Kills half of the processes at a statement, from the first to the last, and half by the clock."""

    def __init__(self, act: Callable[[], None], times: int) -> None:
        self.act, self.times = act, times
        # Undisturbed, to know how much there is to disturb, and in `measure` how long it takes.
        self.statements = counted(act)
        self.seconds = 0.0

    def measure(self) -> None:
        """Do it in a process of its own, as those that are killed are."""
        started = time.monotonic()
        assert ended(forked(self.act)) == 0
        self.seconds = time.monotonic() - started

    def kill(self, number: int) -> bool:
        """Do it once more and kill it at the moment of this number; return whether it cannot have been done."""
        if number % 2:
            at = 1 + number * self.statements // self.times
            stopped = ended(forked(dies_at(at, self.act))) == signal.SIGKILL
        else:
            child = forked(self.act)
            time.sleep(self.seconds * LATEST * number / self.times)
            os.kill(child, signal.SIGKILL)
            ended(child)
            stopped = False
        return stopped


def write(portrait: Case, version: Version, by: User) -> Revision:
    """Save a version of the portrait as an editor does, and return its revision."""
    case = Case.objects.get(pk=portrait.pk)
    version.write(case)
    return publishing.record_revision(case=case, by=by)


def kill_publications(times: int) -> Counter[str]:
    """Kill `times` publications of a new version each; return how often readers then had the old and the new one."""
    portrait = prepare()
    writer, reviewer = UserFactory(), UserFactory()

    def current() -> Case:
        return Case.objects.get(pk=portrait.pk)

    def submit(version: Version) -> None:
        write(portrait, version, by=writer)
        if not current().submitted_at:
            publishing.submit(case=current(), by=writer, seen=publishing.latest_number(portrait))

    def publish() -> None:
        publishing.publish(case=current(), by=reviewer, seen=publishing.latest_number(portrait))

    submit(Version(1))
    killer = Killer(publish, times)
    submit(old := Version(2))
    killer.measure()
    found: Counter[str] = Counter()
    for number in range(times):
        submit(new := Version(number + 3))
        surfaces = Surfaces(old, new)
        stopped = killer.kill(number)
        readers_have = whole(surfaces.read())
        assert readers_have == "old" or not stopped
        # And the editors see the same: it waits for as long as readers do not have it.
        assert bool(current().submitted_at) == (readers_have == "old")
        found[readers_have] += 1
        old = new if readers_have == "new" else old
    # Nothing stays locked, and everything public follows from its source.
    surfaces = Surfaces(old, last := Version(times + 3))
    submit(last)
    publish()
    assert whole(surfaces.read()) == "new"
    call_command("rebuild_published", check=True, stdout=StringIO())
    return found


def kill_restorations(times: int) -> Counter[str]:
    """Kill `times` restorations of a version; return how often editors then had the old one and the restored one."""
    portrait = prepare()
    editor = UserFactory()
    public = Version(0)
    restored = portrait.revisions.get()
    for number in range(3):
        ClaimFactory(case=portrait, position=number)

    def restore() -> None:
        publishing.restore(case=portrait, revision=restored, by=editor, seen=publishing.latest_number(portrait))

    write(portrait, Version(1), by=editor)
    killer = Killer(restore, times)
    write(portrait, Version(2), by=editor)
    killer.measure()
    found: Counter[str] = Counter()
    for number in range(times):
        version = Version(number + 3)
        before = write(portrait, version, by=editor)
        surfaces = Surfaces(public, version)
        stopped = killer.kill(number)
        now = snapshot(Case.objects.for_snapshot().get(pk=portrait.pk))
        latest = portrait.revisions.latest("number")
        editors_have = "old" if latest == before else "new"
        assert editors_have == "old" or (not stopped and latest.number == before.number + 1)
        # What the form shows is what the latest version holds, and readers notice nothing of it.
        assert stored(now) == latest.snapshot == (before if editors_have == "old" else restored).snapshot
        assert whole(surfaces.read()) == "old"
        found[editors_have] += 1
    restore()
    assert portrait.revisions.latest("number").snapshot == restored.snapshot
    call_command("rebuild_published", check=True, stdout=StringIO())
    return found


VERBS = {"publish": kill_publications, "restore": kill_restorations}


def run(verb: str, times: int) -> None:
    """Say in JSON how often there was the old version and the new one, and how long it took."""
    started = time.monotonic()
    found = VERBS[verb](times)
    sys.stdout.write(json.dumps({**found, "seconds": round(time.monotonic() - started, 1)}))
