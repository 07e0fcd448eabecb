"""A process that dies while it reads a file in leaves all of it or nothing, wherever it was."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.deep
@pytest.mark.parametrize("times", [100])
def test_all_of_a_file_is_read_in_or_nothing(killing: Callable[[str], Any], times: int) -> None:
    kinds = killing(f"from tests.production.killing_imports import run; run({times})")

    for found in kinds.values():
        assert found["nothing"] + found.get("all", 0) == times
        assert found["nothing"] >= times // 2
