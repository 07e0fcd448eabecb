from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ("eindredacteur", "beheerder")
MODELS = {
    "cases": ("article", "initiative", "obstacle", "publication", "theme"),
    "municipalities": ("organisation", "region"),
}


def permissions(apps):
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label__in=MODELS,
        codename__in=[f"publish_{model}" for models in MODELS.values() for model in models],
    )


def grant(apps, schema_editor):
    for label in MODELS:
        app = apps.get_app_config(label)
        app.models_module = True
        create_permissions(app, verbosity=0, apps=apps)
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*permissions(apps))


def revoke(apps, schema_editor):
    permissions(apps).delete()


class Migration(migrations.Migration):
    """Who kept the rows that cases refer to, publishes them; the other permissions of the groups stay as they are."""

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cases", "0050_publish_reference_rows"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
