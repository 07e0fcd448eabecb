"""Two gunicorns on the same rows, and what their processes and those of the database use."""

import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
PORTS = {"gouden": 8611, "floor": 8612, "fresh": 8613, "bare": 8614}
APPLICATIONS = {
    "gouden": "gouden.wsgi:application",
    "floor": "benchmarks.floor:application",
    # Gouden that keeps no pages, and a view that does nothing else.
    "fresh": "gouden.wsgi:application",
    "bare": "benchmarks.bare:application",
}
CONFIGURATIONS = dict.fromkeys(("gouden", "fresh"), "gunicorn.conf.py")
CONFIGURATIONS |= dict.fromkeys(("floor", "bare"), "benchmarks/floor_server.py")


@dataclass(frozen=True)
class Server:
    """A running gunicorn."""

    name: str
    port: int
    pid: int
    database: str

    def processes(self) -> list[int]:
        """Return the master and its workers."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [self.pid, *map(int, children)]

    def cpu_ms(self) -> float:
        """Return the processor time that the server has used, and the database's backends, those that ended too."""
        found = backends(self.database)
        return sum(map(cpu_ms, [*self.processes(), *found])) + sum(map(reaped_ms, {parent(pid) for pid in found}))

    def memory_mb(self) -> float:
        """Return the memory of the processes; what they share is counted once."""
        found = 0
        for pid in self.processes():
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            match = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
            found += int(match[1]) if match else 0
        return found / 1024


def cpu_ms(pid: int) -> float:
    """Return the processor time of a process in milliseconds; 0 when it has ended."""
    fields = stat(pid)
    return (int(fields[11]) + int(fields[12])) * 1000 / TICKS if fields else 0


def reaped_ms(pid: int) -> float:
    """Return the processor time of the children of a process that have ended, in milliseconds."""
    fields = stat(pid)
    return (int(fields[13]) + int(fields[14])) * 1000 / TICKS if fields else 0


def parent(pid: int) -> int:
    """Return the process that started this one; 0 when it has ended."""
    fields = stat(pid)
    return int(fields[1]) if fields else 0


def stat(pid: int) -> list[str]:
    """Return what Linux says of a process (proc_pid_stat(5), from the state on); nothing when it has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return []


def backends(url: str) -> list[int]:
    """Return PostgreSQL's processes that serve the database of `url`; none for SQLite, which runs in the server."""
    if not url.startswith("postgresql:"):
        return []
    name = f" {urlsplit(url).path.lstrip('/')} "
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if command.startswith("postgres: ") and name in command:
            found.append(int(folder.name))
    return found


def environment(url: str, port: int) -> dict[str, str]:
    """Return the environment of production, but for TLS, which a proxy would do."""
    return os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "gouden.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECURE_SSL_REDIRECT": "0",
        "EMAIL_URL": "smtp://127.0.0.1",
        "GOUDEN_API_LIMIT": "0",
        "GOUDEN_BASE_URL": f"http://127.0.0.1:{port}",
    }


def manage(url: str, *arguments: str) -> None:
    """Run a command of manage.py on the database `url`."""
    subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, check=True, env=environment(url, PORTS["gouden"])
    )


@contextmanager
def server(name: str, url: str) -> Iterator[Server]:
    """Run gunicorn, with 2 workers of 4 threads, for as long as the block runs."""
    port = PORTS[name]
    command = [sys.executable, "-m", "gunicorn", "--config", CONFIGURATIONS[name], "--bind", f"127.0.0.1:{port}"]
    command += ["--keep-alive", "30", "--log-level", "warning", APPLICATIONS[name]]
    more = {"GOUDEN_KEPT_PAGES_MB": "0"} if name == "fresh" else {}
    process = subprocess.Popen(command, cwd=ROOT, env=environment(url, port) | more)
    try:
        wait_for(f"http://127.0.0.1:{port}/api/v1/praktijkvoorbeelden", process)
        yield Server(name, port, process.pid, url)
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return once `address` answers. Raises RuntimeError when the server ends first, or takes minutes."""
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"gunicorn ended with {process.returncode}")
        try:
            urlopen(address, timeout=60).read()  # our own address
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
        else:
            return
    raise RuntimeError(f"{address} does not answer")
