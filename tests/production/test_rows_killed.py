"""A process that dies in a verb on a reference row leaves all of it or nothing, wherever it was."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.deep
@pytest.mark.parametrize("times", [100])
def test_all_of_a_verb_on_a_row_is_done_or_nothing(killing: Callable[[str], Any], times: int) -> None:
    verbs = killing(f"from tests.production.killing_rows import run; run({times})")

    for found in verbs.values():
        assert found["nothing"] + found.get("all", 0) == times
        assert found["nothing"] >= times // 2
