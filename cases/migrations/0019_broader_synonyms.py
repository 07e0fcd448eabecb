from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0018_authors_stay"),
    ]

    operations = [
        migrations.AlterField(
            model_name="synonym",
            name="kind",
            field=models.CharField(
                choices=[
                    ("gelijk", "betekenen hetzelfde"),
                    ("afkorting", "afkorting"),
                    ("vertaling", "vertaling uit het Engels"),
                    ("ruimer", "valt onder de eerste term"),
                ],
                default="gelijk",
                max_length=10,
                verbose_name="soort",
            ),
        ),
    ]
