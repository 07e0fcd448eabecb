"""Make every public row and the search index anew where another version of Gouden made them, or say what differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases import publishing
from cases.models import PublishedCase
from gouden.one_at_a_time import turn


class Command(BaseCommand):
    """Says and does nothing where this version made everything. A difference means that something went by the verbs."""

    help = (
        "Maakt de gepubliceerde voorbeelden en de zoekindex opnieuw als een andere versie van Gouden ze maakte; --all "
        "doet dat in elk geval, --check meldt alleen de verschillen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--all", action="store_true", help="Maak alles opnieuw, ook als deze versie het maakte.")
        what.add_argument("--check", action="store_true", help="Verander niets; eindig met een fout bij een verschil.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self.check_all()
            return
        with turn(self.stdout.write):
            if options["all"] or publishing.is_outdated():
                changed, total = publishing.rebuild(), PublishedCase.objects.count()
                self.stdout.write(
                    f"  {total} voorbeelden en de zoekindex opnieuw gemaakt; {changed} voorbeelden veranderd"
                )

    def check_all(self) -> None:
        """Say that everything is as its source says, or raise CommandError after saying what is not."""
        different = publishing.differences()
        for line in different:
            self.stderr.write(line)
        if different:
            raise CommandError(f"{len(different)} gepubliceerde voorbeelden of zoektermen verschillen van hun bron.")
        self.stdout.write(f"  {PublishedCase.objects.count()} gepubliceerde voorbeelden zijn gelijk aan hun bron")
