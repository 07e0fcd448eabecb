"""Each group meets the verbs it may use, in the situations that allow them, and is refused all others."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cases import publishing
from cases.admin.case import publication
from cases.admin.case.bulk import BULK_VERBS
from cases.admin.case.verbs import EDITOR_VERBS
from cases.editorial.roles import ROLES
from cases.models import Case, PublicationEvent, PublishedCase
from cases.publishing import TRANSITIONS
from gouden.accounts.groups import grant
from tests.cases.admin.admin_forms import confirmed, typed
from tests.cases.situations import (
    LEADS_TO,
    SITUATIONS,
    changed,
    drafted,
    edited,
    looked_at,
    published,
    reread,
    submitted,
)
from tests.factories import CaseFactory, UserFactory

pytestmark = pytest.mark.django_db

CHANGELIST, BIN = reverse("admin:cases_case_changelist"), reverse("admin:cases_case_bin")
# What each verb asks.
ANSWERS: dict[str, dict[str, str]] = {
    "submit": {"note": "Klopt het bedrag?"},
    "send_back": {"note": "Noem de bron."},
    "withdraw": {"reason": "Klopt niet."},
}
EVERY = set(TRANSITIONS)
# With four eyes nobody publishes what was not submitted.
POSSIBLE = LEADS_TO.keys() - {("publish", "drafted"), ("publish", "changed")}
# Together with others also not what was withdrawn, and not what is public as it is: there is nothing to do.
POSSIBLE_TOGETHER = POSSIBLE - {("publish", "withdrawn"), ("publish", "published")}
MAY: dict[str, set[str]] = {
    "onbevoegd": set(),
    "redacteur": {"submit", "throw_away", "take_back"},
    "eindredacteur": EVERY,
    "beheerder": EVERY,
}


@pytest.fixture(autouse=True)
def four_eyes(settings: Settings) -> None:
    settings.GOUDEN_FOUR_EYES = True


@pytest.fixture
def groups() -> None:
    grant(apps, ROLES)


def member(of: str, **named: str) -> User:
    """Return an account in a group; 'onbevoegd' only looks."""
    user: User = UserFactory(**named)
    if of == "onbevoegd":
        user.user_permissions.add(Permission.objects.get(codename="view_case"))
    else:
        user.groups.add(Group.objects.get(name=of))
    return user


def url(page: str, case: Case) -> str:
    return reverse(f"admin:cases_case_{page}", args=[case.pk])


def messages_on(page: Any) -> str:
    return " ".join(str(message) for message in page.context["messages"])


def act(client: Client, action: str, cases: Any, **data: str) -> Any:
    """Choose a bulk action for these cases."""
    chosen = {"action": action, "_selected_action": [case.pk for case in cases]}
    return client.post(CHANGELIST, chosen | data, follow=True)


def everything() -> list[Any]:
    return [list(model._default_manager.order_by("pk").values()) for model in (Case, PublishedCase, PublicationEvent)]


@contextmanager
def undone() -> Iterator[None]:
    """Take back what happens in here."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("groups")
@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("group", MAY)
def test_every_verb_on_the_form_is_for_who_may_and_where_it_can(client: Client, group: str, situation: str) -> None:
    case = SITUATIONS[situation]()
    client.force_login(member(of=group))
    possible = {verb for verb in MAY[group] if (verb, situation) in POSSIBLE}
    # Nothing to publish, and no need to ask a colleague.
    offered = possible - ({"publish"} if situation == "published" else set())
    offered -= {"submit"} if "publish" in offered else set()

    shown = client.get(BIN if situation == "binned" else url("change", case)).content.decode()
    assert {verb for verb in EVERY if url(verb, case) in shown} == offered

    before = everything()
    for verb in TRANSITIONS:
        with undone():
            answer = client.post(url(verb, case), looked_at(case) | ANSWERS.get(verb, {}))
            if verb in possible:
                assert answer.status_code == 302, verb
                if verb == "erase":
                    assert not Case.objects.filter(pk=case.pk).exists()
                    continue
                now = reread(case)
                assert (now.state, now.submitted_at is not None) == LEADS_TO[verb, situation], verb
            else:
                # What was typed is shown once more.
                refused = 200 if EDITOR_VERBS[verb].form else 302
                assert answer.status_code == (refused if verb in MAY[group] else 403), verb
                assert everything() == before, verb


