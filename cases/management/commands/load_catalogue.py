"""Load the catalogue from its files."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.loading.files import BrokenFile
from cases.loading.loader import load_catalogue
from gouden.one_at_a_time import turn


class Command(BaseCommand):
    """Loading twice changes nothing; what an editor changed stays."""

    help = "Laadt de catalogus uit fixtures/catalogue en publiceert hem; wat de redactie wijzigde blijft."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.FIXTURE_DIR / "catalogue")

    def handle(self, *args: Any, folder: Path, verbosity: int, **options: Any) -> None:
        try:
            with turn(self.stdout.write):
                report = load_catalogue(folder, say=lambda line: self.stdout.write(f"  {line}"))
        except BrokenFile as error:
            raise CommandError(f"Niets geladen. {error}") from error
        if verbosity > 1:
            for line in report.written:
                self.stdout.write(f"  {line}")
        for line in report.left_alone:
            self.stdout.write(f"  niet bijgewerkt: {line}")
        for line in report.doubts:
            self.stdout.write(f"  let op, {line}")
