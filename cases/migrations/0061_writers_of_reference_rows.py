from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUPS = ("redacteur", "eindredacteur", "beheerder")
MODELS = {
    "cases": ("article", "initiative", "obstacle", "publication", "theme"),
    "municipalities": ("organisation", "region"),
}
LINKS = ("change_initiativelink", "delete_initiativelink")


def grant(apps, schema_editor):
    for label in MODELS:
        app = apps.get_app_config(label)
        app.models_module = True
        create_permissions(app, verbosity=0, apps=apps)
    names = [f"{action}_{model}" for models in MODELS.values() for model in models for action in ("change", "submit")]
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label__in=MODELS, codename__in=[*names, *LINKS]
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*permissions)


def revoke(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects
    changes = [f"change_{model}" for models in MODELS.values() for model in models]
    for group in apps.get_model("auth", "Group").objects.filter(name="redacteur"):
        group.permissions.remove(*permissions.filter(codename__in=[*changes, *LINKS]))
    submits = [f"submit_{model}" for models in MODELS.values() for model in models]
    permissions.filter(content_type__app_label__in=MODELS, codename__in=submits).delete()


class Migration(migrations.Migration):
    """Writers change what cases refer to, as drafts, and submit that."""

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cases", "0060_reference_reviews"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
