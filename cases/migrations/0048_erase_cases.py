from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ("eindredacteur", "beheerder")


def give(apps, schema_editor):
    app = apps.get_app_config("cases")
    app.models_module = True
    create_permissions(app, verbosity=0, apps=apps)
    permission = apps.get_model("auth", "Permission").objects.get(
        codename="erase_case", content_type__app_label="cases"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(permission)


def take(apps, schema_editor):
    """Nothing lies in a bin that is not there any more: it is a draft again."""
    permissions = apps.get_model("auth", "Permission").objects
    permissions.filter(codename="erase_case", content_type__app_label="cases").delete()
    cases = apps.get_model("cases", "Case").objects
    cases.filter(state="weggegooid").update(state="concept", binned_at=None, binned_by=None)


class Migration(migrations.Migration):
    """Who reviews may erase what was thrown away before its time."""

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cases", "0047_bin"),
    ]

    operations = [
        migrations.RunPython(give, take),
    ]
