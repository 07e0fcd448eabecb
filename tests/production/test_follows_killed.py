"""A process that dies while it mails who follows loses no mail; at most the one in hand comes twice, with one id."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize("times", [10, pytest.param(100, marks=pytest.mark.deep)])
def test_everybody_gets_the_mail_and_at_most_one_twice(killing: Callable[[str], Any], times: int) -> None:
    found = killing(f"from tests.production.killing_follows import run; run({times})")

    assert found["once"] + found.get("twice", 0) == times
