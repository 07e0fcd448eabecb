"""A command that begins while another process has the database."""

import sqlite3
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper

pytestmark = [pytest.mark.once, pytest.mark.django_db]


def test_a_locked_file_is_not_taken_for_one_without_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "gouden.sqlite3"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("CREATE TABLE a (b)")
    other.execute("BEGIN IMMEDIATE")
    settings = connection.settings_dict | {"NAME": file, "OPTIONS": {"timeout": 0.1, "transaction_mode": "IMMEDIATE"}}
    locked = DatabaseWrapper(settings, "locked")
    monkeypatch.setattr("django.db.transaction.get_connection", lambda using=None: locked)

    assert locked.features.supports_json_field

    locked.close()
    other.close()
