"""A message tells an editor only to do what that editor may, and otherwise which group can."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from cases import publishing
from cases.editorial.roles import ROLES
from cases.publishing import TRANSITIONS, NotAllowed, refusal
from gouden.accounts import groups
from tests.cases.situations import SITUATIONS, archived, drafted, looked_at, published
from tests.editors import member_of
from tests.factories import CaseFactory, InquiryFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

TOLD = re.compile(r"(U|[Ee]en [a-z]+|[Aa]lleen een beheerder met alle rechten) (?:kunt|kan) ([^.]+)\.")
DOING = {transition.doing: transition.permission for transition in TRANSITIONS.values()}


@pytest.fixture(autouse=True)
def table() -> None:
    groups.grant(apps, ROLES)


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("group", ROLES)
def test_each_refusal_of_each_verb_tells_this_editor_what_is_so(group: str, situation: str) -> None:
    editor, case = member_of(group), SITUATIONS[situation]()
    for verb in TRANSITIONS:
        for who, doing in TOLD.findall(refusal(case=case, verb=verb, by=editor)):
            assert editor.has_perm(DOING[doing]) == (who == "U"), (verb, who, doing)
            if who != "U":
                assert member_of(who.split()[1]).has_perm(DOING[doing])


@pytest.mark.parametrize(
    ("group", "said"),
    [("redacteur", "Een eindredacteur kan het heropenen."), ("eindredacteur", "U kunt het heropenen.")],
)
def test_what_is_archived_says_who_can_go_on_with_it_wherever_somebody_tries(group: str, said: str) -> None:
    editor, case = member_of(group), archived()
    client = Client()
    client.force_login(editor)

    with pytest.raises(NotAllowed, match=re.escape(said)):
        publishing.restore(case=case, revision=case.revisions.get(), by=editor, seen=1)
    reading = client.get(reverse("admin:cases_case_reading", args=[case.pk]), follow=True)
    assert f"Dit is gearchiveerd. {said}" in " ".join(map(str, reading.context["messages"]))
    form = client.get(reverse("admin:cases_case_change", args=[case.pk])).content.decode()
    assert (said in form) == (group == "redacteur")
    assert ("Heropen" in form) == (group == "eindredacteur")


def test_a_writer_who_would_throw_away_what_is_public_hears_who_can_withdraw_it() -> None:
    client, case = Client(), published()
    client.force_login(member_of("redacteur"))

    address = reverse("admin:cases_case_throw_away", args=[case.pk])
    page = client.post(address, looked_at(case), follow=True)

    assert "Een eindredacteur kan het intrekken." in " ".join(map(str, page.context["messages"]))


def test_a_page_that_this_editor_may_not_have_says_whom_to_ask() -> None:
    client, row = Client(), OrganisationFactory()
    client.force_login(member_of("redacteur"))

    page = client.post(reverse("admin:municipalities_organisation_publish", args=[row.pk]))

    assert page.status_code == 403
    assert "vraag een eindredacteur of een beheerder" in page.content.decode()
    client.logout()
    assert "vraag een eindredacteur" not in client.get("/admin/cases/case/", follow=True).content.decode()


def why_kept(client: Client, row: Any) -> str:
    page = client.get(reverse("admin:municipalities_organisation_delete", args=[row.pk])).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_what_keeps_a_row_says_what_this_editor_can_do_about_it() -> None:
    organisation, client = OrganisationFactory(), Client()
    case = CaseFactory(contact=organisation)
    client.force_login(member_of("eindredacteur"))
    assert "Haal de verwijzing daar eerst weg." in why_kept(client, organisation)

    other = UserFactory()
    names = ("delete_organisation", "view_organisation", "view_case")
    other.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(other)
    assert "Een redacteur kan de verwijzing daar weghalen." in why_kept(client, organisation)

    # In a version nobody can.
    publishing.record_revision(case=case, by=None)
    case.contact = None
    case.save()
    publishing.record_revision(case=case, by=None)
    said = why_kept(client, organisation)
    assert "is vastgelegd en verandert niet meer" in said
    assert "eerst weg" not in said


def test_an_answer_about_what_is_archived_says_who_can_take_it_over() -> None:
    writer, case = member_of("redacteur"), drafted()
    inquiry = InquiryFactory(case=case, answered=True)
    publishing.archive(case=case, by=None)
    client = Client()
    client.force_login(writer)

    page = client.post(reverse("admin:cases_inquiry_accept", args=[inquiry.pk]), follow=True)

    said = " ".join(map(str, page.context["messages"]))
    assert "Een eindredacteur kan het heropenen. Of leg het antwoord opzij." in said
