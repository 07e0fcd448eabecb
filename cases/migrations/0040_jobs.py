import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0039_identifiers_required"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bijwerken", "Openbare voorbeelden bijwerken"),
                            ("samen", "Hetzelfde doen met veel voorbeelden"),
                        ],
                        max_length=10,
                        verbose_name="soort",
                    ),
                ),
                ("subject", models.CharField(max_length=250, verbose_name="waarover")),
                ("arguments", models.JSONField(verbose_name="gegevens")),
                ("permission", models.CharField(max_length=100, verbose_name="recht")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gevraagd op")),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="begonnen op")),
                ("heartbeat_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="laatste teken")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="afgelopen op")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="gedaan")),
                ("total", models.PositiveIntegerField(verbose_name="van")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="veranderd")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("gedaan", "Gedaan"), ("mislukt", "Mislukt")],
                        max_length=10,
                        verbose_name="afloop",
                    ),
                ),
                ("outcome", models.TextField(blank=True, verbose_name="uitkomst")),
                ("failures", models.JSONField(blank=True, default=list, verbose_name="niet gedaan")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="pogingen")),
                ("claim", models.CharField(blank=True, editable=False, max_length=16, verbose_name="kenmerk")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="door",
                    ),
                ),
            ],
            options={
                "verbose_name": "opdracht",
                "verbose_name_plural": "opdrachten",
                "ordering": ["-made_at", "-pk"],
                "indexes": [
                    models.Index(condition=models.Q(("ended_at", None)), fields=["heartbeat_at"], name="job_open")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("position__lte", models.F("total"))),
                        name="job_position_within_total",
                        violation_error_message="Er is niet meer gedaan dan er te doen was.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("result", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("result", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="job_result_when_ended",
                        violation_error_message="Een afloop hoort bij een opdracht die afgelopen is.",
                    ),
                ],
            },
        ),
    ]
