"""The portal on this machine, with the real catalogue."""

import os
import socket
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

HOST, PORT = "127.0.0.1", 8000
# What the server says once it listens (gunicorn.conf.py).
WHEN_READY = "GOUDEN_WHEN_READY"


class Command(BaseCommand):
    """`setup`, and then serve: to try Gouden out. Production runs gunicorn with settings of its own."""

    help = "Richt Gouden in en toont het portaal op deze computer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", nargs="?", default="", help="Adres en poort, of alleen de poort.")
        parser.add_argument("--port", default="", help=f"De poort; zonder is het {PORT}.")

    def handle(self, *args: Any, address: str, port: str, **options: Any) -> None:
        host, number = where(address, port)
        look_whether_free(host, number)
        call_command("setup", stdout=self.stdout)
        self.serve(f"{host}:{number}")

    def serve(self, address: str) -> None:
        """Let gunicorn take the place of this process, with a worker beside it that ends with it.

        On Windows, which has no gunicorn, serve with Django's own server, whose requests do all work themselves.
        """
        ready = (
            f"\nGouden staat klaar op http://{address}/ en de redactie op http://{address}/admin/\nStoppen: Ctrl+C\n"
        )
        if sys.platform == "win32":
            self.stdout.write(ready)
            os.environ["DJANGO_RUNSERVER_HIDE_WARNING"] = "true"
            call_command("runserver", address, use_reloader=False, stdout=self.stdout)
            return
        self.stdout.flush()
        connections.close_all()
        os.chdir(settings.BASE_DIR)
        # A child of this process, and so of gunicorn: it ends when its parent is gone, however that went.
        subprocess.Popen([sys.executable, "manage.py", "run_jobs", "--parent", str(os.getpid())])  # noqa: S603
        command = [sys.executable, "-m", "gunicorn", "gouden.wsgi", "--bind", address, "--log-level", "warning"]
        os.environ[WHEN_READY] = ready
        os.execv(sys.executable, command)  # noqa: S606  # our own words, no shell


def where(address: str, port: str) -> tuple[str, int]:
    """Return the host and the port that were asked for. Raises CommandError for a port that is none."""
    host, _, named = address.rpartition(":")
    number = port or named or str(PORT)
    if not (number.isascii() and number.isdecimal() and 0 < int(number) < 2**16):
        raise CommandError(f"{number!r} is geen poort: geef een getal van 1 tot en met {2**16 - 1}, zoals --port 8001.")
    return host or HOST, int(number)


def look_whether_free(host: str, port: int) -> None:
    """Raise CommandError where something else listens there, or where this machine has no such address."""
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    with socket.socket(family) as probe:
        # As gunicorn does: what a server of a moment ago left behind is in nobody's way.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            raise CommandError(
                f"Op {host}:{port} kan Gouden niet luisteren: {error.strerror}. Draait er al iets? Kies dan een andere "
                f"poort: manage.py start --port {port + 1 if port < 2**16 - 1 else PORT}"
            ) from error
