from django.contrib.auth.management import create_permissions
from django.db import migrations

VIEW = {"codename": "view_securityevent", "content_type__app_label": "accounts"}


def show(apps, schema_editor):
    app = apps.get_app_config("accounts")
    app.models_module = True
    create_permissions(app, verbosity=0, apps=apps)
    permission = apps.get_model("auth", "Permission").objects.get(**VIEW)
    for group in apps.get_model("auth", "Group").objects.filter(name="beheerder"):
        group.permissions.add(permission)


def hide(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(**VIEW).delete()


class Migration(migrations.Migration):
    """Administrators see who was not let in, and who saw or took personal data."""

    dependencies = [
        ("accounts", "0003_security_events"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cases", "0099_theme_question"),
    ]

    operations = [migrations.RunPython(show, hide)]
