from typing import Any

from django.db import migrations

from cases.editorial import roles


def grant(apps: Any, schema_editor: Any) -> None:
    roles.grant(apps)


def revoke(apps: Any, schema_editor: Any) -> None:
    roles.revoke(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0020_prominent_terms"),
        ("municipalities", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
