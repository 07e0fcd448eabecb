"""Telling that something in a case is wrong."""

import pytest
from django.test import Client

from cases import publishing
from cases.models import OutgoingMail, Submission
from tests.factories import PublishedCaseFactory, PublishedClaimFactory, UserFactory
from tests.forms import opened
from tests.reading import links, main, title

pytestmark = pytest.mark.django_db


def form(slug: str = "startgeld") -> str:
    return f"/praktijkvoorbeelden/{slug}/meld-een-fout/"


@pytest.fixture(autouse=True)
def case() -> None:
    PublishedCaseFactory(case__title="Startgeld")


def test_a_case_leads_to_the_form_and_what_it_takes_in_waits_for_the_editors(client: Client) -> None:
    assert form() in links(client.get("/praktijkvoorbeelden/startgeld/"))
    assert title(client.get(form())) == "Meld een fout in: Startgeld - Gouden"

    sent = client.post(form(), {"message": "Dit is gestopt.", "sources": "", "email": ""} | opened(), follow=True)

    assert "Het is binnen. Dank u wel!" in main(sent)
    submission = Submission.objects.get()
    assert (submission.kind, submission.state) == ("fout", "binnen")
    assert submission.case is not None
    assert (submission.case.slug, submission.message) == ("startgeld", "Dit is gestopt.")
    assert submission.sent_at
    assert str(submission) == "Fout in Startgeld"
    assert not OutgoingMail.objects.exists()


def test_who_wants_an_answer_confirms_the_address_while_the_report_waits(client: Client) -> None:
    given = {"message": "Dit is gestopt.", "sources": "Eigen ervaring", "email": "an@aalten.example"}
    client.post(form(), given | opened())

    mail = OutgoingMail.objects.get()
    assert mail.subject == "Bevestig uw adres voor antwoord op uw melding"
    submission = Submission.objects.get()
    assert submission.email_confirmed_at is None
    address = next(word for word in mail.body.split() if "/bevestig/" in word)
    client.post(address.removeprefix("https://gouden.test"))

    submission.refresh_from_db()
    assert submission.email_confirmed_at
    assert submission.state == Submission.State.WAITING


def test_a_mistake_in_a_statement_is_shown_with_it_to_the_reader_and_to_the_editor(client: Client) -> None:
    claim = PublishedClaimFactory(claim__key="werk", claim__text="Er kwamen 100 bewoners.", claim__case__title="Soep")
    address = f"{form('soep')}?uitspraak=werk"

    page = client.get(address)

    assert title(page) == "Meld een fout in de uitspraak: Er kwamen 100 bewoners. (Soep) - Gouden"
    assert "Meld een fout in deze uitspraak Er kwamen 100 bewoners." in main(page)
    assert {form("soep"), claim.get_absolute_url()} <= set(links(page))

    sent = client.post(address, {"message": "Het waren er 90.", "sources": "", "email": ""} | opened(), follow=True)

    assert "Het gaat over deze uitspraak: ‘Er kwamen 100 bewoners.’" in main(sent)
    submission = Submission.objects.get()
    assert (submission.claim_key, submission.claim_text) == ("werk", "Er kwamen 100 bewoners.")
    assert str(submission) == "Fout in een uitspraak bij Soep"
    client.force_login(UserFactory(is_superuser=True))
    seen = client.get(f"/admin/cases/submission/{submission.pk}/change/").content.decode()
    assert "‘Er kwamen 100 bewoners.’" in seen
    assert f"href='{claim.get_absolute_url()}'" in seen
    publishing.withdraw(case=claim.published_case.case, by=None, reason="Klopt niet.")
    assert "niet meer openbaar" in client.get(f"/admin/cases/submission/{submission.pk}/change/").content.decode()


def test_a_statement_that_is_not_there_leaves_the_form_of_the_case(client: Client) -> None:
    for asked in ("weg", "%00", "../x", "a" * 200):
        page = client.get(f"{form()}?uitspraak={asked}")
        assert title(page) == "Meld een fout in: Startgeld - Gouden"


def test_an_empty_report_is_refused_with_the_rest_still_there(client: Client) -> None:
    response = client.post(form(), {"message": "", "sources": "Een rapport", "email": "geen adres"} | opened())

    assert '<a href="#id_message">Beantwoord de vraag ‘Wat klopt er niet?’</a>' in response.content.decode()
    assert '<a href="#id_email">Uw mailadres: ' in response.content.decode()
    assert "Een rapport</textarea>" in response.content.decode()
    assert not Submission.objects.exists()


def test_a_withdrawn_case_says_so_and_one_that_never_was_is_not_found(client: Client) -> None:
    withdrawn = PublishedCaseFactory(case__title="Ingetrokken").case
    publishing.withdraw(case=withdrawn, by=None, reason="Klopt niet.")

    assert client.get(form("ingetrokken")).status_code == 410
    assert client.get(form("bestaat-niet")).status_code == 404
