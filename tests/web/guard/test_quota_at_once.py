"""Asking at once: in real transactions, so in a file of its own that runs after the others."""

import threading

import pytest
from django.db import connection

from cases.models import Tally
from gouden.web.guard import quota
from gouden.web.guard.quota import TooOften
from tests.web.guard.test_quota import an_hour

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_asks_at_once_gets_no_more_than_who_asks_in_turn() -> None:
    start, outcomes = threading.Barrier(8), []

    def ask(number: int) -> None:
        # The same two in another order: that must not end in a deadlock.
        both = [an_hour(5), an_hour(50, "203.0.113.8")]
        start.wait()
        try:
            for _ in range(3):
                try:
                    quota.count(both if number % 2 else both[::-1])
                    outcomes.append("counted")
                except TooOften:
                    outcomes.append("refused")
        except Exception as error:
            outcomes.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(outcomes) == ["counted"] * 5 + ["refused"] * 19
    assert {tally.count for tally in Tally.objects.all()} == {5}
