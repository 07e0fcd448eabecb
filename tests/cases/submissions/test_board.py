"""The board of questions: nothing is public before an editor put it there, and who asked hears of each answer."""

import datetime
import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.models import BoardAnswer, BoardQuestion, OutgoingMail, PublishedCase, Submission
from cases.submissions import board, erasing, privacy, verbs
from cases.submissions.named import named_in
from tests.factories import (
    BoardAnswerFactory,
    BoardQuestionFactory,
    MunicipalityFactory,
    PublishedCaseFactory,
    PublishedClaimFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.forms import opened
from tests.reading import links, main, title

pytestmark = pytest.mark.django_db

ASKER = "an@lezer.example"
QUEUE = "/admin/cases/submission/"
GIVEN = {"title": "GEHEIM: wie werkt met een buurtbus?", "summary": "", "municipality": "", "name": "", "email": ASKER}


def signed_in(group: str) -> Client:
    editor = UserFactory(username=group)
    editor.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def chief() -> Client:
    return signed_in("eindredacteur")


def mail_to(address: str) -> OutgoingMail:
    return OutgoingMail.objects.filter(to=address).latest("pk")


def link_in(body: str, part: str) -> str:
    return urlsplit(next(word for word in body.split() if part in word)).path


def on_board(**changes: Any) -> BoardQuestion:
    """Return a question on the board, with the submission of who asked it."""
    asked = SubmissionFactory(board_question_sent=True, state="in-behandeling", email=ASKER)
    made: BoardQuestion = BoardQuestionFactory(
        **{"question": "Wie werkt met een buurtbus?", "submission": asked} | changes
    )
    return made


def test_a_question_is_nowhere_until_an_editor_puts_it_on_the_board_in_other_words(
    client: Client, chief: Client
) -> None:
    aalten = MunicipalityFactory(name="Aalten")
    assert "/vragen/stel/" in links(client.get("/vragen/"))
    client.post("/vragen/stel/", GIVEN | {"municipality": aalten.cbs_code} | opened())
    link = link_in(mail_to(ASKER).body, "/bevestig/")
    client.get(link)
    assert Submission.objects.get().state == Submission.State.UNCONFIRMED
    assert "Het is binnen" in main(client.post(link, follow=True))
    submission = Submission.objects.get()
    tag = client.get("/vragen/")["ETag"]
    for address in ("/vragen/", "/sitemap.xml"):
        assert "GEHEIM" not in client.get(address).content.decode()
    assert "1 Vragen voor het vragenbord" in main(chief.get("/admin/"))
    place = f"{QUEUE}{submission.pk}/zet-op-bord/"
    assert "GEHEIM" in chief.get(place).content.decode()
    assert not BoardQuestion.objects.exists()

    empty = chief.post(place, {"question": "", "explanation": ""})
    assert empty.status_code == 200
    assert not BoardQuestion.objects.exists()
    chief.post(
        place, {"question": "Wie werkt met een buurtbus?", "explanation": "Op het platteland.", "municipality": "on"}
    )

    question = BoardQuestion.objects.get()
    listed = client.get("/vragen/")
    assert listed["ETag"] != tag
    assert "Wie werkt met een buurtbus?" in main(listed)
    assert "· Aalten · geen antwoord" in main(listed)
    page = client.get(question.get_absolute_url())
    assert title(page) == "Vragenbord: Wie werkt met een buurtbus? - Gouden"
    assert "Op het platteland." in main(page)
    assert question.get_absolute_url() in client.get("/sitemap.xml").content.decode()
    for seen in (listed, page):
        assert "GEHEIM" not in seen.content.decode()
        assert ASKER not in seen.content.decode()
    assert mail_to(ASKER).subject == "Uw vraag staat op het vragenbord"
    assert "Uw vraag staat op het vragenbord" in main(client.get(submission.get_absolute_url()))
    # Once is enough.
    chief.post(place, {"question": "Nog een keer?", "explanation": ""})
    assert BoardQuestion.objects.count() == 1


def test_what_was_sought_in_vain_begins_the_question(client: Client) -> None:
    PublishedCaseFactory()
    nothing = client.get("/praktijkvoorbeelden/?zoek=qwxzjvk")
    assert "/vragen/stel/?vraag=qwxzjvk" in links(nothing)
    page = client.get("/vragen/stel/?vraag=qwxzjvk%00&voor=0197").content.decode()
    assert 'value="qwxzjvk"' in page
    assert client.get(f"/vragen/stel/?vraag={'lang ' * 400}").status_code == 200


def test_what_was_asked_already_is_shown_before_a_question_is_sent(client: Client) -> None:
    on_the_board = BoardQuestionFactory(question="Wie werkt met een buurtbus in het dorp?")
    BoardQuestionFactory(question="Wie werkt met een buurtbus?", state="van-bord", closed_on=timezone.localdate())
    given = GIVEN | {"title": "Heeft iemand een buurtbus in een dorp?"}

    begun = client.get("/vragen/stel/?vraag=buurtbus in een dorp")
    assert "Lijkt uw vraag hierop?" in main(begun)

    first = client.post("/vragen/stel/", given | opened())
    assert Submission.objects.count() == 0
    assert [link for link in links(first) if link.startswith("/vragen/bord/")] == [on_the_board.get_absolute_url()]
    assert "Heeft iemand een buurtbus in een dorp?" in first.content.decode()

    wrong = client.post("/vragen/stel/", given | opened() | {"bekeken": "ja", "email": "geen adres"})
    assert 'name="bekeken"' in wrong.content.decode()
    sent = client.post("/vragen/stel/", given | opened() | {"bekeken": "ja"})
    assert (sent.status_code, Submission.objects.count()) == (302, 1)


def test_a_writer_may_refuse_and_says_who_places_but_places_nothing(client: Client) -> None:
    writer = signed_in("redacteur")
    submission = SubmissionFactory(board_question_sent=True, email=ASKER)
    shown = writer.get(f"{QUEUE}{submission.pk}/change/").content.decode()
    assert "Een eindredacteur kan dit op het vragenbord zetten." in shown
    assert "zet-op-bord" not in shown
    assert writer.post(f"{QUEUE}{submission.pk}/zet-op-bord/", {"question": "Wie?"}).status_code == 403
    # An answer is nothing to accept, nor a question.
    assert writer.get(f"{QUEUE}{submission.pk}/neem-over/").status_code == 404
    question = on_board()
    for verb in ("sluit", "haal-weg"):
        assert writer.post(f"/admin/cases/boardquestion/{question.pk}/{verb}/").status_code == 403

    writer.post(f"{QUEUE}{submission.pk}/wijs-af/", {"subject": "Over uw vraag", "body": "Dit past hier niet."})

    assert mail_to(ASKER).body == "Dit past hier niet."
    assert "De redactie zet dit niet op het vragenbord" in main(client.get(submission.get_absolute_url()))


def test_an_answer_names_a_case_and_is_shown_once_an_editor_placed_it_and_the_asker_is_told(
    client: Client, chief: Client
) -> None:
    question = on_board()
    claim = PublishedClaimFactory(claim__key="bus", claim__text="De bus rijdt.", claim__case__title="Buurtbus Zeist")
    form = f"{question.get_absolute_url()}antwoord/"
    assert form in links(client.get(question.get_absolute_url()))
    given = {"sources": f"https://gouden.test{claim.get_absolute_url()}", "message": "GEHEIM", "organisation": "Zeist"}

    sent = client.post(form, given | {"email": "bo@zeist.example"} | opened(), follow=True)

    assert "De redactie leest uw antwoord." in main(sent)
    submission = Submission.objects.get(kind="antwoord")
    assert (submission.case_id, submission.claim_key) == (claim.published_case_id, "bus")
    assert "GEHEIM" not in client.get(question.get_absolute_url()).content.decode()
    assert "1 Antwoorden voor het vragenbord" in main(chief.get("/admin/"))
    client.post(link_in(mail_to("bo@zeist.example").body, "/bevestig/"))
    place = f"{QUEUE}{submission.pk}/zet-op-bord/"
    offered = chief.get(place).content.decode()
    assert f"https://gouden.test{claim.get_absolute_url()}" in offered
    wrong = chief.post(place, {"text": "", "giver": "", "address": "https://elders.example/"})
    assert "Dit is niet het adres van een openbaar voorbeeld" in wrong.content.decode()
    chief.post(place, {"text": "Bij ons.", "giver": "Zeist", "address": claim.get_absolute_url()})

    page = client.get(question.get_absolute_url())
    assert "Het antwoord Bij ons. De bus rijdt. Bij Buurtbus Zeist" in main(page)
    assert "Namens Zeist" in main(page)
    assert claim.get_absolute_url() in links(page)
    assert "· 1 antwoord" in main(client.get("/vragen/"))
    told = mail_to(ASKER)
    assert told.subject == "Er is een antwoord op uw vraag"
    assert f"https://gouden.test{question.get_absolute_url()}" in told.body
    assert mail_to("bo@zeist.example").subject == "Uw antwoord staat op het vragenbord"
    for seen in (page, client.get("/vragen/")):
        assert "bo@zeist.example" not in seen.content.decode()

    publishing.withdraw(case=claim.published_case.case, by=None, reason="Klopt niet.")
    gone = main(client.get(question.get_absolute_url()))
    assert "Het voorbeeld dat hier stond, is niet meer openbaar." in gone
    assert "De bus rijdt." not in gone


def test_an_answer_must_say_something_that_is_there(client: Client) -> None:
    question = on_board()
    form = f"{question.get_absolute_url()}antwoord/"
    nothing = {"sources": "", "message": "", "organisation": "", "email": ""}
    assert "Schrijf een antwoord, of noem een voorbeeld" in main(client.post(form, nothing | opened()))
    for address in ("https://elders.example/", "/praktijkvoorbeelden/nergens/", "/vragen/", "///", "http://[", "%00"):
        refused = client.post(form, nothing | {"sources": address} | opened())
        assert "Dit is niet het adres van een voorbeeld of uitspraak" in main(refused), address
    assert not Submission.objects.filter(kind="antwoord").exists()
    board.close(question=question, by=None)
    assert client.get(form).status_code == 302
    assert client.get("/vragen/bord/00000000-0000-0000-0000-000000000000/antwoord/").status_code == 404


def test_a_case_to_name_is_found_by_its_words(client: Client) -> None:
    made = PublishedCaseFactory(case__title="Buurtbus Zeist")
    form = f"{on_board().get_absolute_url()}antwoord/"
    assert f"?voorbeeld={made.slug}#antwoord" in links(client.get(f"{form}?zoek=buurtbus"))
    assert "Bij ‘qwxzjvk’ is niets gevonden." in main(client.get(f"{form}?zoek=qwxzjvk"))
    chosen = client.get(f"{form}?voorbeeld={made.slug}").content.decode()
    assert f"/praktijkvoorbeelden/{made.slug}/</textarea>" in chosen
    assert client.get(f"{form}?voorbeeld=nergens").status_code == 200


def test_every_address_of_a_case_and_of_a_claim_names_it() -> None:
    claim = PublishedClaimFactory(claim__key="bus")
    case: PublishedCase = claim.published_case
    for address in (
        case.get_absolute_url(),
        f"https://gouden.test{case.get_absolute_url()}?voor=0197#bus",
        f"https://gouden.test/id/praktijkvoorbeeld/{case.case.identifier}",
    ):
        found = named_in(address)
        assert found is not None, address
        assert (found.case, found.claim) == (case, None)
    for address in (claim.get_absolute_url(), f"/id/uitspraak/{claim.identifier}"):
        found = named_in(address)
        assert found is not None, address
        assert found.claim == claim


def test_a_question_is_closed_or_taken_off_the_board_and_its_asker_hears_so(client: Client, chief: Client) -> None:
    question = on_board()
    BoardAnswerFactory(question=question)
    waiting = SubmissionFactory(board_answer_sent=True, board_question=question)

    chief.post(f"/admin/cases/boardquestion/{question.pk}/sluit/")

    page = client.get(question.get_absolute_url())
    assert "Deze vraag is gesloten." in main(page)
    assert "Bij ons rijdt hij sinds mei." in main(page)
    assert "Gesloten vragen" in main(client.get("/vragen/"))
    assert mail_to(ASKER).subject == "Uw vraag op het vragenbord is gesloten"
    assert "De antwoorden staan er nog:" in mail_to(ASKER).body
    assert question.submission is not None
    question.submission.refresh_from_db()
    assert (question.submission.state, bool(question.submission.decided_at)) == (Submission.State.ACCEPTED, True)
    refused = chief.post(f"{QUEUE}{waiting.pk}/zet-op-bord/", {"text": "Ja.", "giver": "", "address": ""}, follow=True)
    assert "De vraag is gesloten" in refused.content.decode()

    mails = OutgoingMail.objects.count()
    chief.post(f"/admin/cases/boardquestion/{question.pk}/haal-weg/")

    assert client.get(question.get_absolute_url()).status_code == 410
    assert question.question not in main(client.get("/vragen/"))
    assert question.get_absolute_url() not in client.get("/sitemap.xml").content.decode()
    assert OutgoingMail.objects.count() == mails, "it was closed, and its asker knows that"
    again = chief.post(f"/admin/cases/boardquestion/{question.pk}/haal-weg/", follow=True)
    assert "Dit kan niet meer" in again.content.decode()


def test_an_editor_corrects_what_readers_see_and_takes_an_answer_away(client: Client, chief: Client) -> None:
    question = on_board(explanation="Met een tikfuot.")
    answer = BoardAnswerFactory(question=question)
    page = f"/admin/cases/boardquestion/{question.pk}/change/"
    assert "Bij ons rijdt hij sinds mei." in chief.get(page).content.decode()
    tag = client.get(question.get_absolute_url())["ETag"]

    chief.post(page, {"question": question.question, "explanation": "Zonder tikfout.", "municipality": ""})

    seen = client.get(question.get_absolute_url())
    assert seen["ETag"] != tag
    assert "Zonder tikfout." in main(seen)
    chief.post(f"/admin/cases/boardanswer/{answer.pk}/delete/", {"post": "yes"})
    assert "Nog geen antwoord" in main(client.get(question.get_absolute_url()))


def test_what_is_open_for_a_year_closes_by_itself() -> None:
    today = timezone.localdate()
    old = on_board(asked_on=today - board.OPEN_FOR)
    young = BoardQuestionFactory(asked_on=today - board.OPEN_FOR + datetime.timedelta(days=1))

    assert board.close_old() == 1

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.state, young.state) == ("gesloten", "open")
    assert "Er kwam helaas geen antwoord." in mail_to(ASKER).body


