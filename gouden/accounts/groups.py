"""Groups of accounts and what they may do, put in the database from a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.management import create_permissions

# By the name of a group, what it may in one or more parts: by the label of a model, the actions with spaces between.
Part = Mapping[str, str]
Table = Mapping[str, Sequence[Part]]


def permissions_in(parts: Sequence[Part]) -> set[tuple[str, str]]:
    """Return what these parts of a table give, each as the app's label and the permission's codename."""
    return {
        (app, f"{action}_{model}")
        for part in parts
        for label, actions in part.items()
        for app, _, model in [label.partition(".")]
        for action in actions.split()
    }


def grant(apps: Any, table: Table) -> None:
    """Give each group, made where there is none, the permissions of `table`, and take away what is not in it.

    `apps` is the registry, in a migration that of its moment: permissions that Django would make only after the last
    migration are made here, and of a model that does not exist yet nothing is given.
    """
    groups, permissions = apps.get_model("auth", "Group").objects, apps.get_model("auth", "Permission").objects
    for app in apps.get_app_configs():
        if not hasattr(app, "models_module"):
            # An app as a migration sees it; Django skips those without a module of models.
            app.models_module = True
        create_permissions(app, verbosity=0, apps=apps)
    known = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in permissions.select_related("content_type")
    }
    for name, parts in table.items():
        group, _ = groups.get_or_create(name=name)
        group.permissions.set([known[one] for one in permissions_in(parts) if one in known])


def revoke(apps: Any, table: Table) -> None:
    """Take the groups of `table` away."""
    apps.get_model("auth", "Group").objects.filter(name__in=table).delete()
