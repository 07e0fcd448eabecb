import uuid

from django.db import migrations, models

NAMED = ("case", "initiative", "obstacle", "publication", "theme")


class Migration(migrations.Migration):
    """From here on a row gets its identifier when it is made, and no two have the same."""

    dependencies = [
        ("cases", "0038_fill_identifiers"),
    ]

    operations = [
        migrations.AlterField(
            name, "identifier", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id")
        )
        for name in NAMED
    ]
