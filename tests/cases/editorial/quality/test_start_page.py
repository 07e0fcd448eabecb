"""The editors' start page: every number is that of the list it leads to."""

import datetime
import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases import publishing
from cases.editorial.quality.attention import ATTENTION
from cases.models import Case
from tests.factories import (
    BoardAnswerFactory,
    BoardQuestionFactory,
    CaseFactory,
    ClaimFactory,
    InquiryFactory,
    JobFactory,
    LinkCheckFactory,
    MendingFactory,
    MissedSearchFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PassedQuestionFactory,
    ProbableDuplicateFactory,
    PublishedCaseFactory,
    QuestionFactory,
    SubmissionFactory,
    ThemeFactory,
    UserFactory,
    published_claim,
)

pytestmark = pytest.mark.django_db

ROW = re.compile(
    r'<a href="([^"]+)"><span class="waiting__number">(\d+)</span> <span class="waiting__label">([^<]+)</span>'
)


@pytest.fixture
def editor():
    return UserFactory(is_superuser=True)


@pytest.fixture
def client(client, editor):
    client.force_login(editor)
    return client


def rows(client):
    """Return what the start page counts: by label the number and the address behind it."""
    body = client.get("/admin/").content.decode()
    return {label: (int(number), url) for url, number, label in ROW.findall(body)}


def listed(client, url):
    """Return the rows of the list at `url`."""
    changelist = client.get(url).context["cl"]
    assert changelist.has_active_filters, url
    return list(changelist.queryset)


def something_of_everything(editor):
    """Make rows of every kind that waits, beside rows of each kind that do not; some are waited for twice over."""
    CaseFactory(modified_by=editor)
    CaseFactory(modified_by=UserFactory())
    two_places = CaseFactory(
        modified_by=editor, with_source=True, municipalities=[MunicipalityFactory(), MunicipalityFactory()]
    )
    two_places.themes.add(ThemeFactory(), ThemeFactory())
    ClaimFactory.create_batch(2, case=two_places, value=10, unit="buren")
    filled = dict.fromkeys(("background", "approach", "results", "lessons", "transferability"), "Een tekst.")
    PublishedCaseFactory(case=CaseFactory(with_source=True, **filled))
    reachable = OrganisationFactory(contact_mailbox="info@figulus.example", contact_checked_on="2026-01-01")
    silent, asked, _ = (
        PublishedCaseFactory(case=CaseFactory(with_source=True, running=True, contact=contact, **filled)).case
        for contact in (reachable, OrganisationFactory(), None)
    )
    InquiryFactory(case=silent, reminded_on=timezone.localdate())
    InquiryFactory(case=asked)
    InquiryFactory(case=silent, asked_on=datetime.date(2020, 1, 1), answered=True)
    claim = published_claim()
    for row in (ThemeFactory(synthesis=f"Het kan. [{claim}]"), QuestionFactory(answer=f"Het kan. [{claim}]")):
        publishing.publish_row(row=row, by=None, along=True)
    gone = Case.objects.get(slug=claim.slug)
    publishing.withdraw(case=gone, by=None, reason="Klopt niet meer.")
    for writer in (editor, UserFactory(), None):
        publishing.submit(case=CaseFactory(with_source=True, **filled), by=writer, seen=0)
    for reviewer in (editor, UserFactory()):
        case = publishing.submit(case=CaseFactory(with_source=True, **filled), by=None)
        publishing.send_back(case=case, by=reviewer, note="Noem de bron.", seen=0)
    SubmissionFactory.create_batch(2)
    SubmissionFactory(nomination=True)
    SubmissionFactory(mistake=True, case=gone)
    SubmissionFactory(adoption_told=True, case=gone)
    SubmissionFactory(mistake=True, case=gone, state="overgenomen", decided_at=timezone.now())
    SubmissionFactory(started=True)
    SubmissionFactory(unconfirmed=True)
    SubmissionFactory(case_question=True, case=gone)
    SubmissionFactory.create_batch(2, board_question_sent=True)
    SubmissionFactory(board_question_sent=True, unconfirmed=True)
    on_board = BoardQuestionFactory()
    SubmissionFactory(board_answer_sent=True, board_question=on_board)
    BoardAnswerFactory()
    BoardQuestionFactory(state="gesloten", closed_on=timezone.localdate())
    three_weeks = timezone.now() - datetime.timedelta(weeks=3)
    PassedQuestionFactory(passed_on_at=three_weeks, submission__case=gone)
    PassedQuestionFactory(submission__case=gone)
    ProbableDuplicateFactory()
    ProbableDuplicateFactory(dismissed_on=timezone.localdate())
    LinkCheckFactory()
    LinkCheckFactory(failing=True)
    LinkCheckFactory(failing=True, failing_since=timezone.localdate())
    JobFactory()
    JobFactory(claim="a worker")
    JobFactory(claim="a worker", heartbeat_at=timezone.now() - datetime.timedelta(hours=1))
    JobFactory(failed=True)
    JobFactory(failed=True, position=2)
    MendingFactory()
    MendingFactory(at=timezone.now() - datetime.timedelta(days=8))
    MissedSearchFactory()
    MissedSearchFactory(sent_on=timezone.localdate() - datetime.timedelta(days=8))


