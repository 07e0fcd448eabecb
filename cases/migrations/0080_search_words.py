import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0079_published_claims'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(help_text='Zoals een lezer het typt: ‘welzijn op recept’.', max_length=80, verbose_name='zoekwoord')),
                ('also', models.JSONField(blank=True, default=list, help_text='Eén per regel: afkorting, voluit of anders geschreven, als het precies dit is. Meervoud hoeft niet.', verbose_name='ook zo getypt')),
                ('meaning', models.CharField(help_text='Eén gewone zin: wat het is.', max_length=250, verbose_name='betekenis')),
                ('broader', models.BooleanField(default=False, help_text='De voorbeelden gaan niet over dit zelf, maar over iets ruimers of iets ernaast. Lezers zien dat.', verbose_name='alleen in de buurt')),
                ('previous', models.JSONField(blank=True, editable=False, null=True, verbose_name='vorige stand')),
                ('elements', models.ManyToManyField(blank=True, related_name='+', to='cases.element', verbose_name='werkzame elementen')),
                ('obstacles', models.ManyToManyField(blank=True, related_name='+', to='cases.obstacle', verbose_name='obstakels')),
                ('terms', models.ManyToManyField(blank=True, help_text="Voorbeelden die zo'n begrip noemen, worden ook gevonden.", related_name='+', to='cases.term', verbose_name='begrippen')),
            ],
            options={
                'verbose_name': 'zoekwoord',
                'verbose_name_plural': 'zoekwoorden',
                'ordering': [django.db.models.functions.text.Lower('word')],
            },
        ),
        migrations.CreateModel(
            name='SearchWordCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='De beste eerst.', verbose_name='plaats')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case', verbose_name='voorbeeld')),
                ('search_word', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='case_ties', to='cases.searchword', verbose_name='zoekwoord')),
            ],
            options={
                'verbose_name': 'voorbeeld bij een zoekwoord',
                'verbose_name_plural': 'voorbeelden bij een zoekwoord',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SearchWordClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='De beste eerst.', verbose_name='plaats')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.claim', verbose_name='uitspraak')),
                ('search_word', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claim_ties', to='cases.searchword', verbose_name='zoekwoord')),
            ],
            options={
                'verbose_name': 'uitspraak bij een zoekwoord',
                'verbose_name_plural': 'uitspraken bij een zoekwoord',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='searchword',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('word'), name='search_word_once', violation_error_message='Dit zoekwoord bestaat al.'),
        ),
        migrations.AddConstraint(
            model_name='searchwordcase',
            constraint=models.UniqueConstraint(fields=('search_word', 'case'), name='search_word_case_once', violation_error_message='Dit voorbeeld staat er al bij.'),
        ),
        migrations.AddConstraint(
            model_name='searchwordclaim',
            constraint=models.UniqueConstraint(fields=('search_word', 'claim'), name='search_word_claim_once', violation_error_message='Deze uitspraak staat er al bij.'),
        ),
    ]
