import django.db.models.deletion
from django.db import migrations, models

import cases.models.outside.mailbox
import gouden.web.text.days


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0062_inquiry_rounds"),
        ("municipalities", "0007_publish_reference_rows"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mailbox",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("gemeente", "gemeente"), ("organisatie", "organisatie")],
                        max_length=12,
                        verbose_name="soort",
                    ),
                ),
                (
                    "address",
                    models.EmailField(
                        help_text="Een functioneel adres, nooit dat van een medewerker.",
                        max_length=254,
                        validators=[cases.models.outside.mailbox.functional],
                        verbose_name="adres",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        help_text="Waar het adres staat, zoals een webpagina.", max_length=250, verbose_name="bron"
                    ),
                ),
                (
                    "checked_on",
                    models.DateField(
                        help_text="De dag waarop het daar stond.",
                        validators=[gouden.web.text.days.past_day],
                        verbose_name="datum",
                    ),
                ),
                (
                    "municipality",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="municipalities.municipality",
                        verbose_name="gemeente",
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="municipalities.organisation",
                        verbose_name="organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name": "mailbox",
                "verbose_name_plural": "mailboxen",
                "ordering": ["kind", "municipality__name", "organisation__name"],
            },
        ),
        migrations.AddConstraint(
            model_name="mailbox",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "gemeente"), ("municipality__isnull", False), ("organisation__isnull", True)),
                    models.Q(("kind", "organisatie"), ("municipality__isnull", True), ("organisation__isnull", False)),
                    _connector="OR",
                ),
                name="mailbox_is_of_one_party",
                violation_error_message="Kies bij ‘gemeente’ een gemeente en bij ‘organisatie’ een organisatie.",
            ),
        ),
    ]
