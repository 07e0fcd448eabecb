from django.db import migrations, models


class Migration(migrations.Migration):
    """SQLite reads through a long value to reach the columns behind it: of twenty cards that took longer than a search."""

    dependencies = [
        ("cases", "0021_groups"),
    ]

    operations = [
        migrations.RenameField("publishedcase", "record", "record_before"),
        migrations.AddField("publishedcase", "record", models.JSONField(null=True, verbose_name="volledig")),
        migrations.RunSQL(
            "UPDATE cases_publishedcase SET record = record_before",
            "UPDATE cases_publishedcase SET record_before = record",
        ),
        migrations.AlterField("publishedcase", "record", models.JSONField(verbose_name="volledig")),
        migrations.RemoveField("publishedcase", "record_before"),
    ]
