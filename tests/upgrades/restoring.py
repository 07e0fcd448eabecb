"""Databases made of dumps, and the steps by which a new release brings one up to date."""

import io
import lzma
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from tests.production.containers import compose

DUMPS = Path(__file__).parent / "dumps"
RELEASES = sorted({path.name.partition(".")[0] for path in DUMPS.glob("*.xz")})
# The oldest and the newest of them: the gate upgrades these, .ci/deep each.
ENDS = ("f75503b", "5a74beb")


def steps() -> list[list[str]]:
    """Return the commands of manage.py, with their arguments, that docker-compose.yml runs before the site starts."""
    services = compose()["services"]
    lines = [" ".join(services["migrate"]["command"]), services["catalogue"]["command"][-1]]
    commands = [command.strip() for line in lines for command in line.split("&&")]
    assert all(command.startswith("python manage.py ") for command in commands), commands
    return [command.split()[2:] for command in commands]


def upgrade() -> dict[str, str]:
    """Run the steps on the database in use, and return what each said, by its command."""
    said = {}
    for name, *arguments in steps():
        out = io.StringIO()
        call_command(name, *arguments, stdout=out)
        said[name] = out.getvalue()
    return said


def content(path: Path) -> bytes:
    """Return what a dump holds: an SQLite file, or SQL for PostgreSQL."""
    return lzma.decompress(path.read_bytes())


@contextmanager
def restored(release: str, folder: Path) -> Iterator[str]:
    """Make a database of a dump, of the kind in use, and give its address; it goes again."""
    if connection.vendor == "sqlite":
        path = folder / f"{release}.sqlite3"
        path.write_bytes(content(DUMPS / f"{release}.sqlite.xz"))
        with closing(sqlite3.connect(path)) as own_file:
            # As Gouden leaves one; the dump is without, because that is one file.
            own_file.execute("PRAGMA journal_mode=WAL")
        yield f"sqlite:///{path}"
        return
    name = f"gouden_{uuid4().hex[:8]}"
    parts = connection.settings_dict
    server = f"postgresql://{parts['USER']}:{quote(parts['PASSWORD'])}@{parts['HOST']}:{parts['PORT'] or 5432}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as manager:
        manager.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
        try:
            with psycopg.connect(f"{server}/{name}", autocommit=True) as own:
                # Lines with a backslash are for psql.
                own.execute(re.sub(rb"^\\.*$", b"", content(DUMPS / f"{release}.sql.xz"), flags=re.MULTILINE))
            yield f"{server}/{name}"
        finally:
            manager.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[arg-type]


@contextmanager
def in_use(url: str) -> Iterator[None]:
    """Let this process work in the database at `url` instead of that of the tests."""
    before = connection.settings_dict["NAME"]
    _use(url.removeprefix("sqlite:///") if connection.vendor == "sqlite" else url.rpartition("/")[2])
    try:
        yield
    finally:
        _use(before)


def _use(name: Any) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()


# --- What must still be there -----------------------------------------------------------------------------------

# What a release may make anew: what is derived, and what Django keeps of its own models.
MADE_ANEW = re.compile(
    r"cases_(publishedcase|publishedplace|search|cataloguestate)|django_(migrations|content_type)|auth_(permission|group_)|sqlite_"
)
# What comes with a release may be other in the next.
LOADED = re.compile(
    r"cases_(?!revision|publicationevent|inquiry|submission|passed|board|apikey|missed|outgoing|upload|probable|link_?check|sign)|municipalities_"
)

Rows = dict[str, tuple[list[str], set[tuple[str, ...]]]]


def rows(columns_of: Rows | None = None) -> Rows:
    """Return the columns and the rows of each table whose rows must stay.

    With `columns_of`: of its tables, and of its columns those that are still there.
    """
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in sorted(columns_of or connection.introspection.table_names(cursor)):
            if MADE_ANEW.match(table) or LOADED.match(table):
                continue
            there = [column.name for column in connection.introspection.get_table_description(cursor, table)]
            columns = [name for name in (columns_of[table][0] if columns_of else there) if name in there]
            quoted = ", ".join(map(connection.ops.quote_name, columns))
            cursor.execute(f"SELECT {quoted} FROM {connection.ops.quote_name(table)}")
            found[table] = columns, {tuple(map(str, row)) for row in cursor.fetchall()}
    return found
