"""`migrate`, when another process has the database."""

import sqlite3
import threading
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper

from cases.management.commands import migrate

pytestmark = [pytest.mark.once, pytest.mark.django_db]


def test_a_locked_file_is_asked_again_whether_it_knows_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "gouden.sqlite3"
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("CREATE TABLE a (b)")
    other.execute("BEGIN IMMEDIATE")
    settings = connection.settings_dict | {"NAME": file, "OPTIONS": {"timeout": 0.1, "transaction_mode": "IMMEDIATE"}}
    locked = DatabaseWrapper(settings, "locked")
    monkeypatch.setattr("django.db.transaction.get_connection", lambda using=None: locked)
    monkeypatch.setattr(migrate, "connection", locked)
    assert not locked.features.supports_json_field

    threading.Timer(1, lambda: other.execute("COMMIT")).start()
    migrate.wait_for_json()

    assert locked.features.supports_json_field
    locked.close()
    other.close()
