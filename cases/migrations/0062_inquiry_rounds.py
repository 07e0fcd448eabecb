import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0061_writers_of_reference_rows"),
        ("municipalities", "0007_publish_reference_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="InquiryRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mailbox", models.EmailField(max_length=254, verbose_name="gevraagd aan")),
                ("asked_on", models.DateField(verbose_name="gevraagd op")),
                ("reminded_on", models.DateField(blank=True, null=True, verbose_name="herinnerd op")),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="gevraagd door",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipalities.municipality",
                        verbose_name="gemeente",
                    ),
                ),
            ],
            options={
                "verbose_name": "navraag bij een gemeente",
                "verbose_name_plural": "navragen bij gemeenten",
                "ordering": ["-asked_on", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="inquiryround",
            constraint=models.UniqueConstraint(
                fields=("municipality", "asked_on"),
                name="inquiry_round_once_a_day",
                violation_error_message="Deze gemeente is vandaag al gevraagd.",
            ),
        ),
        migrations.AddField(
            model_name="inquiry",
            name="round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="inquiries",
                to="cases.inquiryround",
                verbose_name="samen gevraagd",
            ),
        ),
    ]
