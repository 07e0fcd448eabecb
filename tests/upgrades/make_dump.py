"""Makes the dumps of a release: `python tests/upgrades/make_dump.py <commit or tag> --server postgresql://name:word@host:5432`.

The release is checked out beside, gets the packages that it asks for, and its own code fills an empty database
(`filling.py`) of both kinds. docs/howto/keep-a-dump-of-a-release.md says when.
"""

import argparse
import lzma
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DUMPS = HERE / "dumps"
DUMP = ["pg_dump", "--no-owner", "--no-privileges", "--no-comments", "--rows-per-insert=200"]


def run(*command: str, cwd: Path = ROOT, **environment: str) -> str:
    """Run a command and return what it wrote; what it says besides goes to the terminal."""
    done = subprocess.run(command, cwd=cwd, env=os.environ | environment, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def fill(source: Path, python: Path, folder: Path, url: str) -> None:
    """Fill the empty database at `url` by the code in `source`; `folder` must not exist yet."""
    environment = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "gouden.settings.test", "PYTHONPATH": str(source)}
    run(str(python), str(HERE / "filling.py"), str(folder), cwd=source, **environment)


def sqlite(source: Path, python: Path, work: Path) -> bytes:
    """Return a filled SQLite file."""
    path = work / "gouden.sqlite3"
    fill(source, python, work / "sqlite", f"sqlite:///{path}")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Copying a table checks its constraints, and some are regular expressions that held when they were written.
        connection.create_function("REGEXP", 2, lambda pattern, value: True)
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("VACUUM")
    return path.read_bytes()


def postgresql(source: Path, python: Path, work: Path, server: str) -> bytes:
    """Return the SQL of a filled PostgreSQL database."""
    name = f"gouden_{uuid4().hex[:8]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            fill(source, python, work / "postgresql", f"{server}/{name}")
            return run(*DUMP, f"{server}/{name}").encode()
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("commit", help="De uitgave: een commit of een tag.")
    parser.add_argument("--server", required=True, help="Een PostgreSQL waar een database gemaakt mag worden.")
    asked = parser.parse_args()
    name = run("git", "rev-parse", "--short=7", f"{asked.commit}^{{commit}}").strip()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        source, python = work / "source", work / "venv" / "bin" / "python"
        run("git", "worktree", "add", "--quiet", "--detach", str(source), name)
        try:
            run(sys.executable, "-m", "venv", str(work / "venv"))
            run(
                str(python),
                *["-m", "pip", "install", "--quiet", "--require-hashes", "-r", "requirements/base.txt"],
                cwd=source,
            )
            made = {
                f"{name}.sqlite.xz": sqlite(source, python, work),
                f"{name}.sql.xz": postgresql(source, python, work, asked.server),
            }
        finally:
            run("git", "worktree", "remove", "--force", str(source))
    DUMPS.mkdir(exist_ok=True)
    for file, content in made.items():
        (DUMPS / file).write_bytes(lzma.compress(content, preset=9 | lzma.PRESET_EXTREME))
        print(f"{DUMPS / file}: {(DUMPS / file).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
