"""A process that dies in the middle of a verb leaves the old version or the new one, whole, on every surface."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.deep
@pytest.mark.parametrize("times", [100])
@pytest.mark.parametrize("verb", ["publish", "restore"])
def test_readers_and_editors_have_the_old_version_or_the_new_one(
    killing: Callable[[str], Any], verb: str, times: int
) -> None:
    found = killing(f"from tests.production.killing import run; run({verb!r}, {times})")

    assert found["old"] + found.get("new", 0) == times
    assert found["old"] >= times // 2
