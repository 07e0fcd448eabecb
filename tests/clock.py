"""What time it is, for tests that live through a midnight."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock


@contextmanager
def clock(utc: str) -> Iterator[None]:
    """Let Django believe that it is this moment, in UTC: `2026-12-31 23:30`."""
    moment = datetime.datetime.fromisoformat(utc).replace(tzinfo=datetime.UTC)
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield
