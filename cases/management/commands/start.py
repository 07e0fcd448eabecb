"""The portal on this machine, with the real catalogue."""

import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections


class Command(BaseCommand):
    """`setup`, and then serve: to try Gouden out. Production runs gunicorn with settings of its own."""

    help = "Richt Gouden in en toont het portaal op deze computer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", nargs="?", default="127.0.0.1:8000", help="Adres en poort, of alleen de poort.")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        call_command("setup", stdout=self.stdout)
        address = f"127.0.0.1:{address}" if address.isdecimal() else address
        self.stdout.write(f"\nGouden staat klaar op http://{address}/ en de redactie op http://{address}/admin/\n")
        self.stdout.write("Stoppen: Ctrl+C\n")
        self.stdout.flush()
        self.serve(address)

    def serve(self, address: str) -> None:
        """Let gunicorn take the place of this process, with a worker beside it that ends with it.

        On Windows, which has no gunicorn, serve with Django's own server, whose requests do all work themselves.
        """
        if sys.platform == "win32":
            os.environ["DJANGO_RUNSERVER_HIDE_WARNING"] = "true"
            call_command("runserver", address, use_reloader=False, stdout=self.stdout)
            return
        connections.close_all()
        os.chdir(settings.BASE_DIR)
        # A child of this process, and so of gunicorn: it ends when its parent is gone, however that went.
        subprocess.Popen([sys.executable, "manage.py", "run_jobs", "--parent", str(os.getpid())])  # noqa: S603
        command = [sys.executable, "-m", "gunicorn", "gouden.wsgi", "--bind", address, "--log-level", "warning"]
        os.execv(sys.executable, command)  # noqa: S606  # our own words, no shell
