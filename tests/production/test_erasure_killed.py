"""A process that dies while it erases a sender leaves everything or no trace, wherever it was; and starts again."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.production.containers import ROOT


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of the kind the other tests use."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{tmp_path / 'gouden.sqlite3'}"
    address: str = request.getfixturevalue("database_url")
    return address


@pytest.mark.deep
@pytest.mark.parametrize("times", [100])
def test_all_of_a_sender_is_erased_or_nothing(url: str, times: int) -> None:
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "gouden.settings.test"}
    act = f"from tests.production.killing_erasures import run; run({times})"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", act]

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["nothing"] + found.get("all", 0) == times
    assert found["nothing"] >= times // 2
