"""A process that dies while it erases a sender leaves everything or no trace, wherever it was; and starts again."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.deep
@pytest.mark.parametrize("times", [100])
def test_all_of_a_sender_is_erased_or_nothing(killing: Callable[[str], Any], times: int) -> None:
    found = killing(f"from tests.production.killing_erasures import run; run({times})")

    assert found["nothing"] + found.get("all", 0) == times
    assert found["nothing"] >= times // 2
