"""The versions of a case."""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from cases.models import Case, Revision
from cases.revisions.snapshot import read, snapshot, stored


def record_revision(*, case: Case, by: User | None, note: str = "") -> Revision:
    """Return the revision that holds `case` as it is now: the last one, or a new one when something changed.

    Call it once per save, after everything that hangs on the case is saved.
    """
    with transaction.atomic():
        return record_loaded(case=Case.objects.locked_whole().get(pk=case.pk), by=by, note=note)


def record_loaded(*, case: Case, by: User | None, note: str = "") -> Revision:
    """Do so for a case that is locked and loaded with all that hangs on it."""
    data = snapshot(case)
    last = Revision.objects.filter(case=case).order_by("-number").first()
    if last and read(last.snapshot) == data:
        return last
    number = last.number + 1 if last else 1
    return Revision.objects.create(case=case, number=number, by=by, note=note, snapshot=stored(data))


def latest_number(case: Case) -> int:
    """Return the number of the latest version of `case`; 0 when none was saved yet."""
    return Revision.objects.filter(case=case).aggregate(latest=Max("number"))["latest"] or 0
