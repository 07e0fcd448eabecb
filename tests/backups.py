"""A backup of the tests' own database, and putting it back: really, with the keys that were given out since."""

import sqlite3
from contextlib import closing
from typing import cast

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction


class Backup:
    """The database as it is now. `put_back` makes it so again; whatever was written meanwhile is lost without a trace.

    On SQLite a copy of the file's pages, on PostgreSQL of all rows of all tables. Needs a test without a transaction.
    """

    def __init__(self) -> None:
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(":memory:")) as copy:
                self._sqlite().backup(copy)
                pages = bytearray(copy.serialize())
            # The file says that it is in WAL mode, which a database in memory cannot be (fileformat2.html, 1.3.3).
            pages[18:20] = b"\x01\x01"
            self.pages = bytes(pages)
            return
        self.rows: dict[str, bytes] = {}
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
            for [table] in cursor.fetchall():
                with cursor.copy(f"COPY {table} TO STDOUT") as copy:
                    self.rows[table] = b"".join(copy)

    def put_back(self) -> None:
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(":memory:")) as copy:
                copy.deserialize(self.pages)
                copy.backup(self._sqlite())
            return
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for table in self.rows:
                cursor.execute(f"DELETE FROM {table}")
            for table, rows in self.rows.items():
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(rows)
            for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)):
                cursor.execute(statement)

    @staticmethod
    def _sqlite() -> sqlite3.Connection:
        connection.ensure_connection()
        return cast("sqlite3.Connection", connection.connection)
