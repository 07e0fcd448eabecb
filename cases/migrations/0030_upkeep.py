import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """What run_due needs to keep the public side right, and which case writes a search term as which word."""

    dependencies = [
        ("cases", "0029_clean_texts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="op")),
                ("differences", models.TextField(verbose_name="wat anders was")),
            ],
            options={
                "verbose_name": "herstel van de openbare kant",
                "verbose_name_plural": "herstel van de openbare kant",
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="SearchWords",
            fields=[
                (
                    "published_case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_words",
                        serialize=False,
                        to="cases.publishedcase",
                        verbose_name="voorbeeld",
                    ),
                ),
                ("written", models.TextField(blank=True, verbose_name="woorden")),
            ],
            options={
                "verbose_name": "woorden van een voorbeeld",
                "verbose_name_plural": "woorden van voorbeelden",
            },
        ),
        migrations.AddField(
            model_name="cataloguestate",
            name="made_for",
            field=models.DateField(null=True, verbose_name="gemaakt voor"),
        ),
        migrations.AddField(
            model_name="cataloguestate",
            name="checked_up_to",
            field=models.PositiveBigIntegerField(default=0, verbose_name="vergeleken tot en met"),
        ),
    ]
