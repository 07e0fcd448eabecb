"""Which group may what: the table is in the database, whole, and knows every model of the admin."""

from itertools import pairwise

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython

from cases.editorial.roles import ROLES
from gouden.accounts.groups import grant, permissions_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

# What makes the groups, what gives them a model that came later, and what keeps theirs of a model that moved.
NAMES = [
    ("cases", "0021_groups"),
    ("cases", "0032_show_mendings"),
    ("accounts", "0002_content_types"),
    ("cases", "0041_show_jobs"),
    ("cases", "0048_erase_cases"),
    ("cases", "0051_publishers_of_reference_rows"),
    ("cases", "0054_show_file_imports"),
    ("cases", "0056_allow_silent_sections"),
    ("cases", "0059_show_erasures"),
    ("cases", "0061_writers_of_reference_rows"),
    ("cases", "0064_allow_mailboxes"),
    ("cases", "0073_allow_terms_and_questions"),
    ("cases", "0075_allow_elements"),
    ("cases", "0081_allow_search_words"),
    ("cases", "0097_allow_the_board"),
    ("cases", "0100_show_security_events"),
]


def permissions_of(role: str) -> set[tuple[str, str]]:
    return permissions_in(ROLES[role])


def held(role: str) -> set[tuple[str, str]]:
    """Return what the database gives a group."""
    return set(Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename"))


def migrate(direction: str) -> None:
    """Run the migrations of the groups, each with the models as they were then."""
    loader = MigrationLoader(connection)
    for name in NAMES if direction == "forwards" else reversed(NAMES):
        state = loader.project_state(name)
        [operation] = loader.get_migration(*name).operations
        assert isinstance(operation, RunPython)
        getattr(operation, f"database_{direction}")(name[0], connection.schema_editor(), state, state)


def test_the_migration_makes_the_groups_with_the_permissions_of_the_table_and_takes_them_away() -> None:
    Group.objects.all().delete()
    # As on a new database, where Django makes them only after the last migration.
    Permission.objects.all().delete()

    migrate("forwards")
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    for role in ROLES:
        assert held(role) == permissions_of(role)

    migrate("backwards")
    assert not Group.objects.exists()

    migrate("forwards")
    assert held("redacteur") == permissions_of("redacteur")


def test_a_group_keeps_its_members_and_loses_what_the_table_does_not_give() -> None:
    grant(apps, ROLES)
    group = Group.objects.get(name="redacteur")
    member = UserFactory()
    member.groups.add(group)
    group.permissions.add(Permission.objects.get(codename="publish_case"))

    grant(apps, ROLES)

    assert member.has_perm("cases.submit_case")
    assert not member.has_perm("cases.publish_case")


def test_each_group_may_what_the_one_before_it_may() -> None:
    names = list(ROLES)
    assert names == ["redacteur", "eindredacteur", "beheerder"]
    for lower, higher in pairwise(names):
        assert permissions_of(lower) < permissions_of(higher)


def test_only_who_manages_accounts_and_keys_may() -> None:
    for role in ("redacteur", "eindredacteur"):
        assert not {name for name in permissions_of(role) if name[0] == "auth" or name[1].endswith("_apikey")}
    assert {("auth", "change_user"), ("auth", "change_group"), ("accounts", "add_apikey")} <= permissions_of(
        "beheerder"
    )
    assert ("auth", "delete_user") not in permissions_of("beheerder")


def test_every_permission_of_the_table_exists() -> None:
    known = set(Permission.objects.values_list("content_type__app_label", "codename"))
    assert permissions_of("beheerder") <= known


def test_every_model_of_the_admin_is_somebodys_to_look_at() -> None:
    models = set(admin.site._registry) | {
        inline.model for model_admin in admin.site._registry.values() for inline in model_admin.inlines
    }
    ours = {model._meta for model in models if model._meta.app_label in {"accounts", "cases", "municipalities"}}
    named = {(opts.app_label, f"view_{opts.model_name}") for opts in ours if not opts.auto_created}

    assert named <= permissions_of("beheerder")
