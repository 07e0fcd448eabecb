import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0041_show_jobs")]

    operations = [
        migrations.AddField(
            model_name="claimlink",
            name="article",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.article",
                verbose_name="artikel",
            ),
        ),
        migrations.AddField(
            model_name="claimlink",
            name="passage",
            field=models.CharField(
                blank=True,
                help_text="Waar de bron dit verband legt: kopje, alinea of bladzijde. Nodig bij een obstakel.",
                max_length=250,
                verbose_name="passage",
            ),
        ),
        migrations.AlterField(
            model_name="claimlink",
            name="b",
            field=models.ForeignKey(
                help_text="Bij een latere stand: de latere. Bij een obstakel: wat ertegen is gedaan, of wat zij ervan leerden.",
                on_delete=django.db.models.deletion.CASCADE,
                related_name="links_to",
                to="cases.claim",
                verbose_name="andere uitspraak",
            ),
        ),
        migrations.AlterField(
            model_name="claimlink",
            name="kind",
            field=models.CharField(
                choices=[
                    ("spreekt tegen", "spreekt tegen"),
                    ("latere stand", "latere stand"),
                    ("aangepakt met", "aangepakt met"),
                    ("geleerd van", "geleerd van"),
                ],
                max_length=15,
                verbose_name="verband",
            ),
        ),
    ]
