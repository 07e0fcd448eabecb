"""The plain text in which was looked before there was a search index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_search")]

    operations = [
        # Backwards the text comes back empty; `rebuild_published` of that release fills it.
        migrations.AlterField("publishedcase", "search_text", models.TextField("doorzochte tekst", default="")),
        migrations.RemoveField("publishedcase", "search_text"),
    ]
