from django.db import migrations, models


class Migration(migrations.Migration):
    """Before `record`, which stays the last of its table: SQLite reads through a long value to what stands behind it.

    `rebuild_published` fills it, a step of every upgrade.
    """

    dependencies = [
        ("cases", "0045_year_certainty"),
    ]

    operations = [
        migrations.AddField(
            "publishedcase",
            "result_evidence",
            models.CharField(
                blank=True,
                choices=[
                    ("onafhankelijk onderzoek", "onafhankelijk onderzoek"),
                    ("landelijke statistiek", "landelijke statistiek"),
                    ("cliëntonderzoek", "cliëntonderzoek"),
                    ("telling", "telling"),
                    ("schatting", "schatting"),
                    ("eigen verklaring", "eigen verklaring"),
                    ("verwachting", "verwachting"),
                    ("geen", "geen resultaat genoemd"),
                ],
                default="",
                max_length=24,
                verbose_name="bewijs voor het resultaat",
            ),
        ),
        migrations.RenameField("publishedcase", "record", "record_before"),
        # For the way back.
        migrations.AlterField("publishedcase", "record_before", models.JSONField(null=True, verbose_name="volledig")),
        migrations.AddField("publishedcase", "record", models.JSONField(null=True, verbose_name="volledig")),
        migrations.RunSQL(
            "UPDATE cases_publishedcase SET record = record_before",
            "UPDATE cases_publishedcase SET record_before = record",
        ),
        migrations.AlterField("publishedcase", "record", models.JSONField(verbose_name="volledig")),
        migrations.RemoveField("publishedcase", "record_before"),
    ]
