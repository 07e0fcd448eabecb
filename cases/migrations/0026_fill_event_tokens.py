from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Worked out for each row anew: 64 random bits in hexadecimal.
RANDOM = {"postgresql": "substr(md5(gen_random_uuid()::text), 1, 16)", "sqlite": "lower(hex(randomblob(8)))"}


def name_every_event(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give each event a token of its own, in one statement, and let the catalogue know the last one."""
    connection = schema_editor.connection
    random = RANDOM[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE cases_publicationevent SET token = {random}")
        last = "SELECT token FROM cases_publicationevent WHERE number = cases_cataloguestate.number"
        cursor.execute(f"UPDATE cases_cataloguestate SET token = {random}, event_token = coalesce(({last}), '')")


class Migration(migrations.Migration):
    """A partner's cursor from before names no token and goes on working: `sinds=282`."""

    dependencies = [
        ("cases", "0025_event_tokens"),
    ]

    operations = [
        migrations.RunPython(name_every_event, migrations.RunPython.noop),
    ]
