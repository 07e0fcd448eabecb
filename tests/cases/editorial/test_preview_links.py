"""A link to read along: one version, for a while, for who has the address, and for nobody else."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import publishing
from cases.editorial import preview_links
from cases.models import PublishedCase, Revision
from tests.factories import CaseFactory, PublishedCaseFactory, UserFactory
from tests.test_leaks import everything_public

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    case = CaseFactory(
        with_source=True, title="Concept over buurtkamers", slug="buurtkamers", approach="Zo deden ze het."
    )
    publishing.record_revision(case=case, by=None)
    return case


def address(case, made=None):
    return reverse("reading", args=[preview_links.token(case.revisions.latest("number"), made)])


def test_who_has_the_address_reads_the_version_and_sees_what_it_is(client, draft):
    page = client.get(address(draft))

    text = page.content.decode()
    assert page.status_code == 200
    assert "Concept over buurtkamers" in text
    assert "Zo deden ze het." in text
    assert "U leest mee met versie 1" in text
    assert "Meld een fout" not in text
    assert not PublishedCase.objects.exists()


def test_it_is_kept_out_of_caches_indexes_and_the_addresses_other_sites_see(client, draft):
    page = client.get(address(draft))

    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex"
    text = page.content.decode()
    assert '<meta name="robots" content="noindex">' in text
    assert 'rel="canonical"' not in text
    assert "application/ld+json" not in text
    assert not page.cookies


def test_it_shows_the_version_it_was_made_for_and_says_when_there_is_a_newer_one(client, draft):
    url = address(draft)
    draft.title = "GEHEIM vervolg"
    draft.save()
    publishing.record_revision(case=draft, by=None)

    text = client.get(url).content.decode()

    assert "GEHEIM" not in text
    assert "intussen een nieuwere versie" in text


def test_after_fourteen_days_it_says_that_it_no_longer_works(client, draft):
    almost = timezone.now() - timedelta(days=14) + timedelta(minutes=1)
    assert client.get(address(draft, almost)).status_code == 200

    page = client.get(address(draft, timezone.now() - timedelta(days=14, seconds=1)))

    assert page.status_code == 410
    text = page.content.decode()
    assert "Deze link werkt niet meer" in text
    assert "buurtkamers" not in text
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize("change", [lambda token: token[:-1] + "-", lambda token: "x" + token, lambda _: "1.2"])
def test_an_address_that_was_made_up_or_changed_is_none(client, draft, change):
    token = preview_links.token(draft.revisions.get())

    page = client.get(reverse("reading", args=[change(token)]))

    assert page.status_code == 404
    assert "Deze pagina bestaat niet" in page.content.decode()


def test_a_token_of_another_kind_opens_nothing(client, draft):
    other = signing.Signer(salt="inquiry", sep=".").sign_object([draft.revisions.get().pk, 0])
    assert client.get(reverse("reading", args=[other])).status_code == 404


def test_it_dies_when_the_case_is_withdrawn_and_a_new_one_works(client):
    case = PublishedCaseFactory().case
    old = address(case, timezone.now() - timedelta(hours=1))
    publishing.withdraw(case=case, by=None, reason="Klopt niet.")

    assert client.get(old).status_code == 410
    assert client.get(address(case, timezone.now() + timedelta(seconds=1))).status_code == 200


def test_it_dies_when_the_case_is_archived(client, draft):
    url = address(draft)
    publishing.archive(case=draft, by=None)
    assert client.get(url).status_code == 410


def test_nothing_public_leads_to_it(client, draft):
    PublishedCaseFactory()
    client.get(address(draft))

    pages = dict(everything_public(client))

    assert [path for path, text in pages.items() if "buurtkamers" in text.lower() or "meelezen" in path] == []
    assert client.get("/praktijkvoorbeelden/buurtkamers/").status_code == 404


# --- Making one ---------------------------------------------------------------------------------------------------


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_superuser=True))
    return client


def button(case):
    return reverse("admin:cases_case_reading", args=[case.pk])


def test_an_editor_gets_the_address_and_is_told_until_when(editor, draft):
    assert button(draft) in editor.get(reverse("admin:cases_case_change", args=[draft.pk])).content.decode()

    text = editor.get(button(draft)).content.decode()

    (path,) = re.findall(r'value="https://gouden.test(/meelezen/[^"]+)"', text)
    assert "Het werkt tot en met" in text
    assert Client().get(path).status_code == 200
    assert Revision.objects.count() == 1


def test_without_a_version_or_a_source_it_says_what_to_do(editor):
    bare = CaseFactory()
    assert "Sla het voorbeeld eerst op" in editor.get(button(bare), follow=True).content.decode()
    publishing.record_revision(case=bare, by=None)
    assert "minstens één bronvermelding" in editor.get(button(bare), follow=True).content.decode()


def test_what_is_archived_has_none(editor, draft):
    publishing.archive(case=draft, by=None)
    page = editor.get(button(draft), follow=True)
    assert "Dit is gearchiveerd. U kunt het heropenen." in page.content.decode()
    assert "/meelezen/" not in page.content.decode()


def test_it_is_for_who_may_look_at_cases(client, draft):
    client.force_login(reader := UserFactory())
    assert client.get(button(draft)).status_code == 403
    reader.user_permissions.add(Permission.objects.get(codename="view_case"))
    client.force_login(reader)
    assert client.get(button(draft)).status_code == 200
    client.logout()
    assert client.get(button(draft)).status_code == 302
