"""Bring provinces, municipalities, their changes and regions in line with the reference lists."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cases import jobs, publishing
from cases.models import PublicationEvent
from gouden.one_at_a_time import turn
from municipalities.importers import import_reference


class Command(BaseCommand):
    """Importing twice changes nothing; a list with one wrong row changes nothing either."""

    help = "Werkt provincies, gemeenten, herindelingen en regio's bij uit de lijsten; verwijdert nooit iets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.FIXTURE_DIR / "reference")
        parser.add_argument("--dry-run", action="store_true", help="Doe alles, meld de uitkomst en draai het terug.")

    def handle(self, *args: Any, folder: Path, dry_run: bool, **options: Any) -> None:
        # One transaction, so that whoever publishes later has the new municipalities and the job has the others.
        with turn(self.stdout.write), transaction.atomic():
            report = import_reference(folder, dry_run=dry_run)
            refreshed = self.make_anew() if report.changed and not dry_run else jobs.Refreshed()
            if not dry_run:
                publishing.tell_written(PublicationEvent.Kind.PUBLISHED, report.added)
                publishing.tell_written(PublicationEvent.Kind.CHANGED, report.updated)
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
            changed = jobs.finish(refreshed.job).changed if refreshed.job else refreshed.changed
            self.stdout.write(f"  {changed} gepubliceerde voorbeelden opnieuw gemaakt")

    def make_anew(self) -> jobs.Refreshed:
        """Make all public cases anew: few with the lists, many by a job that this command does once they are saved."""
        return jobs.refresh_everywhere(
            by=None, subject="Gemeentelijsten bijgewerkt", permission="municipalities.change_municipality"
        )
