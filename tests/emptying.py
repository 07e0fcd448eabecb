"""Emptying PostgreSQL after a test: truncating a hundred tables takes a quarter second, and most hold nothing."""

from collections.abc import Sequence

from django.core.management.color import Style
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations


def sql_flush(
    self: DatabaseOperations,
    style: Style,
    tables: Sequence[str],
    *,
    reset_sequences: bool = False,
    allow_cascade: bool = False,
) -> list[str]:
    """Return what empties the tables that hold something, in place of Django's method of this name.

    Foreign keys are looked at when all of it is done. Numbers go on where they were, as with Django's.
    """
    quote = self.quote_name
    holding = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT FROM {quote(table)})"  # names of our own tables
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(holding)
        return [f"DELETE FROM {quote(table)}" for (table,) in cursor.fetchall()]
