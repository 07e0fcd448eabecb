import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0086_public_rows_out_of_the_bin"),
    ]

    operations = [
        migrations.AlterField(
            model_name="job",
            name="kind",
            field=models.CharField(
                choices=[
                    ("bijwerken", "Openbare voorbeelden bijwerken"),
                    ("samen", "Hetzelfde doen met veel voorbeelden"),
                    ("opnieuw", "Alles wat openbaar is opnieuw maken"),
                    ("vectoren", "Nagaan waar passages over gaan"),
                    ("inlezen", "Een bestand inlezen"),
                ],
                max_length=10,
                verbose_name="soort",
            ),
        ),
        migrations.CreateModel(
            name="CasePassages",
            fields=[
                (
                    "published_case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="passages",
                        serialize=False,
                        to="cases.publishedcase",
                        verbose_name="voorbeeld",
                    ),
                ),
                ("model", models.CharField(blank=True, max_length=200, verbose_name="model")),
                ("waiting", models.PositiveIntegerField(verbose_name="nog zonder vector")),
                ("passages", models.JSONField(blank=True, default=list, verbose_name="passages")),
                ("vectors", models.BinaryField(default=bytes, verbose_name="vectoren")),
            ],
            options={
                "verbose_name": "passages van een voorbeeld",
                "verbose_name_plural": "passages van voorbeelden",
                "indexes": [models.Index(fields=["model", "waiting"], name="passages_by_model")],
            },
        ),
    ]
