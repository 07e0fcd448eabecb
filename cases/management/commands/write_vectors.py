"""Write the vectors that come with Gouden."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.search.meaning import shipped, storage
from cases.search.meaning.embedder import embedder


class Command(BaseCommand):
    """For who changed the texts in fixtures/catalogue: run it in a database of its own, after `setup`."""

    help = "Schrijft de vectoren van alle openbare voorbeelden naar fixtures/vectors, voor wie Gouden installeert."

    def handle(self, *args: Any, **options: Any) -> None:
        model, found = embedder(), storage.how_far()
        if model is None or found is None:
            raise CommandError("Er is geen model: zie docs/howto/search-by-meaning.md.")
        if found.done < found.total:
            raise CommandError(f"Pas {found.done} van {found.total} voorbeelden hebben vectoren: draai eerst setup.")
        vectors = storage.all_vectors()
        path = shipped.write(model.name, vectors)
        self.stdout.write(f"  {len(vectors)} vectoren van {model.name} in {path}")
