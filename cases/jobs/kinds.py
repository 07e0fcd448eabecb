"""What each kind of job does in one step, which also moves its position on: both are saved, or neither."""

from collections.abc import Callable

from cases import publishing
from cases.models import Job

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
    asked = job.arguments

    def do() -> None:
        job.changed += publishing.act(
            asked["verb"], key, by=by, version=version, state=state, logged=asked["logged"], said=asked["said"]
        )

    if reason := publishing.why_not(do):
        job.failures.append([title, reason])
    job.position += 1


STEPS: dict[str, Callable[[Job], None]] = {Job.Kind.REFRESH: refresh, Job.Kind.VERB: act}


def outcome(job: Job) -> str:
    """Say in Dutch what came of a job that did all there was to do."""
    if job.kind == Job.Kind.REFRESH:
        return f"{job.total} openbare voorbeelden nagelopen; {job.changed} zijn veranderd."
    same = job.total - job.changed - len(job.failures)
    already = f"; {same} {'stond' if same == 1 else 'stonden'} er al zo" if same else ""
    refused = f"; {len(job.failures)} niet, de redenen staan hieronder" if job.failures else ""
    return f"{job.changed} van {job.total} voorbeelden gedaan{already}{refused}."
