"""How fast and in how much memory the whole catalogue leaves the house, as each kind of file.

    DATABASE_URL=sqlite:////tmp/scratch.sqlite3 python benchmarks/bulk.py

Measures the database that DATABASE_URL names, through gunicorn with one worker. Prints for each file the cases and
megabytes per second as a client sees them, the server's CPU and its highest memory.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
ADDRESS = "/api/v1/praktijkvoorbeelden/_export?formaat="
FILES = [("jsonl", ""), ("jsonl", "gzip"), ("csv", ""), ("csv-excel", "gzip")]
TICK = os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8047)
    parser.add_argument("--rounds", type=int, default=3, help="how often; the median counts")
    options = parser.parse_args()
    server = subprocess.Popen([*gunicorn(options.port)], cwd=ROOT)
    try:
        worker = wait_for_worker(server.pid, options.port)
        print(f"{'file':<16}{'cases':>9}{'cases/s':>10}{'MB/s':>8}{'CPU s':>8}{'memory MB':>11}")
        for name, encoding in FILES:
            runs = [download(options.port, name, encoding, worker) for _ in range(options.rounds)]
            cases, size, seconds, cpu = (median(run[i] for run in runs) for i in range(4))
            label = f"{name} {encoding}".strip()
            speeds = f"{cases / seconds:>10.0f}{size / seconds / 1e6:>8.1f}{cpu:>8.1f}"
            print(f"{label:<16}{cases:>9.0f}{speeds}{peak_memory(worker):>11.0f}", flush=True)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def gunicorn(port: int) -> list[str]:
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4", "--timeout", "600"]
    return [sys.executable, "-m", "gunicorn", "gouden.wsgi:application", "--log-level", "error", *options]


def wait_for_worker(server: int, port: int) -> int:
    """Return the process id of the one worker, once it answers."""
    for _ in range(100):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", f"{ADDRESS}csv&zoek=bestaatnergens", headers={"Host": "localhost"})
            if connection.getresponse().status == 200:
                return int(Path(f"/proc/{server}/task/{server}/children").read_text().split()[0])
        except ConnectionError:
            time.sleep(0.2)
    raise SystemExit("The server does not answer.")


def download(port: int, name: str, encoding: str, worker: int) -> tuple[int, int, float, float]:
    """Return how many cases and bytes came, in how many seconds, for how many seconds of the server's CPU."""
    before, start = cpu_seconds(worker), time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request("GET", ADDRESS + name, headers={"Host": "localhost", "Accept-Encoding": encoding or "identity"})
    response = connection.getresponse()
    size = 0
    while piece := response.read(1 << 18):
        size += len(piece)
    seconds = time.perf_counter() - start
    return count(port), size, seconds, cpu_seconds(worker) - before


def count(port: int) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/api/v1/praktijkvoorbeelden?pageSize=1", headers={"Host": "localhost"})
    return int(json.load(connection.getresponse())["aantal"])


def cpu_seconds(process: int) -> float:
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / TICK


def peak_memory(process: int) -> float:
    """Return the most memory the process ever held, in megabytes."""
    line = next(line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
