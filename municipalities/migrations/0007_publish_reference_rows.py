from django.db import migrations
from django.utils import timezone

MODELS = ("organisation", "region")


def publish(apps, schema_editor):
    now = timezone.now()
    for model in MODELS:
        apps.get_model("municipalities", model).objects.filter(published_at=None).update(published_at=now)


class Migration(migrations.Migration):
    """Readers saw every row until now."""

    dependencies = [("municipalities", "0006_reference_publication")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
