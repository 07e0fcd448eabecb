"""The versions of a case: seen, compared and put back by editors."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from cases import publishing
from cases.models import Case
from tests.factories import CaseFactory, PublishedCaseFactory, ThemeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(is_superuser=True, username="mieke", first_name="Mieke", last_name="Jansen")


@pytest.fixture
def client(client, editor):
    client.force_login(editor)
    return client


def versions(case):
    return reverse("admin:cases_case_versions", args=[case.pk])


def back(case, number):
    return reverse("admin:cases_case_restore", args=[case.pk, number])


def text_of(page):
    return page.content.decode()


def saved(case, by=None, note="", **changes):
    for name, value in changes.items():
        setattr(case, name, value)
    case.save()
    return publishing.record_revision(case=case, by=by, note=note)


def test_the_list_says_who_saved_what_when_and_which_one_readers_see(client, editor):
    case = PublishedCaseFactory().case
    saved(case, by=editor, title="Anders", approach="Nieuw.")

    page = client.get(versions(case))

    newest, public = page.context["versions"]
    assert (newest.by, newest.what, newest.public) == ("Mieke Jansen", "titel en aanpak", False)
    assert (public.by, public.what, public.public) == ("", "de eerste versie", True)
    assert "door Mieke Jansen" in text_of(page)
    assert "Titel en aanpak" in text_of(page)


def test_what_readers_see_is_compared_with_what_is_saved(client):
    case = PublishedCaseFactory(case__title="Wat lezers zien").case
    saved(case, title="Tussendoor")
    saved(case, title="Wat bewaard is")

    page = client.get(versions(case))

    assert (page.context["before"].revision.number, page.context["after"].revision.number) == (1, 3)
    assert "<del>lezers zien</del><ins>bewaard is</ins>" in text_of(page)


def test_any_two_versions_can_be_compared(client):
    case = CaseFactory(title="Een")
    saved(case)
    saved(case, title="Twee")
    saved(case, title="Drie")

    assert "<del>Een</del><ins>Twee</ins>" in text_of(client.get(f"{versions(case)}?van=1&tot=2"))
    assert "<del>Drie</del><ins>Een</ins>" in text_of(client.get(f"{versions(case)}?van=3&tot=1"))
    assert "Er is geen verschil" in text_of(client.get(f"{versions(case)}?van=2&tot=2"))


@pytest.mark.parametrize("asked", ["van=99&tot=x", "van=&tot=-1"])
def test_a_version_that_is_none_counts_as_not_asked(client, asked):
    case = CaseFactory(title="Een")
    saved(case)
    saved(case, title="Twee")

    page = client.get(f"{versions(case)}?{asked}")

    assert page.status_code == 200
    assert "<del>Een</del><ins>Twee</ins>" in text_of(page)


def test_a_case_that_was_never_saved_here_says_so(client):
    assert "Er zijn nog geen versies" in text_of(client.get(versions(CaseFactory())))
    assert client.get(reverse("admin:cases_case_versions", args=[999])).status_code == 404


def test_the_form_of_a_case_leads_to_its_versions(client):
    case = CaseFactory()
    assert versions(case) in text_of(client.get(reverse("admin:cases_case_change", args=[case.pk])))


def test_before_going_back_one_sees_what_changes_and_what_cannot(client):
    case = CaseFactory(title="Oud", themes=[ThemeFactory(slug="weg")])
    saved(case)
    case.themes.all().delete()
    saved(case, title="Nieuw")

    page = text_of(client.get(back(case, 1)))

    assert "<del>Nieuw</del><ins>Oud</ins>" in page
    assert "Thema ‘weg’ bestaat niet meer" in page
    assert Case.objects.get(pk=case.pk).title == "Nieuw"


def test_going_back_says_so_and_lists_what_could_not_come(client, editor):
    case = CaseFactory(title="Oud", themes=[ThemeFactory(slug="weg")])
    saved(case)
    case.themes.all().delete()
    saved(case, title="Nieuw")

    page = client.post(back(case, 1), {"gezien": "2"}, follow=True)

    said = " ".join(str(message) for message in page.context["messages"])
    assert "Teruggezet naar versie 1." in said
    assert "thema ‘weg’ bestaat niet meer" in said
    case.refresh_from_db()
    assert (case.title, case.modified_by) == ("Oud", editor)
    assert case.revisions.latest("number").note == "Teruggezet naar versie 1"


def test_going_back_is_refused_when_somebody_saved_in_the_meantime(client):
    case = CaseFactory(title="Oud")
    saved(case)
    saved(case, title="Nieuw")
    saved(case, title="Nog nieuwer")

    page = client.post(back(case, 1), {"gezien": "2"}, follow=True)

    assert "Er is intussen een nieuwere versie" in text_of(page)
    assert Case.objects.get(pk=case.pk).title == "Nog nieuwer"
    assert client.post(back(case, 1)).status_code == 404


def test_who_may_only_look_sees_the_versions_and_cannot_go_back(client):
    case = CaseFactory(title="Oud")
    saved(case)
    saved(case, title="Nieuw")
    client.force_login(reader := UserFactory())
    assert client.get(versions(case)).status_code == 403
    reader.user_permissions.add(Permission.objects.get(codename="view_case"))
    client.force_login(reader)

    page = client.get(versions(case))

    assert page.status_code == 200
    assert "Terug naar versie" not in text_of(page)
    assert client.get(back(case, 1)).status_code == 403
    assert client.post(back(case, 1), {"gezien": "2"}).status_code == 403
    client.logout()
    assert client.get(versions(case)).status_code == 302


def test_markup_stays_text_on_both_pages(client):
    case = CaseFactory(title="<b>Oud</b>")
    saved(case, note="<i>Nota</i>")
    saved(case, title="<b>Nieuw</b>")

    for page in (client.get(versions(case)), client.get(back(case, 1))):
        assert "<b>Oud" not in text_of(page)
        assert "<b>Nieuw" not in text_of(page)
        assert "<i>Nota" not in text_of(page)
