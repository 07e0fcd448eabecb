import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0068_words_of_claim_link"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='openbaar sinds')),
                ('public_number', models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='openbare versie')),
                ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ingeleverd op')),
                ('review_note', models.TextField(blank=True, editable=False, verbose_name='opmerking bij de beoordeling')),
                ('identifier', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='begrip')),
                ('slug', models.SlugField(help_text='Staat in het adres van de pagina; blijft voorgoed zo.', max_length=80, unique=True, verbose_name='adresnaam')),
                ('definition', models.TextField(help_text='In gewone woorden, zoals u het een nieuwe collega zegt.', verbose_name='uitleg')),
                ('other_names', models.JSONField(blank=True, default=list, help_text='Eén per regel: meervoud, afkorting, ander woord. Ook die leiden in een voorbeeld naar deze uitleg.', verbose_name='andere namen')),
                ('passage', models.CharField(blank=True, help_text='Waar het staat: kopje, alinea of bladzijde.', max_length=250, verbose_name='passage')),
                ('article', models.ForeignKey(blank=True, help_text='Waaruit blijkt wat het betekent. Nodig om te publiceren.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.article', verbose_name='artikel')),
                ('review_note_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opmerking van')),
                ('submitted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ingeleverd door')),
            ],
            options={
                'verbose_name': 'begrip',
                'verbose_name_plural': 'begrippen',
                'ordering': ['name'],
                'abstract': False,
                'default_permissions': ('add', 'change', 'delete', 'view', 'submit', 'publish'),
            },
        ),
    ]
