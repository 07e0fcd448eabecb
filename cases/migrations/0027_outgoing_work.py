import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """What outgoing work needs to know of itself: counts, claims, ends, and a Message-ID that stays."""

    dependencies = [
        ("cases", "0026_fill_event_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="vingerafdruk")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="aantal")),
                ("until", models.DateTimeField(db_index=True, verbose_name="telt tot")),
                ("counted_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="laatst geteld op")),
            ],
            options={"verbose_name": "telling", "verbose_name_plural": "tellingen"},
        ),
        migrations.CreateModel(
            name="StepRun",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name="stap")),
                ("started_at", models.DateTimeField(null=True, verbose_name="begonnen op")),
                ("busy_until", models.DateTimeField(null=True, verbose_name="bezig tot uiterlijk")),
                ("ended_well_at", models.DateTimeField(null=True, verbose_name="goed afgelopen op")),
            ],
            options={"verbose_name": "stap van run_due", "verbose_name_plural": "stappen van run_due"},
        ),
        migrations.AddField(
            "linkcheck",
            "claimed_until",
            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="in behandeling tot"),
        ),
        migrations.AddField(
            "outgoingmail",
            "doubts",
            models.PositiveSmallIntegerField(
                default=0,
                help_text="Hoe vaak de verbinding brak voor het antwoord. Na twee keer wordt het niet meer geprobeerd.",
                verbose_name="misschien aangekomen",
            ),
        ),
        # Empty for the mail that waits; the next migration fills it in.
        migrations.AddField(
            "outgoingmail",
            "message_id",
            models.CharField(default="", editable=False, max_length=255, verbose_name="Message-ID"),
        ),
    ]
