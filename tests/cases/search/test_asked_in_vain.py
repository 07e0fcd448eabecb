"""What readers ask in vain is counted for the editors, and nothing of it is kept until five askings share it."""

import datetime

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import AskedInVain, Tally
from cases.search import asked_in_vain
from gouden.web.guard import quota
from tests.clock import clock
from tests.editors import member_of
from tests.factories import AskedInVainFactory, PersonFactory, PublishedCaseFactory, SearchWordFactory

pytestmark = pytest.mark.django_db
LIST = reverse("case-list")
WORDS = reverse("admin:cases_searchword_changelist")


@pytest.fixture
def counting(settings) -> None:
    settings.GOUDEN_COUNT_MISSED = True


def test_nothing_is_counted_unless_it_is_set(client: Client) -> None:
    for _ in range(6):
        client.get(LIST, {"zoek": "waterschap"})

    assert not Tally.objects.exists()
    assert not AskedInVain.objects.exists()
    assert "vijf keer" not in client.get("/privacy/").content.decode()


@pytest.mark.usefixtures("counting")
def test_words_are_kept_from_the_fifth_asking_in_a_week_on(client: Client) -> None:
    PublishedCaseFactory(case__title="Samen eten")
    for typed in (
        "Waterschap en dijken",
        "dijken waterschap",
        "Hoe werkt het waterschap met dijken?",
        "waterschap dijken",
    ):
        client.get(LIST, {"zoek": typed})
        assert not AskedInVain.objects.exists()
    [tally] = Tally.objects.all()
    assert tally.count == 4
    assert "dijk" not in f"{vars(tally)}"

    client.get(LIST, {"zoek": "waterschap dijken"})
    client.get(LIST, {"zoek": "waterschap dijken"})

    [row] = AskedInVain.objects.all()
    assert (row.words, row.times) == ("dijken waterschap", 6)
    assert row.week == timezone.localdate() - datetime.timedelta(days=timezone.localdate().weekday())
    assert "vijf keer" in client.get("/privacy/").content.decode()


@pytest.mark.usefixtures("counting")
def test_what_finds_something_and_what_no_dictionary_knows_is_not_counted(client: Client) -> None:
    PersonFactory(name="Xaveer Zwolsman")
    PublishedCaseFactory(case__title="Samen eten")

    for typed in ("samen eten", "Xaveer Zwolsman", "qwrtpx", "", "de het een", "jan@voorbeeld.nl qzx"):
        client.get(LIST, {"zoek": typed})
    client.head(LIST, {"zoek": "waterschap"})

    assert {tally.count for tally in Tally.objects.all()} <= {1}
    kept = {
        asked_in_vain.known_words(typed, asked_in_vain.lexicon()) for typed in ("Xaveer Zwolsman", "qwrtpx", "1234 qx")
    }
    assert kept == {""}
    assert asked_in_vain.known_words("dijk " * 3 + "boot paard koe schaap geit varken", asked_in_vain.lexicon()) == ""


@pytest.mark.usefixtures("counting")
def test_a_week_later_counting_begins_anew_and_the_fingerprint_is_erased() -> None:
    with clock("2026-12-01 12:00"):
        for _ in range(4):
            asked_in_vain.count("waterschap")
    with clock("2026-12-09 12:00"):
        asked_in_vain.count("waterschap")
        assert [tally.count for tally in Tally.objects.all()] == [1]
        assert not AskedInVain.objects.exists()
    with clock("2026-12-17 12:00"):
        quota.erase_old()
    assert not Tally.objects.exists()


@pytest.mark.usefixtures("counting")
def test_a_count_that_fails_is_nothing_to_the_reader(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(limit: quota.Limit) -> int:
        raise DatabaseError

    monkeypatch.setattr(quota, "tally", locked)

    assert client.get(LIST, {"zoek": "waterschap"}).status_code == 200


def test_what_is_old_is_erased() -> None:
    today = datetime.date(2026, 11, 30)
    AskedInVainFactory(week=today - asked_in_vain.KEPT - datetime.timedelta(days=1))
    kept = AskedInVainFactory(week=today - asked_in_vain.KEPT)

    assert asked_in_vain.erase_old(today) == 1
    assert AskedInVain.objects.get() == kept


def test_editors_see_what_is_open_and_make_a_word_of_it(client: Client) -> None:
    week = timezone.localdate() - datetime.timedelta(days=timezone.localdate().weekday())
    AskedInVainFactory(words="dijken waterschap", week=week, times=7)
    AskedInVainFactory(words="dijken waterschap", week=week - datetime.timedelta(weeks=1), times=5)
    AskedInVainFactory(words="recept welzijn", week=week)
    AskedInVainFactory(words="eten", week=week)
    AskedInVainFactory(words="lang geleden", week=week - datetime.timedelta(weeks=30))
    PublishedCaseFactory(case__title="Samen eten")
    SearchWordFactory(word="welzijn op recept")
    client.force_login(member_of("eindredacteur"))

    assert asked_in_vain.last_weeks(timezone.localdate()) == [("dijken waterschap", 12)]
    page = client.get(WORDS).content.decode()
    address = f"{reverse('admin:cases_searchword_add')}?word=dijken%20waterschap"
    assert f'href="{address}"' in page
    assert "Vergeefs gezocht in de laatste twaalf weken" in page
    assert 'value="dijken waterschap"' in client.get(address).content.decode()

    client.force_login(member_of("redacteur"))
    page = client.get(WORDS).content.decode()
    assert "dijken waterschap" in page
    assert "Maak zoekwoord" not in page
