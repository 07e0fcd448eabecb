from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0044_planned")]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="year_certainty",
            field=models.CharField(
                choices=[("uitgesproken", "staat in de bron"), ("afgeleid", "afgeleid uit de bron")],
                default="uitgesproken",
                help_text="Afgeleid: lezers zien ‘rond 2015’. Zeg in de toelichting waaruit.",
                max_length=12,
                verbose_name="zekerheid jaar",
            ),
        ),
    ]
