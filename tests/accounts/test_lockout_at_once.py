"""Guessing in parallel: in real transactions, so in a file of its own that runs after the others."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from tests.accounts.signing_in import editor, give_password

pytestmark = pytest.mark.django_db(transaction=True)


def guess(number: int) -> int:
    try:
        return int(give_password(Client(), f"gok {number}").status_code)
    finally:
        connection.close()


def test_guessing_in_parallel_gains_nothing() -> None:
    editor()
    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(guess, range(12)))

    assert statuses == [200] * 5 + [429] * 7
