"""What time it is, for tests that live through a midnight."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock


@contextmanager
def clock(utc: str) -> Iterator[None]:
    """Let Django believe that it is this second, in UTC: `2026-12-31 23:30`.

    Its microseconds are those of the real clock: the moment of a change tells two histories of the catalogue apart.
    """
    second = datetime.datetime.fromisoformat(utc).replace(tzinfo=datetime.UTC)

    def now() -> datetime.datetime:
        return second.replace(microsecond=datetime.datetime.now(datetime.UTC).microsecond)

    with mock.patch("django.utils.timezone.now", now):
        yield
