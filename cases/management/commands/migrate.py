"""Django's own `migrate`, one at a time: when two servers start together, the second waits for the first."""

from typing import Any

from django.core.management.commands import migrate

from gouden.one_at_a_time import turn


class Command(migrate.Command):
    """Without the wait both would make the same tables, and one would fail."""

    def handle(self, *args: Any, **options: Any) -> None:
        with turn(self.stdout.write):
            super().handle(*args, **options)
