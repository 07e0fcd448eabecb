"""When somebody should look whether a case still runs.

On the day an editor set; without one, or when it was looked into since, a year after it was last known, or else after
the case was published. What ended is not looked into again, unless an editor set a day.
"""

import datetime

from django.db.models import F, Q
from django.utils import timezone

from cases.models import Case

YEAR = datetime.timedelta(days=365)


def check_on(case: Case) -> datetime.date | None:
    """Return the day on which `case` is to be looked into; None when no day follows: a draft, or what ended."""
    checked, planned = case.lifecycle_checked_on, case.next_check_on
    if planned and (checked is None or checked < planned):
        return planned
    if case.lifecycle == Case.Lifecycle.ENDED or case.kind == Case.Kind.REFLECTION:
        return None
    if checked:
        return checked + YEAR
    published = getattr(case, "published", None)
    return timezone.localdate(published.published_at) + YEAR if published else None


def due(today: datetime.date) -> Q:
    """Return the condition for public cases whose day (`check_on`) has come."""
    never_checked, planned = Q(lifecycle_checked_on=None), Q(next_check_on__isnull=False)
    overtaken = planned & Q(lifecycle_checked_on__gte=F("next_check_on"))
    since = timezone.make_aware(datetime.datetime.combine(today - YEAR, datetime.time.max))
    long_ago = Q(lifecycle_checked_on__lte=today - YEAR) | never_checked & Q(published__published_at__lte=since)
    by_day = Q(next_check_on__lte=today) & (never_checked | Q(lifecycle_checked_on__lt=F("next_check_on")))
    by_rule = (~planned | overtaken) & long_ago & ~Q(lifecycle=Case.Lifecycle.ENDED)
    # A reflection is nothing that runs.
    return Q(state=Case.State.PUBLISHED) & ~Q(kind=Case.Kind.REFLECTION) & (by_day | by_rule)
