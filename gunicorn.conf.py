"""How gunicorn serves Gouden. GUNICORN_CMD_ARGS changes any of it, for example --workers 4."""

import sys
from pathlib import Path
from typing import Any

bind = "0.0.0.0:8000"
workers = 2
worker_class = "gthread"
threads = 4
# Loaded before the workers start, so that bad settings stop the server with one sentence. Developers' --reload needs it
# loaded by each worker.
preload_app = "--reload" not in sys.argv
control_socket_disable = True
# No access log: it would hold the addresses of readers.
accesslog = None
# The workers' heartbeat in memory: the container's disk is read-only.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
graceful_timeout = 20


def when_ready(server: Any) -> None:
    """Read the index of cases before the workers start: they share it, and nobody waits for it."""
    if preload_app:
        from cases.finding import prepare

        prepare()
