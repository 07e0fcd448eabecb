from typing import Any

from django.db import migrations

from cases.editorial.roles import ROLES
from gouden.accounts import groups

# Keys for the API were of this app then; accounts.0002 takes their permissions along.
LABELS_THEN = {"accounts.apikey": "cases.apikey"}


def grant(apps: Any, schema_editor: Any) -> None:
    table = {
        role: [{LABELS_THEN.get(label, label): actions for label, actions in part.items()} for part in parts]
        for role, parts in ROLES.items()
    }
    groups.grant(apps, table)


def revoke(apps: Any, schema_editor: Any) -> None:
    groups.revoke(apps, ROLES)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0020_prominent_terms"),
        ("municipalities", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
