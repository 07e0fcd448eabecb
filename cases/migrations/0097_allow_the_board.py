from django.contrib.auth.management import create_permissions
from django.db import migrations

CHIEFS = ("eindredacteur", "beheerder")
VIEWS = ("view_boardquestion", "view_boardanswer")
PLACES = ("add_boardquestion", "change_boardquestion", "add_boardanswer", "change_boardanswer", "delete_boardanswer")


def grant(apps, schema_editor):
    app = apps.get_app_config("cases")
    app.models_module = True
    create_permissions(app, verbosity=0, apps=apps)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="cases")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=("redacteur", *CHIEFS)):
        group.permissions.add(*permissions.filter(codename__in=VIEWS))
        if group.name in CHIEFS:
            group.permissions.add(*permissions.filter(codename__in=PLACES))


def revoke(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects
    permissions.filter(content_type__app_label="cases", codename__in=(*VIEWS, *PLACES)).delete()


class Migration(migrations.Migration):
    """Editors see what stands on the board; chief editors put it there."""

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cases", "0096_board"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
