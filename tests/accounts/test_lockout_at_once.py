"""Guessing in parallel: in real transactions, so in a file of its own that runs after the others."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client

from gouden.accounts.models import SignInDelay
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


def test_a_row_that_somebody_else_erases_meanwhile_is_made_again() -> None:
    editor()
    guess(0)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            SignInDelay.objects.all().delete()
            answer = pool.submit(guess, 1)
            # Until it waits for the row.
            time.sleep(0.5)
        assert answer.result() == 200

    assert set(SignInDelay.objects.values_list("failures", flat=True)) == {1}
