import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A sender is erased, also from versions; what is left is a note of when, by whom and how much."""

    dependencies = [
        ('cases', '0057_rebuilding_jobs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='revision',
            name='erased_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='gewist op'),
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='op')),
                ('what', models.TextField(verbose_name='wat')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='door')),
            ],
            options={
                'verbose_name': 'wissing',
                'verbose_name_plural': 'wissingen',
                'ordering': ['-at', '-id'],
            },
        ),
    ]
