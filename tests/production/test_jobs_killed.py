"""A worker that is killed at any moment leaves nothing half done that shows, and nothing is done twice."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.production.containers import ROOT

pytestmark = pytest.mark.once


@pytest.mark.parametrize("kills", [5, pytest.param(100, marks=pytest.mark.deep)])
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_each_kind_of_job_leaves_whole_cases_after_each_kill_and_is_done_once(
    database: str, kills: int, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if database == "sqlite":
        url = f"sqlite:///{tmp_path / 'gouden.sqlite3'}"
    else:
        url = request.getfixturevalue("database_url")
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "gouden.settings.test"}
    act = f"from tests.production.killing_jobs import run; run({kills})"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", act]

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    killed = json.loads(done.stdout)
    assert set(killed) == {"publish_all", "rename", "withdraw_all"}
    assert min(killed.values()) >= kills
