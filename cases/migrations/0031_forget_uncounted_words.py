from django.db import migrations


def forget(apps, schema_editor):
    apps.get_model("cases", "SearchTerm").objects.exclude(forms="").update(forms="")


class Migration(migrations.Migration):
    """Words without the number of cases that write them: a rebuild counts them, and so does run_due."""

    dependencies = [
        ("cases", "0030_upkeep"),
    ]

    operations = [
        migrations.RunPython(forget, forget),
    ]
