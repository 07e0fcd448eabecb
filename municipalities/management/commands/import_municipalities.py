"""Bring provinces, municipalities, their changes and regions in line with the reference lists."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cases.publishing import refresh_places
from gouden.one_at_a_time import turn
from municipalities.importers import import_reference


class Command(BaseCommand):
    """Importing twice changes nothing; a list with one wrong row changes nothing either."""

    help = "Werkt provincies, gemeenten, herindelingen en regio's bij uit de lijsten; verwijdert nooit iets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.FIXTURE_DIR / "reference")
        parser.add_argument("--dry-run", action="store_true", help="Doe alles, meld de uitkomst en draai het terug.")

    def handle(self, *args: Any, folder: Path, dry_run: bool, **options: Any) -> None:
        # One transaction, so that no reader sees new municipalities beside old places.
        with turn(self.stdout.write), transaction.atomic():
            report = import_reference(folder, dry_run=dry_run)
            refreshed = refresh_places() if report.changed and not dry_run else 0
        for refusal in report.refusals:
            self.stderr.write(str(refusal))
        if report.refusals:
            number = len(report.refusals)
            raise CommandError(
                f"Niets geschreven: {number} {'bezwaar' if number == 1 else 'bezwaren'}, hierboven genoemd."
            )
        for line in report.lines():
            self.stdout.write(f"  {line}")
        if dry_run:
            self.stdout.write("  Proef: niets geschreven.")
        else:
            self.stdout.write(f"  {refreshed} gepubliceerde voorbeelden opnieuw gemaakt")
