"""The migrated, empty database that every test database is copied from: migrating takes five seconds, a copy none.

One is kept for each set of migrations: a file in pytest's cache on SQLite, a database beside the others on PostgreSQL.
"""

import fcntl
import hashlib
import inspect
import shutil
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from cases.editorial import roles
from gouden.accounts import groups

PREFIX = "template"


def prepare(folder: Path) -> None:
    """Give the test database its template, made first where `folder` knows of none. Processes wait for each other."""
    with (folder / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor == "sqlite":
            _copy_file(folder / f"{PREFIX}-{_fingerprint()}.sqlite3")
        else:
            _name_template(f"{PREFIX}_{connection.settings_dict['NAME']}_{_fingerprint()}")


def _fingerprint() -> str:
    """Return what tells one set of migrations from another: their files, and those they grant from."""
    migrations = MigrationLoader(None).disk_migrations.values()
    files = {inspect.getfile(type(migration)) for migration in migrations} | {roles.__file__, groups.__file__}
    return hashlib.sha256(b"".join(Path(file).read_bytes() for file in sorted(files))).hexdigest()[:12]


def _copy_file(template: Path) -> None:
    """Put a copy of the template where Django looks for the test database."""
    if not template.exists():
        for older in template.parent.glob(f"{PREFIX}-*"):
            older.unlink()
        unfinished = template.with_suffix(".unfinished")
        _migrate(str(unfinished))
        unfinished.rename(template)
    shutil.copyfile(template, connection.settings_dict["TEST"]["NAME"])


def _name_template(template: str) -> None:
    """Tell Django which database to copy."""
    quote = connection.ops.quote_name
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{template[:-12]}%"])
        known = {name for (name,) in cursor.fetchall()}
        if template not in known:
            for older in known:
                cursor.execute(f"DROP DATABASE {quote(older)}")
            cursor.execute(f"CREATE DATABASE {quote(f'{template}_new')}")
            _migrate(f"{template}_new")
            cursor.execute(f"ALTER DATABASE {quote(f'{template}_new')} RENAME TO {quote(template)}")
    connection.settings_dict["TEST"]["TEMPLATE"] = template


def _migrate(name: str) -> None:
    """Make the tables in the database of this name."""
    given = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = given
