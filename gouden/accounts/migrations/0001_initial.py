import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Sign-in delays and keys for the API become this app's; their tables stay as they are."""

    initial = True

    dependencies = [
        ("cases", "0033_days_and_years"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='SignInDelay',
                    fields=[
                        ('digest', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='vingerafdruk')),
                        ('failures', models.PositiveIntegerField(default=0, verbose_name='mislukte pogingen')),
                        ('failed_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='laatst mislukt op')),
                    ],
                    options={
                        'verbose_name': 'wachttijd bij inloggen',
                        'verbose_name_plural': 'wachttijden bij inloggen',
                        'db_table': 'cases_signindelay',
                    },
                ),
                migrations.CreateModel(
                    name='ApiKey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(help_text='Wie de sleutel gebruikt: een organisatie.', max_length=120, verbose_name='partner')),
                        ('mailbox', models.EmailField(help_text='Waar vragen over het gebruik heen gaan. Nooit het adres van een medewerker.', max_length=254, verbose_name='functionele mailbox')),
                        ('prefix', models.CharField(editable=False, help_text='Waaraan u de sleutel herkent.', max_length=16, verbose_name='begin')),
                        ('digest', models.CharField(editable=False, help_text='SHA-256 van de sleutel.', max_length=64, verbose_name='vingerafdruk')),
                        ('issued_at', models.DateTimeField(auto_now_add=True, verbose_name='uitgegeven op')),
                        ('last_used_at', models.DateTimeField(editable=False, null=True, verbose_name='laatst gebruikt op')),
                        ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='ingetrokken op')),
                        ('issued_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uitgegeven door')),
                    ],
                    options={
                        'verbose_name': 'API-sleutel',
                        'verbose_name_plural': 'API-sleutels',
                        'db_table': 'cases_apikey',
                        'ordering': ['name', 'issued_at'],
                        'constraints': [models.UniqueConstraint(fields=('digest',), name='api_key_once', violation_error_message='Deze sleutel bestaat al.')],
                    },
                ),
            ]
        )
    ]
