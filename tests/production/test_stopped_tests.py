"""Tests that are stopped leave no server behind."""

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.production.containers import ROOT
from tests.production.servers import NGINX, postgres_bin

pytestmark = pytest.mark.once

STARTS = """
import sys, time
from pathlib import Path
from tests.production.servers import Cluster, Nginx, free_port
nginx, cluster = Nginx(free_port(), Path(sys.argv[1])), Cluster()
cluster.start()
print(nginx.process.pid, cluster._processes()[0], cluster.folder, flush=True)
time.sleep(60)
"""


def test_asked_to_stop_they_end_as_by_ctrl_c() -> None:
    assert signal.getsignal(signal.SIGTERM) is signal.default_int_handler


@pytest.mark.skipif(
    not (NGINX and postgres_bin() and shutil.which("setpriv")), reason="geen nginx, PostgreSQL of setpriv"
)
def test_killed_they_take_their_servers_along(tmp_path: Path) -> None:
    command = [sys.executable, "-c", STARTS, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as tests:
        assert tests.stdout
        *servers, folder = tests.stdout.readline().split()
        assert all(Path(f"/proc/{server}").exists() for server in servers)
        tests.kill()

    end = time.monotonic() + 30
    while Path(folder).exists() or any(Path(f"/proc/{server}").exists() for server in servers):
        assert time.monotonic() < end
        time.sleep(0.1)
