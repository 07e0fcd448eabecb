"""The key of a group of synonyms is all of its terms, and a group may have many."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0090_follows")]

    operations = [
        migrations.AlterField("loadedentry", "key", models.CharField("kenmerk", max_length=2_000)),
    ]
