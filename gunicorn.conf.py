"""How gunicorn serves Gouden. GUNICORN_CMD_ARGS changes any of it, for example --workers 4."""

import os
import sys
from pathlib import Path
from typing import Any

from gunicorn import util

from gouden.web.operations import server

bind = "0.0.0.0:8000"
workers = 2
worker_class = "gthread"
threads = 4
# Loaded before the workers start, so that bad settings stop the server with one sentence. Developers' --reload needs it
# loaded by each worker.
preload_app = "--reload" not in sys.argv
control_socket_disable = True
# Nothing a client sends counts as the server's own: no SCRIPT_NAME or PATH_INFO, and no scheme. What a proxy says is
# read by Django, from the headers that docs/howto/deploy.md names.
forwarded_allow_ips = ""
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}
header_map = "drop"
# As much as gunicorn can take, which is more than Gouden does: so Gouden answers 414 itself (gouden.web.guard.limits).
limit_request_line = 8_190
# No access log: it would hold the addresses of readers.
accesslog = None
# The workers' heartbeat in memory: the container's disk is read-only.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
graceful_timeout = 20
# What gunicorn cannot read, it refuses before Gouden sees it; it has no setting for the words.
util.write_error = server.write_error


def when_ready(arbiter: Any) -> None:
    """Read the index of cases and the vectors before the workers start: these share them, and nobody waits for them."""
    server.drop_silent_clients(arbiter.LISTENERS)
    if preload_app:
        from cases.listing import prepare
        from cases.search.meaning import held

        prepare()
        held.prepare()
    if message := os.environ.get("GOUDEN_WHEN_READY"):
        sys.stdout.write(message)
        sys.stdout.flush()
