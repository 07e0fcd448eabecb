"""docs/examples/mirror.py: a partner's copy that equals the source, whatever happens on the way."""

import contextlib
import json
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.backups import Backup
from tests.editors import Editor
from tests.partners import SCRIPT, source

pytestmark = pytest.mark.django_db(transaction=True)


class Copy:
    """The example as a partner runs it: a process of its own and a file."""

    def __init__(self, server: LiveServer, path: Path) -> None:
        self.path = path
        self.command = [sys.executable, "-W", "error", str(SCRIPT), f"{server.url}/api/v1", str(path)]

    def run(self) -> str:
        """Run it to the end and return what it said."""
        done = subprocess.run(self.command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(self.command, stdout=subprocess.DEVNULL)

    def content(self) -> dict[str, Any]:
        with contextlib.closing(sqlite3.connect(self.path)) as db:
            return {slug: json.loads(record) for slug, record in db.execute("SELECT slug, record FROM voorbeelden")}


@pytest.fixture
def copy(live_server: LiveServer, settings: Settings, tmp_path: Path) -> Copy:
    settings.GOUDEN_BASE_URL = live_server.url
    return Copy(live_server, tmp_path / "gouden.sqlite3")


def test_it_fetches_everything_once_and_then_what_changed(copy: Copy) -> None:
    editor = Editor("redacteur", cases=3)
    assert copy.run() == "3 praktijkvoorbeelden, bijgewerkt tot en met gebeurtenis 3\n"
    assert copy.content() == source()

    for act in (editor.edit, editor.move, editor.withdraw, editor.rename, editor.publish, editor.restore):
        act()
        copy.run()
        assert copy.content() == source(), act.__name__


def test_killed_again_and_again_while_editors_write_it_ends_equal(copy: Copy) -> None:
    editor = Editor("redacteur", cases=30)
    killed = 0
    for attempt in range(6):
        running = copy.start()
        # Later each time, so that it is stopped before, in and after the first walk, however fast the machine is.
        killer = threading.Timer(0.05 * 2**attempt, running.kill)
        killer.start()
        editor.work(1)
        killed += running.wait() != 0
        killer.cancel()
    assert killed

    running = copy.start()
    editor.work(10)
    assert running.wait(timeout=120) == 0
    copy.run()

    assert copy.content() == source()


def test_a_catalogue_that_was_put_back_is_fetched_anew_and_said(copy: Copy) -> None:
    editor = Editor("redacteur", cases=2)
    backup = Backup()
    editor.publish()
    copy.run()
    backup.put_back()
    editor.publish()

    said = copy.run()

    assert said.startswith("Alles wordt opnieuw opgehaald; tot dat klaar is, blijft de vorige kopie staan.")
    assert said.endswith("3 praktijkvoorbeelden, bijgewerkt tot en met gebeurtenis 3\n")
    assert copy.content() == source()


def test_it_waits_when_it_is_told_to(copy: Copy, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from gouden.web.guard import throttling

    class Hurry:
        """A clock on which a minute takes a second."""

        @staticmethod
        def monotonic() -> float:
            return time.monotonic() * throttling.MINUTE

    Editor("redacteur", cases=2)
    settings.GOUDEN_API_LIMIT = 2
    monkeypatch.setattr(throttling, "time", Hurry)
    monkeypatch.setattr(throttling.CallerThrottle, "wait", lambda self: 1)

    assert copy.run().startswith("2 praktijkvoorbeelden")


def test_it_needs_nothing_but_python() -> None:
    modules = [
        line.split()[1].partition(".")[0] for line in SCRIPT.read_text().splitlines() if line.startswith("import ")
    ]

    assert modules
    assert set(modules) <= sys.stdlib_module_names
