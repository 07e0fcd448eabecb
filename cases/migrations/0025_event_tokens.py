from django.db import migrations, models

import cases.models.public.published


class Migration(migrations.Migration):
    """Each event and each version of the catalogue gets a name that no other history has; 0026 fills them in."""

    dependencies = [
        ("cases", "0024_missing_values"),
    ]

    operations = [
        migrations.RemoveField("cataloguestate", "at"),
        migrations.AddField(
            "cataloguestate",
            "event_token",
            models.CharField("kenmerk van de gebeurtenis", max_length=16, blank=True, default="", editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            "cataloguestate",
            "token",
            models.CharField("kenmerk", max_length=16, default=cases.models.public.published.new_token, editable=False),
        ),
        migrations.AddField(
            "publicationevent",
            "token",
            models.CharField("kenmerk", max_length=16, default=cases.models.public.published.new_token, editable=False),
        ),
    ]
