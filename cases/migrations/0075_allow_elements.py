from django.contrib.auth.management import create_permissions
from django.db import migrations

# Who writes, and who publishes as well.
KEPT = "view add change delete submit publish"
GIVEN = {"redacteur": "view change submit", "eindredacteur": KEPT, "beheerder": KEPT}


def _permissions(apps):
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="cases", content_type__model="element"
    )


def allow(apps, schema_editor):
    app = apps.get_app_config("cases")
    app.models_module = True
    create_permissions(app, verbosity=0, apps=apps)
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GIVEN):
        names = [f"{action}_element" for action in GIVEN[group.name].split()]
        group.permissions.add(*_permissions(apps).filter(codename__in=names))


def disallow(apps, schema_editor):
    _permissions(apps).delete()


class Migration(migrations.Migration):
    """Editors write elements as drafts; who publishes keeps them."""

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cases", "0074_elements"),
    ]

    operations = [
        migrations.RunPython(allow, disallow),
    ]
