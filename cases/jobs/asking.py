"""What a request does itself, and what it leaves to a job: few cases are done at once."""

from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model

from cases import publishing
from cases.jobs.running import start
from cases.models import Case, Job, PublishedCase

# As many cases at once: a second or two.
AT_ONCE = 20


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


def _later(cases: list[int], by: User | None, subject: str, permission: str) -> Refreshed:
    publishing.forget_cached()
    kind = Job.Kind.REFRESH
    return Refreshed(job=start(kind=kind, subject=subject, cases=[*cases], by=by, permission=permission))


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
