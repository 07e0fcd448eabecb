"""Sharing an example: four steps that lose nothing, a check, a confirmed address, and a link to see how it stands."""

import json
import re

import pytest
from django.http import HttpResponse
from django.test import Client

from cases.models import OutgoingMail, Submission
from cases.submissions import verbs
from tests.factories import MunicipalityFactory, PublishedCaseFactory, SubmissionFactory
from tests.forms import opened
from tests.reading import heading, links, main

pytestmark = pytest.mark.django_db
START = "/deel-uw-voorbeeld/nieuw/voorbeeld/"
NOMINATE = "/deel-uw-voorbeeld/nieuw/voordracht/"
FIRST = {"title": "Startgeld voor bewoners", "municipality": "3000", "summary": "Bewoners krijgen geld voor een plan."}


@pytest.fixture(autouse=True)
def aalten() -> None:
    MunicipalityFactory(cbs_code="3000", name="Aalten")


def begin(client: Client, **changes: str) -> HttpResponse:
    response: HttpResponse = client.post(START, FIRST | opened() | changes)
    return response


def url(submission: Submission, page: str = "") -> str:
    return f"/deel-uw-voorbeeld/{submission.token}/{page}"


def confirmation() -> str:
    """Return the path of the link in the one mail that waits."""
    found = re.search(r"https://gouden\.test(/deel-uw-voorbeeld/bevestig/\S+)", OutgoingMail.objects.get().body)
    assert found
    return found[1]


def test_from_the_first_question_to_the_editors(client: Client) -> None:
    assert heading(client.get("/deel-uw-voorbeeld/")) == "Deel uw voorbeeld"
    assert START in links(client.get("/deel-uw-voorbeeld/"))
    first = client.get(START)
    assert heading(first) == "Waar gaat het over?"
    assert "Stap 1 van 4" in main(first)
    assert not Submission.objects.exists()

    second = client.post(START, FIRST | opened(), follow=True)
    submission = Submission.objects.get()
    assert second.redirect_chain == [(url(submission, "stap-2/"), 302)]
    assert heading(second) == "Wat doet u?"
    client.post(url(submission, "stap-2/"), {"background": "", "approach": "Wie een plan heeft, belt."})
    third = client.post(
        url(submission, "stap-3/"),
        {"results": "Ruim 40 plannen.", "lessons": "", "lifecycle": "loopt", "sources": "https://aalten.example/"},
    )
    assert third["Location"] == url(submission, "stap-4/")
    check = client.post(
        url(submission, "stap-4/"), {"organisation": "", "name": "An", "email": "an@aalten.example"}, follow=True
    )
    assert heading(check) == "Kijk na en verstuur"
    for said in ("Startgeld voor bewoners", "Aalten", "Wie een plan heeft, belt.", "loopt", "an@aalten.example"):
        assert said in main(check)
    assert "Niet ingevuld" in main(check)

    sent = client.post(url(submission, "kijk-na/"), opened(), follow=True)
    assert "Bevestig uw mailadres" in main(sent)
    submission.refresh_from_db()
    assert submission.state == Submission.State.UNCONFIRMED
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == ("an@aalten.example", "Bevestig uw voorbeeld")

    assert "an@aalten.example uw adres?" in main(client.get(confirmation()))
    submission.refresh_from_db()
    assert submission.state == Submission.State.UNCONFIRMED, "opening a link confirms nothing: scanners open links too"
    done = client.post(confirmation(), follow=True)
    assert "Het is binnen. Dank u wel!" in main(done)
    assert "binnen twee weken" in main(done)
    submission.refresh_from_db()
    assert submission.state == Submission.State.WAITING
    assert submission.email_confirmed_at


def test_a_nomination_asks_other_questions(client: Client) -> None:
    first = client.get(NOMINATE)
    assert "Namens welke sociaalwerkorganisatie?" in main(first)
    assert "Hoe heet het?" not in main(first)
    client.post(NOMINATE, {"municipality": "3000", "organisation": "Figulus Welzijn"} | opened())
    submission = Submission.objects.get()

    assert heading(client.get(url(submission, "stap-2/"))) == "Waarom deze gemeente?"
    client.post(url(submission, "stap-2/"), {"message": "Zij luistert."})
    client.post(url(submission, "stap-3/"), {"results": "", "sources": ""})
    client.post(url(submission, "stap-4/"), {"name": "", "email": "an@figulus.example"})
    client.post(url(submission, "kijk-na/"), opened())

    submission.refresh_from_db()
    assert (submission.kind, submission.state) == ("voordracht", "te-bevestigen")
    assert OutgoingMail.objects.get().subject == "Bevestig uw voordracht"


