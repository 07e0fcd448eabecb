"""`manage.py start` has a worker beside the site, which ends with it, however that goes."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.production.containers import ROOT
from tests.production.servers import free_port

pytestmark = pytest.mark.once

PATIENCE = 60
SERVE = "from cases.management.commands.start import Command; Command().serve('127.0.0.1:{}')"


def wait_for(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.1)


def works(process: int) -> bool:
    """Whether this process is a worker, and not one that ended and waits to be looked after."""
    try:
        return b"run_jobs" in Path(f"/proc/{process}/cmdline").read_bytes()
    except FileNotFoundError:
        return False


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("how", ["SIGINT", pytest.param("SIGTERM", marks=pytest.mark.deep), "SIGKILL"])
def test_the_worker_ends_with_the_site(how: str, tmp_path: Path, migrated_file: Path) -> None:
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'gouden.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "gouden.settings.test",
    }
    manage = [sys.executable, "manage.py"]
    shutil.copyfile(migrated_file, tmp_path / "gouden.sqlite3")
    with (
        (tmp_path / "log").open("w") as log,
        subprocess.Popen(
            [*manage, "shell", "--no-imports", "--command", SERVE.format(port)],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        ) as site,
    ):
        try:
            children = Path(f"/proc/{site.pid}/task/{site.pid}/children")
            wait_for(lambda: answers(port) and any(map(works, map(int, children.read_text().split()))))
            # Said by the server itself, once it listens.
            wait_for(lambda: f"Gouden staat klaar op http://127.0.0.1:{port}/" in (tmp_path / "log").read_text())
            (worker,) = filter(works, map(int, children.read_text().split()))
            if how == "SIGINT":
                # Ctrl+C is for all that run in the terminal.
                os.killpg(site.pid, signal.SIGINT)
            else:
                site.send_signal(signal.Signals[how])
            site.wait(timeout=PATIENCE)
        except BaseException:
            # Leaving the block would wait for the site for ever.
            os.killpg(site.pid, signal.SIGKILL)
            raise

        wait_for(lambda: not works(worker))
