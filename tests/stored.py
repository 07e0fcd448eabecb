"""What stands in the database, past the model's columns: written as another program would, and read as it is."""

import json
from typing import Any

from django.db import connection, models


def write(row: models.Model, **texts: Any) -> None:
    """Put these texts, or lists of texts, in the columns of `row` as they are."""
    table, quote = row._meta.db_table, connection.ops.quote_name
    columns = ", ".join(f"{quote(row._meta.get_field(name).attname)} = %s" for name in texts)  # type: ignore[union-attr]
    values = [value if isinstance(value, str) else json.dumps(value) for value in texts.values()]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quote(table)} SET {columns} WHERE {quote(row._meta.pk.column)} = %s", [*values, row.pk]
        )  # type: ignore[union-attr]


def stored(model: type[models.Model], *names: str) -> tuple[Any, ...]:
    """Return what these columns hold of the one row that there is."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(names)} FROM {model._meta.db_table}")
        (row,) = cursor.fetchall()
    return tuple(row)
