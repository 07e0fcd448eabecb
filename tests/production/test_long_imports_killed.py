"""Whoever is killed at a long import, at taking it back or at undoing it: each row is whole, and done once."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.once


@pytest.mark.deep
@pytest.mark.parametrize(
    ("kills", "own_url"),
    [
        (100, "sqlite"),
        (100, "postgresql"),
    ],
    indirect=["own_url"],
)
def test_each_row_is_as_the_import_says_after_each_kill(killing: Callable[[str], Any], kills: int) -> None:
    found = killing(f"from tests.production.killing_long_imports import run; run({kills})")

    assert min(found["killed"].values()) >= kills
    assert sum(found["undone"].values()) == max(kills, 4)
    assert found["undone"].get("nothing", 0) >= 2
