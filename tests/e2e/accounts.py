"""An admin that asks a second factor, with accounts that did not set one up yet."""

from django.contrib.auth.models import User
from django.core.management import call_command

PASSWORD = "een lang wachtwoord"
# One for each journey: a journey sets a second factor up, and that is done once.
ACCOUNTS = ("redactie", "zonder-script", "verlopen")


def prepare() -> None:
    """Make the tables and the accounts; run once, in the process of `manage.py shell`."""
    call_command("migrate", verbosity=0)
    for name in ACCOUNTS:
        User.objects.create_superuser(name, password=PASSWORD)
