"""The button after an act takes it back: for who acted, may do it, and while nothing happened since."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cases.editorial.roles import ROLES
from cases.models import Case, Job, PublishedCase
from gouden.accounts import groups
from tests.cases.admin.admin_forms import confirmed
from tests.cases.situations import changed_and_submitted, drafted, edited, looked_at, published, reread, submitted
from tests.editors import member_of

pytestmark = pytest.mark.django_db

LIST, UNDO = reverse("admin:cases_case_changelist"), reverse("admin:cases_case_undo")


@pytest.fixture(autouse=True)
def table() -> None:
    groups.grant(apps, ROLES)


def signed_in(group: str) -> Client:
    client = Client()
    client.force_login(member_of(group))
    return client


def did(client: Client, verb: str, case: Case, **said: str) -> Any:
    return client.post(reverse(f"admin:cases_case_{verb}", args=[case.pk]), looked_at(case) | said, follow=True)


def button_of(page: Any) -> dict[str, str]:
    """Return what the button in a message sends; nothing: there is none."""
    found = re.search(r'name="wat" value="([^"]+)"', " ".join(map(str, page.context["messages"])))
    return {"wat": found[1]} if found else {}


def said(page: Any) -> str:
    return " ".join(str(message) for message in page.context["messages"])


@pytest.mark.parametrize(
    ("group", "verb", "made", "told"),
    [
        ("eindredacteur", "publish", changed_and_submitted, {}),
        ("eindredacteur", "publish", submitted, {}),
        ("eindredacteur", "withdraw", published, {"reason": "Klopt niet."}),
        ("eindredacteur", "archive", drafted, {}),
        ("eindredacteur", "send_back", submitted, {"note": "Noem de bron."}),
        ("redacteur", "throw_away", drafted, {}),
        ("redacteur", "submit", drafted, {"note": ""}),
    ],
)
def test_one_click_takes_it_back(group: str, verb: str, made: Any, told: dict[str, str]) -> None:
    client, case = signed_in(group), made()
    state, shown = case.state, list(PublishedCase.objects.values_list("revision", flat=True))

    page = did(client, verb, case, **told)
    done = client.post(UNDO, button_of(page), follow=True)

    assert "Ongedaan gemaakt" in said(done)
    assert reread(case).state == state
    assert list(PublishedCase.objects.values_list("revision", flat=True)) == shown
    # And only once.
    again = client.post(UNDO, button_of(page), follow=True)
    assert "Hiermee is intussen iets anders gebeurd" in said(again)


def test_many_at_once_are_taken_back_at_once_but_for_what_changed_since() -> None:
    client, cases = signed_in("redacteur"), [drafted(), drafted(), drafted()]
    page = client.post(
        LIST, {"action": "throw_away_selected", "_selected_action": [case.pk for case in cases]}, follow=True
    )
    page = confirmed(client, page)
    erased = cases.pop()
    erased.revisions.all().delete()
    erased.delete()

    done = client.post(UNDO, button_of(page), follow=True)

    assert [reread(case).state for case in cases] == ["concept", "concept"]
    assert "Het bestaat niet meer" in said(done)


def test_what_a_job_did_to_many_is_taken_back_by_another_but_for_what_changed_since(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    monkeypatch.setattr("cases.jobs.AT_ONCE", 1)
    client, cases = signed_in("eindredacteur"), [submitted(), submitted(), published()]
    chosen = {"action": "publish_selected", "_selected_action": [case.pk for case in cases]}
    confirmed(client, client.post(LIST, chosen, follow=True))
    assert [reread(case).state for case in cases] == ["gepubliceerd"] * 3
    job = Job.objects.get()
    page, undo = (reverse(f"admin:cases_job_{name}", args=[job.pk]) for name in ("change", "undo"))
    assert "Maak ongedaan" in client.get(page).content.decode()
    edited(cases[1])

    # Not for a colleague, nor for who may not.
    assert "Maak ongedaan" not in signed_in("eindredacteur").get(page).content.decode()
    assert "niet (meer) ongedaan" in said(signed_in("eindredacteur").post(undo, follow=True))
    assert signed_in("redacteur").post(undo).status_code == 403
    done = client.post(undo, follow=True)

    # What was public already was not changed, and stays.
    assert [reread(case).state for case in cases] == ["beoordeling", "gepubliceerd", "gepubliceerd"]
    assert "1 van 2 voorbeelden gedaan; 1 niet" in said(done)
    again = Job.objects.latest("pk")
    assert again.failures == [
        [cases[1].title, "Hiermee is intussen iets anders gebeurd. Bekijk eerst hoe het er nu staat."]
    ]
    # Once.
    assert "niet (meer) ongedaan" in said(client.post(undo, follow=True))
    assert Job.objects.count() == 2


def test_going_back_to_a_version_has_it_too() -> None:
    client, case = signed_in("redacteur"), edited(drafted())
    approach = case.approach
    page = client.post(reverse("admin:cases_case_restore", args=[case.pk, 1]), {"gezien": 2}, follow=True)
    assert reread(case).approach != approach

    client.post(UNDO, button_of(page))

    assert reread(case).approach == approach


def test_a_colleague_or_who_may_no_more_takes_nothing_back() -> None:
    client, case = signed_in("eindredacteur"), drafted()
    sent = button_of(did(client, "archive", case))

    page = signed_in("eindredacteur").post(UNDO, sent, follow=True)
    assert "Deze knop is van een ander" in said(page)
    Client().post(UNDO, sent)
    client.post(UNDO, {"wat": sent["wat"] + "x"})
    assert client.get(UNDO).status_code == 405
    assert reread(case).state == "gearchiveerd"

    user = member_of("eindredacteur")
    client.force_login(user)
    other = drafted()
    sent = button_of(did(client, "archive", other))
    user.groups.clear()
    user.user_permissions.set([])
    assert client.post(UNDO, sent).status_code == 403
    assert reread(other).state == "gearchiveerd"
