"""How manage.py ends: by one sentence where the machine or who is at it is the matter, whole where we are."""

import errno
import socket
import sqlite3
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError

from cases.management.commands.setup import Command as Setup
from cases.management.commands.start import where
from gouden import command_line
from tests.production.containers import ROOT, machine

pytestmark = pytest.mark.once


def of_sqlite(code: int) -> OperationalError:
    """Return what Django raises where SQLite fails in this way."""
    cause = sqlite3.OperationalError("x")
    cause.sqlite_errorcode = code
    error = OperationalError("x")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), command_line.FULL),
        (of_sqlite(sqlite3.SQLITE_FULL), command_line.FULL),
        (of_sqlite(sqlite3.SQLITE_READONLY), command_line.READ_ONLY),
        (of_sqlite(sqlite3.SQLITE_CANTOPEN), command_line.READ_ONLY),
        (PermissionError(errno.EACCES, "Permission denied", "var/x"), f"{command_line.READ_ONLY} (var/x)"),
        (KeyboardInterrupt(), command_line.INTERRUPTED),
    ],
)
def test_what_the_machine_lacks_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, said: str | int
) -> None:
    def fail(arguments: list[str]) -> None:
        raise error

    monkeypatch.setattr(command_line, "execute_from_command_line", fail)

    assert command_line.run(["manage.py", "setup"]) == said


@pytest.mark.parametrize("error", [of_sqlite(sqlite3.SQLITE_CORRUPT), FileNotFoundError("x"), ValueError("x")])
def test_a_fault_of_ours_is_raised_with_all_it_tells(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(arguments: list[str]) -> None:
        raise error

    monkeypatch.setattr(command_line, "execute_from_command_line", fail)

    with pytest.raises(type(error)):
        command_line.run(["manage.py", "setup"])


def test_who_stops_setup_reads_where_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(self: Setup) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Setup, "migrate", lambda self: None)
    monkeypatch.setattr(Setup, "rebuild", stop)

    with pytest.raises(CommandError, match="Gestopt bij stap 2 van 5: Nagaan") as stopped:
        call_command("setup", stdout=StringIO())
    assert stopped.value.returncode == command_line.INTERRUPTED


def test_a_port_that_is_taken_is_said_before_anything_is_set_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        # A database that cannot be opened: setting up would say so.
        environment = machine() | {"DATABASE_URL": "postgresql://gouden:x@127.0.0.1:1/gouden"}
        command = [sys.executable, "manage.py", "start", "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"CommandError: Op 127.0.0.1:{port} kan Gouden niet luisteren: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("address", "port", "found"),
    [
        ("", "", ("127.0.0.1", 8000)),
        ("", "8001", ("127.0.0.1", 8001)),
        ("8001", "", ("127.0.0.1", 8001)),
        ("0.0.0.0:80", "", ("0.0.0.0", 80)),
        ("[::1]:80", "", ("[::1]", 80)),
    ],
)
def test_an_address_may_be_a_port_alone(address: str, port: str, found: tuple[str, int]) -> None:
    assert where(address, port) == found


@pytest.mark.parametrize("port", ["acht", "0", "65536", "-1", "8001x"])
def test_what_is_no_port_is_refused(port: str) -> None:
    with pytest.raises(CommandError, match="is geen poort: geef een getal van 1 tot en met 65535"):
        where("", port)
