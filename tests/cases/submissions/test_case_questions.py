"""'Vraag het na': from who asks to the contact and back, without either seeing the address of the other."""

import datetime
import json
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from cases import publishing
from cases.editorial import mail
from cases.models import Case, OutgoingMail, PassedQuestion, PublishedCase, Submission
from cases.submissions import erasing, passing_on, privacy, verbs
from municipalities.models import Municipality
from tests.factories import (
    AdoptionFactory,
    MailboxFactory,
    OrganisationFactory,
    PassedQuestionFactory,
    PublishedCaseFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.forms import opened
from tests.mail_server import free_port, mailer, smtp_server
from tests.reading import links, main, title

pytestmark = pytest.mark.django_db

FORM = "/praktijkvoorbeelden/startgeld/vraag/"
ASKER, CONTACT = "an@lezer.example", "sociaal@figulus.example"
GIVEN = {"message": "Hoeveel uren kost dit?", "name": "An", "email": ASKER}
QUEUE = "/admin/cases/submission/"


@pytest.fixture
def organisation() -> object:
    return OrganisationFactory(name="Figulus Welzijn", contact_mailbox="", contact_page="")


@pytest.fixture(autouse=True)
def case(organisation: object) -> PublishedCase:
    made: PublishedCase = PublishedCaseFactory(case__title="Startgeld", case__contact=organisation)
    return made


@pytest.fixture
def mailbox(organisation: object) -> None:
    MailboxFactory(kind="organisatie", municipality=None, organisation=organisation, address=CONTACT)


@pytest.fixture
def chief(client: Client) -> Client:
    editor = UserFactory(username="redactie")
    editor.groups.add(Group.objects.get(name="redacteur"))
    client.force_login(editor)
    return client


def mail_to(address: str) -> OutgoingMail:
    return OutgoingMail.objects.filter(to=address).latest("pk")


def link_in(body: str, part: str) -> str:
    return urlsplit(next(word for word in body.split() if part in word)).path


def ask(client: Client, **changes: str) -> Submission:
    """Ask, and confirm the address."""
    sent = client.post(FORM, GIVEN | changes | opened(), follow=True)
    assert "Bevestig uw mailadres" in main(sent)
    client.post(link_in(mail_to(ASKER).body, "/bevestig/"))
    return Submission.objects.latest("pk")


@pytest.mark.usefixtures("mailbox")
def test_a_question_reaches_the_contact_and_its_answer_the_asker_and_no_address_either(client: Client) -> None:
    assert FORM in links(client.get("/praktijkvoorbeelden/startgeld/"))
    page = client.get(FORM)
    assert title(page) == "Vraag het na: Startgeld - Gouden"
    assert "Uw vraag gaat naar Figulus Welzijn." in main(page)

    submission = ask(client)

    assert (submission.kind, submission.state, str(submission)) == ("vraag", "in-behandeling", "Vraag over Startgeld")
    assert mail_to(ASKER).subject == "Uw vraag is doorgestuurd"
    asked = mail_to(CONTACT)
    assert asked.subject == "Vraag over: Startgeld"
    assert "Een lezer (An) vraagt: Hoeveel uren kost dit?" in " ".join(asked.body.split())
    assert ASKER not in asked.body
    own = client.get(submission.get_absolute_url())
    assert "Uw vraag is doorgestuurd" in main(own)

    link = link_in(asked.body, "/beantwoord/")
    # A scanner opens the link, and so does whoever reads it again.
    for _ in range(2):
        assert "Een lezer van Gouden vraagt u iets" in main(client.get(link))
        client.head(link)
    assert not PassedQuestion.objects.exclude(answer="").exists()
    empty = client.post(link, {"antwoord": ""})
    assert "Vul uw antwoord in." in main(empty)
    thanks = client.post(link, {"antwoord": "Vier uur per week."}, follow=True)
    assert "Het antwoord is verstuurd aan wie het vroeg." in main(thanks)

    answered = mail_to(ASKER)
    assert answered.subject == "Antwoord op uw vraag over: Startgeld"
    assert "Het antwoord van Figulus Welzijn:\n\nVier uur per week." in answered.body
    own = client.get(submission.get_absolute_url())
    assert "Vier uur per week." in main(own)
    mails = OutgoingMail.objects.count()
    # Twice the same is once; something else is given back, and not said to be sent.
    assert "niet verstuurd" not in main(client.post(link, {"antwoord": "Vier uur per week."}))
    late = main(client.post(link, {"antwoord": "Nog een keer."}))
    assert "Wat u nu schreef, is niet verstuurd" in late
    assert "Nog een keer." in late
    assert PassedQuestion.objects.get().answer == "Vier uur per week."
    assert OutgoingMail.objects.count() == mails
    for shown in (page, own, thanks, client.get(f"{submission.get_absolute_url()}gegevens/")):
        assert CONTACT not in shown.content.decode()
    for seen in (thanks, client.get(link)):
        assert ASKER not in seen.content.decode()
    assert CONTACT not in answered.body


@pytest.mark.usefixtures("mailbox")
def test_nothing_goes_anywhere_until_a_person_confirms_the_address(client: Client) -> None:
    client.post(FORM, GIVEN | opened())
    link = link_in(mail_to(ASKER).body, "/bevestig/")

    for _ in range(3):
        assert client.get(link).status_code == 200
    assert Submission.objects.get().state == Submission.State.UNCONFIRMED
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [ASKER]

    client.post(link)
    client.post(link)
    assert OutgoingMail.objects.filter(to=CONTACT).count() == 1


def test_what_is_wrong_is_said_and_a_case_that_is_gone_says_so(client: Client, case: PublishedCase) -> None:
    wrong = client.post(FORM, {"message": "", "name": "An", "email": "geen adres"} | opened())
    assert '<a href="#id_message">' in wrong.content.decode()
    assert '<a href="#id_email">' in wrong.content.decode()
    robot = client.post(FORM, GIVEN | opened() | {"website": "https://spam.example"})
    assert "Een onzichtbaar veld was ingevuld" in main(robot)
    assert not Submission.objects.exists()

    publishing.withdraw(case=case.case, by=None, reason="Klopt niet.")
    assert client.get(FORM).status_code == 410
    assert client.get("/praktijkvoorbeelden/nergens/vraag/").status_code == 404


def test_a_sender_who_comes_too_often_waits_and_nothing_is_kept(client: Client, settings: Settings) -> None:
    settings.GOUDEN_MAILBOX_LIMIT = 1
    client.post(FORM, GIVEN | opened())

    refused = client.post(FORM, GIVEN | opened())

    assert refused.status_code == 429
    assert Submission.objects.count() == 1


@pytest.mark.usefixtures("mailbox")
def test_a_mailbox_that_was_asked_often_today_is_left_alone_until_an_editor_decides(
    client: Client, settings: Settings
) -> None:
    settings.GOUDEN_MAILBOX_DAY_LIMIT = 1
    ask(client)
    settings.GOUDEN_MAILBOX_DAY_LIMIT = 0
    client.post(FORM, GIVEN | opened())
    second = Submission.objects.latest("pk")
    settings.GOUDEN_MAILBOX_DAY_LIMIT = 1

    client.post(link_in(mail_to(ASKER).body, "/bevestig/"))

    second.refresh_from_db()
    assert second.state == Submission.State.WAITING
    assert OutgoingMail.objects.filter(to=CONTACT).count() == 1


def test_without_a_mailbox_it_waits_for_an_editor_who_passes_it_on_with_one_click(client: Client) -> None:
    assert "Uw vraag gaat naar de redactie" in main(client.get(FORM))
    submission = ask(client)
    assert submission.state == Submission.State.WAITING
    editor = Client()
    by = UserFactory(username="redactie")
    by.groups.add(Group.objects.get(name="redacteur"))
    editor.force_login(by)
    start = editor.get("/admin/")
    assert "1 Vragen om door te sturen of te beantwoorden" in main(start)
    assert str(submission) in editor.get(f"{QUEUE}?wacht=vragen-door-te-sturen").content.decode()

    refused = editor.post(f"{QUEUE}{submission.pk}/stuur-door/", {"mailbox": "jan.jansen@figulus.example"}, follow=True)
    assert "lijkt het adres van een persoon" in refused.content.decode()
    sent = editor.post(f"{QUEUE}{submission.pk}/stuur-door/", {"mailbox": "info@elders.example"}, follow=True)

    assert "Doorgestuurd aan info@elders.example" in sent.content.decode()
    passed = PassedQuestion.objects.get()
    assert (passed.mailbox, passed.passed_on_by) == ("info@elders.example", by)
    assert "naar iemand die er meer van weet" in main(client.get(submission.get_absolute_url()))
    assert "info@elders.example" not in client.get(submission.get_absolute_url()).content.decode()

    # To another one, and the link of the first works no longer.
    first = passing_on.token(passed)
    editor.post(f"{QUEUE}{submission.pk}/stuur-door/", {"mailbox": "wijkteam@elders.example"})
    assert client.get(f"/beantwoord/{first}/").status_code == 404
    assert client.get("/beantwoord/onzin/").status_code == 404


def test_the_one_own_municipality_is_asked_where_the_case_names_no_contact() -> None:
    made = PublishedCaseFactory(case__title="Zonder contact", case__contact=None)
    place = made.record["gemeenten"][0]
    assert passing_on.contact_of(made.pk) is None
    # Who took it over is asked by who chose that, and is no contact of the case.
    AdoptionFactory(case=made.case, confirmed=True, municipality__name="Borne", mailbox="wmo@borne.example")
    assert passing_on.contact_of(made.pk) is None
    assert [party.name for party in passing_on.parties(made.pk)] == ["gemeente Borne"]
    MailboxFactory(municipality=Municipality.objects.get(cbs_code=place["code"]), address="info@ergens.example")

    assert passing_on.contact_of(made.pk) == passing_on.Party(f"gemeente {place['naam']}", "info@ergens.example")
    assert passing_on.contact_of(None) is None


@pytest.mark.usefixtures("mailbox")
def test_who_may_not_decide_on_submissions_sends_nothing_and_a_link_opened_does_nothing(client: Client) -> None:
    submission = SubmissionFactory(case_question=True)
    reader = UserFactory(is_staff=True)
    client.force_login(reader)
    for verb in ("stuur-door", "herinner"):
        assert client.post(f"{QUEUE}{submission.pk}/{verb}/", {"mailbox": CONTACT}).status_code == 403
    reader.groups.add(Group.objects.get(name="redacteur"))
    for verb in ("stuur-door", "herinner"):
        assert client.get(f"{QUEUE}{submission.pk}/{verb}/").status_code == 405
    assert not OutgoingMail.objects.exists()


def test_a_contact_that_is_silent_for_three_weeks_is_seen_and_reminded_with_one_click(chief: Client) -> None:
    three_weeks = timezone.now() - datetime.timedelta(weeks=3)
    passed = PassedQuestionFactory(passed_on_at=three_weeks)
    PassedQuestionFactory(passed_on_at=three_weeks + datetime.timedelta(days=1))
    late = f"{QUEUE}?wacht=vragen-zonder-antwoord"
    assert "1 Doorgestuurde vragen, drie weken zonder antwoord" in main(chief.get("/admin/"))
    assert "1 inzending" in chief.get(late).content.decode()
    page = f"{QUEUE}{passed.submission.pk}/"
    assert "Stuur een herinnering" in chief.get(f"{page}change/").content.decode()

    chief.post(f"{page}herinner/")

    assert mail_to(passed.mailbox).subject.startswith("Nog een keer: vraag over")
    assert f"/beantwoord/{passing_on.token(passed)}/" in mail_to(passed.mailbox).body
    assert "0 Doorgestuurde vragen" in main(chief.get("/admin/"))
    PassedQuestion.objects.update(reminded_at=three_weeks)
    assert "1 Doorgestuurde vragen" in main(chief.get("/admin/"))


def test_an_editor_answers_or_refuses_by_a_mail_that_must_say_something(chief: Client) -> None:
    submission = PassedQuestionFactory(submission__email=ASKER).submission
    page = f"{QUEUE}{submission.pk}"
    offered = chief.get(f"{page}/neem-over/").content.decode()
    assert "Beantwoord zelf en verstuur de mail" in offered
    body = "Goedendag,\n\n(Schrijf hier uw antwoord.)"
    assert (
        "Schrijf uw antwoord"
        in chief.post(f"{page}/neem-over/", {"subject": "Antwoord", "body": body}).content.decode()
    )

    chief.post(f"{page}/neem-over/", {"subject": "Antwoord", "body": "Vier uur per week."})

    assert mail_to(ASKER).body == "Vier uur per week."
    submission.refresh_from_db()
    assert submission.standing == "beantwoord"
    assert "De redactie antwoordde" in main(chief.get(submission.get_absolute_url()))
    link = f"/beantwoord/{passing_on.token(PassedQuestion.objects.get())}/"
    assert chief.get(link).status_code == 410
    assert chief.post(link, {"antwoord": "Te laat."}).status_code == 410
    assert not PassedQuestion.objects.exclude(answer="").exists()

    other = SubmissionFactory(case_question=True, email=ASKER)
    chief.post(f"{QUEUE}{other.pk}/wijs-af/", {"subject": "Over uw vraag", "body": "Dit weten we niet."})
    assert "De redactie stuurt uw vraag niet door" in main(chief.get(other.get_absolute_url()))


def test_verbs_of_another_kind_do_nothing_to_a_question_nor_those_of_a_question_to_another() -> None:
    question, example = SubmissionFactory(case_question=True), SubmissionFactory()
    by = UserFactory()
    with pytest.raises(verbs.WrongState):
        verbs.take_up(submission=question, case=question.case, by=by)
    with pytest.raises(verbs.WrongState):
        passing_on.pass_on(submission=example, mailbox=CONTACT, party="", by=by)
    assert not OutgoingMail.objects.exists()


def test_what_is_kept_of_a_question_is_handed_over_without_the_mailbox_and_goes_with_its_mails(client: Client) -> None:
    passed = PassedQuestionFactory(
        submission__email=ASKER, mailbox=CONTACT, answer="Vier uur.", answered_at=timezone.now()
    )
    submission = passed.submission
    kept = json.dumps(privacy.everything_of(ASKER), default=str)
    assert "Vier uur." in kept
    assert CONTACT not in kept
    waiting = PassedQuestionFactory(submission__email=ASKER, mailbox=CONTACT)
    passing_on.remind(submission=waiting.submission, by=UserFactory())
    assert OutgoingMail.objects.filter(to=CONTACT).exists()

    client.post(f"{submission.get_absolute_url()}wis/")
    assert not PassedQuestion.objects.filter(pk=passed.pk).exists()
    erasing.erase_sender(ASKER, by=None)

    assert not Submission.objects.exists()
    assert not PassedQuestion.objects.exists()
    assert not OutgoingMail.objects.exists()
    assert Case.objects.filter(pk=waiting.submission.case_id).exists(), "a case that was asked about stays"


def test_a_contact_that_is_erased_leaves_the_open_question_to_the_editors() -> None:
    opened_, answered = (
        PassedQuestionFactory(mailbox=CONTACT),
        PassedQuestionFactory(
            mailbox=CONTACT,
            submission__state="overgenomen",
            submission__decided_at=timezone.now(),
            answer="Ja.",
            answered_at=timezone.now(),
        ),
    )

    note = erasing.erase_sender(CONTACT, by=None)

    assert note is not None
    assert "2 doorgestuurde vragen" in note.what
    assert not PassedQuestion.objects.exists()
    assert Submission.objects.get(pk=opened_.submission.pk).state == Submission.State.WAITING
    assert Submission.objects.get(pk=answered.submission.pk).state == Submission.State.ACCEPTED


def test_a_question_that_was_answered_is_erased_after_its_term(settings: Settings) -> None:
    settings.GOUDEN_SUBMISSION_DAYS = 100
    long_ago = timezone.now() - datetime.timedelta(days=101)
    PassedQuestionFactory(submission__state="overgenomen", submission__decided_at=long_ago)
    PassedQuestionFactory()

    assert privacy.erase_old() == 1
    assert PassedQuestion.objects.count() == 1


@pytest.mark.usefixtures("mailbox")
def test_a_mail_server_that_is_away_loses_no_question_and_no_answer(client: Client, settings: Settings) -> None:
    settings.MAILERS = mailer(free_port())
    ask(client)
    ids = set(OutgoingMail.objects.values_list("message_id", flat=True))
    assert mail.deliver_due() == 0
    assert len(ids) == OutgoingMail.objects.count() == 3

    with smtp_server(settings) as server:
        OutgoingMail.objects.update(due_at=timezone.now())
        assert mail.deliver_due() == 3
        assert {str(one["Message-ID"]) for one in server.received} == ids
        assert sorted(str(one["To"]) for one in server.received) == [ASKER, ASKER, CONTACT]
    assert not OutgoingMail.objects.exists()
