from django.db import migrations


def forget(apps, schema_editor):
    apps.get_model("cases", "PublicationEvent").objects.filter(case=None).delete()


class Migration(migrations.Migration):
    """Before this every event was of a case: going back, the others go."""

    dependencies = [("cases", "0066_events_of_rows")]

    operations = [migrations.RunPython(migrations.RunPython.noop, forget)]
