from django.db import migrations, models

NAMED = ("case", "initiative", "obstacle", "publication", "theme")


class Migration(migrations.Migration):
    """Room for the lasting identifiers of public rows; 0038_fill_identifiers gives each row its own."""

    dependencies = [
        ("cases", "0036_accounts_apart"),
    ]

    operations = [
        migrations.AddField(name, "identifier", models.UUIDField(editable=False, null=True, verbose_name="id"))
        for name in NAMED
    ]
