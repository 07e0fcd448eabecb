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
from django.conf import settings as project
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from cases.models import CatalogueState, PublicationEvent, PublishedCase
from tests.editors import Editor

pytestmark = pytest.mark.django_db(transaction=True)
SCRIPT = Path(project.BASE_DIR) / "docs" / "examples" / "mirror.py"


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


def source() -> dict[str, Any]:
    return dict(PublishedCase.objects.values_list("slug", "record"))


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


def test_stopped_halfway_the_first_walk_it_goes_on_from_there(copy: Copy, live_server: LiveServer) -> None:
    Editor("redacteur", cases=3)
    copy.run()
    first, *others = sorted(PublishedCase.objects.all(), key=lambda case: case.case_id)
    with contextlib.closing(sqlite3.connect(copy.path)) as db, db:
        db.execute("DELETE FROM stand WHERE naam = 'nummer'")
        db.execute("DELETE FROM voorbeelden WHERE slug IN (?, ?)", [case.slug for case in others])
        db.execute(
            "INSERT OR REPLACE INTO stand VALUES ('volgende', ?)",
            [f"{live_server.url}/api/v1/praktijkvoorbeelden?cursor={cursor(first.case_id)}&velden=*&pageSize=100"],
        )

    copy.run()

    assert copy.content() == source()


def cursor(position: int) -> str:
    from gouden.web.pagination import _cursor

    return _cursor(position)


def test_a_catalogue_that_was_put_back_is_fetched_anew(copy: Copy) -> None:
    editor = Editor("redacteur", cases=3)
    copy.run()
    last = PublicationEvent.objects.get(number=3)
    PublishedCase.objects.get(case=last.case_id).delete()
    last.delete()
    CatalogueState.objects.update(number=2, version=2)

    assert copy.run() == "2 praktijkvoorbeelden, bijgewerkt tot en met gebeurtenis 2\n"
    assert copy.content() == source()
    editor.cases.pop()


def test_it_waits_when_it_is_told_to(copy: Copy, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from gouden.web import throttling

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
