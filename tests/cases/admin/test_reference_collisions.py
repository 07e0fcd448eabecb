"""Two editors at one row that many cases refer to: nothing is silently overwritten."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import InitiativeLink
from municipalities.models import Organisation
from tests.cases.admin.admin_forms import added_row, typed
from tests.factories import InitiativeFactory, MunicipalityFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def signed_in(name):
    client = Client()
    client.force_login(UserFactory(is_superuser=True, username=name, first_name=name.title()))
    return client


@pytest.fixture
def mine():
    return signed_in("jan")


@pytest.fixture
def theirs():
    return signed_in("mieke")


def url(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def opened(client, row, **changes):
    return typed(client.get(url(row)), f"{row._meta.model_name}_form") | changes


def save(client, row, data):
    return client.post(url(row), data | {"_save": "1"})


def test_who_saves_second_sees_what_is_there_now_and_keeps_what_was_typed(mine, theirs):
    row = OrganisationFactory(name="Figulus")
    aalten = MunicipalityFactory(name="Aalten")
    form = opened(mine, row, name="Figulus Welzijn")
    save(
        theirs, row, opened(theirs, row, name="Figulus Zorg", municipalities=[aalten.pk], also_known_as="Fig\nWelzijn")
    )

    page = save(mine, row, form)

    assert page.status_code == 200
    text = page.content.decode()
    assert "Mieke bewaarde dit op" in text
    for said in (
        "Figulus <del>Zorg</del>",
        "Figulus <ins>Welzijn</ins>",
        f"<del>{aalten}</del>",
        "<del>Fig\nWelzijn</del>",
    ):
        assert said in text
    assert typed(page, "organisation_form")["name"] == ["Figulus Welzijn"]
    assert Organisation.objects.get().name == "Figulus Zorg"


def test_saving_again_is_a_choice_and_is_done(mine, theirs):
    row = OrganisationFactory(name="Figulus")
    form = opened(mine, row, name="Figulus Welzijn")
    save(theirs, row, opened(theirs, row, name="Figulus Zorg"))

    answer = save(mine, row, typed(save(mine, row, form), "organisation_form"))

    assert answer.status_code == 302
    assert Organisation.objects.get().name == "Figulus Welzijn"


def test_a_row_that_belongs_to_it_counts_as_well(mine, theirs):
    row = InitiativeFactory(name="Naoberfonds")
    form = opened(mine, row, name="Naoberfonds Aalten")
    save(theirs, row, opened(theirs, row, **added_row("links", 0, 1, url="https://a.example/", label="")))

    assert save(mine, row, form).status_code == 200
    assert InitiativeLink.objects.count() == 1


def test_saving_without_anybody_else_is_just_saved(mine):
    row = OrganisationFactory(name="Figulus")

    assert save(mine, row, opened(mine, row, name="Anders")).status_code == 302
    assert save(mine, row, opened(mine, row, name="Weer anders")).status_code == 302


def test_a_form_without_the_fingerprint_is_shown_first(mine):
    row = OrganisationFactory(name="Figulus")
    form = opened(mine, row, name="Anders")
    del form["gezien"]

    assert save(mine, row, form).status_code == 200
    assert Organisation.objects.get().name == "Figulus"


def test_the_browser_is_told_which_form_was_saved_and_only_then(mine):
    row = OrganisationFactory(name="Figulus")

    refused = save(mine, row, opened(mine, row, name=""))
    assert "opgeslagen" not in refused.cookies
    saved = save(mine, row, opened(mine, row, name="Anders")).cookies["opgeslagen"]

    assert saved.value.endswith(f"%3A{url(row).replace('/', '%2F')}")
    assert (saved["path"], saved["samesite"]) == ("/admin/", "Lax")
