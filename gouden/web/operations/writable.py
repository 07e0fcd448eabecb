"""Whether the database can be written: not on a full disk, nor where it may only be read."""

import tempfile
import time
from contextlib import suppress
from pathlib import Path

from django.db import Error, connection, transaction

FINE, FULL = "in orde", "kan niet: de schijf is vol, of er mag alleen gelezen worden"
# What is found holds for so many seconds, in this process.
HOLDS = 30
# More than an editor's save takes.
BYTES = 1_000_000
# Made on disk and taken back with the transaction: what a server that may only read refuses, and one without room.
PROBE = "CREATE TEMPORARY TABLE probe ON COMMIT DROP AS SELECT md5(n::text) FROM generate_series(1, 10000) AS n"


class _Found:
    at, result = -float(HOLDS), FINE


def writable() -> str:
    """Return FINE, or what the matter is, as found within the last HOLDS seconds."""
    if time.monotonic() - _Found.at >= HOLDS:
        _Found.result = FINE if _try() else FULL
        _Found.at = time.monotonic()
    return _Found.result


def _try() -> bool:
    with suppress(OSError, Error):
        if connection.vendor == "sqlite":
            with tempfile.TemporaryFile(dir=Path(connection.settings_dict["NAME"]).parent) as file:
                file.write(bytes(BYTES))
        else:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(PROBE)
                transaction.set_rollback(True)
        return True
    return False
