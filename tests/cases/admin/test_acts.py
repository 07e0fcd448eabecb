"""Every group tries every act of the admin, with four eyes on: what it may not, changes nothing.

And no writer changes what readers see, by any address, action, file or form.
"""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.test import Client, RequestFactory
from django.urls import URLResolver
from pytest_django import DjangoDbBlocker, Settings

from cases import models as cases
from cases.editorial.roles import ROLES
from cases.models import CatalogueState
from gouden.accounts import groups
from municipalities.models import MunicipalityChange, Organisation, ReferenceRow
from municipalities.querysets import public_rows
from tests.cases.admin.acts import (
    ACTIONS,
    ACTS,
    ADDED_UNSEEN,
    ADMINISTRATOR,
    CHIEF,
    FREE,
    NAMES,
    NOBODY,
    REVIEWED,
    RIGHTS,
    SUPERUSER,
    VISITOR,
    WORKING,
    WRITER,
    Act,
    World,
    name_of,
    of_case,
    sheet,
    to,
    url,
)
from tests.cases.admin.admin_forms import typed
from tests.cases.situations import edited, looked_at
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Public = dict[tuple[str, Any], tuple[Any, ...]]
PUBLIC = [
    model
    for app in ("cases", "municipalities", "accounts")
    for model in apps.get_app_config(app).get_models(include_auto_created=True)
    if model not in WORKING and model is not CatalogueState
]
# What a row with two sides keeps of its review.
BOOKKEEPING = {"public_number", "submitted_at", "submitted_by", "review_note", "review_note_by"}
# And of what it cites, and when it was thrown away.
BOOKKEEPING |= {"cited", "cited_at", "binned_at", "binned_by"}
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
# Of a form: what a browser would let be typed, by which a change shows.
TYPED = ("title", "name", "note", "first_name", "predicate", "function")
CHOSEN: dict[type[Model], dict[str, str]] = {
    cases.ClaimLink: {"kind": "latere stand"},
    MunicipalityChange: {"date": "2018-01-01"},
}


def account(group: int) -> User:
    user: User = UserFactory(username=NAMES[group], is_superuser=group == SUPERUSER)
    if group in {WRITER, CHIEF, ADMINISTRATOR}:
        user.groups.add(Group.objects.get(name=NAMES[group]))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def public() -> Public:
    """Return all that readers and partners see, and the number of the last event."""
    found: Public = {("number", 1): (CatalogueState.objects.get().number,)}
    for model in PUBLIC:
        columns = [field.attname for field in model._meta.concrete_fields if field.name not in BOOKKEEPING]
        for row in seen_rows(model).order_by().values_list("pk", *columns):
            found[model._meta.label, row[0]] = row
    return found


def seen_rows(model: type[Model]) -> QuerySet[Any]:
    """Return the rows of `model` that readers may see: of what hangs on a reference row, those of one they see."""
    rows = public_rows(model)
    if model._meta.auto_created or model is cases.InitiativeLink:
        owner = next(field for field in model._meta.concrete_fields if field.is_relation)
        if issubclass(owner.related_model, ReferenceRow):
            return rows.filter(**{f"{owner.name}__published_at__isnull": False})
    return rows


