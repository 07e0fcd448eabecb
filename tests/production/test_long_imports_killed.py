"""Whoever is killed at a long import, at taking it back or at undoing it: each row is whole, and done once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.production.containers import ROOT

pytestmark = pytest.mark.once


@pytest.mark.deep
@pytest.mark.parametrize(
    ("kills", "database"),
    [
        (100, "sqlite"),
        (100, "postgresql"),
    ],
)
def test_each_row_is_as_the_import_says_after_each_kill(
    database: str, kills: int, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if database == "sqlite":
        url = f"sqlite:///{tmp_path / 'gouden.sqlite3'}"
    else:
        url = request.getfixturevalue("database_url")
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "gouden.settings.test"}
    act = f"from tests.production.killing_long_imports import run; run({kills})"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", act]

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert min(found["killed"].values()) >= kills
    assert sum(found["undone"].values()) == max(kills, 4)
    assert found["undone"].get("nothing", 0) >= 2
