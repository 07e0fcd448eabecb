"""The portal on this machine, with the real catalogue."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """`setup`, and then serve. For a demo or development; production runs gunicorn."""

    help = "Richt Gouden in en toont het portaal op deze computer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", nargs="?", default="127.0.0.1:8000", help="Adres en poort.")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        call_command("setup", stdout=self.stdout)
        self.stdout.write(f"\nGouden staat klaar op http://{address}/ en de redactie op http://{address}/admin/\n")
        self.stdout.write("Stoppen: Ctrl+C\n")
        call_command("runserver", address, use_reloader=False, stdout=self.stdout)