def test_what_is_wrong_is_said_above_with_a_link_and_at_the_field(client: Client) -> None:
    response = begin(client, title="", municipality="9999")

    page = response.content.decode()
    assert response.status_code == 200
    assert '<a href="#id_title">Beantwoord de vraag ‘Hoe heet het?’</a>' in page
    assert '<a href="#id_municipality">In welke gemeente? Kies een gemeente uit de lijst.</a>' in page
    assert re.search(r'aria-invalid="true" aria-describedby="id_title_helptext id_title_error" id="id_title"', page)
    assert "Kies een gemeente uit de lijst." in main(response)
    assert "Bewoners krijgen geld voor een plan." in page
    assert not Submission.objects.exists()


def test_who_looks_like_a_robot_begins_nothing_and_keeps_what_was_typed(client: Client) -> None:
    response = begin(client, website="https://spam.example/")

    assert "Een onzichtbaar veld was ingevuld" in main(response)
    assert "Bewoners krijgen geld voor een plan." in response.content.decode()
    assert not Submission.objects.exists()


def test_going_back_keeps_what_was_typed_also_when_it_is_not_finished(client: Client) -> None:
    submission = SubmissionFactory(started=True, approach="", background="")

    back = client.post(url(submission, "stap-2/"), {"background": "Er was", "approach": "", "terug": "1"})

    assert back["Location"] == url(submission, "stap-1/")
    assert f'value="{submission.title}"' in client.get(back["Location"]).content.decode()
    assert "Er was</textarea>" in client.get(url(submission, "stap-2/")).content.decode()


def test_a_step_shows_the_municipality_that_was_chosen_before(client: Client) -> None:
    begin(client)

    page = client.get(url(Submission.objects.get(), "stap-1/")).content.decode()

    assert '<option value="3000" selected>Aalten</option>' in page


def test_nothing_is_sent_while_a_question_is_open_and_each_links_to_its_step(client: Client) -> None:
    submission = SubmissionFactory(started=True, approach="", email="")

    page = client.get(url(submission, "kijk-na/"))
    assert f"{url(submission, 'stap-2/')}#id_approach" in links(page)
    assert f"{url(submission, 'stap-4/')}#id_email" in links(page)
    again = client.post(url(submission, "kijk-na/"), opened())

    assert "Er mist nog iets" in main(again)
    assert not OutgoingMail.objects.exists()


def test_who_comes_back_goes_on_where_something_is_open(client: Client) -> None:
    submission = SubmissionFactory(started=True, approach="")
    assert url(submission, "stap-2/") in links(client.get(url(submission)))

    submission.approach = "Bellen."
    submission.save()
    assert url(submission, "kijk-na/") in links(client.get(url(submission)))


def test_a_mistyped_address_can_be_mended_and_its_link_then_works_no_more(client: Client) -> None:
    submission = SubmissionFactory(unconfirmed=True, email="fout@aalten.example")
    old = verbs.confirmation_link(submission).removeprefix("https://gouden.test")

    client.post(url(submission, "stap-4/"), {"organisation": "", "name": "", "email": "goed@aalten.example"})
    client.post(url(submission, "kijk-na/"), opened())

    assert OutgoingMail.objects.get().to == "goed@aalten.example"
    assert heading(client.get(old)) == "Deze link werkt niet"
    client.post(old)
    submission.refresh_from_db()
    assert submission.state == Submission.State.UNCONFIRMED
    client.post(confirmation())
    submission.refresh_from_db()
    assert submission.state == Submission.State.WAITING


@pytest.mark.parametrize("signed", ["x", "WzEsImEiXQ:abc", "%00"])
def test_a_link_that_is_not_ours_says_what_to_do(client: Client, signed: str) -> None:
    response = client.get(f"/deel-uw-voorbeeld/bevestig/{signed}/")

    assert heading(response) == "Deze link werkt niet"
    assert "/deel-uw-voorbeeld/" in links(response)


def test_a_link_that_is_followed_again_changes_nothing(client: Client) -> None:
    submission = SubmissionFactory(state=Submission.State.TAKEN_UP)
    before = submission.email_confirmed_at

    client.post(verbs.confirmation_link(submission).removeprefix("https://gouden.test"))

    submission.refresh_from_db()
    assert (submission.state, submission.email_confirmed_at) == (Submission.State.TAKEN_UP, before)


