"""The versions of a case."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from cases.models import Case, Revision
from cases.revisions.snapshot import read, snapshot, stored
from gouden.compiled_query import CompiledQuery

# Cases by their keys, locked, each with all that hangs on it.
locked_whole = CompiledQuery[Case](lambda cases: Case.objects.locked_whole().filter(pk__in=cases).order_by("pk"))
last_version_of = CompiledQuery[Revision](lambda cases: Revision.objects.filter(case__in=cases).order_by("-number")[:1])


def record_revision(*, case: Case, by: User | None, note: str = "") -> Revision:
    """Return the revision that holds `case` as it is now: the last one, or a new one when something changed.

    Call it once per save, after everything that hangs on the case is saved.
    """
    with transaction.atomic():
        return record_loaded(case=locked_whole.get(case.pk), by=by, note=note)


def record_revisions(*, cases: Iterable[Case], by: User | None, note: str = "") -> None:
    """Do so for many cases, in a fixed number of queries."""
    keys = {case.pk for case in cases}
    with transaction.atomic():
        numbers = latest_numbers(keys)
        found = Revision.objects.filter(case__in=keys, number__in=set(numbers.values())).order_by()
        last = {revision.case_id: revision for revision in found if revision.number == numbers[revision.case_id]}
        following = (_following(case, last.get(case.pk), by, note) for case in locked_whole(keys))
        Revision.objects.bulk_create(revision for revision in following if revision)


def record_loaded(*, case: Case, by: User | None, note: str = "") -> Revision:
    """Do so for a case that is locked and loaded with all that hangs on it."""
    last = last_version_of.first(case.pk)
    revision = _following(case, last, by, note)
    if revision:
        revision.save(force_insert=True)
    return revision or last  # type: ignore[return-value]  # without a last one there is a following


def _following(case: Case, last: Revision | None, by: User | None, note: str) -> Revision | None:
    """Return the revision that follows `last`, not saved yet; None when nothing changed since."""
    data = snapshot(case)
    if last and read(last.snapshot) == data:
        return None
    return Revision(case=case, number=last.number + 1 if last else 1, by=by, note=note, snapshot=stored(data))


def latest_numbers(cases: Iterable[int]) -> dict[int, int]:
    """Return the number of the latest version of each case that has any."""
    found = Revision.objects.filter(case__in=set(cases)).order_by().values("case").annotate(latest=Max("number"))
    return {row["case"]: row["latest"] for row in found}


def latest_number(case: Case) -> int:
    """Return the number of the latest version of `case`; 0 when none was saved yet."""
    last = last_version_of.first(case.pk)
    return last.number if last else 0
