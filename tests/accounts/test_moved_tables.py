"""Keys for the API and sign-in delays were tables of `cases`: what groups, people and the history say of them stays."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType

from gouden.accounts.models import ApiKey, SignInDelay
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

MIGRATION = import_module("gouden.accounts.migrations.0002_content_types")


def go(direction: str) -> None:
    """Run the data migration, on the tables as they are now: it renames rows and asks for no column of ours."""
    getattr(MIGRATION, f"to_{direction}")(apps, None)


def labels() -> list[str]:
    return sorted(ContentType.objects.filter(model__in=MIGRATION.MODELS).values_list("app_label", flat=True))


def noted(user: User, content_type: ContentType) -> LogEntry:
    return LogEntry.objects.create(
        user=user, content_type=content_type, object_id="1", object_repr="Een partner", action_flag=CHANGE
    )


def test_permissions_and_history_follow_the_tables_to_and_fro() -> None:
    group, user = Group.objects.create(name="sleutelbeheer"), UserFactory()
    of_group, of_user = Permission.objects.get(codename="add_apikey"), Permission.objects.get(codename="view_apikey")
    group.permissions.add(of_group)
    user.user_permissions.add(of_user)
    entry = noted(user, ContentType.objects.get_for_model(ApiKey))

    go("cases")
    assert labels() == ["cases", "cases"]
    assert User.objects.get(pk=user.pk).has_perm("cases.view_apikey")

    go("accounts")
    assert labels() == ["accounts", "accounts"]
    assert list(group.permissions.all()) == [of_group]
    assert User.objects.get(pk=user.pk).has_perm("accounts.view_apikey")
    entry.refresh_from_db()
    assert entry.get_admin_url() == "/admin/accounts/apikey/1/change/"


def test_what_is_kept_under_both_labels_becomes_one() -> None:
    group, user = Group.objects.create(name="sleutelbeheer"), UserFactory()
    new = ContentType.objects.get_for_model(ApiKey)
    old = ContentType.objects.create(app_label="cases", model="apikey")
    change = Permission.objects.create(content_type=old, codename="change_apikey", name="Can change API-sleutel")
    group.permissions.add(change, Permission.objects.get(content_type=new, codename="add_apikey"))
    user.user_permissions.add(Permission.objects.get(content_type=new, codename="change_apikey"))
    entries = [noted(user, old), noted(user, new)]

    go("accounts")

    assert labels() == ["accounts", "accounts"]
    assert set(group.permissions.values_list("content_type__app_label", "codename")) == {
        ("accounts", "add_apikey"),
        ("accounts", "change_apikey"),
    }
    assert User.objects.get(pk=user.pk).has_perm("accounts.change_apikey")
    assert Permission.objects.filter(codename="change_apikey").count() == 1
    assert LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(ApiKey)).count() == len(entries)


def test_a_new_database_has_nothing_to_rename() -> None:
    ContentType.objects.filter(model__in=MIGRATION.MODELS).delete()
    ContentType.objects.clear_cache()

    go("accounts")

    assert labels() == []


def test_the_tables_keep_their_names() -> None:
    assert (ApiKey._meta.db_table, SignInDelay._meta.db_table) == ("cases_apikey", "cases_signindelay")
