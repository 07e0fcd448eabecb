"""Who works with the catalogue."""

from django.contrib.auth import get_user_model
from factory.declarations import LazyAttribute, Sequence

from gouden.accounts import models as accounts
from tests.factories.base import Factory


class UserFactory(Factory):
    """An editor; `is_superuser=True` makes an administrator."""

    class Meta:
        model = get_user_model()

    username = Sequence(lambda n: f"redacteur-{n}")
    email = LazyAttribute(lambda user: f"{user.username}@gouden.example")
    is_staff = True


class ApiKeyFactory(Factory):
    """A key whose text nobody knows; `api_keys.issue` makes one that works."""

    class Meta:
        model = accounts.ApiKey

    name = "Figulus Welzijn"
    mailbox = "web@figulus.example"
    prefix = "gouden_abc123"
    digest = Sequence(lambda n: f"{n:064x}")


class SecurityEventFactory(Factory):
    """A wrong password, from the office."""

    class Meta:
        model = accounts.SecurityEvent

    what = accounts.SecurityEvent.What.SIGN_IN
    account = "redactie"
    network = "203.0.113.0/24"
    device = "Firefox op Windows"


class SignInDelayFactory(Factory):
    """One mistake, long before anything has to wait."""

    class Meta:
        model = accounts.SignInDelay

    digest = Sequence(lambda n: f"{n:064x}")
    failures = 1