def test_one_that_an_editor_closes_meanwhile_keeps_no_other_open(monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = timezone.localdate() - board.OPEN_FOR
    taken, left = BoardQuestionFactory(asked_on=long_ago), BoardQuestionFactory(asked_on=long_ago)
    end = board._end

    def meanwhile(question: BoardQuestion, *how: Any) -> None:
        if question == taken:
            board.withdraw(question=taken, by=UserFactory())
        end(question, *how)

    with monkeypatch.context() as patch:
        patch.setattr(board, "close", lambda question, by: meanwhile(question, "gesloten", "board_question_closed", by))
        assert board.close_old() == 1

    left.refresh_from_db()
    taken.refresh_from_db()
    assert (taken.state, left.state) == ("van-bord", "gesloten")


def test_the_address_of_an_asker_stays_while_the_question_is_open_and_goes_after_its_term() -> None:
    question = on_board()
    Submission.objects.update(changed_at=timezone.now() - datetime.timedelta(days=1_000))
    assert privacy.erase_old() == 0
    board.close(question=question, by=None)
    Submission.objects.update(decided_at=timezone.now() - datetime.timedelta(days=1_000))

    assert privacy.erase_old() == 1

    question.refresh_from_db()
    assert question.submission is None


def test_who_asks_to_be_forgotten_leaves_no_more_than_what_readers_see() -> None:
    question = on_board()
    answered = SubmissionFactory(board_answer_sent=True, board_question=question, email=ASKER, message="GEHEIM")
    BoardAnswerFactory(question=question, submission=answered)
    kept = json.dumps(privacy.everything_of(ASKER), default=str)
    assert "GEHEIM" in kept
    assert "Wie werkt met een buurtbus?" in kept

    erasing.erase_sender(ASKER, by=None)

    assert not Submission.objects.exists()
    assert BoardQuestion.objects.get().submission is None
    assert BoardAnswer.objects.get().submission is None
    # Nobody is left to tell.
    board.close(question=BoardQuestion.objects.get(), by=None)
    assert not OutgoingMail.objects.exists()


def test_a_question_on_the_board_is_not_refused_any_more() -> None:
    question = on_board()
    assert question.submission is not None
    with pytest.raises(verbs.WrongState):
        verbs.refuse(submission=question.submission, by=UserFactory())


def test_a_long_board_takes_as_many_queries_as_a_short_one(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def fill(number: int) -> BoardQuestion:
        made = BoardQuestionFactory(municipality=MunicipalityFactory())
        for _ in range(number):
            claim = PublishedClaimFactory()
            BoardAnswerFactory(question=made, case=claim.published_case.case, claim_key=claim.key)
            BoardQuestionFactory(municipality=MunicipalityFactory())
        return made

    for made in (fill(1), fill(4)):
        with django_assert_max_num_queries(8):
            client.get(made.get_absolute_url())
        with django_assert_max_num_queries(8):
            client.get("/vragen/")
