from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ("redacteur", "eindredacteur", "beheerder")


def _permissions(apps):
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="cases", content_type__model="silentsection"
    )


def allow(apps, schema_editor):
    app = apps.get_app_config("cases")
    app.models_module = True
    create_permissions(app, verbosity=0, apps=apps)
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*_permissions(apps))


def disallow(apps, schema_editor):
    _permissions(apps).delete()


class Migration(migrations.Migration):
    """Who writes a case also says what its sources are silent about."""

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cases", "0055_silent_sections"),
    ]

    operations = [
        migrations.RunPython(allow, disallow),
    ]
