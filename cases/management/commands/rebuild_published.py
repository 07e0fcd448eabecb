"""Make every public row anew from its revision, or say where they differ."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases import workflow
from cases.models import PublishedCase
from cases.projection import Projector
from cases.search import index


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
        different = self.differences()
        for line in different:
            self.stderr.write(line)
        if different:
            raise CommandError(f"{len(different)} gepubliceerde voorbeelden of zoektermen verschillen van hun bron.")
        self.stdout.write(f"  {PublishedCase.objects.count()} gepubliceerde voorbeelden zijn gelijk aan hun bron")

    def differences(self) -> list[str]:
        """Return a line for each public row that differs from its projection, naming what differs."""
        projector = Projector()
        lines = []
        for published in PublishedCase.objects.select_related("revision"):
            kept = {"published_at": published.published_at, "changed_at": published.changed_at}
            names = projector.project(published.revision, **kept).differences(published)
            if names:
                lines.append(f"{published.slug}: {', '.join(names)}")
        return lines + self.search_differences()

    def search_differences(self) -> list[str]:
        """Return a line for what the search index counts otherwise than its documents say, or holds for no case."""
        terms, strangers = index.miscounted(), index.strangers()
        lines = [f"zoektermen: {', '.join(terms[:10])}"] if terms else []
        return lines + ([f"zoekindex: {len(strangers)} voorbeelden die er niet zijn"] if strangers else [])
