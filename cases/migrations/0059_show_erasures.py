from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ("eindredacteur", "beheerder")


def show(apps, schema_editor):
    app = apps.get_app_config("cases")
    app.models_module = True
    create_permissions(app, verbosity=0, apps=apps)
    permission = apps.get_model("auth", "Permission").objects.get(
        codename="view_erasure", content_type__app_label="cases"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(permission)


def hide(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects
    permissions.filter(codename="view_erasure", content_type__app_label="cases").delete()


class Migration(migrations.Migration):
    """Who may erase what somebody sent, sees what was erased."""

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cases", "0058_erasures"),
    ]

    operations = [
        migrations.RunPython(show, hide),
    ]
