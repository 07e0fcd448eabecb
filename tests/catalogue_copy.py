"""The rows of the real catalogue, kept by a test run: loading it takes ten seconds, putting its rows back one."""

import fcntl
import io
import pickle
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models


def tables() -> list[tuple[type[models.Model], str, str]]:
    """Return every table that a load fills, with its name and its columns as SQL writes them."""
    quote = connection.ops.quote_name
    found: list[tuple[type[models.Model], str, str]] = []
    for app in ("municipalities", "cases"):
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            columns = ", ".join(quote(field.column) for field in model._meta.local_concrete_fields)
            found.append((model, quote(model._meta.db_table), columns))
    return found


def start_at_one() -> None:
    """Let the first row of each of these tables have key 1, whatever tests were there before."""
    names = {model._meta.db_table for model, _, _ in tables()}
    with connection.cursor() as cursor:
        own = [one for one in connection.introspection.sequence_list() if one["table"] in names]
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), own):
            cursor.execute(statement)


class CatalogueCopy:
    """Fills empty tables, with what the first process of a run that needed it left in a file. Call in a transaction."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def fill(self) -> None:
        """Load the catalogue as `setup` does, or put back the rows of who did."""
        with self.file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.file.exists():
                start_at_one()
                call_command("import_municipalities", stdout=io.StringIO())
                call_command("load_catalogue", stdout=io.StringIO())
                self.take()
                return
        self.put_back()

    def take(self) -> None:
        """Keep what the tables hold now."""
        rows: dict[str, Any] = {}
        with connection.cursor() as cursor:
            for _, table, columns in tables():
                if connection.vendor == "postgresql":
                    with cursor.copy(f"COPY {table} ({columns}) TO STDOUT") as copy:
                        rows[table] = b"".join(copy)
                else:
                    rows[table] = cursor.execute(f"SELECT {columns} FROM {table}").fetchall()
        self.file.write_bytes(pickle.dumps(rows))

    def put_back(self) -> None:
        """Write what was kept; what is written next gets a key of its own."""
        rows: dict[str, Any] = pickle.loads(self.file.read_bytes())
        with connection.cursor() as cursor:
            for _, table, columns in tables():
                if connection.vendor == "postgresql":
                    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                        copy.write(rows[table])
                elif rows[table]:
                    marks = ", ".join(["%s"] * len(rows[table][0]))
                    cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows[table])
            for statement in connection.ops.sequence_reset_sql(no_style(), [model for model, _, _ in tables()]):
                cursor.execute(statement)
