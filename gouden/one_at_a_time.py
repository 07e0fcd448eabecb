"""One process at a time does what fills or changes the database as a whole; the next one waits until it is done."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.db import connection

# Any number, but the same in every process: PostgreSQL knows its advisory locks by number, in each database apart.
NUMBER = 0x676F7564656E
POLL_SECONDS = 0.5
WAITING = "Een ander proces is deze database aan het inrichten; wacht tot dat klaar is…"

_held = False


@contextmanager
def turn(say: Callable[[str], object]) -> Iterator[None]:
    """Wait until no other process has its turn at this database, and have it; `say` hears that it waits.

    A process that has its turn may ask for it again. It ends with the process, however that ends.
    """
    global _held  # noqa: PLW0603  # a turn is of the process
    if _held:
        yield
        return
    take = _take_postgresql if connection.vendor == "postgresql" else _take_sqlite
    with ExitStack() as stack:
        if not take(stack):
            say(WAITING)
            while not take(stack):
                time.sleep(POLL_SECONDS)
        _held = True
        stack.callback(_give_back)
        yield


def _give_back() -> None:
    global _held  # noqa: PLW0603
    _held = False


def _take_postgresql(stack: ExitStack) -> bool:
    """Take an advisory lock on a connection of its own, and return whether it was free.

    It is that of a transaction, so that it holds behind a pooler that lends a connection for one transaction at a time.
    """
    own = connection.copy()
    own.set_autocommit(False)
    with own.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [NUMBER])
        free = bool(cursor.fetchone()[0])
    if free:
        stack.callback(own.close)
    else:
        own.close()
    return free


def _take_sqlite(stack: ExitStack) -> bool:
    """Lock a file beside the database for writing, and return whether it was free.

    It is an SQLite file itself, without content: that locks in the same way on every system.
    """
    name = Path(connection.settings_dict["NAME"])
    own = sqlite3.connect(name.with_name(f"{name.name}.beurt"), timeout=0, isolation_level=None)
    try:
        own.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        own.close()
        # The last byte says what kind it is, those before it of what sort.
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    stack.callback(own.close)
    return True
