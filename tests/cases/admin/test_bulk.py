"""An action on many cases first says what would happen to which, and then does that and nothing else."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cases import publishing
from cases.admin.case import bulk
from cases.editorial.roles import ROLES
from cases.models import Case, PublicationEvent, PublishedCase
from gouden.accounts import groups
from tests.cases.admin.admin_forms import confirmed
from tests.cases.situations import (
    archived,
    changed,
    changed_and_submitted,
    drafted,
    edited,
    published,
    reread,
    submitted,
    withdrawn,
    withdrawn_and_submitted,
)
from tests.factories import CaseFactory, ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db

CHANGELIST = reverse("admin:cases_case_changelist")


@pytest.fixture
def reviewer(settings: Settings) -> User:
    settings.GOUDEN_FOUR_EYES = True
    groups.grant(apps, ROLES)
    user: User = UserFactory(username="jan")
    user.groups.add(Group.objects.get(name="eindredacteur"))
    return user


@pytest.fixture
def client(client: Client, reviewer: User) -> Client:
    client.force_login(reviewer)
    return client


def act(client: Client, action: str, cases: Any, query: str = "", **data: str) -> Any:
    chosen = {"action": action, "_selected_action": [case.pk for case in cases]}
    return client.post(CHANGELIST + query, chosen | data, follow=True)


def shown(page: Any) -> dict[str, list[Case]]:
    """Return the cases on the page by heading."""
    return {group.heading: [one.case for one in group.shown] for group in page.context["groups"]}


def reasons(page: Any) -> dict[Case, list[str]]:
    return {one.case: one.reasons for group in page.context["groups"] for one in group.shown if one.reasons}


def said(page: Any) -> str:
    return " ".join(str(message) for message in page.context["messages"])


def everything() -> list[Any]:
    return [list(model._default_manager.order_by("pk").values()) for model in (Case, PublishedCase, PublicationEvent)]


def test_choosing_all_and_the_first_action_publishes_nothing_and_names_what_nobody_submitted(client: Client) -> None:
    drafts = [edited(drafted(), by=UserFactory()) for _ in range(3)]
    waiting = submitted()
    before = everything()

    page = act(client, "publish_selected", [waiting], select_across="1")

    assert everything() == before
    assert shown(page)["Wordt voor het eerst openbaar"] == [waiting]
    assert set(shown(page)["Kan niet"]) == set(drafts)
    assert all("nog niet ingeleverd" in said for lines in reasons(page).values() for said in lines)

    confirmed(client, page)
    assert set(PublishedCase.objects.values_list("pk", flat=True)) == {waiting.pk}


def test_the_page_says_of_each_case_what_becomes_of_it(client: Client, reviewer: User) -> None:
    first, again, changes = submitted(), withdrawn_and_submitted(), changed_and_submitted()
    own, gone, same = publishing.submit(case=edited(drafted(), by=reviewer), by=None), withdrawn(), published()
    unready = CaseFactory(summary="woord " * 61)
    ClaimFactory(case=unready, value=3, unit="euro", text="Het kost drie euro.")
    publishing.submit(case=unready, by=None)

    page = act(client, "publish_selected", Case.objects.all())

    assert {heading: set(cases) for heading, cases in shown(page).items()} == {
        "Wordt voor het eerst openbaar": {first},
        "Wordt weer openbaar": {again},
        "Wijzigingen worden openbaar": {changes},
        "Kan niet": {own, gone, unready},
        "Is al zo": {same},
    }
    assert reasons(page)[own] == [
        "Wie een wijziging schrijft, publiceert haar niet zelf. Nog niet openbaar: versie 2 van jan. Vraag een collega."
    ]
    assert "ingetrokken en nog niet ingeleverd" in reasons(page)[gone][0]
    assert [line.partition(":")[0] for line in reasons(page)[unready]] == [
        "Samenvatting",
        "Bronvermeldingen",
        "Thema's",
        "Reden zonder plaats",
        "Uitspraken",
    ]
    text = page.content.decode()
    assert text.index("Wordt voor het eerst openbaar (1)") < text.index("Wijzigingen worden openbaar (1)")


@pytest.mark.parametrize(
    ("verb", "makers", "headings"),
    [
        ("submit", (drafted, submitted, archived), ("Wordt ingeleverd ter beoordeling", "Is al zo", "Kan niet")),
        ("send_back", (submitted, drafted), ("Gaat terug naar de schrijver", "Kan niet")),
        ("withdraw", (published, withdrawn, drafted), ("Verdwijnt van de openbare site", "Is al zo", "Kan niet")),
        ("archive", (drafted, archived, published), ("Wordt gearchiveerd", "Is al zo", "Kan niet")),
        ("reopen", (archived, drafted), ("Wordt heropend", "Kan niet")),
        ("throw_away", (CaseFactory, published, withdrawn), ("Gaat naar de prullenbak", "Kan niet", "Kan niet")),
    ],
)
def test_every_action_says_it(client: Client, verb: str, makers: Any, headings: tuple[str, ...]) -> None:
    cases = [make() for make in makers]
    before = everything()

    page = act(client, f"{verb}_selected", cases, post="yes")

    expected: dict[str, list[Case]] = {}
    for heading, case in zip(headings, cases, strict=True):
        expected.setdefault(heading, []).append(case)
    assert {name: set(found) for name, found in shown(page).items()} == {name: set(e) for name, e in expected.items()}
    assert everything() == before
    done = confirmed(client, page, note="Noem de bron.", reason="Klopt niet.")
    assert "(1): " in said(done)
    assert [reread(case).state for case in cases[1:]] == [case.state for case in cases[1:]]


def test_what_changed_since_it_was_shown_is_not_done_and_told(client: Client) -> None:
    kept, saved, taken_back, thrown_away = submitted(), submitted(), submitted(), submitted()
    page = act(client, "publish_selected", Case.objects.all())
    edited(saved)
    publishing.send_back(case=taken_back, by=None, note="Nog niet.")
    thrown_away.revisions.all().delete()
    thrown_away.delete()

    done = confirmed(client, page)

    assert set(PublishedCase.objects.values_list("pk", flat=True)) == {kept.pk}
    assert f"{saved}</a>: Er is intussen een nieuwere versie." in said(done)
    assert f"{taken_back}</a>: Dit is intussen concept." in said(done)
    assert "1 keer: het voorbeeld bestaat niet meer." in said(done)
    assert "Gepubliceerd (1):" in said(done)


def test_only_what_was_shown_and_ticked_is_done(client: Client) -> None:
    one, two = submitted(), submitted()
    page = act(client, "publish_selected", [one, two])
    later = submitted()
    (value,) = [box.value for group in page.context["groups"] for box in group.shown if box.case == one]

    client.post(page.context["confirm_url"], {"gekozen": [value]})

    assert set(PublishedCase.objects.values_list("pk", flat=True)) == {one.pk}
    assert (reread(two).state, reread(later).state) == ("beoordeling", "beoordeling")


def test_where_one_person_does_everything_a_draft_is_still_not_published_among_many(
    client: Client, settings: Settings
) -> None:
    settings.GOUDEN_FOUR_EYES = False
    draft, waiting = drafted(), submitted()

    page = act(client, "publish_selected", [draft, waiting])
    assert "Publiceer het apart, op zijn eigen formulier" in reasons(page)[draft][0]
    box = f"{draft.pk}:1:concept"
    done = client.post(page.context["confirm_url"], {"gekozen": [box, f"{waiting.pk}:1:beoordeling"]}, follow=True)

    assert set(PublishedCase.objects.values_list("pk", flat=True)) == {waiting.pk}
    assert "Publiceer het apart" in said(done)


@pytest.mark.parametrize(
    "boxes",
    [[], [""], ["x"], ["1"], ["{pk}"], ["{pk}:"], ["{pk}::beoordeling"], ["{pk}:x:beoordeling"], ["9" * 5_000]],
)
def test_a_page_that_does_not_say_which_version_does_nothing(client: Client, boxes: list[str]) -> None:
    case = submitted()
    chosen = [box.format(pk=case.pk) for box in boxes]

    answer = client.post(reverse("admin:cases_case_publish_together"), {"gekozen": chosen}, follow=True)

    assert answer.status_code == 200
    assert "Niet gedaan" in said(answer) or "Er is niets gebeurd" in said(answer)
    assert not PublishedCase.objects.exists()


def test_too_many_at_once_are_refused_with_their_number(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST_AT_ONCE", 2)
    cases = [submitted() for _ in range(3)]

    page = act(client, "publish_selected", cases, query="?state=beoordeling")
    assert "U koos 3 praktijkvoorbeelden; het kan met ten hoogste 2 tegelijk." in said(page)
    assert page.redirect_chain[-1][0] == f"{CHANGELIST}?state=beoordeling"
    boxes = [f"{case.pk}:1:beoordeling" for case in cases]
    client.post(reverse("admin:cases_case_publish_together"), {"gekozen": boxes})

    assert not PublishedCase.objects.exists()


def test_the_way_back_leads_to_the_list_as_it_was_filtered(client: Client) -> None:
    case = submitted()

    page = act(client, "publish_selected", [case], query="?state=beoordeling")
    assert f'href="{CHANGELIST}?state=beoordeling"' in page.content.decode()
    done = confirmed(client, page)

    assert done.redirect_chain[-1][0] == f"{CHANGELIST}?state=beoordeling"


def test_a_reason_that_was_forgotten_is_asked_about_the_versions_that_were_shown(client: Client) -> None:
    case = published()
    page = act(client, "withdraw_selected", [case])
    edited(case)

    asked = confirmed(client, page, reason=" ")
    assert "Geef de reden" in asked.content.decode()
    done = confirmed(client, asked, reason="Klopt niet.")

    assert "Er is intussen een nieuwere versie" in said(done)
    assert PublishedCase.objects.exists()


def test_a_practice_that_becomes_public_with_its_portrait_names_it(client: Client) -> None:
    portrait = CaseFactory(with_source=True, portrait=True, title="Zutphen")
    practice = CaseFactory(with_source=True, part_of=portrait, title="Aan tafel")
    for case in (portrait, practice):
        publishing.submit(case=case, by=None)

    confirmed(client, act(client, "publish_selected", [practice, portrait]))

    assert PublishedCase.objects.get(pk=practice.pk).record["onderdeelVan"]["titel"] == "Zutphen"


def test_a_change_of_what_is_public_is_not_called_new(client: Client, settings: Settings) -> None:
    settings.GOUDEN_FOUR_EYES = False
    case = changed()

    page = act(client, "publish_selected", [case])

    assert shown(page) == {"Wijzigingen worden openbaar": [case]}
    assert "together__group--loud" not in page.content.decode()
