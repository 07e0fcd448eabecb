"""The orders of the home page by an index, and when somebody last looked how a case stands as a column for one.

The column is filled by `rebuild_published`, as all that is public is after an upgrade.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0100_show_security_events")]

    operations = [
        migrations.AddField(
            "publishedcase", "checked_since", models.DateField(null=True, verbose_name="sindsdien nagegaan op")
        ),
        migrations.AddIndex(
            "publishedcase",
            models.Index(fields=["-described_in", "-published_at", "-case"], name="published_news"),
        ),
        migrations.AddIndex(
            "publishedcase", models.Index(fields=["-checked_since", "-case"], name="published_checked")
        ),
        migrations.AddIndex(
            "publishedcase",
            models.Index(fields=["lifecycle", "-changed_at", "-case"], name="published_by_lifecycle"),
        ),
        migrations.AddIndex(
            "publishedcase",
            models.Index(fields=["featured", "-published_at", "-case"], name="published_featured"),
        ),
    ]
