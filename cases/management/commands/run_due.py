"""Everything that is due: run it every hour, and its step `waiting mail` every minute."""

import logging
import multiprocessing
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from enum import IntEnum
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.db.models import Q
from django.utils import timezone

from cases import jobs, publishing
from cases.admin.transfer import uploads
from cases.desk.following import sending, verbs
from cases.editorial import inquiries, inquiry_rounds, link_checking, mail
from cases.editorial.quality import duplicates
from cases.jobs import workers
from cases.models import StepRun
from cases.search import asked_in_vain, missed_searches
from cases.submissions import board, privacy
from gouden.accounts import security_log
from gouden.web.guard import quota
from gouden.web.operations.health import ROUND
from gouden.web.operations.logs import event
from gouden.web.outgoing import visiting

logger = logging.getLogger(__name__)


class DueStep(NamedTuple):
    """Something that is to be done from time to time, and can be done again without harm."""

    # As the log names it.
    name: str
    # As the terminal says it.
    title: str
    run: Callable[[], Any]
    # After so many seconds it is stopped, wherever it is.
    limit: int = 900


def follow_day() -> None:
    """Make anew what a date changes. Of many cases a job does so, which is done here: a worker need not be there."""
    if job := jobs.follow_day().job:
        jobs.finish(job)


def make_vectors() -> None:
    """Make the vectors that are lacking, where a model is; a worker does so itself, and sooner."""
    if not workers.is_there() and (job := jobs.make_vectors()):
        jobs.finish(job)


def erase_bin() -> None:
    """Erase what was thrown away long ago, the cases first: they name the rows."""
    publishing.erase_old()
    publishing.erase_old_rows()


def erase_missed() -> None:
    """Erase what readers sent or asked in vain long ago."""
    missed_searches.erase_old(timezone.localdate())
    asked_in_vain.erase_old(timezone.localdate())


STEPS = [
    # The first: what begins or ends today is so for the steps after it.
    DueStep("new day", "Bijwerken wat vandaag ingaat", follow_day),
    # Also where no worker runs that would do so itself.
    DueStep("silent jobs", "Opdrachten die stilvielen opnieuw klaarzetten", jobs.take_up_silent),
    DueStep("expired sessions", "Verlopen sessies verwijderen", lambda: call_command("clearsessions")),
    DueStep("old missed searches", "Oude gemiste zoekvragen wissen", erase_missed),
    DueStep("probable duplicates", "Mogelijk dubbele voorbeelden zoeken", duplicates.refresh),
    DueStep("inquiries", "Vragen of voorbeelden nog lopen", inquiries.ask_due),
    DueStep("reminders", "Eén keer herinneren wie niet antwoordde", inquiries.remind_due),
    DueStep("reminders of rounds", "Eén keer herinneren welke gemeente niet antwoordde", inquiry_rounds.remind_due),
    DueStep("old inquiries", "Oude navragen wissen", inquiries.erase_old),
    DueStep("old questions", "Vragen sluiten die lang op het vragenbord staan", board.close_old),
    DueStep("old submissions", "Oude inzendingen wissen", privacy.erase_old),
    DueStep("unconfirmed follows", "Volgers wissen die niet bevestigden", verbs.erase_unconfirmed),
    DueStep("old bin", "Wissen wat lang genoeg in de prullenbak lag", erase_bin),
    DueStep("follows", "Mailen wat er veranderde aan wie het volgt", sending.send_due),
    DueStep("waiting mail", "Wachtende mail versturen", mail.deliver_due),
    DueStep("undeliverable mail", "Onbestelbare mail wissen", mail.erase_old),
    DueStep("old counts", "Oude tellingen wissen", quota.erase_old),
    DueStep("old security events", "Oude beveiligingsgebeurtenissen wissen", security_log.erase_old),
    DueStep("old jobs", "Oude opdrachten wissen", jobs.erase_old),
    DueStep("old uploads", "Niet ingelezen bestanden wissen", uploads.erase_old),
    DueStep("vectors", "Bepalen waar nieuwe passages over gaan", make_vectors),
    DueStep("public side", "Openbare voorbeelden vergelijken met hun bron", publishing.mend_next),
    # The last: it waits for others.
    DueStep("links", "Een deel van de links bezoeken", link_checking.check_due),
]


class StepOutcome(IntEnum):
    """How a step ended; also the exit code of its process."""

    DONE = 0
    FAILED = 1
    # Another run is at it.
    BUSY = 3
    # It was stopped: by its limit, or by somebody else.
    STOPPED = 4


