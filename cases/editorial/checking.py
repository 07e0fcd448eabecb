"""Recording that somebody who knows told how it stands with a case: its lifecycle, with the day, as a new version."""

import datetime

from django.contrib.auth.models import User
from django.db import transaction

from cases import publishing
from cases.models import Case
from cases.publishing.rules import NotPublishable


def record(*, case: int, lifecycle: Case.Lifecycle, on: datetime.date, by: User, note: str) -> Case:
    """Make this the dated lifecycle of the working case, as a new version; readers see it once that is published.

    What has become ordinary work runs as well, and more firmly: it stays so. Raises publishing.NotAllowed for what is
    archived. The caller holds the lock of the verbs.
    """
    found = Case.objects.select_for_update().get(pk=case)
    if why_not := publishing.put_away(found, by):
        raise publishing.NotAllowed(why_not)
    if not (lifecycle == Case.Lifecycle.RUNNING and found.lifecycle == Case.Lifecycle.SECURED):
        found.lifecycle = lifecycle
    found.lifecycle_checked_on = on
    found.modified_by = by
    found.save()
    publishing.record_revision(case=found, by=by, note=note)
    return found


def is_settled(case: int) -> bool:
    """Whether readers see the case as it is, so that a check of it can be shown alone."""
    found = Case.objects.with_pending_changes().get(pk=case)
    return found.state == Case.State.PUBLISHED and not getattr(found, "has_pending_changes", True)


def show(*, case: Case, by: User, note: str) -> bool:
    """Show the latest version to readers where `by` may; return whether they see it now."""
    if "publish" not in publishing.allowed(case=case, by=by):
        return False
    try:
        with transaction.atomic():
            publishing.publish(case=case, by=by, note=note, seen=publishing.latest_number(case))
    except NotPublishable:
        return False
    return True
