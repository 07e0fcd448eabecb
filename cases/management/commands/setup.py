"""Everything between a fresh checkout and a working portal."""

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases import jobs
from cases.search.meaning.embedder import embedder
from gouden.command_line import INTERRUPTED
from gouden.one_at_a_time import turn

EDITOR = "redactie"


class Command(BaseCommand):
    """Safe to run again, and twice at once: it adds what is missing and keeps what editors changed."""

    help = "Richt Gouden in: database, gemeenten, catalogus en een account voor de redactie."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-account", action="store_true", help="Maak geen account voor de redactie.")

    def handle(self, *args: Any, no_account: bool, verbosity: int, **options: Any) -> None:
        steps = [
            ("Database bijwerken", self.migrate),
            ("Nagaan of de gepubliceerde voorbeelden van deze versie zijn", self.rebuild),
            ("Gemeenten en regio's inlezen", lambda: call_command("import_municipalities", stdout=self.stdout)),
            ("Catalogus laden", lambda: call_command("load_catalogue", stdout=self.stdout, verbosity=verbosity)),
        ]
        if embedder():
            steps.append(("Bepalen waar de passages over gaan", self.make_vectors))
        if not no_account:
            steps.append(("Account voor de redactie", self.make_editor))
        with turn(self.stdout.write):
            for number, (title, step) in enumerate(steps, 1):
                self.stdout.write(f"[{number}/{len(steps)}] {title}")
                try:
                    step()
                except KeyboardInterrupt:
                    raise CommandError(
                        f"Gestopt bij stap {number} van {len(steps)}: {title}. De volgende keer gaat het hier verder.",
                        returncode=INTERRUPTED,
                    ) from None

    def migrate(self) -> None:
        """Create or update the tables."""
        call_command("migrate", verbosity=0, interactive=False)

    def rebuild(self) -> None:
        """Make what is derived anew before anything else is written, where another version of Gouden made it."""
        call_command("rebuild_published", stdout=self.stdout)

    def make_vectors(self) -> None:
        """Take the vectors that come with Gouden, and let the model make the others."""
        if job := jobs.make_vectors():
            jobs.finish(job)

    def make_editor(self) -> None:
        """Make an account with a random password, unless someone can already log in."""
        users = get_user_model()
        if users.objects.filter(is_staff=True, is_active=True).exists():
            self.stdout.write("  er is al een account")
            return
        password = secrets.token_urlsafe(12)
        users.objects.create_superuser(username=EDITOR, password=password)
        self.stdout.write(f"  gebruiker {EDITOR}, wachtwoord {password} — bewaar het, u ziet het maar één keer")
        self.stdout.write(f"  kwijt? manage.py changepassword {EDITOR}")
