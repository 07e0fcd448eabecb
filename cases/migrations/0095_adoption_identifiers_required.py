import uuid

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """Each adoption has an identifier; a new one also the day on which readers first saw it."""

    dependencies = [
        ("cases", "0094_fill_identifiers_of_adoptions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="adoption",
            name="identifier",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id"),
        ),
        migrations.AlterField(
            model_name="adoption",
            name="added_on",
            field=models.DateField(
                default=django.utils.timezone.localdate, editable=False, null=True, verbose_name="erbij gekomen op"
            ),
        ),
    ]
