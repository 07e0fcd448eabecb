"""Make every public row anew from its revision, or say where they differ."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases import workflow
from cases.models import PublishedCase


class Command(BaseCommand):
    """A difference means that something wrote the public side without the verbs, or that the code changed."""

    help = "Maakt alle gepubliceerde voorbeelden opnieuw uit hun versies; --check meldt alleen de verschillen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Verander niets; eindig met een fout bij een verschil."
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        if not check:
            self.stdout.write(f"  {workflow.rebuild()} voorbeelden opnieuw gemaakt")
            return
        different = workflow.differences()
        for line in different:
            self.stderr.write(line)
        if different:
            raise CommandError(f"{len(different)} gepubliceerde voorbeelden of zoektermen verschillen van hun bron.")
        self.stdout.write(f"  {PublishedCase.objects.count()} gepubliceerde voorbeelden zijn gelijk aan hun bron")
