from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0019_broader_synonyms"),
    ]

    operations = [
        migrations.AddField(
            model_name="searchterm",
            name="prominent",
            field=models.PositiveIntegerField(default=0, verbose_name="waarvan vooraan"),
        ),
    ]
