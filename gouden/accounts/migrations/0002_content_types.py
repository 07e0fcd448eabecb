from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import migrations

MODELS = ("apikey", "signindelay")


def rename(apps: Any, old: str, new: str) -> None:
    """Let what is kept about these models under the label `old` be of `new`: permissions and the history of the admin.

    Where `new` has them as well, what is kept under it is joined to the old rows, which stay.
    """
    content_types = apps.get_model("contenttypes", "ContentType").objects
    for model in MODELS:
        kept = content_types.filter(app_label=old, model=model).first()
        if kept is None:
            # A new database, where nothing is kept yet.
            continue
        for other in content_types.filter(app_label=new, model=model):
            join(apps, other, kept)
            other.delete()
        kept.app_label = new
        kept.save(update_fields=["app_label"])
    content_types.clear_cache()
    ContentType.objects.clear_cache()


def join(apps: Any, other: Any, kept: Any) -> None:
    """Move the history of one content type to another, and give who has its permissions those of the other."""
    apps.get_model("admin", "LogEntry").objects.filter(content_type=other).update(content_type=kept)
    permissions = apps.get_model("auth", "Permission").objects
    for double in permissions.filter(content_type=other):
        permission, _ = permissions.get_or_create(
            content_type=kept, codename=double.codename, defaults={"name": double.name}
        )
        permission.group_set.add(*double.group_set.all())
        permission.user_set.add(*double.user_set.all())
        double.delete()


def to_accounts(apps: Any, schema_editor: Any) -> None:
    rename(apps, "cases", "accounts")


def to_cases(apps: Any, schema_editor: Any) -> None:
    rename(apps, "accounts", "cases")


class Migration(migrations.Migration):
    """What groups, people and the history of the admin say of keys for the API stays, under the new label."""

    dependencies = [
        ("accounts", "0001_initial"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(to_accounts, to_cases)]
