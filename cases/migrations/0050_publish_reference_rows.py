from django.db import migrations
from django.utils import timezone

MODELS = ("article", "initiative", "obstacle", "publication", "theme")


def publish(apps, schema_editor):
    now = timezone.now()
    for model in MODELS:
        apps.get_model("cases", model).objects.filter(published_at=None).update(published_at=now)


class Migration(migrations.Migration):
    """Readers saw every row until now."""

    dependencies = [("cases", "0049_reference_publication"), ("municipalities", "0007_publish_reference_rows")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
