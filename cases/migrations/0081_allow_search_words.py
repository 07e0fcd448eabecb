from django.contrib.auth.management import create_permissions
from django.db import migrations

MODELS = ("searchword", "searchwordcase", "searchwordclaim")
# Who may look, and who may keep them.
GIVEN = {"redacteur": "view", "eindredacteur": "view add change delete", "beheerder": "view add change delete"}


def _permissions(apps):
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="cases", content_type__model__in=MODELS
    )


def allow(apps, schema_editor):
    app = apps.get_app_config("cases")
    app.models_module = True
    create_permissions(app, verbosity=0, apps=apps)
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GIVEN):
        names = [f"{action}_{model}" for model in MODELS for action in GIVEN[group.name].split()]
        group.permissions.add(*_permissions(apps).filter(codename__in=names))


def disallow(apps, schema_editor):
    _permissions(apps).delete()


class Migration(migrations.Migration):
    """Editors see the words that lead readers to cases; who publishes keeps them."""

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cases", "0080_search_words"),
    ]

    operations = [
        migrations.RunPython(allow, disallow),
    ]
