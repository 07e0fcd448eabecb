"""Gouden in a process of its own, with the settings of the tests, on a database of its own: one that may be killed."""

import os
import sys


def on(url: str) -> dict[str, str]:
    """Return the environment of a process on the database at `url`."""
    return os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "gouden.settings.test"}


def shell(act: str) -> list[str]:
    """Return the command that does `act`, a line of Python, where Django is set up."""
    return [sys.executable, "manage.py", "shell", "--no-imports", "--command", act]
