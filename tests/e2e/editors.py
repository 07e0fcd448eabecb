"""An admin with two people at work, and the little that a case refers to."""

from django.contrib.auth.models import Group, User
from django.core.management import call_command

from tests import factories

PASSWORD = "een lang wachtwoord"
WRITER, REVIEWER = "mieke", "jan"
# The id of an inquiry after a public case, that waits for an answer.
ASKED = 1


def prepare() -> None:
    """Make the tables, an account in each group, and one row of each kind; run once, in `manage.py shell`."""
    call_command("migrate", verbosity=0)
    for name, group in ((WRITER, "redacteur"), (REVIEWER, "eindredacteur")):
        user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
        user.groups.add(Group.objects.get(name=group))
    factories.ThemeFactory(name="Eenzaamheid")
    factories.MunicipalityFactory(name="Aalten")
    factories.ArticleFactory(title="Samen aan tafel")
    running = factories.CaseFactory(with_source=True, running=True, title="Buurtkamers")
    factories.PublishedCaseFactory(case=running)
    factories.InquiryFactory(pk=ASKED, case=running)
