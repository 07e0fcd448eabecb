from datetime import timezone
from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations, models

import cases.models.outside.mail


def keep_message_ids(apps, schema_editor):
    """Fix the Message-ID under which the mail that waits was tried so far: it was made of the row's number and time."""
    host = urlsplit(settings.GOUDEN_BASE_URL).hostname
    mails = apps.get_model("cases", "OutgoingMail").objects
    for mail in mails.filter(message_id="").only("pk", "created_at"):
        written = mail.created_at.astimezone(timezone.utc)
        mails.filter(pk=mail.pk).update(message_id=f"<{mail.pk}.{written:%Y%m%d%H%M%S}@{host}>")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0027_outgoing_work"),
    ]

    operations = [
        # State only: Django writes a default itself, and the database has none to change.
        migrations.AlterField(
            "outgoingmail",
            "message_id",
            models.CharField(
                default=cases.models.outside.mail.new_message_id, editable=False, max_length=255, verbose_name="Message-ID"
            ),
        ),
        migrations.RunPython(keep_message_ids, migrations.RunPython.noop, elidable=True),
    ]
