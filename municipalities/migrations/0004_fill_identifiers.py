from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("municipalities_organisation", "municipalities_region")
# A random UUID (version 4 of RFC 9562), worked out for each row anew, as Django stores one.
RANDOM = {
    "postgresql": "gen_random_uuid()",
    "sqlite": "lower(hex(randomblob(6)) || '4' || substr(hex(randomblob(2)), 2) || "
    "substr('89AB', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || hex(randomblob(6)))",
}


def give_identifiers(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give each row an identifier of its own, in one statement a table: the default of a new column would be one."""
    random = RANDOM[schema_editor.connection.vendor]
    with schema_editor.connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"UPDATE {table} SET identifier = {random}")


class Migration(migrations.Migration):
    """Every public row that there is gets its lasting identifier."""

    dependencies = [
        ("municipalities", "0003_identifiers"),
    ]

    operations = [
        migrations.RunPython(give_identifiers, migrations.RunPython.noop),
    ]
