"""What each kind of job does in one step, which also moves its position on: both are saved, or neither."""

from collections.abc import Callable

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db import transaction

from cases import publishing
from cases.models import Case, Job
from cases.publishing import TRANSITIONS, NotAllowed
from cases.publishing.rules import NotPublishable, in_words

# As many cases are projected together: a tenth of a second or two of the catalogue's lock.
TOGETHER = 10


class Stopped(Exception):
    """The job cannot go on; the text says why in Dutch."""


def refresh(job: Job) -> None:
    """Make the next public cases anew. Those that are right already stay as they are."""
    cases = job.items[:TOGETHER]
    job.changed += publishing.refresh_cases(cases)
    job.position += len(cases)


def act(job: Job) -> None:
    """Do the verb to the next case as it was looked at, or keep why not."""
    by = job.by
    if by is None or not by.is_active or not by.has_perm(job.permission):
        raise Stopped("Wie dit vroeg, mag het niet meer. Wat nog niet gedaan was, is niet gedaan.")
    key, title, version, state = job.items[0]
    why_not = _acted(job, by, key, version, state)
    if why_not:
        job.failures.append([title, why_not])
    else:
        job.changed += 1
    job.position += 1


def _acted(job: Job, by: User, key: int, version: int | None, state: str) -> str:
    """Do the verb to this case, and keep that in its history; return why not, if it cannot be."""
    verb, said = job.arguments["verb"], job.arguments["said"]
    seen = {"seen": version} if TRANSITIONS[verb].looked_at else {}
    try:
        with transaction.atomic():
            case = Case.objects.select_for_update().get(pk=key)
            if version is not None and case.state != state:
                raise NotAllowed(f"Dit is intussen {case.get_state_display()}. Bekijk eerst hoe het er nu staat.")
            VERBS[verb](case=case, by=by, **seen, **said)
            entries = Case.objects.filter(pk=key)
            LogEntry.objects.log_actions(by.pk, entries, CHANGE, job.arguments["logged"], single_object=True)
    except NotAllowed as error:
        return str(error)
    except NotPublishable as error:
        return " ".join(in_words(error.problems))
    except Case.DoesNotExist:
        return "Het bestaat niet meer."
    return ""


VERBS: dict[str, Callable[..., object]] = {"publish": publishing.publish, "withdraw": publishing.withdraw}
STEPS: dict[str, Callable[[Job], None]] = {Job.Kind.REFRESH: refresh, Job.Kind.VERB: act}


def outcome(job: Job) -> str:
    """Say in Dutch what came of a job that did all there was to do."""
    if job.kind == Job.Kind.REFRESH:
        return f"{job.total} openbare voorbeelden nagelopen; {job.changed} zijn veranderd."
    refused = f"; {len(job.failures)} niet, de redenen staan hieronder" if job.failures else ""
    return f"{job.changed} van {job.total} voorbeelden gedaan{refused}."
