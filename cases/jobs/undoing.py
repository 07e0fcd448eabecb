"""Taking back what a job did to many cases: by another job, each case by itself, while nothing happened since."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from cases.jobs.kinds import STEPS_DONE, UNDO
from cases.jobs.running import start
from cases.models import Job
from cases.publishing import undoing
from cases.publishing.undoing import Standing

# So long after it ended a job is taken back, as with the button in a message.
VALID = timedelta(days=1)


def undoable(job: Job, by: User) -> bool:
    """Whether `by` can have taken back what `job` did: it ended, `by` asked for it and may, and nobody did so yet."""
    steps = job.arguments.get(STEPS_DONE)
    if not steps or job.by != by or job.ended_at is None or job.ended_at < timezone.now() - VALID:
        return False
    asked: set[str] = set()
    for _, _, before, after in steps:
        asked |= undoing.permissions_to_undo(job.arguments["verb"], Standing(*before), Standing(*after))
    return by.has_perms(asked) and not Job.objects.filter(arguments__undoes=job.pk).exists()


def undo(job: Job, by: User) -> Job:
    """Let another job take back what `job` did, what it did last first."""
    return start(
        kind=Job.Kind.VERB,
        subject=f"Ongedaan maken: {job.subject}"[:250],
        cases=job.arguments[STEPS_DONE][::-1],
        by=by,
        permission=job.permission,
        verb=UNDO,
        undone=job.arguments["verb"],
        undoes=job.pk,
    )
