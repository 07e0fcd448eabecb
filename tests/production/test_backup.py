"""The commands of docs/howto/backup-and-restore.md: dump, drop, restore, and the catalogue is the same."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.production.containers import ROOT, dotenv, image_environment, machine, shell_lines
from tests.production.servers import postgres_bin

pytestmark = pytest.mark.once

CATALOGUE = ROOT / "tests" / "cases" / "loading" / "data" / "catalogue"
MUNICIPALITIES = ROOT / "tests" / "municipalities" / "data" / "good"
PAGE = "backup-and-restore.md"
IN_THE_DATABASE = "docker compose exec -T db "
TABLES = ["cases_publishedcase", "cases_publicationevent", "cases_revision", "cases_claim", "auth_user"]


def manage(url: str, *words: str) -> str:
    """Run a command of manage.py with production settings and return what it said."""
    environment = machine() | image_environment() | dotenv() | {"DATABASE_URL": url}
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def fill(url: str) -> None:
    """Make a small catalogue in migrated tables: what is compared is each row, not how many there are."""
    for command in (["import_municipalities", str(MUNICIPALITIES)], ["load_catalogue", str(CATALOGUE)]):
        manage(url, *command)


@pytest.mark.deep
def test_what_pg_dump_saved_comes_back_the_same(database_url: str, tmp_path: Path) -> None:
    def content() -> dict[str, Any]:
        with psycopg.connect(database_url) as connection:
            found: dict[str, Any] = {
                table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()
                for table in TABLES  # type: ignore[arg-type]
            }
            found["records"] = connection.execute(
                "SELECT slug, record, card, changed_at FROM cases_publishedcase ORDER BY slug"
            ).fetchall()
        return found

    manage(database_url, "migrate")
    fill(database_url)
    before = content()
    lines = list(shell_lines(PAGE, IN_THE_DATABASE))

    for line in lines:
        run_at(database_url, line, tmp_path)

    assert [line.removeprefix(IN_THE_DATABASE).split()[0] for line in lines] == [
        "pg_dump", "dropdb", "createdb", "pg_restore",
    ]  # fmt: skip
    assert len(before["records"]) > 1
    assert content() == before
    assert "gelijk aan hun bron" in manage(database_url, "rebuild_published", "--check")
    assert "nog niet" not in manage(database_url, "migrate")
    # The counters came back too: a new row gets a number that is free.
    manage(database_url, "createsuperuser", "--no-input", "--username=nieuw", "--email=nieuw@gouden.example")


def run_at(database_url: str, line: str, folder: Path) -> None:
    """Run a line that is meant for the container of the database against `database_url`."""
    parts = urlsplit(database_url)
    name, programs = parts.path.strip("/"), postgres_bin()
    if not programs:
        pytest.skip("geen pg_dump op deze computer")
    command = line.removeprefix(IN_THE_DATABASE).replace("--username=gouden", f"--username={parts.username}")
    command = re.sub(r"(--dbname=|(?<= ))gouden(?= |$)", rf"\g<1>{name}", command)
    environment = os.environ | {
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port),
        "PGPASSWORD": parts.password or "",
        "PATH": f"{programs}:{os.environ['PATH']}",
    }
    shell(command, folder, environment)


def test_what_sqlite_saved_comes_back_the_same(tmp_path: Path, migrated_file: Path) -> None:
    (tmp_path / "var").mkdir()
    database = tmp_path / "var" / "gouden.sqlite3"
    shutil.copyfile(migrated_file, database)
    url = f"sqlite:///{database}"

    def content() -> list[Any]:
        with sqlite3.connect(database) as connection:
            counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in TABLES]
            rows = connection.execute("SELECT slug, record, card FROM cases_publishedcase ORDER BY slug").fetchall()
        connection.close()
        return [counts, rows]

    fill(url)
    before = content()
    save, *restore = (
        line.replace(".venv/bin/python", sys.executable)
        for line in shell_lines(PAGE)
        if line.startswith((".venv/", "rm ", "cp "))
    )
    shell(save, tmp_path)
    database.write_bytes(b"")
    for line in restore:
        if "manage.py" in line:
            manage(url, *line.partition("manage.py ")[2].split())
        else:
            shell(line, tmp_path)

    assert ".backup(" in save
    assert [line.split()[0] for line in restore] == ["rm", "cp", *[sys.executable] * 3]
    assert len(before[1]) > 1
    assert content() == before


def shell(line: str, folder: Path, environment: dict[str, str] | None = None) -> None:
    """Run a line of the page in `folder`; fail with what it said."""
    done = subprocess.run(["sh", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{line}: {done.stderr}"
