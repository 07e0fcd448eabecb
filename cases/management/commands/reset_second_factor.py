"""The way back in for who lost the telephone and the recovery codes, when no colleague can help."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from gouden.accounts import second_factor


class Command(BaseCommand):
    """Leaves the password as it is."""

    help = "Haalt de tweede factor van een account weg; wie daarna inlogt, stelt een nieuwe in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("account", help="De gebruikersnaam.")

    def handle(self, *args: Any, account: str, **options: Any) -> None:
        user = User.objects.filter(username=account).first()
        if user is None:
            raise CommandError(f"Er is geen account {account!r}.")
        second_factor.reset(user, by=None)
        self.stdout.write(f"{account} stelt bij het inloggen een nieuwe tweede factor in.")
