"""'Wij doen dit ook': from the form to an adoption, or to a check of a municipality's own case."""

import datetime
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import publishing
from cases.editorial import mail
from cases.models import Adoption, Case, OutgoingMail, PublishedCase, Submission, SubmissionNote
from cases.submissions import adopting, erasing, privacy, verbs
from gouden.web.guard.guarded_form import stamp
from municipalities.models import Municipality
from tests.editors import member_of
from tests.factories import (
    AdoptionFactory,
    CaseFactory,
    MunicipalityFactory,
    PublishedCaseFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.reading import main

pytestmark = pytest.mark.django_db
FORM = "/praktijkvoorbeelden/buuv/wij-doen-dit-ook/"
ACCEPTED = adopting.Accepted(
    status=Adoption.Status.RUNNING,
    since=2024,
    differently="Met vrijwilligers.",
    confirmed_by="beleidsadviseur, gemeente Borne",
    may_be_asked=True,
)


def told(**given: Any) -> dict[str, Any]:
    """Return what the form sends."""
    typed = {
        "municipality": "0147",
        "stage": "loopt",
        "since": "2024",
        "message": "Met vrijwilligers.",
        "mailbox": "sociaaldomein@borne.example",
        "function": "beleidsadviseur",
        "name": "An Jansen",
        "email": "an.jansen@borne.example",
        "website": "",
        "geopend": stamp(timezone.now().timestamp() - 60),
    }
    return typed | given


@pytest.fixture
def case() -> Case:
    """A public case of Haarlem; Borne is another municipality."""
    MunicipalityFactory(cbs_code="0147", name="Borne")
    haarlem = MunicipalityFactory(cbs_code="0392", name="Haarlem")
    made: Case = PublishedCaseFactory(case__title="BUUV", case__slug="buuv", case__municipalities=[haarlem]).case
    return made


def sent(case: Case, code: str = "0147", **given: Any) -> Submission:
    """Return what somebody told and confirmed."""
    made: Submission = SubmissionFactory(
        adoption_told=True, case=case, municipality=Municipality.objects.get(cbs_code=code), **given
    )
    return made


def link(body: str) -> str:
    (found,) = re.findall(r"https://gouden.test(/deel-uw-voorbeeld/bevestig/[^\s]+)", body)
    return str(found)


# --- Telling ---------------------------------------------------------------------------------------------------------


def test_the_page_of_a_case_leads_to_the_form_which_fills_in_my_municipality(client: Client, case: Case) -> None:
    assert f'href="{FORM}?voor=0147"' in client.get("/praktijkvoorbeelden/buuv/?voor=0147").content.decode()

    shown = client.get(f"{FORM}?voor=0147")

    assert '<option value="0147" selected>Borne</option>' in shown.content.decode()
    assert '<meta name="robots" content="noindex">' in shown.content.decode()


def test_what_is_told_waits_for_editors_once_its_sender_confirmed_it(client: Client, case: Case) -> None:
    status = client.post(FORM, told())
    submission = Submission.objects.get()
    assert status["Location"] == submission.get_absolute_url()
    assert submission.state == "te-bevestigen"
    assert "We stuurden een mail naar an.jansen@borne.example" in main(client.get(status["Location"]))
    mail.deliver_due()
    (asked,) = outbox.outbox
    assert "vrijwilligers" not in asked.body
    assert "BUUV" not in asked.body

    # A mail scanner opens the link, more than once.
    for _ in range(2):
        assert client.get(link(asked.body)).status_code == 200
        client.head(link(asked.body))
    submission.refresh_from_db()
    assert submission.state == "te-bevestigen"
    client.post(link(asked.body))

    submission.refresh_from_db()
    assert submission.state == "binnen"
    assert (submission.case, submission.stage, submission.since) == (case, "loopt", 2024)
    assert (submission.mailbox, submission.function) == ("sociaaldomein@borne.example", "beleidsadviseur")
    assert Adoption.objects.count() == 0
    assert "Borne" not in main(client.get("/praktijkvoorbeelden/buuv/"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"municipality": ""}, "Kies een gemeente uit de lijst."),
        ({"stage": ""}, "Kies hoe ver u bent."),
        ({"since": "2199"}, "Geef een jaartal van 1900 tot en met"),
        ({"since": "lang"}, "lang"),
        ({"mailbox": "jan.jansen@borne.example"}, "lijkt het adres van een persoon"),
        ({"email": ""}, "Vul uw mailadres in."),
        ({"email": "geen adres"}, "mailadres"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(
    client: Client, case: Case, wrong: dict[str, str], said: str
) -> None:
    response = client.post(FORM, told(**wrong))

    assert response.status_code == 200
    assert said in main(response)
    (name,) = wrong
    assert f'id="id_{name}_error"' in response.content.decode()
    assert "Met vrijwilligers." in response.content.decode()
    assert Submission.objects.count() == 0


def test_too_much_mail_to_one_address_keeps_nothing(client: Client, case: Case, settings: Any) -> None:
    settings.GOUDEN_MAILBOX_LIMIT = 1
    client.post(FORM, told())

    again = client.post(FORM, told())

    assert again.status_code == 429
    assert Submission.objects.count() == 1


def test_a_case_that_is_not_public_has_no_form(client: Client, case: Case) -> None:
    CaseFactory(slug="geheim")
    publishing.withdraw(case=case, by=None, reason="Klopte niet.")

    assert client.get("/praktijkvoorbeelden/geheim/wij-doen-dit-ook/").status_code == 404
    assert client.get(FORM).status_code == 410


# --- Accepting -------------------------------------------------------------------------------------------------------


def test_an_editor_makes_it_an_adoption_on_one_page_and_readers_see_it(client: Client, case: Case) -> None:
    submission = sent(case, email_confirmed_at=datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC))
    client.force_login(member_of("eindredacteur"))
    page = reverse("admin:cases_submission_accept", args=[submission.pk])

    asked = client.get(page)
    shown = asked.content.decode()
    assert "Overnemen maakt een navolging van ‘BUUV’ door Borne." in shown
    initial = asked.context["form"].initial
    assert (initial["confirmed_by"], initial["differently"]) == (
        "beleidsadviseur, gemeente Borne",
        "Wij doen het met vrijwilligers.",
    )
    given = {name: initial[name] for name in ("status", "since", "confirmed_by", "subject", "body")}
    client.post(page, given | {"differently": "Met vrijwilligers, en zonder balie.", "may_be_asked": "on"})

    adoption = Adoption.objects.get()
    assert (adoption.case, str(adoption.municipality)) == (case, "Borne")
    assert (adoption.status, adoption.since, adoption.article) == ("loopt", 2024, None)
    assert adoption.confirmed_on == datetime.date(2026, 11, 20)
    assert adoption.mailbox == "sociaaldomein@borne.example"
    submission.refresh_from_db()
    assert (submission.state, submission.adoption) == ("overgenomen", adoption)
    mail.deliver_due()
    (said,) = outbox.outbox
    assert (said.to, said.subject) == (["an@figulus.example"], "We nemen over dat u dit ook doet")
    assert "https://gouden.test/praktijkvoorbeelden/buuv/" in said.body
    reader = Client()
    text = main(reader.get("/praktijkvoorbeelden/buuv/"))
    assert (
        "Borne: loopt (begonnen in 2024) Wat zij anders doen: Met vrijwilligers, en zonder balie. "
        "Bevestigd door beleidsadviseur, gemeente Borne op 20 november 2026." in text
    )
    (record,) = reader.get("/api/v1/praktijkvoorbeelden/buuv").json()["navolgingen"]
    assert record["watAnders"] == "Met vrijwilligers, en zonder balie."
    assert "An Jansen" not in text


def test_a_municipality_that_has_one_gets_it_brought_up_to_date_and_the_source_stays(case: Case) -> None:
    submission = sent(case)
    known = AdoptionFactory(
        case=case, municipality=submission.municipality, year=2014, note="Zo staat het in het blad.", status="verkend"
    )
    form = _form(submission)
    assert "Borne heeft al een navolging van ‘BUUV’ (stand: verkend)" in form

    made = adopting.adopt(submission=submission, accepted=ACCEPTED, by=UserFactory(is_superuser=True))

    assert made == known
    made.refresh_from_db()
    assert (made.status, made.note, made.year, made.article) == ("loopt", known.note, 2014, known.article)
    assert made.confirmed_by == "beleidsadviseur, gemeente Borne"


def test_one_that_was_withdrawn_comes_back_by_it(case: Case) -> None:
    submission = sent(case)
    known = AdoptionFactory(case=case, municipality=submission.municipality, withdrawn_because="Klopte niet.")
    assert "die is ingetrokken en komt zo terug" in _form(submission)

    adopting.adopt(submission=submission, accepted=ACCEPTED, by=UserFactory(is_superuser=True))

    known.refresh_from_db()
    assert known.withdrawn_because == ""


def _form(submission: Submission) -> str:
    client = Client()
    client.force_login(member_of("eindredacteur"))
    return client.get(reverse("admin:cases_submission_accept", args=[submission.pk])).content.decode()


def test_of_its_own_case_it_is_a_check_that_readers_see_at_once(client: Client, case: Case) -> None:
    submission = sent(case, "0392", stage="gestopt")
    client.force_login(member_of("eindredacteur"))
    page = reverse("admin:cases_submission_accept", args=[submission.pk])

    asked = client.get(page)
    assert "Dit is een voorbeeld van Haarlem zelf." in asked.content.decode()
    initial = asked.context["form"].initial
    assert initial["lifecycle"] == "gestopt"
    client.post(page, {name: initial[name] for name in ("lifecycle", "subject", "body")})

    assert Adoption.objects.count() == 0
    record = PublishedCase.objects.get(case=case).record
    assert (record["status"], record["gecontroleerdOp"]) == ("gestopt", timezone.localdate().isoformat())
    assert OutgoingMail.objects.get().subject == "Dank u wel: we legden vast hoe het ermee staat"


def test_a_check_by_who_may_not_publish_or_of_a_case_with_other_changes_waits(case: Case) -> None:
    writer: User = member_of("redacteur")
    chief: User = member_of("eindredacteur")

    _, shown = adopting.check(submission=sent(case, "0392"), lifecycle=Case.Lifecycle.RUNNING, by=writer)
    assert not shown
    # What the writer recorded waits now, so what the chief records waits with it.
    _, shown = adopting.check(submission=sent(case, "0392"), lifecycle=Case.Lifecycle.RUNNING, by=chief)
    assert not shown
    assert PublishedCase.objects.get(case=case).record["gecontroleerdOp"] is None


def test_who_may_not_show_an_adoption_to_readers_is_told_who_can(client: Client, case: Case) -> None:
    submission = sent(case)
    client.force_login(member_of("redacteur"))
    page = reverse("admin:cases_submission_accept", args=[submission.pk])

    for response in (client.get(page, follow=True), client.post(page, {"status": "loopt"}, follow=True)):
        assert "Lezers zien een navolging meteen." in response.content.decode()

    assert Adoption.objects.count() == 0
    submission.refresh_from_db()
    assert submission.state == "binnen"


def test_it_is_accepted_once_and_not_for_a_case_that_is_gone(case: Case) -> None:
    chief = UserFactory(is_superuser=True)
    submission, other = sent(case), sent(case)
    adopting.adopt(submission=submission, accepted=ACCEPTED, by=chief)
    publishing.withdraw(case=case, by=None, reason="Klopte niet.")

    with pytest.raises(publishing.NotAllowed, match="Het voorbeeld is niet openbaar"):
        adopting.adopt(submission=other, accepted=ACCEPTED, by=chief)
    publishing.publish(case=case, by=None)
    with pytest.raises(verbs.WrongState, match="overgenomen"):
        adopting.adopt(submission=submission, accepted=ACCEPTED, by=chief)


def test_a_refusal_tells_the_sender_why_and_changes_nothing_public(client: Client, case: Case) -> None:
    submission = sent(case)
    client.force_login(member_of("redacteur"))
    page = reverse("admin:cases_submission_refuse", args=[submission.pk])
    initial = client.get(page).context["form"].initial

    client.post(page, {"subject": initial["subject"], "body": f"{initial['body']}"})
    submission.refresh_from_db()
    assert submission.state == "binnen"
    body = initial["body"].replace("(Schrijf hier waarom niet.)", "Het is iets anders.")
    client.post(page, {"subject": initial["subject"], "body": body})

    submission.refresh_from_db()
    assert (submission.state, Adoption.objects.count()) == ("afgewezen", 0)
    assert "Het is iets anders." in OutgoingMail.objects.get().body


def test_a_colleague_asks_them_without_seeing_the_address(client: Client, case: Case) -> None:
    adoption = adopting.adopt(submission=sent(case), accepted=ACCEPTED, by=UserFactory(is_superuser=True))
    OutgoingMail.objects.all().delete()
    page = client.get("/praktijkvoorbeelden/buuv/").content.decode()
    (way,) = re.findall(r'href="(/praktijkvoorbeelden/buuv/vraag/[^"]+)"', page)
    assert "@borne" not in page
    assert "Uw vraag gaat naar gemeente Borne." in main(client.get(way))

    client.post(
        way,
        {
            "message": "Hoeveel kost het?",
            "name": "",
            "email": "piet@elders.example",
            "website": "",
            "geopend": stamp(timezone.now().timestamp() - 60),
        },
    )
    mail.deliver_due()
    client.post(link(outbox.outbox[0].body))

    (passed,) = OutgoingMail.objects.filter(to="sociaaldomein@borne.example")
    assert "Hoeveel kost het?" in passed.body
    (told,) = OutgoingMail.objects.filter(to="piet@elders.example")
    assert "gemeente Borne" in told.body
    assert "@borne" not in told.body
    # Of who may not be asked any more, the question is for the contact or the editors.
    adoption.refresh_from_db()
    adoption.mailbox = ""
    adoption.save()
    assert "gemeente Borne" not in main(client.get(way))


# --- Being forgotten -------------------------------------------------------------------------------------------------


def test_erasing_the_sender_leaves_what_is_of_the_municipality_without_name_and_address(case: Case) -> None:
    submission = sent(case, email="an@borne.example", name="An Jansen", mailbox="an@borne.example")
    said = adopting.Accepted(
        status=Adoption.Status.RUNNING,
        since=None,
        differently="Bel An Jansen: wij doen het met vrijwilligers.",
        confirmed_by="An Jansen",
        may_be_asked=True,
    )
    adoption = adopting.adopt(submission=submission, accepted=said, by=UserFactory(is_superuser=True))
    assert erasing.find("AN@borne.example").adoptions == [adoption]
    everything = json.dumps(privacy.everything_of("an@borne.example"), default=str)
    assert "mailbox voor vragen" in everything

    erasure = erasing.erase_sender("an@borne.example", by=None)

    assert erasure is not None
    assert "1 navolging bijgewerkt" in erasure.what
    adoption.refresh_from_db()
    assert (adoption.differently, adoption.confirmed_by, adoption.mailbox) == (
        "Bel [gewist]: wij doen het met vrijwilligers.",
        "[gewist]",
        "",
    )
    assert not Submission.objects.exists()
    assert not SubmissionNote.objects.exists()
    assert "Jansen" not in json.dumps(PublishedCase.objects.get(case=case).record)
    assert privacy.everything_of("an@borne.example") == []


def test_who_may_not_be_asked_is_kept_with_no_mailbox(case: Case) -> None:
    chief = UserFactory(is_superuser=True)
    adopting.adopt(submission=sent(case), accepted=ACCEPTED, by=chief)

    # Told once more, and an editor leaves it out.
    again = adopting.adopt(submission=sent(case), accepted=replace(ACCEPTED, may_be_asked=False), by=chief)

    assert (Adoption.objects.count(), again.mailbox, again.may_be_asked) == (1, "", False)


def test_by_the_own_link_the_same_goes_and_the_mailbox_of_others_stays(case: Case) -> None:
    submission = sent(case, email="an@borne.example", name="An Jansen")
    adoption = adopting.adopt(submission=submission, accepted=ACCEPTED, by=UserFactory(is_superuser=True))
    submission.refresh_from_db()

    privacy.erase(submission)

    adoption.refresh_from_db()
    assert adoption.mailbox == "sociaaldomein@borne.example"
    assert not Submission.objects.exists()