def test_every_number_is_that_of_the_list_it_leads_to(client, editor):
    something_of_everything(editor)
    found = rows(client)

    assert set(found) == {kind.label for kinds in ATTENTION.values() for kind in kinds}
    for label, (number, url) in found.items():
        assert len(listed(client, url)) == number, label
        assert number > 0, f"{label}: without rows this proves nothing"


def test_it_counts_what_it_says(client, editor):
    something_of_everything(editor)
    assert {label: number for label, (number, _) in rows(client).items()} == {
        "Te beoordelen": 2,
        "Teruggestuurd met een opmerking": 1,
        "Mijn concepten": 2,
        "Antwoorden op ‘Loopt dit nog?’": 1,
        "Na te gaan": 3,
        "Na te gaan, zonder mailbox om te vragen": 2,
        "Gevraagd en herinnerd, geen antwoord": 1,
        "Zonder bron": 6,
        "Cijfers zonder artikel": 1,
        "Met een leeg kopje": 7,
        "Inzendingen die wachten": 3,
        "Gemelde fouten": 1,
        "Gemeenten die dit ook doen": 1,
        "Vragen om door te sturen of te beantwoorden": 1,
        "Doorgestuurde vragen, drie weken zonder antwoord": 1,
        "Vragen voor het vragenbord": 2,
        "Antwoorden voor het vragenbord": 1,
        "Open op het vragenbord, nog geen antwoord": 1,
        "Mogelijk dubbel": 1,
        "Links die niet werken": 1,
        "‘De redactie leest’ met een andere uitspraak": 1,
        "Antwoorden met een andere uitspraak": 1,
        "Opdrachten die halverwege stopten": 1,
        "Opdrachten waar nu niemand aan werkt": 2,
        "Deze week zelf hersteld": 1,
        "Deze week vergeefs gezocht": 1,
    }


def test_my_drafts_are_mine(client, editor):
    something_of_everything(editor)
    assert {case.modified_by for case in listed(client, rows(client)["Mijn concepten"][1])} == {editor}


def test_only_who_may_publish_is_asked_to_review(client):
    publishing.submit(case=CaseFactory(), by=UserFactory(), seen=0)
    writer = UserFactory()
    writer.user_permissions.add(Permission.objects.get(codename="change_case"))
    client.force_login(writer)
    assert rows(client)["Te beoordelen"][0] == 0

    writer.user_permissions.add(Permission.objects.get(codename="publish_case"))
    assert rows(client)["Te beoordelen"][0] == 1


def test_when_nothing_waits_the_numbers_are_zero_and_still_lead_to_the_list(client):
    found = rows(client)
    assert {number for number, _ in found.values()} == {0}
    assert [listed(client, url) for _, url in found.values()] == [[]] * len(found)


def test_who_may_not_see_a_list_does_not_see_its_numbers(client):
    reader = UserFactory()
    reader.user_permissions.add(Permission.objects.get(codename="view_missedsearch"))
    client.force_login(reader)
    assert list(rows(client)) == ["Deze week vergeefs gezocht"]
    client.force_login(UserFactory())
    assert rows(client) == {}


def test_it_asks_as_many_questions_for_many_rows_as_for_few(client, editor):
    client.get("/admin/")
    with CaptureQueriesContext(connection) as empty:
        client.get("/admin/")
    something_of_everything(editor)
    with CaptureQueriesContext(connection) as some:
        client.get("/admin/")
    for _ in range(2):
        something_of_everything(editor)
    with CaptureQueriesContext(connection) as full:
        client.get("/admin/")
    # The session; the user; one for each list that is counted; what texts cite, of two kinds; the editor's last acts.
    assert len(empty) == 3 + len(ATTENTION) + 2
    # Of both kinds what is cited, where a case is that is not at its address, and whether it is public there.
    assert len(full) == len(some) == len(empty) + 2 * 3
