import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0070_syntheses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='openbaar sinds')),
                ('public_number', models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='openbare versie')),
                ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ingeleverd op')),
                ('review_note', models.TextField(blank=True, editable=False, verbose_name='opmerking bij de beoordeling')),
                ('cited', models.JSONField(default=dict, editable=False, verbose_name='wat is aangehaald')),
                ('cited_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='lezing van')),
                ('identifier', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                ('question', models.CharField(help_text='Zoals een gemeente haar stelt: ‘Kan het zonder wijkteams?’', max_length=160, unique=True, verbose_name='vraag')),
                ('slug', models.SlugField(help_text='Staat in het adres van de pagina; blijft voorgoed zo.', max_length=120, unique=True, verbose_name='adresnaam')),
                ('answer', models.TextField(blank=True, help_text='Hoogstens acht zinnen, elk op een eigen regel, die eindigt op de uitspraken waarop zij teruggaat: Zin. [adresnaam#kenmerk, adresnaam#kenmerk]. Zonder antwoord staat de vraag open en zien lezers haar niet.', verbose_name='antwoord')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Laagste eerst.', verbose_name='volgorde')),
                ('review_note_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opmerking van')),
                ('submitted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ingeleverd door')),
                ('themes', models.ManyToManyField(blank=True, related_name='+', to='cases.theme', verbose_name="thema's")),
            ],
            options={
                'verbose_name': 'vraag',
                'verbose_name_plural': 'vragen',
                'ordering': ['position', 'question'],
                'abstract': False,
                'default_permissions': ('add', 'change', 'delete', 'view', 'submit', 'publish'),
            },
        ),
    ]
