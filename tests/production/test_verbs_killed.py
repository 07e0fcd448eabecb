"""A process that dies in the middle of a verb leaves the old version or the new one, whole, on every surface."""

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
@pytest.mark.parametrize("verb", ["publish", "restore"])
def test_readers_and_editors_have_the_old_version_or_the_new_one(url: str, verb: str, times: int) -> None:
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "gouden.settings.test"}
    act = f"from tests.production.killing import run; run({verb!r}, {times})"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", act]

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["old"] + found.get("new", 0) == times
    assert found["old"] >= times // 2
