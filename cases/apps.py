import sqlite3
from typing import Any

from django.apps import AppConfig
from django.db.backends.sqlite3.base import DatabaseWrapper


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Catalogus"

    def ready(self) -> None:
        """Say that SQLite knows JSON, as it does since 3.38: Django asks the file, and takes a locked one for a no.

        Then any command that began while another filled the database ended with a fault of every JSONField.
        """
        features: Any = DatabaseWrapper.features_class
        features.supports_json_field = sqlite3.sqlite_version_info >= (3, 38)
