"""Mail that waits can be looked at, but not whom it tells of what they follow, nor the link behind which they stop."""

import pytest
from django.test import Client

from cases.desk.following import choices, verbs
from cases.desk.following.sending import send_due
from cases.models import Follow, OutgoingMail
from tests.cases.desk.following.followers import follower, in_turn
from tests.factories import OutgoingMailFactory, PublishedCaseFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/cases/outgoingmail/"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.fixture
def secrets() -> list[str]:
    """Each mail that following sends; returns what nobody may see of them."""
    every = choices.FollowedChoice("", "alle praktijkvoorbeelden", "/praktijkvoorbeelden/")
    told = follower(email="nieuws@aalten.example")
    ended = follower(email="einde@aalten.example", query="thema=verdwenen")
    follower(email="bekend@aalten.example")
    for address in ("vraag@aalten.example", "bekend@aalten.example"):
        verbs.ask(email=address, choice=every, rhythm=Follow.Rhythm.WEEKLY)
    PublishedCaseFactory()
    in_turn()
    Follow.objects.filter(email="bekend@aalten.example").update(due_at=told.due_at)
    send_due()
    assert OutgoingMail.objects.count() == 4
    return ["@aalten.example", ended.token, *Follow.objects.values_list("token", flat=True)]


def test_who_follows_is_not_shown(editor: Client, secrets: list[str]) -> None:
    pages = [
        LIST,
        *(
            f"{LIST}{pk}/{page}/"
            for pk in OutgoingMail.objects.values_list("pk", flat=True)
            for page in ("change", "delete")
        ),
    ]
    for page in pages:
        shown = editor.get(page).content.decode()
        assert not [secret for secret in secrets if secret in shown], page
    assert editor.get(LIST).content.decode().count("niet te zien: een volger") == 4


@pytest.mark.usefixtures("secrets")
def test_who_follows_is_not_found(editor: Client) -> None:
    for asked in ("q=aalten", "q=nieuws%40aalten.example", "q=praktijkvoorbeelden"):
        assert "0 uitgaande mail" in editor.get(f"{LIST}?{asked}").content.decode()
    for field in ("to", "body", "unsubscribe_url"):
        assert editor.get(f"{LIST}?{field}__contains=aalten").status_code == 400


def test_other_mail_is_shown_and_found(editor: Client) -> None:
    sent = OutgoingMailFactory()

    for asked in ("", "?q=gemeente.example", "?q=Bedankt", "?due_at__isempty=0"):
        assert sent.to in editor.get(f"{LIST}{asked}").content.decode()
    page = editor.get(f"{LIST}{sent.pk}/change/").content.decode()
    assert sent.to in page
    assert "We lezen het binnen twee weken." in page
