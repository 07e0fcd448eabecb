from django.db import migrations, models

NAMED = ("organisation", "region")


class Migration(migrations.Migration):
    """Room for the lasting identifiers of public rows; 0004_fill_identifiers gives each row its own."""

    dependencies = [
        ("municipalities", "0002_days_and_years"),
    ]

    operations = [
        migrations.AddField(name, "identifier", models.UUIDField(editable=False, null=True, verbose_name="id"))
        for name in NAMED
    ]
