import gouden.web.text.days
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('municipalities', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='municipality',
            name='population_date',
            field=models.DateField(blank=True, null=True, validators=[gouden.web.text.days.past_day], verbose_name='inwoners op'),
        ),
        migrations.AlterField(
            model_name='municipality',
            name='urbanity_year',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[gouden.web.text.days.past_year], verbose_name='jaar van de stedelijkheid'),
        ),
        migrations.AlterField(
            model_name='municipality',
            name='valid_from',
            field=models.DateField(blank=True, help_text='Leeg: vóór het register begint.', null=True, validators=[gouden.web.text.days.register_day], verbose_name='bestaat sinds'),
        ),
        migrations.AlterField(
            model_name='municipality',
            name='valid_until',
            field=models.DateField(blank=True, help_text='De eerste dag dat zij niet meer bestond. Leeg: bestaat nog.', null=True, validators=[gouden.web.text.days.register_day], verbose_name='bestaat tot'),
        ),
        migrations.AlterField(
            model_name='municipalitychange',
            name='date',
            field=models.DateField(validators=[gouden.web.text.days.register_day], verbose_name='datum'),
        ),
        migrations.AlterField(
            model_name='organisation',
            name='contact_checked_on',
            field=models.DateField(blank=True, null=True, validators=[gouden.web.text.days.past_day], verbose_name='contact nagegaan op'),
        ),
    ]
