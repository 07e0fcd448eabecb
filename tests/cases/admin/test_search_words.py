"""The editors' page of a word that readers type: what it finds, what it would find, and a mistake taken back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import CatalogueState, SearchWord
from cases.search import parse
from tests.cases.admin.admin_forms import added_row, typed
from tests.editors import member_of
from tests.factories import ClaimFactory, ElementFactory, PublishedCaseFactory, SearchWordFactory

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("admin:cases_searchword_changelist"), reverse("admin:cases_searchword_add")


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(member_of("eindredacteur"))
    return client


def change(word: SearchWord) -> str:
    return reverse("admin:cases_searchword_change", args=[word.pk])


def form_of(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    return typed(client.get(url), "searchword_form", **changes)


def section(page: str, heading: str) -> str:
    return page.partition(f">{heading}</h2>")[2].partition("</section>")[0]


def test_the_page_shows_what_the_word_finds_and_would_find_before_it_is_saved(chief: Client) -> None:
    now, then = PublishedCaseFactory(case__title="Nu gevonden").case, PublishedCaseFactory(case__title="Straks").case
    word = SearchWordFactory(word="bestaanszekerheid", cases=[now])
    data = form_of(chief, change(word), word="bestaanszekerheid voor allen")
    data |= added_row("case_ties", 1, 2, case=then.pk, position="0") | {"case_ties-0-position": "1"}

    page = chief.post(change(word), data | {"_bekijk": "x"}).content.decode()

    assert "Nu gevonden" in section(page, "Wat het nu vindt")
    assert "Straks" not in section(page, "Wat het nu vindt")
    would = section(page, "Wat het zou vinden, zoals het hieronder staat")
    assert would.index("Straks") < would.index("Nu gevonden")
    assert "2 voorbeelden" in would
    assert "Nog niet bewaard: u bekeek alleen wat het zou vinden." in page
    assert 'value="bestaanszekerheid voor allen"' in page
    word.refresh_from_db()
    assert (word.word, word.case_ties.count(), word.previous) == ("bestaanszekerheid", 1, None)


def test_a_new_word_can_be_looked_at_first_and_comes_filled_in_from_an_address(chief: Client) -> None:
    found = PublishedCaseFactory(case__title="Een weekend weg").case
    data = form_of(chief, f"{ADD}?word=respijtzorg", meaning="Vervangende zorg.")
    assert data["word"] == ["respijtzorg"]
    data |= added_row("case_ties", 0, 1, case=found.pk, position="")

    page = chief.post(ADD, data | {"_bekijk": "x"}).content.decode()

    assert "Een weekend weg" in section(page, "Wat het zou vinden, zoals het hieronder staat")
    assert not SearchWord.objects.exists()
    chief.post(ADD, data)
    assert parse("respijtzorg").ids == [found.pk]


def test_new_ties_without_a_place_stand_in_the_order_in_which_they_were_added(chief: Client) -> None:
    cases = [PublishedCaseFactory(case__title=title).case for title in ("Zus", "Zo", "Al wat er was")]
    word = SearchWordFactory(cases=cases[2:])
    data = form_of(chief, change(word))
    for at, case in enumerate(cases[:2], start=1):
        data |= added_row("case_ties", at, 3, case=case.pk, position="")

    chief.post(change(word), data)

    assert [str(tie.case) for tie in word.case_ties.all()] == ["Al wat er was", "Zus", "Zo"]


def test_a_save_counts_at_once_and_is_taken_back_and_again(chief: Client) -> None:
    case, element = PublishedCaseFactory().case, ElementFactory()
    claim = ClaimFactory(case=case)
    word = SearchWordFactory(word="modewoord", also=["mw"], cases=[case], claims=[claim], elements=[element])
    token = CatalogueState.counters().token
    data = form_of(chief, change(word), also="anders")
    data |= {"elements": [], "case_ties-0-DELETE": "on", "claim_ties-0-DELETE": "on"}

    chief.post(change(word), data)

    assert CatalogueState.counters().token != token
    assert parse("modewoord").ids == []
    back = reverse("admin:cases_searchword_put_back", args=[word.pk])
    for tied in (1, 0, 1):
        seen = form_of(chief, change(word))["gezien"]
        token = CatalogueState.counters().token
        said = chief.post(back, {"gezien": seen}, follow=True).content.decode()
        assert "Teruggezet wat er voor de laatste wijziging stond." in said
        assert CatalogueState.counters().token != token
        word.refresh_from_db()
        counts = [word.case_ties.count(), word.claim_ties.count(), word.elements.count()]
        assert counts == [tied] * 3
        assert word.also == (["mw"] if tied else ["anders"])
    assert parse("modewoord").ids == [case.pk]


def test_what_a_colleague_changed_meanwhile_is_not_undone(chief: Client) -> None:
    word = SearchWordFactory(previous={"word": "x"})
    seen = form_of(chief, change(word))["gezien"]
    SearchWord.objects.update(meaning="Van een collega.")

    page = chief.post(reverse("admin:cases_searchword_put_back", args=[word.pk]), {"gezien": seen}, follow=True)

    assert "Niets teruggezet: er is hier intussen iets veranderd." in page.content.decode()
    word.refresh_from_db()
    assert word.meaning == "Van een collega."


def test_what_is_gone_meanwhile_does_not_come_back_and_stops_nothing(chief: Client) -> None:
    element = ElementFactory()
    word = SearchWordFactory(word="modewoord", elements=[element])
    chief.post(change(word), form_of(chief, change(word), meaning="Anders.") | {"elements": []})
    element.delete()

    seen = form_of(chief, change(word))["gezien"]
    chief.post(reverse("admin:cases_searchword_put_back", args=[word.pk]), {"gezien": seen})

    word.refresh_from_db()
    assert (word.meaning, word.elements.count()) == ("Wat het is, in één zin.", 0)


def test_a_word_that_another_has_is_refused(chief: Client) -> None:
    SearchWordFactory(word="welzijn op recept", also=["WOR"])
    data = form_of(chief, ADD, word="wor", meaning="Iets.")

    page = chief.post(ADD, data).content.decode()

    assert "‘wor’ staat al bij het zoekwoord ‘welzijn op recept’." in page


def test_the_list_shows_which_words_find_nothing(chief: Client) -> None:
    SearchWordFactory(word="vindtwel", cases=[PublishedCaseFactory().case])
    SearchWordFactory(word="vindtniets")

    page = chief.get(LIST, {"vindt": "niets"}).content.decode()

    assert "vindtniets</a>" in page
    assert "vindtwel</a>" not in page
    assert "vindtwel</a>" in chief.get(LIST, {"vindt": "iets"}).content.decode()


def test_a_writer_looks_and_changes_nothing(client: Client) -> None:
    client.force_login(member_of("redacteur"))
    word = SearchWordFactory(word="modewoord", cases=[PublishedCaseFactory(case__title="Gevonden").case])

    page = client.get(change(word)).content.decode()

    assert "Gevonden" in section(page, "Wat het nu vindt")
    assert "Bekijk wat het zou vinden" not in page
    assert client.post(change(word), {"_bekijk": "x"}).status_code == 403
    assert client.post(reverse("admin:cases_searchword_put_back", args=[word.pk])).status_code == 403
