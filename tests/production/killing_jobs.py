"""Kills workers at any moment, again and again, and holds after each what everybody sees against the job's ledger.

`run` is done by `manage.py shell` on the empty database in DATABASE_URL (test_jobs_killed.py); it forks the workers.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any, NamedTuple

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connections
from django.db.models import F

from cases import jobs, publishing
from cases.models import Case, CatalogueState, Job, PublicationEvent, PublishedCase
from municipalities.models import Organisation
from tests.factories import CaseFactory, OrganisationFactory, ParticipationFactory, UserFactory
from tests.production.killing import ended, forked

CASES, PATIENCE = 40, 120
# A worker is killed at most so long after it began, in seconds: some have then done a few batches, some none.
LATEST = 1.5
# Within so many seconds a worker stops that is asked to: its turn is over by then, on a busy machine too.
SOON = 20


def prepare() -> None:
    """Fill the database with drafts that all name one organisation, submitted by nobody in particular."""
    call_command("migrate", verbosity=0)
    organisation = OrganisationFactory(slug="stichting", name="Stichting 0")
    UserFactory(username="jan", is_superuser=True)
    for number in range(CASES):
        case = CaseFactory(with_source=True, slug=f"geval-{number}", title=f"Geval {number}")
        ParticipationFactory(case=case, organisation=organisation)
        publishing.record_revision(case=case, by=None)


def publish_all() -> Job:
    for case in Case.objects.all():
        publishing.submit(case=case, by=None)
    return _act("publish", many=True)


def withdraw_all() -> Job:
    return _act("withdraw", reason="Klopt niet.")


def _act(verb: str, **said: Any) -> Job:
    cases = [(case, publishing.latest_number(case), case.state) for case in Case.objects.order_by("pk")]
    by = User.objects.get(username="jan")
    return jobs.act_on_many(verb, cases, by=by, subject=verb, logged=verb, said=said)


def rename() -> Job:
    """Give the organisation another name, which all cases are to show."""
    organisation = Organisation.objects.get()
    organisation.name = f"Stichting {int(organisation.name.split()[1]) + 1}"
    organisation.save()
    refreshed = jobs.refresh([organisation], by=None, subject=organisation.name, permission="x.y")
    assert refreshed.job
    return refreshed.job


def rebuild() -> Job:
    """Leave the public side as another release with another name made it, which the next start makes anew."""
    organisation = Organisation.objects.get()
    organisation.name = f"Stichting {int(organisation.name.split()[1]) + 1}"
    organisation.save()
    CatalogueState.objects.update(derived_by="an earlier release")
    return jobs.rebuild()


class Seen(NamedTuple):
    """What readers, partners and editors see of a case: its name for the organisation, its events, its history."""

    state: str
    record: str
    card: str
    events: tuple[tuple[str, int], ...]
    history: tuple[tuple[str, int], ...]


def look() -> dict[int, Seen]:
    """Return what is seen of each case."""
    names = {case.pk: case.record["deelnemers"][0]["naam"] for case in PublishedCase.objects.all()}
    cards = {case.pk: case.card["slug"] for case in PublishedCase.objects.all()}
    events = Counter(PublicationEvent.objects.values_list("case", "kind"))
    history = Counter(LogEntry.objects.values_list("object_id", "change_message"))
    return {
        case.pk: Seen(
            case.state,
            names.get(case.pk, ""),
            cards.get(case.pk, ""),
            tuple(sorted((kind, number) for (pk, kind), number in events.items() if pk == case.pk)),
            tuple(sorted((said, number) for (pk, said), number in history.items() if pk == str(case.pk))),
        )
        for case in Case.objects.order_by("pk")
    }


def after(act: str, seen: Seen, slug: str, name: str) -> Seen:
    """Return how a case is seen once `act` was done to it, once."""
    kind = {"publish_all": "gepubliceerd", "withdraw_all": "ingetrokken"}.get(act, "gewijzigd")
    events = tuple(sorted((Counter(dict(seen.events)) + Counter({kind: 1})).items()))
    if act in {"rename", "rebuild"}:
        return seen._replace(record=name, events=events)
    history = tuple(sorted((Counter(dict(seen.history)) + Counter({act.removesuffix("_all"): 1})).items()))
    if act == "withdraw_all":
        return Seen("ingetrokken", "", "", events, history)
    return Seen("gepubliceerd", name, slug, events, history)


def hold(act: str, job: Job, before: dict[int, Seen]) -> None:
    """Fail unless `act` was done whole and once to the cases that the job counts as done, and not to the others."""
    job.refresh_from_db()
    name, now = Organisation.objects.get().name, look()
    slugs = dict(Case.objects.values_list("pk", "slug"))
    items = [item[0] if isinstance(item, list) else item for item in job.arguments["cases"]]
    done = set(items[: job.position])
    for case, seen in now.items():
        expected = after(act, before[case], slugs[case], name) if case in done else before[case]
        assert seen == expected, (act, job.position, case, seen, expected)
    assert (job.changed, job.failures) == (min(job.position, CASES), [])


def silence() -> None:
    """Let the time pass after which whoever is silent is taken to be gone."""
    Job.objects.open().update(heartbeat_at=F("heartbeat_at") - timedelta(minutes=3))


def carry_on(job: Job) -> None:
    """Set going again, as an editor does, what was given up: five workers may be killed before any gets anywhere."""
    job.refresh_from_db()
    if job.result == Job.Result.FAILED:
        assert jobs.restart(job=job, by=User.objects.get(username="jan"))
        job.refresh_from_db()


def worker() -> int:
    """Return the number of a process that works until it is killed."""
    return forked(lambda: call_command("run_jobs", verbosity=0))


def starting() -> int:
    """Return the number of a process that starts as a release does, until it is killed."""
    return forked(lambda: call_command("rebuild_published", stdout=StringIO()))


def kill(worker: int) -> None:
    os.kill(worker, signal.SIGKILL)
    ended(worker)


def stop(worker: int, job: Job) -> None:
    """Ask a worker to stop, as a restart does: it does so between two batches, and the job is free for the next."""
    # Of one that was killed before, as `job` was last read; this one may stop before it comes to that.
    left = job.claim
    os.kill(worker, signal.SIGTERM)
    asked = time.monotonic()
    os.waitpid(worker, 0)
    assert time.monotonic() - asked < SOON
    job.refresh_from_db()
    assert job.claim in {"", left}


def finish(job: Job, workers: int) -> None:
    """Let so many workers at once do the rest."""
    silence()
    at_work = [worker() for _ in range(workers)]
    end = time.monotonic() + PATIENCE
    try:
        while not Job.objects.filter(pk=job.pk, result="gedaan").exists():
            assert time.monotonic() < end, Job.objects.filter(pk=job.pk).values()
            carry_on(job)
            time.sleep(0.05)
    finally:
        for one in at_work:
            kill(one)


def kill_workers(act: str, times: int, chance: random.Random) -> int:
    """Do `act` to all cases while workers are killed, at most `times`; return how often one was."""
    job = ACTS[act]()
    before = look()
    killed = 0
    while killed < times and not job.ended_at:
        one = starting() if act == "rebuild" and killed % 2 else worker()
        time.sleep(chance.uniform(0, LATEST))
        if killed % 3 == 2:
            stop(one, job)
            hold(act, job, before)
            # The next goes on at once.
            one = worker()
            time.sleep(chance.uniform(0, LATEST))
        kill(one)
        killed += 1
        hold(act, job, before)
        carry_on(job)
        silence()
    finish(job, workers=2)
    hold(act, job, before)
    assert job.position == job.total
    call_command("rebuild_published", check=True, stdout=StringIO())
    assert not publishing.is_outdated()
    return killed


ACTS: dict[str, Callable[[], Job]] = {
    "publish_all": publish_all,
    "rename": rename,
    "rebuild": rebuild,
    "withdraw_all": withdraw_all,
}


def run(times: int) -> None:
    """Do each act by turns until in each of them workers were killed `times` times; say in JSON how often."""
    prepare()
    chance, killed = random.Random(times), Counter(dict.fromkeys(ACTS, 0))
    while min(killed.values()) < times:
        for act in ACTS:
            killed[act] += kill_workers(act, times, chance)
    sys.stdout.write(json.dumps(killed))


def run_outages(times: int) -> None:
    """Rename, while whoever reads what is written here kills the database under the worker, again and again.

    The worker stays, waits for the database and goes on by itself. Says in JSON how often the database was killed.
    """
    prepare()
    chance, killed = random.Random(times), 0
    finish(publish_all(), workers=1)
    while killed < times:
        job, before = rename(), look()
        one = worker()
        while killed < times and not job.ended_at:
            time.sleep(chance.uniform(0, LATEST))
            connections.close_all()
            sys.stdout.write("kill\n")
            sys.stdout.flush()
            sys.stdin.readline()
            killed += 1
            hold("rename", job, before)
            carry_on(job)
            silence()
        end = time.monotonic() + PATIENCE
        while not Job.objects.filter(pk=job.pk, result="gedaan").exists():
            assert time.monotonic() < end, Job.objects.filter(pk=job.pk).values()
            carry_on(job)
            silence()
            time.sleep(1)
        kill(one)
        hold("rename", job, before)
    call_command("rebuild_published", check=True, stdout=StringIO())
    sys.stdout.write(json.dumps(killed))
