from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0042_claim_link_passages")]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="kind",
            field=models.CharField(
                choices=[("portret", "portret"), ("praktijk", "praktijk"), ("beschouwing", "beschouwing")],
                default="praktijk",
                max_length=12,
                verbose_name="soort",
            ),
        ),
        migrations.AlterField(
            model_name="publishedcase",
            name="kind",
            field=models.CharField(
                choices=[("portret", "portret"), ("praktijk", "praktijk"), ("beschouwing", "beschouwing")],
                max_length=12,
                verbose_name="soort",
            ),
        ),
    ]
