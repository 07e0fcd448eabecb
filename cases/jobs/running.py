"""Taking a job up, moving it on batch by batch, and taking it up again when whoever was at it is gone.

A batch is one transaction under the lock of the catalogue: its work, and how far the job is. So a worker may be killed
anywhere; whoever goes on does so where the last whole batch ended. A job is of one worker at a time, by its claim.
"""

import logging
import secrets
import time
from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cases import publishing
from cases.jobs import kinds, tasks
from cases.jobs.pace import Clock, Pace
from cases.models import Job
from gouden.web.operations.logs import event

logger = logging.getLogger(__name__)

Say = Callable[[int, int], None]

# How long a batch takes at most, in seconds, unless its first row takes longer: so long others wait for the catalogue.
A_BATCH = 0.6
# How long a worker stays at one job before others have their turn, and before it stops when asked to.
A_TURN = 5.0
# After so long without a sign of life whoever was at a job is taken to be gone.
SILENT = timedelta(minutes=2)
# As often a job is taken up without coming further, before it counts as failed.
ATTEMPTS = 5
# How often one who waits for a job of somebody else looks how far it is, in seconds.
WAIT = 0.5
# How long is kept what was done.
KEPT, TASKS_KEPT = timedelta(days=90), timedelta(days=7)

# What stopped before its end: an editor can set it going again.
STOPPED = Q(result=Job.Result.FAILED, position__lt=F("total"))


def unattended() -> Q:
    """Return which jobs are not done yet while nobody is at them, or only somebody who is silent."""
    return Q(ended_at=None) & (Q(claim="") | Q(heartbeat_at__lte=timezone.now() - SILENT))


def start(
    *,
    kind: Job.Kind,
    subject: str,
    cases: list[object],
    by: User | None,
    permission: str,
    queued: bool = True,
    **arguments: object,
) -> Job:
    """Make a job of these cases and put it in the queue. Where no worker is, it is done when this returns.

    `queued` False: whoever asks does it at once (`finish`); a worker comes to it only when that one falls silent.
    """
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind,
            subject=subject[:250],
            arguments={"cases": cases, **arguments},
            total=len(cases),
            by=by,
            permission=permission,
        )
        if queued:
            tasks.enqueue(job)
    job.refresh_from_db()
    _log("start", job, by)
    return job


def run(key: int) -> None:
    """Move the job on for a turn; do nothing when it is done, or when somebody else is at it.

    What the database cannot do now is left to be taken up again; another fault ends the job, and says so in it.
    """
    claim = secrets.token_hex(8)
    if not _claimed(key, claim):
        return
    end = time.monotonic() + A_TURN
    more = True
    while more and time.monotonic() < end:
        more = _batch_or_fail(key, claim)
    if more:
        _hand_over(key, claim)


def finish(job: Job, *, say: Say = lambda done, total: None) -> Job:
    """Do all that is left of `job` in this process, and return how it ended; wait where somebody else is at it.

    `say` hears how far it is. Whoever breaks this off leaves a job that falls silent, which a worker takes up again.
    """
    claim = secrets.token_hex(8)
    while job.ended_at is None:
        if _claimed(job.pk, claim):
            while _batch_or_fail(job.pk, claim):
                job.refresh_from_db()
                say(job.position, job.total)
        else:
            time.sleep(WAIT)
        job.refresh_from_db()
    return job


def _batch_or_fail(key: int, claim: str) -> bool:
    """Do one batch and return whether there is more to do for us; a fault of ours ends the job."""
    try:
        return _batch(key, claim)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("job %s failed", key, extra=event("run job", str(key), "failed"))
        mine = Job.objects.open().filter(pk=key, claim=claim)
        _fail(mine, "Er ging iets mis in Gouden zelf; het logboek van de server zegt wat.")
        return False


def _claimed(key: int, claim: str) -> bool:
    """Return whether the job is ours now. It was nobody's, or of somebody who is silent."""
    now = timezone.now()
    return bool(
        Job.objects.filter(unattended(), pk=key).update(
            claim=claim, heartbeat_at=now, started_at=Coalesce(F("started_at"), now), attempts=F("attempts") + 1
        )
    )


