import gouden.web.text.days
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0032_show_mendings'),
    ]

    operations = [
        migrations.AlterField(
            model_name='adoption',
            name='year',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[gouden.web.text.days.past_year], verbose_name='jaar'),
        ),
        migrations.AlterField(
            model_name='case',
            name='ended_year',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[gouden.web.text.days.planned_year], verbose_name='geëindigd in'),
        ),
        migrations.AlterField(
            model_name='case',
            name='lifecycle_checked_on',
            field=models.DateField(blank=True, help_text='De dag waarop dit vaststond; bij een publicatie de datum daarvan.', null=True, validators=[gouden.web.text.days.past_day], verbose_name='nagegaan op'),
        ),
        migrations.AlterField(
            model_name='case',
            name='next_check_on',
            field=models.DateField(blank=True, help_text='Leeg: een jaar nadat het is nagegaan, of anders na publicatie.', null=True, validators=[gouden.web.text.days.planned_day], verbose_name='opnieuw nagaan op'),
        ),
        migrations.AlterField(
            model_name='case',
            name='started_year',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[gouden.web.text.days.planned_year], verbose_name='begonnen in'),
        ),
        migrations.AlterField(
            model_name='caselink',
            name='last_checked',
            field=models.DateField(blank=True, null=True, validators=[gouden.web.text.days.past_day], verbose_name='laatst nagegaan'),
        ),
        migrations.AlterField(
            model_name='claim',
            name='value',
            field=models.DecimalField(blank=True, decimal_places=3, help_text='Alleen het getal, zoals 1.500 of 12,5.', max_digits=14, null=True, verbose_name='waarde'),
        ),
        migrations.AlterField(
            model_name='claim',
            name='year',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[gouden.web.text.days.any_year], verbose_name='jaar'),
        ),
        migrations.AlterField(
            model_name='designation',
            name='year',
            field=models.PositiveSmallIntegerField(validators=[gouden.web.text.days.printed_year], verbose_name='jaar'),
        ),
        migrations.AlterField(
            model_name='initiativelink',
            name='last_checked',
            field=models.DateField(blank=True, null=True, validators=[gouden.web.text.days.past_day], verbose_name='laatst nagegaan'),
        ),
        migrations.AlterField(
            model_name='publication',
            name='year',
            field=models.PositiveSmallIntegerField(validators=[gouden.web.text.days.printed_year], verbose_name='jaar'),
        ),
    ]
