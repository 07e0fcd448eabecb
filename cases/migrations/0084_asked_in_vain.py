from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', "0083_claims_of_a_kind"),
    ]

    operations = [
        migrations.CreateModel(
            name='AskedInVain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=120, verbose_name='woorden')),
                ('week', models.DateField(verbose_name='week vanaf')),
                ('times', models.PositiveIntegerField(verbose_name='aantal keer')),
            ],
            options={
                'verbose_name': 'vergeefse zoekvraag',
                'verbose_name_plural': 'vergeefse zoekvragen',
                'ordering': ['-week', '-times', 'words'],
                'indexes': [models.Index(fields=['week'], name='asked_in_vain_by_week')],
                'constraints': [models.UniqueConstraint(fields=('words', 'week'), name='asked_in_vain_once_a_week', violation_error_message='Deze woorden staan er deze week al.'), models.CheckConstraint(condition=models.Q(('times__gte', 5)), name='asked_in_vain_often_enough', violation_error_message='Wat minder dan vijf keer is gevraagd, wordt niet bewaard.')],
            },
        ),
    ]
