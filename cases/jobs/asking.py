"""What a request does itself, and what it leaves to a job: few cases are done at once."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.formats import date_format

from cases import publishing
from cases.jobs.running import start
from cases.models import Case, Job, PublishedCase

# As many cases at once: a second or two.
AT_ONCE = 20
# So long after vectors could not be made, it is tried again.
AGAIN = timedelta(hours=1)


class Refreshed(NamedTuple):
    """How many public cases changed along with a reference row, and the job that goes on with the others."""

    changed: int = 0
    job: Job | None = None


def refresh(referring_to: Iterable[Model], *, by: User | None, subject: str, permission: str) -> Refreshed:
    """Make the public cases that show these reference rows anew, at once or by a job.

    The catalogue's version goes up at once: the rows' own pages show the change.
    """
    rows = list(referring_to)
    with transaction.atomic():
        # From here on nobody publishes what showed a row as it was.
        publishing.lock()
        cases = publishing.showing(rows)
        if len(cases) <= AT_ONCE:
            return Refreshed(changed=publishing.refresh_all(rows))
        return _later(cases, by, subject, permission)


def refresh_everywhere(*, by: User | None, subject: str, permission: str) -> Refreshed:
    """Do so for all public cases."""
    with transaction.atomic():
        publishing.lock()
        cases = list(PublishedCase.objects.order_by("pk").values_list("pk", flat=True))
        if len(cases) <= AT_ONCE:
            return Refreshed(changed=publishing.refresh_places())
        return _later(cases, by, subject, permission)


def follow_day() -> Refreshed:
    """Make anew the public cases that a date changes which came since they were made, at once or by a job."""
    with transaction.atomic():
        cases = publishing.begin_day()
        if len(cases) <= AT_ONCE:
            return Refreshed(changed=publishing.refresh_cases(cases) if cases else 0)
        subject = f"Wat ingaat op {date_format(timezone.localdate(), 'j F Y')}"
        return Refreshed(job=_job(cases, None, subject, "municipalities.change_municipality"))


def rebuild() -> Job:
    """Return the job that makes all that is public anew, with what search looks in: the one that is open, or a new one.

    Nobody is at it yet: whoever asks does it, as the start of a release before it serves.
    """
    with transaction.atomic():
        publishing.lock()
        under_way = Job.objects.open().filter(kind=Job.Kind.REBUILD).first()
        return under_way or start(
            kind=Job.Kind.REBUILD,
            subject="Openbare voorbeelden en zoekindex",
            by=None,
            permission="cases.publish_case",
            queued=False,
            **publishing.begin_rebuilding(),
        )


def make_vectors() -> Job | None:
    """Return the job that makes the vectors that passages of public cases lack: a new one, in the queue.

    None when nothing lacks any or there is no model, when a job is at it, and for an hour after one was of no use.
    """
    jobs = Job.objects.filter(kind=Job.Kind.VECTORS)
    in_vain = Q(ended_at__gt=timezone.now() - AGAIN) & (Q(result=Job.Result.FAILED) | Q(changed=0))
    if jobs.filter(Q(ended_at=None) | in_vain).exists() or not (cases := publishing.cases_without_vectors()):
        return None
    return start(
        kind=Job.Kind.VECTORS,
        subject="Waar de passages van openbare voorbeelden over gaan",
        cases=[*cases],
        by=None,
        permission="cases.publish_case",
    )


def _later(cases: list[int], by: User | None, subject: str, permission: str) -> Refreshed:
    publishing.forget_cached()
    return Refreshed(job=_job(cases, by, subject, permission))


def _job(cases: list[int], by: User | None, subject: str, permission: str) -> Job:
    return start(kind=Job.Kind.REFRESH, subject=subject, cases=[*cases], by=by, permission=permission)


def act_on_many(
    verb: str,
    cases: Iterable[tuple[Case, int | None, str]],
    *,
    by: User,
    subject: str,
    logged: str,
    said: dict[str, object],
) -> Job:
    """Leave `verb` on many cases to a job, each as the version and state that were looked at.

    `logged` is what the history of each keeps; `said` what the verb asks beside the case.
    """
    chosen = [[case.pk, case.title, version, state] for case, version, state in cases]
    permission = publishing.TRANSITIONS[verb].permission
    return start(
        kind=Job.Kind.VERB,
        subject=subject,
        cases=[*chosen],
        by=by,
        permission=permission,
        verb=verb,
        logged=logged,
        said=said,
    )
