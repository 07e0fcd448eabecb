"""Cases that change, and who follows them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases import publishing
from cases.desk.following import verbs
from cases.models import Case, Follow
from tests.factories import FollowFactory


def follower(query: str = "", **given: Any) -> Follow:
    """Return somebody who confirmed just now, and follows from here on."""
    follow = FollowFactory(query=query, unconfirmed=True, **given)
    return verbs.confirm(follow=follow)


def in_turn() -> None:
    """Let the time of everybody who follows come."""
    Follow.objects.exclude(confirmed_at=None).update(due_at=timezone.now() - timedelta(minutes=1))


def publish(case: Case, **changes: Any) -> None:
    """Change a case and show it to readers."""
    for name, value in changes.items():
        setattr(case, name, value)
    case.save()
    publishing.publish(case=case, by=None)
