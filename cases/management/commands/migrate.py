"""Django's own `migrate`, one at a time: when two servers start together, the second waits for the first."""

import time
from typing import Any

from django.core.management.commands import migrate
from django.db import connection

from gouden.one_at_a_time import turn

# How long a locked SQLite file is asked again whether it can be used, and how often.
PATIENCE_SECONDS, POLL_SECONDS = 20, 0.5


class Command(migrate.Command):
    """Without the wait both would make the same tables, and one would fail."""

    def handle(self, *args: Any, **options: Any) -> None:
        with turn(self.stdout.write):
            wait_for_json()
            super().handle(*args, **options)


def wait_for_json() -> None:
    """Ask once more whether SQLite knows JSON: Django remembers a file that is locked as one that does not."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not connection.features.supports_json_field and time.monotonic() < end:
        del connection.features.__dict__["supports_json_field"]
        time.sleep(POLL_SECONDS)
