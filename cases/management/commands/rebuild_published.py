"""Make every public row and the search index anew where another version of Gouden made them, or say what differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases import jobs, publishing
from cases.models import Job, PublishedCase
from gouden.one_at_a_time import turn

# As many cases are done before it says so again.
TELL = 500


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
                self.rebuild_all()

    def rebuild_all(self) -> None:
        """Do the job that does so, in this process, and say how far it is; broken off, the next one goes on there."""
        self.told = 0
        job = jobs.finish(jobs.rebuild(), say=self.tell)
        if job.result != Job.Result.DONE:
            raise CommandError(job.outcome)
        self.stdout.write(
            f"  {job.total - 1} voorbeelden en de zoekindex opnieuw gemaakt; {job.changed} voorbeelden veranderd"
        )

    def tell(self, done: int, total: int) -> None:
        """Say how far it is, now and then."""
        if done - self.told >= TELL:
            self.told = done
            self.stdout.write(f"  {done} van {total}")

    def check_all(self) -> None:
        """Say that everything is as its source says, or raise CommandError after saying what is not."""
        different = publishing.differences()
        for line in different:
            self.stderr.write(line)
        if different:
            raise CommandError(f"{len(different)} gepubliceerde voorbeelden of zoektermen verschillen van hun bron.")
        self.stdout.write(f"  {PublishedCase.objects.count()} gepubliceerde voorbeelden zijn gelijk aan hun bron")