def test_what_the_editors_have_cannot_be_changed_any_more(client: Client) -> None:
    submission = SubmissionFactory()

    for page in ("stap-2/", "kijk-na/"):
        response = client.post(url(submission, page), {"approach": "Anders."} | opened())
        assert response["Location"] == url(submission)
    submission.refresh_from_db()
    assert submission.approach != "Anders."
    assert submission.state == Submission.State.WAITING


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        ({"started": True}, "U bent nog bezig"),
        ({"unconfirmed": True}, "We stuurden een mail naar"),
        ({}, "De redactie leest het binnen twee weken"),
        ({"nomination": True}, "De redactie leest het binnen twee weken"),
        ({"mistake": True}, "De redactie kijkt er binnen twee weken naar"),
        ({"mistake": True, "email": "", "email_confirmed_at": None}, "De redactie kijkt er binnen twee weken naar"),
        ({"mistake": True, "email_confirmed_at": None}, "Wilt u antwoord?"),
        ({"state": "in-behandeling"}, "De redactie is ermee bezig"),
        ({"state": "overgenomen", "decided_at": "2026-11-22T12:00Z"}, "De redactie nam het over"),
        ({"state": "overgenomen", "decided_at": "2026-11-22T12:00Z", "mistake": True}, "Het is verwerkt"),
        ({"state": "afgewezen", "decided_at": "2026-11-22T12:00Z"}, "De redactie neemt het niet over"),
    ],
)
def test_the_link_says_how_it_stands(client: Client, made: dict[str, str], sentence: str) -> None:
    submission = SubmissionFactory(**made)

    response = client.get(url(submission))

    assert sentence in main(response)
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_the_link_leads_to_what_became_of_it(client: Client) -> None:
    case = PublishedCaseFactory(case__title="Startgeld").case
    submission = SubmissionFactory(case=case, state="overgenomen", decided_at="2026-11-22T12:00Z")

    assert case.get_absolute_url() in links(client.get(url(submission)))


def test_who_does_not_have_the_link_sees_nothing(client: Client) -> None:
    submission = SubmissionFactory()

    for page in ("", "stap-1/", "kijk-na/", "gegevens/", "wis/"):
        assert client.get(f"/deel-uw-voorbeeld/{'x' * 43}/{page}").status_code == 404
    assert len(submission.token) == 43
    assert client.get(url(SubmissionFactory(started=True), "stap-5/")).status_code == 404
    assert client.get(url(SubmissionFactory(started=True), "stap-0/")).status_code == 404
    assert client.get("/deel-uw-voorbeeld/nieuw/fout/").status_code == 404


def test_the_sender_takes_along_all_that_is_kept(client: Client) -> None:
    submission = SubmissionFactory(title="Startgeld", email="an@figulus.example", name="An Jansen")

    response = client.get(url(submission, "gegevens/"))

    assert response["Content-Disposition"] == 'attachment; filename="inzending.json"'
    data = json.loads(response.content)
    assert data["titel"] == "Startgeld"
    assert data["mailadres"] == "an@figulus.example"
    assert data["naam"] == "An Jansen"
    assert data["soort"] == "praktijkvoorbeeld"
    assert data["gemeente"] == submission.municipality.name
    assert submission.token not in response.content.decode()


def test_the_sender_erases_all_of_it_after_a_question(client: Client) -> None:
    submission = SubmissionFactory()
    verbs.note(submission=submission, by=None, text="Gebeld.")
    OutgoingMail.objects.create(to=submission.email, subject="Wacht", body="Nog niet weg.")

    assert "kan niet ongedaan worden gemaakt" in main(client.get(url(submission, "wis/")))
    assert Submission.objects.exists()
    response = client.post(url(submission, "wis/"), follow=True)

    assert heading(response) == "Gewist"
    assert not Submission.objects.exists()
    assert not OutgoingMail.objects.exists()
    assert client.get(url(submission)).status_code == 404


def test_a_form_is_protected_against_other_sites() -> None:
    strict = Client(enforce_csrf_checks=True)
    submission = SubmissionFactory(started=True)

    assert strict.post(START, FIRST | opened()).status_code == 403
    assert strict.post(url(submission, "stap-2/"), {"approach": "x"}).status_code == 403
    assert strict.post(url(submission, "wis/")).status_code == 403


def test_what_somebody_types_stays_text(client: Client) -> None:
    submission = SubmissionFactory(title="<script>alert(1)</script>", approach="<b>vet</b>\nen meer")

    page = client.get(url(submission)).content.decode()

    assert "<script>alert" not in page
    assert "&lt;b&gt;vet&lt;/b&gt;<br>en meer" in page
