"""What each kind of job does in one step, which also moves its position on: both are saved, or neither.

A step is done under the lock of the catalogue. What takes long and needs no lock is looked at before (BEFORE).
"""

import time
from collections.abc import Callable

from django.contrib.auth.models import User
from django.utils.dateparse import parse_date

from cases import publishing
from cases.jobs.pace import Pace
from cases.models import Job
from cases.publishing import NotAllowed, undoing
from cases.publishing.undoing import Standing
from cases.search.meaning.embedder import Unavailable

# As many cases are projected together: a tenth of a second or two of the catalogue's lock.
TOGETHER = 10
# For so many seconds vectors are made before they are stored: a case takes one or two.
A_WHILE = 1.0
NOT_ANY_MORE = "Wie dit vroeg, mag het niet meer."
# The verb of a job that takes back the steps of another, which that one kept under this name.
UNDO, STEPS_DONE = "undo", "steps"


# A step of several rows asks the pace how many it may do.
type Step = Callable[[Job, Pace], None]


class Stopped(Exception):
    """The job cannot go on; the text says why in Dutch."""


def refresh(job: Job, pace: Pace) -> None:
    """Make the next public cases anew. Those that are right already stay as they are."""
    cases = job.items[:TOGETHER]
    job.changed += publishing.refresh_cases(cases)
    job.position += len(cases)


def act(job: Job, pace: Pace) -> None:
    """Do the verb to the next case as it was looked at, or keep why not; of what was done also how to take it back."""
    if job.arguments["verb"] == UNDO:
        undo(job)
        return
    by = _still_there(job)
    key, title, version, state = job.items[0]
    asked = job.arguments

    def do() -> None:
        before = Standing.of(key)
        job.changed += publishing.act(
            asked["verb"], key, by=by, version=version, state=state, logged=asked["logged"], said=asked["said"]
        )
        after = Standing.of(key)
        if undoing.undoable(asked["verb"], before, after):
            asked.setdefault(STEPS_DONE, []).append([key, title, before, after])

    if reason := publishing.why_not(do):
        job.failures.append([title, reason])
    job.position += 1


def undo(job: Job) -> None:
    """Take back the next step of a job, or keep why not: something happened to the case since."""
    by = _still_there(job)
    key, title, before, after = job.items[0]
    step = Standing(*before), Standing(*after)

    def do() -> None:
        if not by.has_perms(undoing.permissions_to_undo(job.arguments["undone"], *step)):
            raise NotAllowed(NOT_ANY_MORE)
        undoing.undo(job.arguments["undone"], key, before=step[0], after=step[1], by=by)
        job.changed += 1

    if reason := publishing.why_not(do):
        job.failures.append([title, reason])
    job.position += 1


def _still_there(job: Job) -> User:
    """Return who asked for `job`. Raises Stopped when that one may not do it any more."""
    if job.by is None or not job.by.is_active or not job.by.has_perm(job.permission):
        raise Stopped(f"{NOT_ANY_MORE} Wat nog niet gedaan was, is niet gedaan.")
    return job.by


# In a rebuilding the last item, after the cases.
TERMS = 0


def rebuild(job: Job, pace: Pace) -> None:
    """Make the next public cases anew, with what search looks in."""
    if not publishing.is_ours(job.arguments):
        # It was begun by another release: what that one made is not ours.
        job.arguments |= publishing.begin_rebuilding()
        job.position, job.total, job.changed = 0, len(job.arguments["cases"]), 0
    cases = [key for key in job.items[:TOGETHER] if key != TERMS]
    job.changed += publishing.refresh_cases(cases)
    job.position += len(cases)


def look_at_terms(job: Job) -> Step:
    """Before the last step of a rebuilding, look whether the terms of all cases are counted right: that takes long."""
    if job.position < job.total - 1 or not publishing.is_ours(job.arguments):
        return rebuild
    wrong = bool(publishing.search_differences())

    def end(job: Job, pace: Pace) -> None:
        publishing.end_rebuilding(parse_date(job.arguments["day"]), terms=wrong)
        job.position += 1

    return end


def make_vectors(job: Job) -> Step:
    """Before a step, make the vectors of the next cases, for as long as a batch takes: that needs no lock."""
    made: dict[int, dict[str, bytes]] = {}
    end, refused = time.monotonic() + A_WHILE, ""
    for case in job.items:
        try:
            made[case] = publishing.make_vectors(case)
        except Unavailable as error:
            refused = f"Er is geen model dat zegt waar passages over gaan: {error}."
            break
        if time.monotonic() > end:
            break

    def keep(job: Job, pace: Pace) -> None:
        job.position += len(made)
        job.changed += sum(map(bool, made.values()))
        publishing.keep_vectors(made, last=bool(refused) or job.position == job.total)
        if refused:
            raise Stopped(refused)

    return keep


# The step of an import is added by cases.admin.transfer.long_imports.
STEPS: dict[str, Step] = {Job.Kind.REFRESH: refresh, Job.Kind.VERB: act, Job.Kind.REBUILD: rebuild}
# Of a kind that looks at something before its step: returns the one step of the next batch.
BEFORE: dict[str, Callable[[Job], Step]] = {Job.Kind.REBUILD: look_at_terms, Job.Kind.VECTORS: make_vectors}


def outcome(job: Job) -> str:
    """Say in Dutch what came of a job that did all there was to do."""
    if job.outcome:
        # Its last step said so.
        return job.outcome
    if job.kind == Job.Kind.REFRESH:
        return f"{job.total} openbare voorbeelden nagelopen; {job.changed} zijn veranderd."
    if job.kind == Job.Kind.REBUILD:
        return f"{job.total - 1} openbare voorbeelden en de zoekindex opnieuw gemaakt; {job.changed} zijn veranderd."
    if job.kind == Job.Kind.VECTORS:
        return f"Van {job.changed} van {job.total} openbare voorbeelden is bepaald waar de passages over gaan."
    same = job.total - job.changed - len(job.failures)
    already = f"; {same} {'stond' if same == 1 else 'stonden'} er al zo" if same else ""
    refused = f"; {len(job.failures)} niet, de redenen staan hieronder" if job.failures else ""
    return f"{job.changed} van {job.total} voorbeelden gedaan{already}{refused}."