SAID = {
    StepOutcome.DONE: "gedaan",
    StepOutcome.FAILED: "mislukt",
    StepOutcome.BUSY: "al bezig",
    StepOutcome.STOPPED: "afgebroken",
}


class Command(BaseCommand):
    """Each step runs in a process of its own: one that fails, hangs or is killed keeps no other from running.

    When all went well the round is kept (`StepRun`, told by /readyz) and told to GOUDEN_PING_URL. The exit code says
    whether a step did not go well. Two at once do no harm: a step is done by one of them.
    """

    help = "Doet wat aan de beurt is. Draai dit elk uur, en met --only 'waiting mail' elke minuut."

    def add_arguments(self, parser: CommandParser) -> None:
        names = [step.name for step in STEPS]
        parser.add_argument("--only", choices=names, metavar="STAP", help=f"Alleen deze stap: {', '.join(names)}.")

    def handle(self, *args: Any, only: str | None = None, **options: Any) -> None:
        steps = [step for step in STEPS if only in {None, step.name}]
        failed = [step for step in steps if not self.went_well(step)]
        if failed:
            raise CommandError(f"{len(failed)} van {len(steps)} stappen mislukt.")
        if not only:
            self.close_round()

    def close_round(self) -> None:
        """Keep and tell that a whole round went well; when the monitor cannot be told, it went well all the same."""
        closing = [DueStep(ROUND, "De ronde vastleggen", lambda: None, limit=60)]
        if settings.GOUDEN_PING_URL:
            closing.append(DueStep("ping", "Melden dat de ronde goed ging", ping, limit=60))
        if not all(self.went_well(step) for step in closing):
            raise CommandError("De ronde ging goed, maar is niet gemeld.")

    def went_well(self, step: DueStep) -> bool:
        """Run one step, say and log how it ended, and return whether nothing is wrong."""
        outcome = apart(step) if settings.GOUDEN_STEPS_APART else attempt(step)
        self.stdout.write(f"  {step.title}: {SAID[outcome]}")
        return outcome in {StepOutcome.DONE, StepOutcome.BUSY}


def apart(step: DueStep) -> StepOutcome:
    """Run `step` in a process of its own, with its limit, and return how it ended."""
    # A connection cannot be shared with the other process; each opens its own when it needs one.
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=_alone, args=[step])
    process.start()
    process.join()
    if process.exitcode is not None and process.exitcode >= 0:
        return StepOutcome(process.exitcode)
    extra = event("run due", step.name, "stopped")
    logger.error("%s stopped by signal %s", step.name, -(process.exitcode or 0), extra=extra)
    return StepOutcome.STOPPED


def _alone(step: DueStep) -> None:
    # The kernel ends this process at its limit, whatever it waits for then.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(step.limit)
    sys.exit(attempt(step))


def attempt(step: DueStep) -> StepOutcome:
    """Run `step` unless another run is at it, keep when it ended well, and return how it ended."""
    try:
        if not _claimed(step):
            logger.info("%s: another run is at it", step.name, extra=event("run due", step.name, "busy"))
            return StepOutcome.BUSY
        try:
            step.run()
        except Exception:
            StepRun.objects.filter(name=step.name).update(busy_until=None)
            raise
        StepRun.objects.filter(name=step.name).update(busy_until=None, ended_well_at=timezone.now())
    except Exception:
        logger.exception("%s failed", step.name, extra=event("run due", step.name, "failed"))
        return StepOutcome.FAILED
    logger.info("%s done", step.name, extra=event("run due", step.name, "ok"))
    return StepOutcome.DONE


def _claimed(step: DueStep) -> bool:
    """Return whether this run has the step for itself. What was stopped is free again after its limit."""
    now = timezone.now()
    StepRun.objects.bulk_create([StepRun(name=step.name)], ignore_conflicts=True)
    free = StepRun.objects.filter(Q(busy_until=None) | Q(busy_until__lte=now), name=step.name)
    return bool(free.update(started_at=now, busy_until=now + timedelta(seconds=step.limit)))


def ping() -> None:
    """Ask GOUDEN_PING_URL, whose owner notices when it is not asked. Raises when the answer is an error."""
    status = visiting.call(settings.GOUDEN_PING_URL)
    if status >= 400:
        raise CommandError(f"GOUDEN_PING_URL antwoordt {status}.")
