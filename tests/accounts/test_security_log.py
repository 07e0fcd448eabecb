"""What a security officer looks back at: who was not let in, who saw or took personal data; until its time is over."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from gouden.accounts import security_log
from gouden.accounts.models import SecurityEvent
from tests.accounts.signing_in import PASSWORD, editor, give_code, give_password, set_up
from tests.factories import OutgoingMailFactory, SecurityEventFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"
HERE: dict[str, Any] = {"REMOTE_ADDR": "203.0.113.7", "headers": {"User-Agent": FIREFOX}}


def kept(*names: str) -> list[tuple[str, ...]]:
    return list(SecurityEvent.objects.order_by("pk").values_list(*names))


def test_a_refused_sign_in_is_kept_with_a_shortened_address_and_a_device() -> None:
    editor()
    give_password(Client(), "verkeerd", **HERE)
    give_password(Client(), "verkeerd", name="mijn wachtwoord", REMOTE_ADDR="2001:db8:1:2::3")
    give_password(Client(), REMOTE_ADDR="203.0.113.7")

    assert kept("what", "account", "network", "device") == [
        ("sign in", "redactie", "203.0.113.0/24", "Firefox op Windows"),
        ("sign in", "onbekend account", "2001:db8:1::/48", "onbekende browser op onbekend systeem"),
    ]


def test_who_has_to_wait_is_kept_once_a_minute_and_a_wrong_code_or_old_password_each_time(settings: Settings) -> None:
    settings.GOUDEN_REQUIRE_SECOND_FACTOR = True
    user, client = editor(), Client()
    set_up(client, user)
    new = "een nieuw lang wachtwoord"
    client.post("/admin/password_change/", {"old_password": "fout", "new_password1": new, "new_password2": new})
    client.post("/admin/logout/")
    give_password(client)
    give_code(client, "000000")
    for _ in range(8):
        give_password(Client(), "verkeerd", **HERE)

    assert [what for (what,) in kept("what")] == ["change password", "second factor", *["sign in"] * 5, "locked out"]


def test_seeing_and_taking_personal_data_is_kept_by_number_and_logged(admin_client: Client, lines: Any) -> None:
    first, second = SubmissionFactory(email="an@borne.example"), SubmissionFactory(email="an@borne.example")
    mail = OutgoingMailFactory(to="an@borne.example")
    where = "/admin/cases/submission/"
    chosen = {"action": "export_senders", "_selected_action": [first.pk, second.pk]}

    assert admin_client.get(f"{where}{first.pk}/change/").status_code == 200
    assert admin_client.get(f"{where}0/change/").status_code == 302
    assert admin_client.post(where, chosen).headers["Content-Type"] == "application/json"
    admin_client.post(where, chosen | {"action": "erase_senders"})
    admin_client.get(where, {"q": "an@borne.example"})
    admin_client.get(f"{where}{first.pk}/wijs-af/")
    admin_client.get("/admin/cases/outgoingmail/")
    admin_client.get(f"/admin/cases/outgoingmail/{mail.pk}/change/")

    both = f"inzending {first.pk} en {second.pk}"
    assert kept("what", "account", "subject") == [
        ("view", "admin", f"inzending {first.pk}"),
        ("export", "admin", both),
        ("view", "admin", both),
        ("view", "admin", "inzendingen waarin iets is gezocht"),
        ("view", "admin", f"inzending {first.pk}"),
        ("view", "admin", "lijst van uitgaande mail"),
        ("view", "admin", f"uitgaande mail {mail.pk}"),
    ]
    told = [(line["action"], line["object"], line["actor"]) for line in lines() if "personal data" in line["message"]]
    assert told[1] == ("export personal data", both, "admin")
    assert len(told) == 7
    assert "borne" not in str(lines()) + str(SecurityEvent.objects.values())


def test_it_is_erased_when_its_time_is_over(settings: Settings) -> None:
    settings.GOUDEN_SECURITY_DAYS = 90
    now = timezone.now()
    SecurityEventFactory(at=now - datetime.timedelta(days=91))
    young = SecurityEventFactory(at=now - datetime.timedelta(days=89))

    assert security_log.erase_old() == 1
    assert SecurityEvent.objects.get() == young


def test_it_is_shown_to_look_at_only(admin_client: Client) -> None:
    event = SecurityEventFactory()
    page = admin_client.get("/admin/accounts/securityevent/").content.decode()

    assert "inloggen geweigerd" in page
    assert "203.0.113.0/24" in page
    assert admin_client.get("/admin/accounts/securityevent/add/").status_code == 403
    assert admin_client.post(f"/admin/accounts/securityevent/{event.pk}/delete/", {"post": "yes"}).status_code == 403
    client = Client()
    client.force_login(UserFactory(password=PASSWORD))
    assert client.get("/admin/accounts/securityevent/").status_code == 403


@pytest.mark.parametrize(
    ("said", "device"),
    [
        (EDGE, "Edge op macOS"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1",
            "Safari op iOS",
        ),
        ("curl/8.5", "onbekende browser op onbekend systeem"),
    ],
)
def test_of_a_device_only_the_kinds_are_known(client: Client, said: str, device: str) -> None:
    give_password(client, "verkeerd", headers={"User-Agent": said})

    assert kept("device") == [(device,)]