@contextmanager
def writing() -> Iterator[list[str]]:
    """Give the names of the tables that are written to, the session apart."""
    found: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if (written := WRITES.match(sql)) and written[1] != "django_session":
            found.append(written[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


# --- The acts that follow from the tables ---------------------------------------------------------------------------


def changed_form(client: Client, row: Model) -> dict[str, Any]:
    """Return what a browser would send to change `row`."""
    page = client.get(url(f"{name_of(type(row))}_change", row.pk))
    # Who may only look has a page without a form to change it.
    data = typed(page, f"{row._meta.model_name}_form") if page.status_code == 200 else {}
    text = {name: f"{data[name][0]}x" for name in TYPED if name in data}
    return data | CHOSEN.get(type(row), text) | {"_save": "1"}


def as_new(form: dict[str, Any]) -> dict[str, Any]:
    """Return what adds a row like that of `form`, without what hangs on it."""
    counts = {name: 0 for name in form if name.endswith(("-TOTAL_FORMS", "-INITIAL_FORMS"))}
    names = {name: "Nieuw" for name in ("name", "title", "question") if name in form}
    turned = {"a": form["b"], "b": form["a"]} if "a" in form else {}
    return form | counts | names | turned | {"slug": "nieuw"}


def of_rights(world: World, forms: dict[type[Model], dict[str, Any]]) -> Iterator[Act]:
    """Yield adding, changing and deleting a row of each model, and deleting it in its list."""
    for model, (add, change, delete) in RIGHTS.items():
        name, row = name_of(model), world.rows[model]
        # Of a row that readers see, who may change it may do so.
        seen = model not in WORKING and model._meta.app_label != "auth"
        adding = to(f"{name}_add", **as_new(forms.get(model, {})))
        yield Act(f"{name}_add", add, adding, public=seen and add != WRITER, writes=add == WRITER)
        changing = to(f"{name}_change", lambda world, model=model: world.rows[model], **forms.get(model, {}))
        yield Act(f"{name}_change", change, changing, public=seen and model not in REVIEWED)
        deleting = to(f"{name}_delete", lambda world, model=model: world.rows[model], post="yes")
        yield Act(f"{name}_delete", delete, deleting, public=seen, writes=False)
        chosen = {"_selected_action": [row.pk], "post": "yes", "sure": "1"}
        if model not in {cases.Case}:
            listed = to(f"{name}_changelist", action="delete_selected", **chosen)
            yield Act(f"{name} delete_selected", delete, listed, public=seen, polite=True, writes=False)
        for action, lowest in ACTIONS.get(model, {}).items():
            yield Act(f"{name} {action}", lowest, to(f"{name}_changelist", action=action, **chosen), polite=True)


# --- Ways around ----------------------------------------------------------------------------------------------------


def case_form(situation: str, **changes: Any) -> Callable[[Client, World], Any]:
    """Post the form of a case as who opens it has it, with `changes` put into it."""

    def post(client: Client, world: World) -> Any:
        case = world.cases[situation]
        address = url("cases_case_change", case.pk)
        page = client.get(address)
        data = typed(page, "case_form") if page.status_code == 200 else {"_save": "1"}
        put = {name: value(world) if callable(value) else value for name, value in changes.items()}
        return client.post(address, data | {"title": "Toch anders"} | put)

    return post


def own_draft(client: Client, world: World) -> Any:
    """Publish what one wrote oneself."""
    case = edited(world.cases["submitted"], by=User.objects.get(pk=client.session["_auth_user_id"]))
    return client.post(url("cases_case_publish", case.pk), looked_at(case))


def stolen_link(client: Client, world: World) -> Any:
    """Add an initiative with a link of another one in its form."""
    data = {"name": "Nieuw", "slug": "nieuw", "aliases": "", "misspellings": "", "description": "", "_save": "1"}
    rows = {
        "links-TOTAL_FORMS": 1,
        "links-INITIAL_FORMS": 1,
        "links-0-id": world.link.pk,
        "links-0-url": "https://x.example",
    }
    return client.post(url("cases_initiative_add"), data | rows)


AROUND = [
    Act("publishing a draft of another that nobody submitted", NOBODY, of_case("publish", "drafted"), polite=True),
    Act("publishing changes that nobody submitted", NOBODY, of_case("publish", "changed"), polite=True),
    Act("publishing one's own work", NOBODY, own_draft, polite=True),
    Act("publishing without a version", NOBODY, of_case("publish", "submitted", versie=""), polite=True),
    Act("publishing an older version", NOBODY, of_case("publish", "submitted", versie="1"), polite=True),
    Act("withdrawing without a version", NOBODY, of_case("withdraw", "published", versie="", reason="x"), polite=True),
    Act("withdrawing without a reason", NOBODY, of_case("withdraw", "published", reason=" "), polite=True),
    Act("saving and publishing", CHIEF, case_form("submitted", _publish="1")),
    Act(
        "a state in the form",
        WRITER,
        case_form("submitted", state="gepubliceerd", submitted_at="2026-01-01", published="1", _save="1"),
    ),
    Act(
        "a claim of another case in the form",
        NOBODY,
        case_form(
            "changed", **{"claims-0-id": lambda world: world.theirs.pk, "claims-0-text": "Gestolen", "_save": "1"}
        ),
        polite=True,
    ),
    Act("a link of another initiative in the form", WRITER, stolen_link),
    Act(
        "changing what is public in a popup",
        WRITER,
        lambda client, world: client.post(
            url("municipalities_organisation_change", world.organisation.pk),
            changed_form(client, world.organisation) | {"_popup": "1"},
        ),
    ),
    Act(
        "adding in a popup",
        WRITER,
        to("municipalities_organisation_add", name="Nieuw", slug="nieuw", kind="anders", _popup="1"),
    ),
    Act(
        "an organisation that exists in a file",
        WRITER,
        sheet(Organisation, ("adresnaam", "naam"), ("{world.organisation.slug}", "Anders")),
    ),
    Act(
        "an initiative that exists in a file",
        WRITER,
        sheet(cases.Initiative, ("adresnaam", "naam"), ("{world.link.initiative.slug}", "Anders")),
    ),
    Act(
        "a public case in a file",
        WRITER,
        sheet(cases.Case, ("adresnaam", "titel"), ("{world.mine.case.slug}", "Anders")),
    ),
]


# --- The tests ------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def four_eyes(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.GOUDEN_FOUR_EYES = True
    # Every refusal is a traceback in the log; to write them all takes longer than to refuse.
    caplog.set_level(logging.CRITICAL, logger="django.request")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One for all groups: what each does is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        groups.grant(apps, ROLES)
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def acts(world: World, django_db_blocker: DjangoDbBlocker) -> list[Act]:
    with django_db_blocker.unblock():
        client = signed_in(UserFactory(username="baas", is_superuser=True))
        changing = [model for model, (_, change, _) in RIGHTS.items() if change != NOBODY]
        forms = {model: changed_form(client, world.rows[model]) for model in changing}
        return [*of_rights(world, forms), *ACTS, *AROUND]


def tried(client: Client, world: World, act: Act, before: Public, *, look: bool) -> tuple[Any, list[str], Public]:
    """Do `act` and take it back; return the answer, the tables it wrote to, and with `look` what was public then."""
    session = client.cookies["sessionid"].value
    with transaction.atomic():
        with writing() as written:
            answer = act.post(client, world)
        found = public() if written and look else before
        transaction.set_rollback(True)
    # Also a session that was replaced.
    client.cookies = SimpleCookie({"sessionid": session})
    return answer, written, found


def shows_more(before: Public, after: Public) -> set[str]:
    """Return the kinds of what readers see otherwise, apart from what is added beside it."""
    new = {model._meta.label for model in ADDED_UNSEEN}
    gone_or_changed = {kind for (kind, pk), row in before.items() if after.get((kind, pk)) != row}
    return gone_or_changed | {kind for kind, pk in after.keys() - before.keys() if kind not in new}


@pytest.mark.parametrize("group", range(VISITOR, NOBODY), ids=NAMES)
def test_a_group_does_what_the_table_says_and_nothing_else(group: int, world: World, acts: list[Act]) -> None:
    client, before = signed_in(account(group)), public()
    wrong = []
    for act in acts:
        if act.lowest < group:
            # Tried with the lowest group that may.
            continue
        may = act.lowest == group
        answer, written, after = tried(client, world, act, before, look=not (may and act.public))
        if may:
            if answer.status_code not in {200, 302}:
                wrong.append(f"{act.name}: {answer.status_code}")
            if act.writes and not written:
                wrong.append(f"{act.name} did nothing")
            if not act.public and (more := shows_more(before, after)):
                wrong.append(f"{act.name} shows in {sorted(more)}")
        else:
            if after != before or (written and not act.polite):
                wrong.append(f"{act.name} wrote to {sorted(set(written))}")
            if answer.status_code != 403 and not act.polite:
                wrong.append(f"{act.name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)
    assert public() == before


@pytest.mark.parametrize("who", ["visitor", "superuser"])
def test_who_did_not_sign_in_with_a_second_factor_does_nothing(
    who: str, world: World, acts: list[Act], settings: Settings
) -> None:
    settings.GOUDEN_REQUIRE_SECOND_FACTOR = True
    client = signed_in(account(SUPERUSER)) if who == "superuser" else Client()
    with writing() as written:
        answers = {act.name: act.post(client, world) for act in acts if act.post is not own_draft}
    assert written == []
    assert {
        name for name, answer in answers.items() if not answer.headers.get("Location", "").startswith("/admin/login/")
    } == set()


def test_what_a_writer_may_never_shows_to_readers() -> None:
    assert [act.name for act in (*ACTS, *AROUND) if act.public and act.lowest < CHIEF] == []
    assert {model for model, (_, *changing) in RIGHTS.items() if min(changing) < CHIEF} <= WORKING | {*REVIEWED}


def test_every_address_and_every_action_of_the_admin_is_in_the_tables() -> None:
    def names(patterns: Any) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from names(pattern.url_patterns)
            elif pattern.name:
                yield pattern.name

    # A list takes actions, and a history only shows.
    pages = ("changelist", "history", "add", "change", "delete")
    known = {f"{name_of(model)}_{page}" for model in RIGHTS for page in pages} | {act.name for act in ACTS} | FREE
    assert set(names(admin.site.get_urls())) == known
    assert set(RIGHTS) == set(admin.site._registry)

    request = RequestFactory().get("/")
    request.user = UserFactory(is_superuser=True)
    offered = {model: set(one.get_actions(request)) for model, one in admin.site._registry.items()}
    expected = {
        model: set(ACTIONS.get(model, {})) | ({"delete_selected"} if delete != NOBODY else set())
        for model, (_, _, delete) in RIGHTS.items()
    }
    assert offered == expected
