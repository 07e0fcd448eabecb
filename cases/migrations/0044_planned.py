from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0043_reflections")]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="lifecycle",
            field=models.CharField(
                choices=[
                    ("loopt", "loopt"),
                    ("geborgd", "geborgd in het gewone werk"),
                    ("veranderd", "veranderd"),
                    ("gestopt", "gestopt"),
                    ("gepland", "gepland, nog niet begonnen"),
                    ("onbekend", "niet bekend"),
                ],
                default="onbekend",
                max_length=10,
                verbose_name="loopt het nog?",
            ),
        ),
        migrations.AlterField(
            model_name="publishedcase",
            name="lifecycle",
            field=models.CharField(
                choices=[
                    ("loopt", "loopt"),
                    ("geborgd", "geborgd in het gewone werk"),
                    ("veranderd", "veranderd"),
                    ("gestopt", "gestopt"),
                    ("gepland", "gepland, nog niet begonnen"),
                    ("onbekend", "niet bekend"),
                ],
                max_length=10,
                verbose_name="loopt het nog?",
            ),
        ),
        migrations.AlterField(
            model_name="submission",
            name="lifecycle",
            field=models.CharField(
                choices=[
                    ("loopt", "loopt"),
                    ("geborgd", "geborgd in het gewone werk"),
                    ("veranderd", "veranderd"),
                    ("gestopt", "gestopt"),
                    ("gepland", "gepland, nog niet begonnen"),
                    ("onbekend", "niet bekend"),
                ],
                default="onbekend",
                max_length=10,
                verbose_name="loopt het nog?",
            ),
        ),
    ]
