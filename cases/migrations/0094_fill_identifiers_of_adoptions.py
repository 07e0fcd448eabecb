import uuid
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def give_identifiers(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give each row an identifier of its own."""
    adoptions = apps.get_model("cases", "Adoption").objects.using(schema_editor.connection.alias)
    for adoption in adoptions.filter(identifier=None):
        adoption.identifier = uuid.uuid4()
        adoption.save(update_fields=["identifier"])


class Migration(migrations.Migration):
    """Every adoption that there is gets its lasting identifier."""

    dependencies = [
        ("cases", "0093_adoptions_confirmed"),
    ]

    operations = [
        migrations.RunPython(give_identifiers, migrations.RunPython.noop),
    ]
