"""Telling what one looked for in vain, and what the editors see of it."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from cases.models import MissedSearch
from cases.search.missed_searches import KEPT, by_week, erase_old, known_words, send
from tests.factories import MissedSearchFactory, MunicipalityFactory, PublishedCaseFactory, SynonymFactory, UserFactory
from tests.forms import opened
from tests.reading import heading, main

pytestmark = pytest.mark.django_db
FORM = "/gemist/"


def test_a_search_writes_nothing(client: Client) -> None:
    PublishedCaseFactory()

    client.get("/praktijkvoorbeelden/", {"zoek": "babbelbox"})
    client.get(FORM, {"zoek": "babbelbox"})

    assert not MissedSearch.objects.exists()


def test_the_form_opens_with_the_words_and_keeps_what_is_sent(client: Client) -> None:
    page = client.get(FORM, {"zoek": 'babbel"box'})
    response = client.post(FORM, {"zoek": "babbelbox", "bericht": "Een gespreksmeubel.", **opened()})

    assert heading(page) == "Wat miste u?"
    assert 'value="babbel&quot;box"' in page.content.decode()
    assert response.status_code == 302
    assert response["Location"] == "/gemist/dank/"
    assert "Dank u wel" in main(client.get(response["Location"]))
    row = MissedSearch.objects.get()
    assert (row.searched, row.message, row.sent_on) == ("babbelbox", "Een gespreksmeubel.", timezone.localdate())


def test_it_is_protected_against_other_sites() -> None:
    assert Client(enforce_csrf_checks=True).post(FORM, {"zoek": "babbelbox"}).status_code == 403


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "Vul in waar u naar zocht, of wat u had willen vinden."),
        ({"zoek": "x" * 201}, "Waar zocht u naar?"),
        ({"bericht": "x" * 1001}, "Wat had u willen vinden?"),
        ({"zoek": "\x00\u200b"}, "Vul in waar u naar zocht, of wat u had willen vinden."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client: Client, given: dict[str, str], message: str) -> None:
    response = client.post(FORM, given | opened())

    assert response.status_code == 200
    assert "Dit ging niet goed" in main(response)
    assert message in main(response)
    assert not MissedSearch.objects.exists()


def test_only_words_of_the_catalogue_the_thesaurus_and_municipalities_are_counted() -> None:
    PublishedCaseFactory(case__title="Schulden voorkomen")
    SynonymFactory(terms=["wijkteam", "buurtteam"])
    MunicipalityFactory(name="Aalten")

    assert known_words("schulden van Jansen in Aalten, en het buurtteam en schulden") == [
        "schulden",
        "aalten",
        "buurtteam",
    ]


def test_the_weeks_stand_newest_first_with_their_words_by_number() -> None:
    PublishedCaseFactory(case__title="Schulden en eenzaamheid")
    monday = datetime.date(2026, 11, 16)
    for day, words in ((16, ["schuld"]), (22, ["schuld", "eenzaamheid"]), (15, []), (1, ["schuld"])):
        MissedSearchFactory(sent_on=datetime.date(2026, 11, day), words=words)
    MissedSearchFactory(sent_on=datetime.date(2026, 6, 1), words=["schuld"])

    weeks = by_week(datetime.date(2026, 11, 22))

    assert [(week.monday, week.sent) for week in weeks] == [
        (monday, 2),
        (datetime.date(2026, 11, 9), 1),
        (datetime.date(2026, 10, 26), 1),
    ]
    assert weeks[0].words == [("schuld", 2), ("eenzaamheid", 1)]
    assert weeks[1].words == []


def test_it_is_erased_after_a_year() -> None:
    today = datetime.date(2026, 11, 22)
    kept = MissedSearchFactory(sent_on=today - KEPT)
    MissedSearchFactory(sent_on=today - KEPT - datetime.timedelta(days=1))

    assert erase_old(today) == 1
    assert list(MissedSearch.objects.all()) == [kept]


def test_editors_see_the_weeks_and_can_change_nothing(client: Client) -> None:
    PublishedCaseFactory(case__title="Schulden voorkomen")
    row = send(searched="schulden <b>", message="Iets.")
    client.force_login(UserFactory(is_superuser=True))

    body = client.get("/admin/cases/missedsearch/").content.decode()

    assert "Bekende woorden per week" in body
    assert "schulden (1)" in body
    assert "schulden &lt;b&gt;" in body
    assert client.get("/admin/cases/missedsearch/add/").status_code == 403
    assert client.post(f"/admin/cases/missedsearch/{row.pk}/change/", {"searched": "x"}).status_code == 403
