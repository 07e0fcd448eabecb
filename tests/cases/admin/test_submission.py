"""The queue of what people shared: one click to a draft, a friendly mail, and nothing a sender wrote is changed."""

import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.admin.review.submission_decisions import WHY
from cases.models import Article, Case, OutgoingMail, Publication, Submission, SubmissionNote
from cases.publishing.rules import problems
from cases.submissions import concepts, verbs
from tests.cases.admin.admin_forms import typed
from tests.factories import (
    CaseFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PublishedCaseFactory,
    SubmissionFactory,
    ThemeFactory,
    UserFactory,
)
from tests.reading import main

pytestmark = pytest.mark.django_db
QUEUE = "/admin/cases/submission/"
ERASE = f"{QUEUE}wis-inzender/"


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(UserFactory(is_superuser=True, username="an"))
    return client


def page(submission: Submission, name: str = "change") -> str:
    return f"{QUEUE}{submission.pk}/{name}/"


def text(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_what_waits_longest_stands_first_and_what_is_still_written_does_not_stand_there(admin: Client) -> None:
    SubmissionFactory(title="Besloten", state="afgewezen", decided_at="2026-11-22T12:00Z")
    SubmissionFactory(title="Nieuw", sent_at="2026-11-20T12:00Z")
    SubmissionFactory(title="Oud", sent_at="2026-11-01T12:00Z")
    SubmissionFactory(title="Bezig", state="in-behandeling")
    SubmissionFactory(title="Niet bevestigd", unconfirmed=True)
    SubmissionFactory(title="Nog niet verstuurd", started=True)

    shown = text(admin, QUEUE)

    order = [shown.index(title) for title in ("Oud", "Nieuw", "Bezig", "Niet bevestigd", "Besloten")]
    assert order == sorted(order)
    assert "Nog niet verstuurd" not in shown
    for column in range(1, 7):
        assert "Oud" in text(admin, f"{QUEUE}?o={column}.-{column}")


def test_the_queue_takes_as_many_queries_for_one_as_for_many(
    admin: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    SubmissionFactory.create_batch(5, case=CaseFactory())

    with django_assert_max_num_queries(14):
        admin.get(QUEUE)


def test_a_submission_shows_what_was_asked_of_its_kind(admin: Client) -> None:
    nomination = text(admin, page(SubmissionFactory(nomination=True)))
    mistake = text(admin, page(SubmissionFactory(mistake=True)))

    assert "Zij luistert." in nomination
    assert "Aanleiding:" not in nomination
    assert "Dit is gestopt." in mistake
    assert "Maak er een concept van" in nomination
    assert "Maak er een concept van" not in mistake
    assert 'name="_save"' not in nomination
    assert "/deel-uw-voorbeeld/" not in nomination, "the sender's own link is the sender's"


def test_one_click_makes_a_draft_that_keeps_the_link_and_opens_it(admin: Client) -> None:
    aalten = MunicipalityFactory(name="Aalten")
    figulus = OrganisationFactory(name="Figulus Welzijn")
    submission = SubmissionFactory(
        title="Startgeld voor bewoners",
        municipality=aalten,
        organisation="figulus welzijn",
        background="Er was weinig contact.",
        results="Ruim 40 plannen.",
        lessons="Begin klein.",
        lifecycle="loopt",
        sources="Zie https://aalten.example/startgeld, en http://niets en een krant.",
        sent_at="2026-11-20T12:00Z",
    )

    response = admin.post(page(submission, "concept"))

    case = Case.objects.get()
    assert response["Location"] == f"/admin/cases/case/{case.pk}/change/"
    assert (case.title, case.slug, case.state, case.kind) == (
        "Startgeld voor bewoners",
        "startgeld-voor-bewoners",
        "concept",
        "praktijk",
    )
    assert case.summary == submission.summary
    assert (case.background, case.approach) == ("Er was weinig contact.", submission.approach)
    assert (case.results, case.lessons) == ("Ruim 40 plannen.", "Begin klein.")
    assert (case.lifecycle, str(case.lifecycle_checked_on)) == ("loopt", "2026-11-20")
    assert [row.municipality for row in case.case_municipalities.all()] == [aalten]
    assert [(row.organisation, row.role) for row in case.participations.all()] == [(figulus, "uitvoerder")]
    assert [link.url for link in case.links.all()] == ["https://aalten.example/startgeld"]
    assert case.citations.get().passage == "Ingezonden door figulus welzijn op 20 november 2026"
    assert case.revisions.get().note == "Gemaakt van een inzending"
    submission.refresh_from_db()
    assert (submission.state, submission.case) == ("in-behandeling", case)
    assert SubmissionNote.objects.get().text == "Concept gemaakt: Startgeld voor bewoners"
    assert "Open het voorbeeld" in text(admin, page(submission))


def test_a_case_leads_to_what_it_was_made_of_and_to_mistakes_that_wait(admin: Client) -> None:
    case = CaseFactory()
    made = SubmissionFactory(case=case, state="overgenomen", decided_at="2026-11-22T12:00Z")
    waits = SubmissionFactory(mistake=True, case=case)
    done = SubmissionFactory(mistake=True, case=case, state="overgenomen", decided_at="2026-11-22T12:00Z")

    form = text(admin, f"/admin/cases/case/{case.pk}/change/")

    assert [page(submission) in form for submission in (made, waits, done)] == [True, True, False]


def test_a_draft_of_a_submission_lacks_nothing_but_a_theme_and_its_source_is_published_along() -> None:
    case = concepts.take_up(submission=SubmissionFactory(), by=UserFactory())
    assert [problem.field for problem in problems(case)] == ["themes", "citations", "citations"]

    case.themes.add(ThemeFactory())
    published = publishing.publish(case=case, by=None, along=True)

    assert published.record["bronnen"][0]["publicatie"]["titel"] == "Inzendingen aan Gouden"


def test_a_nomination_becomes_a_portrait_with_who_nominated(admin: Client) -> None:
    OrganisationFactory(name="Figulus Welzijn")
    submission = SubmissionFactory(nomination=True, municipality=MunicipalityFactory(name="Aalten"))

    admin.post(page(submission, "concept"))

    case = Case.objects.get()
    assert (case.kind, case.title, case.approach) == (
        "portret",
        "Aalten, voorgedragen door Figulus Welzijn",
        "Zij luistert.",
    )
    assert case.participations.get().role == "voordrager"


def test_an_address_that_is_or_was_taken_gets_a_number_and_a_year_has_one_source(admin: Client) -> None:
    moved = PublishedCaseFactory(case__title="Startgeld").case
    moved.slug = "startgeld-elders"
    moved.save()
    publishing.publish(case=moved, by=None)
    first, second = (SubmissionFactory(title="Startgeld") for _ in range(2))

    admin.post(page(first, "concept"))
    admin.post(page(second, "concept"))

    assert set(Case.objects.exclude(pk=moved.pk).values_list("slug", flat=True)) == {"startgeld-2", "startgeld-3"}
    assert Publication.objects.filter(slug__startswith="inzendingen-").count() == 1


def test_a_second_click_makes_no_second_draft(admin: Client) -> None:
    submission = SubmissionFactory()
    admin.post(page(submission, "concept"))

    again = admin.post(page(submission, "concept"), follow=True)

    assert "Dit kan niet meer: de inzending is in behandeling." in again.content.decode()
    assert Case.objects.count() == 1


def test_the_source_of_a_draft_tells_readers_nothing_of_it(client: Client) -> None:
    concepts.take_up(submission=SubmissionFactory(title="GEHEIM", organisation="GEHEIM"), by=UserFactory())
    address = Publication.objects.get().get_absolute_url()
    assert client.get(address).status_code == 404

    publishing.publish_new([*Publication.objects.all(), *Article.objects.all()], by=None)
    publication = client.get(address)

    assert "Ingezonden voorbeelden" in main(publication)
    assert "GEHEIM" not in publication.content.decode()


def test_a_refusal_is_mailed_as_the_editor_wrote_it(admin: Client) -> None:
    submission = SubmissionFactory(title="Startgeld")
    form = admin.get(page(submission, "wijs-af"))
    assert "Over uw voorbeeld: Startgeld" in form.content.decode()
    assert WHY in form.content.decode()

    same = admin.post(page(submission, "wijs-af"), {"subject": "Over uw voorbeeld", "body": f"Beste An,\n{WHY}"})
    assert "Schrijf waarom, op de plek" in same.content.decode()
    assert not OutgoingMail.objects.exists()
    answer = {"subject": "Over uw voorbeeld", "body": "Beste An,\n\nDit lijkt op wat er al staat & dat is jammer.\n"}
    done = admin.post(page(submission, "wijs-af"), answer, follow=True)

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == ("an@figulus.example", "Over uw voorbeeld")
    assert "Dit lijkt op wat er al staat & dat is jammer." in mail.body
    submission.refresh_from_db()
    assert submission.state == "afgewezen"
    assert submission.decided_at
    note = SubmissionNote.objects.get()
    assert note.text.startswith("Afgewezen, met deze mail:")
    assert note.by is not None
    assert "De inzender krijgt uw mail." in done.content.decode()


def test_an_acceptance_links_to_the_page_that_became_of_it(admin: Client) -> None:
    case = PublishedCaseFactory(case__title="Startgeld").case
    submission = SubmissionFactory(title="Startgeld", state="in-behandeling", case=case)
    form = admin.get(page(submission, "neem-over")).content.decode()
    assert "https://gouden.test/praktijkvoorbeelden/startgeld/" in form

    admin.post(page(submission, "neem-over"), {"subject": "We nemen het over", "body": "Dank u wel."})

    submission.refresh_from_db()
    assert submission.state == "overgenomen"
    assert OutgoingMail.objects.get().subject == "We nemen het over"


def test_without_a_checked_address_a_decision_mails_nobody(admin: Client) -> None:
    submission = SubmissionFactory(mistake=True, email_confirmed_at=None)
    assert "Er gaat geen mail" in text(admin, page(submission, "neem-over"))

    admin.post(page(submission, "neem-over"))

    submission.refresh_from_db()
    assert submission.state == "overgenomen"
    assert not OutgoingMail.objects.exists()
    assert SubmissionNote.objects.get().text == "Overgenomen, zonder mail"


@pytest.mark.parametrize("state", ["te-bevestigen", "overgenomen", "afgewezen"])
def test_what_does_not_wait_is_not_decided_on(admin: Client, state: str) -> None:
    decided = "2026-11-22T12:00Z" if state != "te-bevestigen" else None
    submission = SubmissionFactory(state=state, decided_at=decided)

    shown = text(admin, page(submission))
    assert "Wijs af" not in shown
    assert "Maak er een concept van" not in shown
    answer = admin.post(page(submission, "wijs-af"), {"subject": "x", "body": "y"}, follow=True)

    assert "Dit kan niet meer" in answer.content.decode()
    submission.refresh_from_db()
    assert submission.state == state
    assert not OutgoingMail.objects.exists()


def test_editors_note_what_they_want_to_remember(admin: Client) -> None:
    submission = SubmissionFactory()

    admin.post(page(submission, "notitie"), {"text": "Gebeld; ze sturen nog een verslag."})
    admin.post(page(submission, "notitie"), {"text": " "})

    assert [(note.text, str(note.by)) for note in submission.notes.all()] == [
        ("Gebeld; ze sturen nog een verslag.", "an")
    ]
    assert "Gebeld; ze sturen nog een verslag." in text(admin, page(submission))
    assert "Gebeld" not in Client().get(submission.get_absolute_url()).content.decode()


def test_all_of_a_sender_is_handed_over(admin: Client) -> None:
    first = SubmissionFactory(title="Een", email="An@figulus.example")
    SubmissionFactory(title="Twee", started=True, email="an@figulus.example")
    SubmissionFactory(title="Van een ander", email="piet@figulus.example")

    response = admin.post(QUEUE, {"action": "export_senders", "_selected_action": [first.pk]})

    found = json.loads(response.content)
    assert {row["titel"] for row in found["an@figulus.example"]} == {"Een", "Twee"}
    assert list(found) == ["an@figulus.example"]


def test_all_of_a_sender_is_erased_after_a_question(admin: Client) -> None:
    first = SubmissionFactory(email="an@figulus.example")
    SubmissionFactory(started=True, email="an@figulus.example")
    other = SubmissionFactory(email="piet@figulus.example")

    asked = admin.post(QUEUE, {"action": "erase_senders", "_selected_action": [first.pk]})
    assert "an@figulus.example" in asked.content.decode()
    assert "2 inzendingen" in asked.content.decode()
    assert Submission.objects.count() == 3
    done = admin.post(ERASE, typed(asked, "erase_form") | {"zeker": "1"}, follow=True)

    assert list(Submission.objects.all()) == [other]
    told = " ".join(str(message) for message in done.context["messages"])
    assert "Gewist: 2 inzendingen" in told
    assert "an@figulus.example" not in told


def test_before_a_sender_is_erased_the_page_says_what_goes_what_stays_and_offers_to_withdraw_it(admin: Client) -> None:
    concept = CaseFactory(title="Kladje van An")
    public = publishing.publish(case=CaseFactory(with_source=True, title="Openbaar van An"), by=None).case
    for case in (concept, public):
        SubmissionFactory(email="an@figulus.example", case=case)
    OrganisationFactory(name="Figulus", contact_mailbox="an@figulus.example", contact_checked_on="2026-01-01")

    asked = admin.post(ERASE, {"adres": "an@figulus.example"})
    shown = asked.content.decode()
    assert shown.index("verdwijnen helemaal") < shown.index("Kladje van An") < shown.index("of zijn dat geweest")
    assert shown.index("of zijn dat geweest") < shown.index("Openbaar van An") < shown.index("Hier blijft het adres")
    assert Submission.objects.count() == 2

    form = typed(asked, "erase_form")
    refused = admin.post(ERASE, form | {"zeker": "1", "intrekken": public.pk, "reason": " "})
    assert Submission.objects.count() == 2
    assert refused.status_code == 200
    admin.post(ERASE, form | {"zeker": "1", "intrekken": public.pk, "reason": "Op verzoek."})
    assert not Submission.objects.exists()
    assert Client().get(f"/praktijkvoorbeelden/{public.slug}/").status_code == 410


def test_who_may_not_withdraw_does_not_do_so_by_erasing(client: Client) -> None:
    user = UserFactory()
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["view_submission", "delete_submission", "view_case"])
    )
    client.force_login(user)
    case = publishing.publish(case=CaseFactory(with_source=True), by=None).case
    SubmissionFactory(email="an@figulus.example", case=case)

    shown = client.post(ERASE, {"adres": "an@figulus.example"}).content.decode()
    assert "Een eindredacteur kan het intrekken." in shown
    assert 'name="intrekken"' not in shown
    sent = {"adres": "an@figulus.example", "zeker": "1", "intrekken": case.pk, "reason": "Weg."}
    assert client.post(ERASE, sent).status_code == 403
    assert Submission.objects.exists()


