"""'Bestaat dit nog?': a contact is asked once, answers by a button, and an editor makes it a dated check."""

import datetime
import re

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases import publishing
from cases.editorial import inquiries
from cases.models import Case, Inquiry, OutgoingMail, PublicationEvent, PublishedCase
from gouden.web.text.dutch_text import day
from tests.factories import (
    CaseFactory,
    InquiryFactory,
    MailboxFactory,
    OrganisationFactory,
    PublishedCaseFactory,
    UserFactory,
)
from tests.reading import heading, main

pytestmark = pytest.mark.django_db

MAILBOX = "info@figulus.example"
TODAY = timezone.localdate


def contact(mailbox=MAILBOX):
    return OrganisationFactory(contact_mailbox=mailbox, contact_checked_on=TODAY())


def due(mailbox=MAILBOX, **given):
    """Return a public case that is due to be asked after."""
    given = {"running": True, "contact": contact(mailbox)} | given
    return PublishedCaseFactory(case=CaseFactory(with_source=True, **given)).case


def asked(days_ago=0, **given):
    """Return the inquiry after a case that was due so many days ago."""
    return InquiryFactory(case=due(), asked_on=TODAY() - datetime.timedelta(days=days_ago), **given)


def page_of(inquiry):
    return reverse("inquiry", args=[inquiries.token(inquiry)])


# --- Asking -----------------------------------------------------------------------------------------------------


def test_the_contact_of_a_case_that_is_due_is_mailed_a_link(mailoutbox):
    case = due(title="Buurtkamers")

    call_command("run_due")

    inquiry, [letter] = Inquiry.objects.get(), mailoutbox
    assert (inquiry.case, inquiry.mailbox, inquiry.asked_on) == (case, MAILBOX, TODAY())
    assert (letter.to, letter.subject) == ([MAILBOX], "Loopt dit nog? Buurtkamers")
    assert f"https://gouden.test{page_of(inquiry)}" in letter.body
    assert "https://gouden.test/praktijkvoorbeelden/buurtkamers/" in letter.body
    assert "Met vriendelijke groet" in letter.body


def test_a_contact_without_a_mailbox_of_its_own_is_asked_at_the_one_that_was_read_in(mailoutbox):
    case = due(mailbox="")
    MailboxFactory(kind="organisatie", municipality=None, organisation=case.contact, address="info@read-in.example")

    assert inquiries.ask_due() == 1
    assert Inquiry.objects.get().mailbox == "info@read-in.example"
    Inquiry.objects.update(asked_on=TODAY() - datetime.timedelta(days=15))
    assert inquiries.remind_due() == 1


def test_it_is_never_asked_twice(mailoutbox):
    due()
    assert [inquiries.ask_due(), inquiries.ask_due()] == [1, 0]
    call_command("run_due")
    call_command("run_due")
    assert (Inquiry.objects.count(), len(mailoutbox)) == (1, 1)


def test_a_year_later_it_is_asked_again():
    inquiry = asked(days_ago=364)
    assert inquiries.ask_due() == 0
    Inquiry.objects.filter(pk=inquiry.pk).update(asked_on=TODAY() - datetime.timedelta(days=365))
    assert inquiries.ask_due() == 1


@pytest.mark.parametrize(
    "given",
    [
        {"contact": None},
        {"mailbox": ""},
        {"lifecycle_checked_on": datetime.date(2100, 1, 1)},
        {"lifecycle": "gestopt"},
    ],
)
def test_who_has_no_mailbox_or_is_not_due_is_not_asked(given):
    due(**given)
    assert inquiries.ask_due() == 0


def test_a_draft_and_a_withdrawn_case_are_not_asked_after():
    CaseFactory(with_source=True, running=True, contact=contact())
    publishing.withdraw(case=due(), by=None, reason="Klopt niet.")
    assert inquiries.ask_due() == 0


def test_a_mailbox_gets_one_question_a_day_and_a_run_sends_a_few(monkeypatch):
    same = contact()
    for _ in range(3):
        due(contact=same)
    assert inquiries.ask_due() == 1

    monkeypatch.setattr(inquiries, "A_RUN", 2)
    for number in range(3):
        due(f"info@organisatie-{number}.example")
    assert [inquiries.ask_due() for _ in range(3)] == [2, 1, 0]


def test_what_is_longest_unknown_is_asked_first(monkeypatch):
    monkeypatch.setattr(inquiries, "A_RUN", 1)
    due("info@later.example", lifecycle_checked_on=datetime.date(2020, 1, 1))
    first = due("info@eerder.example", lifecycle_checked_on=datetime.date(2016, 1, 1))
    inquiries.ask_due()
    assert Inquiry.objects.get().case == first


def test_an_unpublished_title_is_not_mailed():
    case = due(title="Buurtkamers")
    case.title = case.summary = "GEHEIM"
    case.save()
    inquiries.ask_due()
    assert "GEHEIM" not in OutgoingMail.objects.get().body + OutgoingMail.objects.get().subject


# --- Reminding --------------------------------------------------------------------------------------------------


def test_who_keeps_silent_for_two_weeks_is_reminded_once():
    inquiry = asked(days_ago=14)
    assert [inquiries.remind_due(), inquiries.remind_due()] == [1, 0]
    inquiry.refresh_from_db()
    letter = OutgoingMail.objects.get()
    assert inquiry.reminded_on == TODAY()
    assert letter.subject.startswith("Herinnering: loopt dit nog?")
    assert page_of(inquiry) in letter.body


@pytest.mark.parametrize("given", [{"days_ago": 13}, {"days_ago": 14, "answered": True}, {"days_ago": 91}])
def test_who_still_has_time_or_answered_or_whose_link_is_over_is_not_reminded(given):
    asked(**given)
    assert inquiries.remind_due() == 0


def test_a_mailbox_that_was_taken_away_is_not_reminded():
    inquiry = asked(days_ago=20)
    inquiry.case.contact.contact_mailbox = ""
    inquiry.case.contact.save()
    assert inquiries.remind_due() == 0


def test_a_case_that_was_looked_into_since_or_withdrawn_is_not_reminded_of():
    checked, gone = asked(days_ago=20), asked(days_ago=20)
    Case.objects.filter(pk=checked.case_id).update(lifecycle_checked_on=TODAY())
    publishing.withdraw(case=gone.case, by=None, reason="Klopt niet.")
    assert inquiries.remind_due() == 0


def test_after_two_years_an_answer_is_erased_and_silence_is_not():
    silent = asked(days_ago=731)
    asked(days_ago=731, answered=True)
    recent = asked(days_ago=730, answered=True)
    assert inquiries.erase_old() == 1
    assert set(Inquiry.objects.all()) == {recent, silent}


# --- Answering --------------------------------------------------------------------------------------------------


def test_opening_the_link_changes_nothing_whatever_opens_it(client):
    inquiry = asked()
    before = (list(Inquiry.objects.values()), PublicationEvent.objects.count())
    for method in (client.get, client.head, client.options):
        method(page_of(inquiry))
    client.get(page_of(inquiry), {"antwoord": "gestopt"})
    assert (list(Inquiry.objects.values()), PublicationEvent.objects.count()) == before


def test_the_page_asks_one_question_about_the_public_case(client):
    inquiry = asked()
    case = inquiry.case
    case.summary = "GEHEIM"
    case.save()
    page = client.get(page_of(inquiry))

    assert heading(page) == "Loopt dit nog?"
    assert case.title in main(page)
    assert "GEHEIM" not in page.content.decode()
    assert page.content.decode().count('type="radio"') == 3
    assert "checked" not in re.sub(r"mark--\w+", "", page.content.decode())
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_the_button_keeps_the_answer_for_an_editor_and_leaves_the_case_alone(client):
    inquiry = asked()
    case = inquiry.case
    answer = client.post(
        page_of(inquiry), {"antwoord": "veranderd", "toelichting": " Nu in drie wijken. "}, follow=True
    )

    inquiry.refresh_from_db()
    assert (inquiry.answer, inquiry.remark, inquiry.outcome) == ("veranderd", "Nu in drie wijken.", "")
    assert "Uw antwoord is binnen: het is veranderd." in main(answer)
    case.refresh_from_db()
    assert (case.lifecycle, case.lifecycle_checked_on) == ("loopt", datetime.date(2017, 10, 1))
    assert case.revisions.count() == 1


def test_the_first_answer_counts(client):
    inquiry = asked()
    client.post(page_of(inquiry), {"antwoord": "loopt"})
    again = client.post(page_of(inquiry), {"antwoord": "gestopt"})
    inquiry.refresh_from_db()
    assert inquiry.answer == "loopt"
    assert "Uw antwoord is binnen: het loopt nog." in main(again)
    late = main(client.post(page_of(inquiry), {"antwoord": "gestopt", "toelichting": "Sinds mei."}))
    assert "Wat u nu schreef, is niet verstuurd" in late
    assert "Sinds mei." in late
    inquiries.answer(inquiry=inquiry, answer="gestopt", remark="")
    inquiry.refresh_from_db()
    assert inquiry.answer == "loopt"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "Kies een van de drie antwoorden."),
        ({"antwoord": "misschien"}, "misschien"),
        ({"antwoord": "loopt", "toelichting": "x" * 2001}, "Wilt u iets toelichten?"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, given, message):
    inquiry = asked()
    page = client.post(page_of(inquiry), given)
    assert page.status_code == 200
    assert message in main(page)
    assert given.get("toelichting", "")[:2000] in page.content.decode()
    inquiry.refresh_from_db()
    assert inquiry.answer == ""


def test_a_link_that_was_made_up_leads_nowhere(client):
    inquiry = asked()
    token = inquiries.token(inquiry)
    for made_up in (f"{inquiry.pk + 1}{token[len(str(inquiry.pk)) :]}", str(inquiry.pk), token[:-1], "x"):
        assert client.get(f"/loopt-dit-nog/{made_up}/").status_code == 404
        assert client.post(f"/loopt-dit-nog/{made_up}/", {"antwoord": "loopt"}).status_code == 404


def test_after_ninety_days_or_when_the_case_is_gone_the_question_is_closed(client):
    late, gone = asked(days_ago=90), asked()
    publishing.withdraw(case=gone.case, by=None, reason="Klopt niet.")
    for inquiry, reason in ((late, "De link werkte tot"), (gone, "staat niet meer in de catalogus")):
        for response in (client.get(page_of(inquiry)), client.post(page_of(inquiry), {"antwoord": "loopt"})):
            assert response.status_code == 410
            assert reason in main(response)
        inquiry.refresh_from_db()
        assert inquiry.answer == ""


def test_the_form_is_protected_against_other_sites():
    inquiry = asked()
    assert Client(enforce_csrf_checks=True).post(page_of(inquiry), {"antwoord": "loopt"}).status_code == 403


# --- What readers see -------------------------------------------------------------------------------------------


def shown(client, case):
    """Return what the page and the API say of the silence."""
    page = main(client.get(case.get_absolute_url()))
    said = re.search(r"; op (.*?) gevraagd of het nog loopt, nog geen antwoord", page)
    return said and said[1], client.get(f"/api/v1/praktijkvoorbeelden/{case.slug}").json()["gevraagdOp"]


def test_readers_see_that_it_was_asked_until_there_is_an_answer(client):
    case = due()
    assert shown(client, case) == (None, None)

    inquiries.ask_due()
    assert shown(client, case) == (day(TODAY()), TODAY().isoformat())
    assert PublicationEvent.objects.latest("number").kind == "gewijzigd"

    client.post(page_of(Inquiry.objects.get()), {"antwoord": "loopt"})
    assert shown(client, case) == (None, None)


def test_what_was_looked_into_since_is_not_called_silent(client):
    case = due()
    inquiries.ask_due()
    Case.objects.filter(pk=case.pk).update(lifecycle_checked_on=TODAY())
    assert shown(client, case) == (day(TODAY()), TODAY().isoformat())
    publishing.publish(case=case, by=None)
    assert shown(client, case) == (None, None)


def test_asking_shows_nothing_of_an_unpublished_edit(client):
    case = due()
    case.title = case.approach = "GEHEIM"
    case.save()
    publishing.record_revision(case=case, by=None)
    inquiries.ask_due()
    assert "GEHEIM" not in client.get(case.get_absolute_url()).content.decode()
    assert shown(client, case) == (day(TODAY()), TODAY().isoformat())


def test_what_readers_see_of_it_can_be_made_again():
    due()
    inquiries.ask_due()
    call_command("rebuild_published", check=True)


# --- In the admin -----------------------------------------------------------------------------------------------


@pytest.fixture
def editor(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def press(client, button, inquiry):
    return client.post(reverse(f"admin:cases_inquiry_{button}", args=[inquiry.pk]), follow=True)


def test_an_answer_waits_on_the_start_page_until_it_is_handled(client, editor):
    inquiry = asked(answered=True)
    asked()
    waiting = f"{reverse('admin:cases_inquiry_changelist')}?wacht=antwoord"
    assert list(client.get(waiting).context["cl"].queryset) == [inquiry]
    press(client, "lay_aside", inquiry)
    assert list(client.get(waiting).context["cl"].queryset) == []


@pytest.mark.parametrize(
    ("before", "answer", "after"),
    [
        ("loopt", "loopt", "loopt"),
        ("geborgd", "loopt", "geborgd"),
        ("geborgd", "veranderd", "veranderd"),
        ("loopt", "gestopt", "gestopt"),
    ],
)
def test_taking_it_over_makes_a_dated_check_of_it_that_is_shown_when_published(
    client, editor, settings, before, answer, after
):
    settings.GOUDEN_FOUR_EYES = True
    inquiry = asked(answer=answer, answered_at=timezone.now(), remark="Nu in drie wijken.")
    case = inquiry.case
    Case.objects.filter(pk=case.pk).update(lifecycle=before)
    publishing.publish(case=case, by=None)

    page = press(client, "accept", inquiry)

    case.refresh_from_db()
    assert (case.lifecycle, case.lifecycle_checked_on, case.modified_by) == (after, TODAY(), editor)
    latest = case.revisions.latest("number")
    assert (latest.by, latest.snapshot["lifecycle"]) == (editor, after)
    assert latest.note.startswith("Antwoord op de navraag van")
    assert page.redirect_chain[-1][0] == reverse("admin:cases_case_change", args=[case.pk])
    assert "Nu in drie wijken." in page.content.decode()
    assert PublishedCase.objects.get(pk=case.pk).record["gecontroleerdOp"] == "2017-10-01"

    publishing.publish(case=case, by=None)
    assert PublishedCase.objects.get(pk=case.pk).record["gecontroleerdOp"] == TODAY().isoformat()
    assert "nagegaan op" in main(client.get(case.get_absolute_url()))


def test_who_may_publish_shows_it_at_once_unless_something_else_waits_in_the_case(client, editor):
    at_once, waits = (asked(answered=True) for _ in range(2))
    Case.objects.filter(pk=waits.case_id).update(title="Nog niet af")
    publishing.record_revision(case=waits.case, by=None)

    assert "Lezers zien het nu." in press(client, "accept", at_once).content.decode()
    assert "zodra het opnieuw is gepubliceerd" in press(client, "accept", waits).content.decode()

    cards = [PublishedCase.objects.get(pk=one.case_id).card for one in (at_once, waits)]
    assert [card["gecontroleerdOp"] for card in cards] == [TODAY().isoformat(), "2017-10-01"]


def test_laid_aside_it_changes_nothing(client, editor):
    inquiry = asked(answered=True)
    versions = inquiry.case.revisions.count()
    press(client, "lay_aside", inquiry)
    inquiry.refresh_from_db()
    assert (inquiry.outcome, inquiry.handled_by) == ("opzij", editor)
    assert inquiry.case.revisions.count() == versions


@pytest.mark.parametrize("button", ["accept", "lay_aside"])
def test_the_second_editor_is_told_that_the_first_was_there(client, editor, button):
    inquiry = asked(answered=True, outcome="opzij")
    page = press(client, button, inquiry)
    assert "Dit antwoord is al door een redacteur behandeld." in page.content.decode()
    inquiry.refresh_from_db()
    assert inquiry.outcome == "opzij"


def test_the_buttons_stand_only_on_an_answer_that_waits(client, editor):
    for inquiry, shown in (
        (asked(answered=True), True),
        (asked(), False),
        (asked(answered=True, outcome="opzij"), False),
    ):
        page = client.get(reverse("admin:cases_inquiry_change", args=[inquiry.pk])).content.decode()
        assert ("Neem over" in page) is shown


@pytest.mark.parametrize("button", ["accept", "lay_aside"])
def test_only_who_may_change_cases_handles_an_answer_and_only_by_the_button(client, editor, button):
    inquiry = asked(answered=True)
    assert client.get(reverse(f"admin:cases_inquiry_{button}", args=[inquiry.pk])).status_code == 405
    reader = UserFactory()
    reader.user_permissions.add(Permission.objects.get(codename="view_inquiry"))
    client.force_login(reader)
    assert press(client, button, inquiry).status_code == 403
    inquiry.refresh_from_db()
    assert inquiry.outcome == ""


def test_asking_takes_as_many_queries_for_each_case_however_many_there_are():
    def queries(number):
        for n in range(number):
            due(f"info@{number}-{n}.example")
        with CaptureQueriesContext(connection) as captured:
            assert inquiries.ask_due() == number
        return len(captured)

    one, three = queries(1), queries(3)
    assert three <= 3 * one