def _batch(key: int, claim: str, clock: Clock = time.monotonic) -> bool:
    """Do one batch and say how far the job is, both or neither; return whether there is more to do for us."""
    step = _looked_before(key)
    with transaction.atomic():
        publishing.lock()
        job = Job.objects.select_for_update().get(pk=key)
        if job.claim != claim:
            # Others took us to be gone.
            return False
        pace = Pace(A_BATCH, clock)
        try:
            while job.position < job.total:
                (step or kinds.STEPS[job.kind])(job, pace)
                if step or not pace.has_time():
                    break
        except kinds.Stopped as why:
            _end(job, Job.Result.FAILED, str(why))
        else:
            if job.position == job.total:
                _end(job, Job.Result.DONE, kinds.outcome(job))
        job.heartbeat_at, job.attempts = timezone.now(), 0
        job.save()
    return job.ended_at is None


def _looked_before(key: int) -> kinds.Step | None:
    """Return the one step of the next batch, of a job that looks at something before it takes the lock."""
    job = Job.objects.get(pk=key)
    return kinds.BEFORE[job.kind](job) if job.kind in kinds.BEFORE and job.ended_at is None else None


def _end(job: Job, result: Job.Result, outcome: str) -> None:
    job.result, job.outcome, job.ended_at, job.claim = result, outcome, timezone.now(), ""
    transaction.on_commit(lambda: _log("end", job, job.by))


def _fail(jobs: QuerySet[Job], why: str) -> int:
    return jobs.update(result=Job.Result.FAILED, outcome=why, ended_at=timezone.now(), claim="")


def _hand_over(key: int, claim: str) -> None:
    """Let others have their turn: the job goes to the end of the queue."""
    with transaction.atomic():
        if Job.objects.filter(pk=key, claim=claim).update(claim=""):
            tasks.enqueue(Job.objects.get(pk=key))


def take_up_silent() -> int:
    """Put in the queue what gave no sign of life for SILENT, and return how many; too often in vain, it failed."""
    number = 0
    for job in Job.objects.silent_since(timezone.now() - SILENT):
        with transaction.atomic():
            still = Job.objects.silent_since(timezone.now() - SILENT).filter(pk=job.pk)
            if job.attempts >= ATTEMPTS:
                if _fail(still, f"Afgebroken: {ATTEMPTS} keer begonnen zonder verder te komen."):
                    _log("give up", job, None)
            elif still.update(claim="", heartbeat_at=timezone.now()) and not tasks.is_queued(job):
                tasks.enqueue(job)
                number += 1
                _log("take up", job, None)
    return number


def restartable(job: Job) -> bool:
    """Whether an editor can set `job` going: it failed before its end, or is silent."""
    silent = job.ended_at is None and job.heartbeat_at <= timezone.now() - SILENT
    return silent or (job.result == Job.Result.FAILED and job.position < job.total)


def restart(*, job: Job, by: User) -> bool:
    """Set `job` going again where it was, and return whether there was reason to; `by` says who asks, for the log."""
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        if not restartable(job):
            return False
        job.result, job.outcome, job.ended_at, job.claim = "", "", None, ""
        job.attempts, job.heartbeat_at = 0, timezone.now()
        job.save()
        if not tasks.is_queued(job):
            tasks.enqueue(job)
    _log("restart", job, by)
    return True


def erase_old() -> None:
    """Erase the jobs that ended long ago, and of the queue what nobody needs: tasks hold no more than a job's key."""
    now = timezone.now()
    Job.objects.filter(ended_at__lt=now - KEPT).delete()
    DBTaskResult.objects.filter(started_at__lt=now - TASKS_KEPT).delete()


def _log(action: str, job: Job, by: User | None) -> None:
    how_far = job.result or f"{job.position}/{job.total}"
    logger.info("%s job %s", action, job.pk, extra=event(f"{action} job", str(job.pk), how_far, by))
