"""Write the search index anew."""

from typing import Any

from django.core.management.base import BaseCommand

from cases import publishing
from cases.search.meaning import storage


class Command(BaseCommand):
    """Needed after a release that reads text otherwise. Breaking it off leaves the index as it was."""

    help = "Maakt de zoekindex opnieuw; tot hij klaar is, zoekt iedereen in de oude."

    def handle(self, *args: Any, **options: Any) -> None:
        number = publishing.rebuild_search(say=self.progress)
        self.stdout.write(f"  {number} voorbeelden doorzoekbaar")
        if found := storage.how_far():
            self.stdout.write(f"  van {found.done} van {found.total} bepaalde {found.model} waar de passages over gaan")

    def progress(self, done: int, total: int) -> None:
        """Say how far it is."""
        self.stdout.write(f"  {done} van {total}")
        self.stdout.flush()
