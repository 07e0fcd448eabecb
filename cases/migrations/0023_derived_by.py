from django.db import migrations, models


class Migration(migrations.Migration):
    """Empty in a database that is there already: `rebuild_published` makes all that is derived anew."""

    dependencies = [
        ("cases", "0022_record_last"),
    ]

    operations = [
        migrations.AddField(
            model_name="cataloguestate",
            name="derived_by",
            field=models.CharField(blank=True, default="", editable=False, max_length=64, verbose_name="gemaakt door"),
            preserve_default=False,
        ),
    ]
