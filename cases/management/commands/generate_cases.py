"""An invented catalogue, for measuring."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.management.synthetic.writing import generate
from cases.models import Case, Theme
from municipalities.importers import renew_statistics
from municipalities.models import Organisation


class Command(BaseCommand):
    """Refuses a database nobody named, and one that holds anything: invented cases never mix with real ones."""

    help = "Vult een lege database met verzonnen voorbeelden, om snelheid te meten. Nooit voor een echte catalogus."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, required=True, help="Hoeveel voorbeelden, concepten meegerekend.")
        parser.add_argument("--seed", type=int, default=1, help="Hetzelfde getal geeft dezelfde voorbeelden.")

    def handle(self, *args: Any, count: int, seed: int, **options: Any) -> None:
        self.check_database()
        if count < 1:
            raise CommandError("Geef met --count een aantal vanaf 1.")
        generate(count, seed, self.stdout.write)
        renew_statistics()
        self.stdout.write(f"  {count} verzonnen voorbeelden gemaakt")

    def check_database(self) -> None:
        """Raise CommandError unless DATABASE_URL names a database without a catalogue."""
        if not os.environ.get("DATABASE_URL", "").strip():
            raise CommandError(
                "Noem met DATABASE_URL de database waarin de verzonnen voorbeelden komen: niet die van de catalogus."
            )
        if Case.objects.exists() or Theme.objects.exists() or Organisation.objects.exists():
            raise CommandError(
                "In deze database staat al een catalogus. Verzonnen voorbeelden gaan alleen in een lege database."
            )
