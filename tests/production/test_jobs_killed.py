"""A worker that is killed at any moment leaves nothing half done that shows, and nothing is done twice."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.production.containers import ROOT
from tests.production.own_process import on, shell
from tests.production.servers import Cluster

pytestmark = pytest.mark.once


@pytest.mark.parametrize("kills", [1, pytest.param(100, marks=pytest.mark.deep)])
@pytest.mark.parametrize("own_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.deep)], indirect=True)
def test_each_kind_of_job_leaves_whole_cases_after_each_kill_and_is_done_once(
    killing: Callable[[str], Any], kills: int
) -> None:
    killed = killing(f"from tests.production.killing_jobs import run; run({kills})")

    assert set(killed) == {"publish_all", "rename", "rebuild", "withdraw_all"}
    assert min(killed.values()) >= kills


@pytest.mark.parametrize("kills", [1, pytest.param(100, marks=pytest.mark.deep)])
def test_a_job_goes_on_after_the_database_was_killed_under_it(cluster: Cluster, kills: int, tmp_path: Path) -> None:
    command = shell(f"from tests.production.killing_jobs import run_outages; run_outages({kills})")
    said, lines = tmp_path / "said", []

    with (
        said.open("w") as errors,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=on(f"{cluster.url}/postgres"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        assert process.stdin
        assert process.stdout
        for line in process.stdout:
            lines.append(line)
            if line == "kill\n":
                cluster.kill()
                cluster.start()
                process.stdin.write("up\n")
                process.stdin.flush()

    assert process.returncode == 0, said.read_text()[-2_000:]
    assert lines[:-1] == ["kill\n"] * kills
    assert json.loads(lines[-1]) == kills
