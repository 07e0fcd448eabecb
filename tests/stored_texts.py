"""All that a database holds, as text: to look for what should be in it no more."""

from collections.abc import Iterator
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection


def everything_stored() -> dict[str, str]:
    """Return the text of every table, by its name, and what the sessions say."""
    found = {name: "\n".join(_lines(name)) for name in connection.introspection.table_names()}
    return found | {"sessions": "\n".join(str(session.get_decoded()) for session in Session.objects.all())}


def tables_with(*words: str) -> dict[str, list[str]]:
    """Return by table which of `words` stand in it, in capitals or not."""
    texts = {name: text.lower() for name, text in everything_stored().items()}
    held = {name: [word for word in words if word.lower() in text] for name, text in texts.items()}
    return {name: some for name, some in held.items() if some}


def _lines(table: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # a table of ours
        for row in cursor.fetchall():
            yield "\t".join(map(_text, row))


def _text(value: Any) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
