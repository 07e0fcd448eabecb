"""A portal in which something can be shared: a few municipalities and themes, and an editor."""

from django.contrib.auth.models import User
from django.core.management import call_command

from tests import factories

EDITOR, PASSWORD = "redactie", "een lang wachtwoord"
THEME = "Bewonersinitiatief"
# Of the contact of one case, which no reader sees.
MAILBOX = "sociaal@figulus.example"


def prepare() -> None:
    """Fill an empty database; run once, in the process of `manage.py shell`."""
    call_command("migrate", verbosity=0)
    for name in ("Aalten", "Oost Gelre", "Winterswijk"):
        factories.MunicipalityFactory(name=name)
    factories.ThemeFactory(name=THEME)
    factories.PublishedCaseFactory(case__title="Koffie")
    contact = factories.OrganisationFactory(name="Figulus Welzijn", contact_mailbox="", contact_page="")
    factories.MailboxFactory(kind="organisatie", municipality=None, organisation=contact, address=MAILBOX)
    factories.PublishedCaseFactory(case__title="Buurtbus Zeist", case__contact=contact)
    User.objects.create_superuser(EDITOR, password=PASSWORD)