@pytest.mark.usefixtures("groups")
@pytest.mark.parametrize("group", MAY)
def test_every_verb_in_the_list_is_for_who_may_and_does_what_it_can(client: Client, group: str) -> None:
    cases = {name: make() for name, make in SITUATIONS.items() if name != "binned"}
    client.force_login(member(of=group))
    offered = re.findall(r'<option value="(\w+)_selected">', client.get(CHANGELIST).content.decode())
    assert set(offered) == MAY[group] & BULK_VERBS.keys()

    before = everything()
    for verb in BULK_VERBS:
        with undone():
            page = act(client, f"{verb}_selected", cases.values())
            assert everything() == before, verb
            if verb in MAY[group]:
                confirmed(client, page, **ANSWERS.get(verb, {}))
            else:
                boxes = [f"{case.pk}:1:{case.state}" for case in cases.values()]
                answer = client.post(
                    reverse(f"admin:cases_case_{verb}_together"), {"gekozen": boxes} | ANSWERS.get(verb, {})
                )
                assert answer.status_code == 403
            for situation, case in cases.items():
                was = Case.State(case.state), case.submitted_at is not None
                now = reread(case)
                done = verb in MAY[group] and (verb, situation) in POSSIBLE_TOGETHER
                expected = LEADS_TO[verb, situation] if done else was
                assert (now.state, now.submitted_at is not None) == expected, (verb, situation)


# --- From writer to reviewer and back ---------------------------------------------------------------------------


@pytest.mark.usefixtures("groups")
def test_saving_and_submitting_asks_for_a_note_that_the_reviewer_reads(client: Client) -> None:
    client.force_login(member(of="redacteur", username="mieke"))
    case = drafted()
    data = typed(client.get(url("change", case)), "case_form")

    asked = client.post(url("change", case), data | {"approach": "Zo dan.", "_submit": "1"}, follow=True)
    assert asked.redirect_chain[-1][0] == f"{url('submit', case)}?versie=2&stand=concept"
    assert reread(case).approach == "Zo dan."
    assert reread(case).state == "concept"

    said = looked_at(case) | {"note": "Klopt het bedrag?"}
    page = client.post(url("submit", case), said, follow=True)
    assert "is ingeleverd. Een eindredacteur leest het na" in messages_on(page)

    client.force_login(member(of="eindredacteur"))
    shown = client.get(url("change", case)).content.decode()
    assert "Ter beoordeling, ingeleverd door mieke op" in shown
    assert "Klopt het bedrag?" in shown


@pytest.mark.usefixtures("groups")
def test_a_note_is_not_needed_to_submit_but_it_is_to_send_back(client: Client) -> None:
    client.force_login(member(of="eindredacteur"))
    case = drafted()

    client.post(url("submit", case), looked_at(case) | {"note": ""})
    assert reread(case).state == "beoordeling"

    page = client.post(url("send_back", case), looked_at(case) | {"note": ""})
    assert "Schrijf wat er nog moet veranderen" in page.content.decode()
    assert reread(case).state == "beoordeling"


@pytest.mark.usefixtures("groups")
def test_the_writer_reads_on_the_form_who_sent_it_back_and_why(client: Client) -> None:
    jan = member(of="eindredacteur", username="jan")
    publishing.send_back(case=submitted(), by=jan, note="De <b>bron</b> mist.", seen=1)
    case = Case.objects.get()
    client.force_login(member(of="redacteur"))

    page = client.get(url("change", case)).content.decode()

    assert "Teruggestuurd door jan" in page
    assert "De &lt;b&gt;bron&lt;/b&gt; mist." in page


@pytest.mark.usefixtures("groups")
def test_what_still_stands_in_the_way_is_said_when_it_is_submitted(client: Client) -> None:
    client.force_login(member(of="redacteur"))
    case = CaseFactory()

    page = client.post(url("submit", case), looked_at(case) | {"note": ""}, follow=True)

    assert "Voor publicatie is nog iets nodig" in messages_on(page)


@pytest.mark.usefixtures("groups")
def test_a_writer_goes_on_with_what_is_public_or_waits(client: Client) -> None:
    client.force_login(member(of="redacteur"))
    case = publishing.submit(case=changed(), by=None)
    data = typed(client.get(url("change", case)), "case_form")
    before = PublishedCase.objects.values().get()

    page = client.post(url("change", case), data | {"title": "Nieuwe titel", "_save": "1"}, follow=True)

    assert reread(case).title == "Nieuwe titel"
    assert "wie het naleest, ziet ook wat u nu hebt bewaard" in messages_on(page)
    assert PublishedCase.objects.values().get() == before


@pytest.mark.usefixtures("groups")
def test_what_is_archived_is_looked_at_only(client: Client) -> None:
    case = publishing.archive(case=drafted(), by=None)
    client.force_login(member(of="beheerder"))

    page = client.get(url("change", case)).content.decode()

    assert 'name="_save"' not in page
    assert "Gearchiveerd. Niemand werkt er nu aan" in page
    assert client.post(url("change", case), {"title": "Toch"}).status_code == 403


# --- Four eyes --------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("groups")
def test_who_wrote_it_sees_no_button_and_is_told_why(client: Client) -> None:
    writer = member(of="eindredacteur", username="mieke")
    case = publishing.submit(case=edited(drafted(), by=writer), by=writer, seen=2)
    client.force_login(writer)

    page = client.get(url("change", case))
    assert "publish" not in {step["verb"].name for step in page.context["verbs"]}
    assert "versie 2 van mieke. Vraag een collega." in page.content.decode()
    assert "Opslaan en publiceren" not in page.content.decode()

    answers = [
        messages_on(client.post(url("publish", case), looked_at(case), follow=True)),
        act(client, "publish_selected", [case]).content.decode(),
        messages_on(client.post(url("change", case), typed(page, "case_form") | {"_publish": "1"}, follow=True)),
    ]
    for answer in answers:
        assert "Wie een wijziging schrijft, publiceert haar niet zelf" in answer
    assert not PublishedCase.objects.exists()


