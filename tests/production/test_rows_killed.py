"""A process that dies in a verb on a reference row leaves all of it or nothing, wherever it was."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.production.containers import ROOT


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path, migrated_file: Path | None) -> str:
    """A database without rows, of the kind the other tests use."""
    if migrated_file:
        shutil.copyfile(migrated_file, tmp_path / "gouden.sqlite3")
        return f"sqlite:///{tmp_path / 'gouden.sqlite3'}"
    address: str = request.getfixturevalue("database_url")
    return address


@pytest.mark.deep
@pytest.mark.parametrize("times", [100])
def test_all_of_a_verb_on_a_row_is_done_or_nothing(url: str, times: int) -> None:
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "gouden.settings.test"}
    act = f"from tests.production.killing_rows import run; run({times})"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", act]

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    for found in json.loads(done.stdout).values():
        assert found["nothing"] + found.get("all", 0) == times
        assert found["nothing"] >= times // 2
