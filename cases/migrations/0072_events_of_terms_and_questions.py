from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0071_questions"),
    ]

    operations = [
        migrations.AlterField(
            model_name='publicationevent',
            name='subject',
            field=models.CharField(choices=[('praktijkvoorbeeld', 'praktijkvoorbeeld'), ('initiatief', 'initiatief'), ('thema', 'thema'), ('obstakel', 'obstakel'), ('begrip', 'begrip'), ('vraag', 'vraag'), ('publicatie', 'publicatie'), ('organisatie', 'organisatie'), ('regio', 'regio'), ('gemeente', 'gemeente'), ('provincie', 'provincie')], default='praktijkvoorbeeld', max_length=20, verbose_name='betreft'),
        ),
    ]