@pytest.mark.usefixtures("groups")
def test_a_reviewer_who_mends_it_hands_it_on(client: Client) -> None:
    case = submitted()
    client.force_login(member(of="eindredacteur"))
    data = typed(client.get(url("change", case)), "case_form")

    client.post(url("change", case), data | {"title": "Verbeterd", "_save": "1"})
    client.post(url("publish", case), looked_at(case))
    assert not PublishedCase.objects.exists()

    client.force_login(member(of="eindredacteur"))
    client.post(url("publish", case), looked_at(case))
    assert PublishedCase.objects.get().title == "Verbeterd"


@pytest.mark.usefixtures("groups")
def test_the_button_publishes_only_the_version_that_was_on_the_page(client: Client) -> None:
    case = submitted()
    client.force_login(member(of="eindredacteur"))
    seen = client.get(url("change", case)).context["seen"]
    edited(case)

    page = client.post(url("publish", case), {"versie": seen.version, "stand": seen.state}, follow=True)

    assert "Er is intussen een nieuwere versie" in messages_on(page)
    assert not PublishedCase.objects.exists()


@pytest.mark.usefixtures("groups")
@pytest.mark.parametrize("versie", [None, "", "x", "0x1", "-1", "1.0", "²", "9" * 5_000])
def test_a_button_that_does_not_say_which_version_publishes_nothing(client: Client, versie: str | None) -> None:
    case = submitted()
    client.force_login(member(of="eindredacteur"))

    data = {"stand": case.state} | ({} if versie is None else {"versie": versie})
    page = client.post(url("publish", case), data, follow=True)

    assert "Er kwam niet mee welke versie u bekeek" in messages_on(page)
    assert not PublishedCase.objects.exists()


@pytest.mark.usefixtures("groups")
def test_what_was_withdrawn_since_the_page_was_opened_does_not_come_back(client: Client, settings: Settings) -> None:
    settings.GOUDEN_FOUR_EYES = False
    case = changed()
    look = looked_at(case)
    publishing.withdraw(case=case, by=None, reason="Op verzoek.")
    client.force_login(member(of="eindredacteur"))

    page = client.post(url("publish", case), look, follow=True)

    assert "Dit is intussen ingetrokken" in messages_on(page)
    assert not PublishedCase.objects.exists()


@pytest.mark.usefixtures("groups")
@pytest.mark.parametrize("verb", ["submit", "send_back", "withdraw"])
def test_what_was_typed_stays_when_a_colleague_saved_meanwhile(client: Client, verb: str) -> None:
    case = {"submit": drafted, "send_back": submitted, "withdraw": published}[verb]()
    client.force_login(member(of="eindredacteur"))
    page = client.get(url("change", case))
    (address,) = [step["url"] for step in page.context["verbs"] if step["verb"].name == verb]
    # Between the form and the question: still what was on the form is what was looked at.
    edited(case)
    data = typed(client.get(address), "ask_form") | ANSWERS[verb]

    asked = client.post(url(verb, case), data)

    assert "Er is intussen een nieuwere versie" in messages_on(asked)
    assert next(iter(ANSWERS[verb].values())) in asked.content.decode()
    assert ">versie 2</a>" in asked.content.decode()
    assert reread(case).state == case.state

    client.post(url(verb, case), typed(asked, "ask_form"))
    assert reread(case).state != case.state


@pytest.mark.usefixtures("groups")
def test_saving_and_publishing_publishes_what_it_saved_and_not_what_came_behind(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.GOUDEN_FOUR_EYES = False
    case = drafted()
    client.force_login(member(of="eindredacteur"))
    data = typed(client.get(url("change", case)), "case_form")
    publish_if_asked = publication.publish_if_asked

    def late(*saved: Any) -> Any:
        edited(case)
        return publish_if_asked(*saved)

    monkeypatch.setattr(publication, "publish_if_asked", late)
    page = client.post(url("change", case), data | {"title": "Van mij", "_publish": "1"}, follow=True)

    assert "Er is intussen een nieuwere versie" in messages_on(page)
    assert reread(case).title == "Van mij"
    assert not PublishedCase.objects.exists()


@pytest.mark.usefixtures("groups")
def test_with_one_editor_saving_and_publishing_is_one_button(client: Client, settings: Settings) -> None:
    settings.GOUDEN_FOUR_EYES = False
    client.force_login(member(of="eindredacteur"))
    page = client.get(url("change", published())).content.decode()

    assert "Opslaan en opnieuw publiceren" in page
    assert "Opslaan en inleveren" not in page
