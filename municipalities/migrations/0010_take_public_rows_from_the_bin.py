from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MODELS = ("organisation", "region")


def take_back(apps: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> None:
    """Take what readers see out of the bin: it never was to lie there, and would be erased."""
    for model in MODELS:
        rows = apps.get_model("municipalities", model).objects.exclude(published_at=None).exclude(binned_at=None)
        rows.update(binned_at=None, binned_by=None)


class Migration(migrations.Migration):
    """The next one has the database refuse such a row."""

    dependencies = [("municipalities", "0009_bin_of_reference_rows")]

    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
