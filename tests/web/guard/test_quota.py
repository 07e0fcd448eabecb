"""How often something may be done: counted in the database, for all processes together, without an address in it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Tally
from gouden.web.guard import quota
from gouden.web.guard.quota import DAY, HOUR, Limit, TooOften, mailbox, network

pytestmark = pytest.mark.django_db


def an_hour(times: int, who: str = "203.0.113.7") -> Limit:
    return Limit("form", who, times, HOUR, "U hebt vaak iets verstuurd.")


def test_so_many_times_and_then_one_waits_until_the_time_is_over() -> None:
    quota.count([an_hour(2)])
    quota.count([an_hour(2)])
    with pytest.raises(
        TooOften, match=r"U hebt vaak iets verstuurd\. Probeer het (morgen )?na \d+\.\d\d uur"
    ) as refused:
        quota.count([an_hour(2)])
    assert HOUR - 5 <= refused.value.wait <= HOUR

    Tally.objects.update(until=timezone.now())
    quota.count([an_hour(2)])
    assert Tally.objects.get().count == 1


def test_where_one_is_full_nothing_is_counted_for_the_others() -> None:
    both = [an_hour(1), an_hour(9, "203.0.113.8")]
    quota.count(both)
    for _ in range(3):
        with pytest.raises(TooOften):
            quota.count(both)
    assert {tally.count for tally in Tally.objects.all()} == {1}


def test_the_longest_wait_is_told() -> None:
    full = [an_hour(1), an_hour(1)._replace(seconds=DAY)]
    quota.count(full)
    with pytest.raises(TooOften) as refused:
        quota.count(full)
    assert refused.value.wait > HOUR


def test_no_limit_counts_nothing() -> None:
    quota.count([an_hour(0)])
    assert not Tally.objects.exists()


def test_no_address_is_kept() -> None:
    quota.count([an_hour(3, "an@aalten.example"), an_hour(3)])
    kept = " ".join(str(value) for row in Tally.objects.values_list() for value in row)
    assert "aalten" not in kept
    assert "203" not in kept.replace(timezone.now().strftime("%Y"), "")
    assert all(len(tally.digest) == 64 for tally in Tally.objects.all())


def test_what_is_over_is_erased() -> None:
    quota.count([an_hour(3), an_hour(3, "203.0.113.8")])
    over = Tally.objects.first()
    assert over
    Tally.objects.filter(pk=over.pk).update(until=timezone.now() - timedelta(seconds=1))

    assert quota.erase_old() == 1
    assert Tally.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("onzin", "onzin"),
        ("", ""),
    ],
)
def test_of_ipv6_the_first_half_counts(address: str, counted: str) -> None:
    assert network(address) == counted


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("An+Gouden+2@Aalten.Example", "an@aalten.example"),
        ("+alleen@aalten.example", "@aalten.example"),
        ("an@bücher.example", "an@xn--bcher-kva.example"),
        ("an@xn--bcher-kva.example", "an@xn--bcher-kva.example"),
        ("a.n@gmail.com", "a.n@gmail.com"),
    ],
)
def test_a_mailbox_counts_without_its_plus_part(address: str, counted: str) -> None:
    assert mailbox(address) == counted
