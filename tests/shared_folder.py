"""Where the processes of one run of the tests keep what one of them makes for all."""

import os
from pathlib import Path

import pytest


def shared(folders: pytest.TempPathFactory) -> Path:
    """Return the folder that all processes of this run of the tests have in common."""
    folder = folders.getbasetemp()
    return folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder
