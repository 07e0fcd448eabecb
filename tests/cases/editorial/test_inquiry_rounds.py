"""A municipality is asked in one mail whether its cases still run, and answers them on one page."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.editorial import inquiries, inquiry_rounds
from cases.models import Case, Inquiry, InquiryRound, Mailbox, PublishedCase
from gouden.web.text.dutch_text import day
from municipalities.models import Municipality
from tests.factories import CaseFactory, MailboxFactory, MunicipalityFactory, PublishedCaseFactory, UserFactory
from tests.reading import heading, main

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def case_in(aalten: Municipality, title: str, **given: object) -> Case:
    return PublishedCaseFactory(case=CaseFactory(with_source=True, title=title, municipalities=[aalten], **given)).case


def aalten_with_mailbox() -> Municipality:
    aalten = MunicipalityFactory(name="Aalten")
    MailboxFactory(municipality=aalten, address="info@aalten.example")
    return aalten


def page_of(asked: InquiryRound) -> str:
    return reverse("inquiry-round", args=[inquiry_rounds.token(asked)])


def test_one_mail_lists_what_may_still_run_and_readers_see_at_once_that_it_was_asked(client, mailoutbox):
    aalten, by = aalten_with_mailbox(), UserFactory()
    cases = [case_in(aalten, "Buurtkamers", running=True), case_in(aalten, "Startgeld")]
    case_in(aalten, "Gestopt", lifecycle="gestopt", lifecycle_checked_on="2017-01-01")
    case_in(aalten, "Een voorwoord", kind="beschouwing")

    asked = inquiry_rounds.ask(municipality=aalten, by=by)
    call_command("run_due")

    [letter] = mailoutbox
    assert letter.to == ["info@aalten.example"]
    assert f"https://gouden.test{page_of(asked)}" in letter.body
    assert [title in letter.body for title in ("Buurtkamers", "Startgeld", "Gestopt", "voorwoord")] == [
        *(True, True, False, False)
    ]
    assert set(asked.inquiries.values_list("case", flat=True)) == {case.pk for case in cases}
    listed = main(client.get("/praktijkvoorbeelden/"))
    assert listed.count(f"op {day(TODAY())} gevraagd of het nog loopt, nog geen antwoord") == 2
    with pytest.raises(inquiry_rounds.NothingToAsk):
        inquiry_rounds.ask(municipality=aalten, by=by)
    assert Inquiry.objects.count() == 2


def test_without_a_mailbox_nothing_is_asked():
    aalten = MunicipalityFactory(name="Aalten")
    case_in(aalten, "Buurtkamers")

    with pytest.raises(inquiry_rounds.NothingToAsk, match="geen mailbox bekend"):
        inquiry_rounds.ask(municipality=aalten, by=None)


def test_each_line_is_answered_by_itself_and_the_rest_later(client):
    aalten = aalten_with_mailbox()
    one, other = case_in(aalten, "Buurtkamers"), case_in(aalten, "Startgeld")
    asked = inquiry_rounds.ask(municipality=aalten, by=None)
    page = page_of(asked)
    first, second = (Inquiry.objects.get(case=case) for case in (one, other))

    empty = client.post(page, {})
    lost = client.post(page, {f"toelichting-{first.pk}": "Sinds 2020."})
    assert "Kies bij minstens één voorbeeld een antwoord." in main(empty)
    assert "anders gaat uw toelichting verloren" in main(lost)
    assert "Sinds 2020." in lost.content.decode()
    assert not Inquiry.objects.exclude(answer="").exists()

    client.post(page, {f"antwoord-{first.pk}": "loopt", f"toelichting-{first.pk}": "Sinds 2020."})
    shown = main(client.get(page))
    first.refresh_from_db()
    assert (first.answer, first.remark) == ("loopt", "Sinds 2020.")
    assert "1 antwoord is binnen" in shown
    assert "Buurtkamers" not in shown
    assert PublishedCase.objects.get(pk=one.pk).card["gevraagdOp"] is None
    assert PublishedCase.objects.get(pk=other.pk).card["gevraagdOp"] == TODAY().isoformat()

    client.post(page, {f"antwoord-{second.pk}": "gestopt"})
    assert heading(client.get(page)) == "Dank u wel"
    assert client.get(reverse("inquiry-round", args=["verzonnen.x"])).status_code == 404


def test_who_stays_silent_is_reminded_once(mailoutbox):
    aalten = aalten_with_mailbox()
    case_in(aalten, "Buurtkamers")
    asked = inquiry_rounds.ask(municipality=aalten, by=None)
    InquiryRound.objects.update(asked_on=TODAY() - datetime.timedelta(days=15))
    Inquiry.objects.update(asked_on=TODAY() - datetime.timedelta(days=15))

    assert [inquiry_rounds.remind_due(), inquiry_rounds.remind_due(), inquiries.remind_due()] == [1, 0, 0]
    asked.refresh_from_db()
    assert asked.reminded_on == TODAY()


def test_an_editor_who_publishes_asks_from_the_admin(client: Client):
    aalten = aalten_with_mailbox()
    case_in(aalten, "Buurtkamers")
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    page = reverse("admin:cases_mailbox_ask", args=[Mailbox.objects.get().pk])

    assert "Buurtkamers" in client.get(page).content.decode()
    answer = client.post(page, follow=True)

    assert "Gevraagd aan info@aalten.example: 1 voorbeeld in één mail." in answer.content.decode()
    assert InquiryRound.objects.get().municipality == aalten


@pytest.mark.parametrize(
    ("address", "refused"),
    [
        ("info@aalten.nl", False),
        ("sociaal.domein@aalten.nl", False),
        ("wijkteam-noord@aalten.nl", False),
        ("gemeente@aalten.nl", False),
        ("j.jansen@aalten.nl", True),
        ("jan.de.vries@aalten.nl", True),
        ("Marie_Bakker@aalten.nl", True),
    ],
)
def test_an_address_of_a_person_is_refused(address: str, refused: bool):
    mailbox = MailboxFactory.build(municipality=MunicipalityFactory(), address=address)

    if refused:
        with pytest.raises(ValidationError, match="lijkt het adres van een persoon"):
            mailbox.full_clean()
    else:
        mailbox.full_clean()


def test_the_answers_of_a_municipality_are_taken_over_in_one_act_but_for_those_with_words(client, admin_user):
    aalten = aalten_with_mailbox()
    running, ended, told = (case_in(aalten, title) for title in ("Buurtkamers", "Startgeld", "Loket"))
    asked = inquiry_rounds.ask(municipality=aalten, by=admin_user)
    of = {one.case_id: one.pk for one in asked.inquiries.all()}
    inquiry_rounds.answer(
        asked=asked,
        answers={
            of[running.pk]: ("loopt", ""),
            of[ended.pk]: ("gestopt", ""),
            of[told.pk]: ("loopt", "Sinds vorig jaar in twee wijken."),
        },
    )
    client.force_login(admin_user)
    listed = reverse("admin:cases_inquiry_changelist")

    page = client.get(listed, {"round__municipality__id__exact": aalten.pk})
    chosen = {"action": "accept_chosen", "_selected_action": list(of.values())}
    done = [str(message) for message in client.post(listed, chosen, follow=True).context["messages"]]

    assert "Buurtkamers" in page.content.decode()
    assert done == [
        "2 antwoorden overgenomen. Lezers zien het nu.",
        "1 antwoord met een toelichting: open dat, lees en neem het daar over.",
    ]
    assert [PublishedCase.objects.get(pk=case.pk).card["status"] for case in (running, ended)] == ["loopt", "gestopt"]
    assert Inquiry.objects.get(case=told).outcome == ""
    again = [str(message) for message in client.post(listed, chosen, follow=True).context["messages"]]
    assert again == ["1 antwoord met een toelichting: open dat, lees en neem het daar over."]
