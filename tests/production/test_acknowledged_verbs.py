"""What an editor was told is done stays done and shows everywhere, whatever is killed."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.production.containers import ROOT
from tests.production.desk import Desk
from tests.production.editors_at_work import EditorAtWork, Look
from tests.production.ledger import Told, Verb
from tests.production.own_process import on
from tests.production.servers import Cluster, free_port

pytestmark = pytest.mark.once

START_SECONDS = 60
# As many acknowledgements come before a kill.
A_ROUND = 3


class Server:
    """Gouden under gunicorn with two workers, and the database under it: what can be killed."""

    def __init__(self, url: str, cluster: Cluster | None, log: Path) -> None:
        self.cluster, self.log = cluster, log
        self.environment = on(url)
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"

    def manage(self, *words: str) -> str:
        """Run a command of manage.py and return what it said."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "gouden.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        end = time.monotonic() + START_SECONDS
        while not self._answers():
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.05)

    def kill_worker(self, chance: random.Random) -> None:
        """Kill one of the workers; the master starts another."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        os.kill(int(chance.choice(children)), signal.SIGKILL)

    def kill_database(self) -> None:
        """Kill what writes to the database: all of PostgreSQL, or all of Gouden on SQLite; start again."""
        if self.cluster:
            self.cluster.kill()
            self.cluster.start()
        else:
            self.stop()
            self.start()

    def stop(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


@pytest.fixture(params=[pytest.param("sqlite", marks=pytest.mark.deep), "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A site with the drafts of a few editors, in a database of its own."""
    if request.param == "sqlite":
        server = Server(f"sqlite:///{tmp_path / 'gouden.sqlite3'}", None, tmp_path / "log")
    else:
        cluster = request.getfixturevalue("cluster")
        server = Server(f"{cluster.url}/postgres", cluster, tmp_path / "log")
    yield server
    server.stop()


@pytest.mark.parametrize("kills", [3, pytest.param(100, marks=pytest.mark.deep)])
def test_every_acknowledged_verb_is_there_whole_after_each_kill(server: Server, kills: int) -> None:
    prepare = "from tests.production.editors_at_work import prepare; prepare()"
    prepared = json.loads(server.manage("shell", "--no-imports", "--command", prepare))
    server.start()
    editors = [
        EditorAtWork(Desk(server.address, session), cases, seed)
        for seed, (session, cases) in enumerate(zip(prepared["sessions"], prepared["cases"], strict=True))
    ]
    chance = random.Random(kills)

    for number in range(kills):
        stop = threading.Event()
        threads = [threading.Thread(target=editor.work_until, args=[stop]) for editor in editors]
        for thread in threads:
            thread.start()
        # Enough has happened, however slow the machine is; and then at any moment of the next request.
        wanted = done(editors) + A_ROUND
        while done(editors) < wanted and any(thread.is_alive() for thread in threads):
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.4))
        if number % 3:
            server.kill_worker(chance)
        else:
            server.kill_database()
        stop.set()
        for thread in threads:
            thread.join()
        look = Look(server.address)
        for editor in editors:
            editor.look(look)
        editors[number % len(editors)].ask_in_vain()

    look = Look(server.address)
    for editor in editors:
        editor.look(look)
    server.manage("rebuild_published", "--check")
    told = Counter(
        (verb, end) for editor in editors for account in editor.accounts.values() for verb, _, end in account.lines
    )
    # The ledger is worth something only where all of it happened.
    assert all(told[verb, Told.DONE] for verb in Verb), told
    assert told[Verb.WITHDRAW, Told.REFUSED] >= kills, told
    assert any(told[verb, Told.NOTHING] for verb in Verb), told


def done(editors: list[EditorAtWork]) -> int:
    """Return how many acknowledgements the editors wrote down."""
    return sum(
        line[2] is Told.DONE for editor in editors for account in editor.accounts.values() for line in account.lines
    )