def test_an_address_is_asked_for_and_never_part_of_one_of_ours(admin: Client) -> None:
    assert 'type="email"' in admin.get(ERASE).content.decode()
    assert "Dit is geen mailadres" in admin.post(ERASE, {"adres": "an"}).content.decode()
    page = admin.post(ERASE, {"adres": "niemand@figulus.example", "zeker": "1"}, follow=True)
    assert "Er was niets van deze inzender." in page.content.decode()


def test_who_may_only_look_at_submissions_decides_nothing(client: Client) -> None:
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="view_submission"))
    client.force_login(user)
    submission = SubmissionFactory()

    shown = text(client, page(submission))
    assert submission.approach in shown
    assert "Wijs af" not in shown
    for name in ("concept", "neem-over", "wijs-af", "notitie"):
        assert client.post(page(submission, name), {"text": "x"}).status_code == 403, name
        assert client.get(page(submission, name)).status_code == 403, name
    assert verbs.allowed(submission) == {"take_up", "accept", "refuse", "confirm"}


def test_a_redacteur_decides_and_an_eindredacteur_erases_too(client: Client) -> None:
    redacteur, chief = UserFactory(), UserFactory()
    redacteur.groups.add(Group.objects.get(name="redacteur"))
    chief.groups.add(Group.objects.get(name="eindredacteur"))
    submission = SubmissionFactory()

    client.force_login(redacteur)
    assert client.post(page(submission, "concept")).status_code == 302
    assert "Wis alles van deze inzenders" not in text(client, QUEUE)
    assert client.post(page(submission, "delete"), {"post": "yes"}).status_code == 403
    client.force_login(chief)
    assert "Wis alles van deze inzenders" in text(client, QUEUE)
    assert client.post(page(submission, "delete"), {"post": "yes"}).status_code == 302
    assert not Submission.objects.exists()


def test_a_button_is_no_link(admin: Client) -> None:
    submission = SubmissionFactory()

    assert admin.get(page(submission, "concept")).status_code == 405
    assert admin.get(page(submission, "notitie")).status_code == 405
    assert not Case.objects.exists()
