"""A change of a reference row shows at once wherever it is public; what is in use is not deleted."""

import pytest
from django.contrib import admin
from django.urls import reverse

from cases import publishing
from cases.admin.reference.base import ReferenceAdmin
from cases.models import (
    Adoption,
    Article,
    CatalogueState,
    Designation,
    Initiative,
    Person,
    Publication,
    PublishedCase,
    PublishedPlace,
    Speaker,
    Synonym,
    Theme,
)
from municipalities.models import Municipality, MunicipalityChange, Organisation, Province, Region
from tests.cases.admin.admin_forms import typed
from tests.factories import (
    FACTORIES,
    AdoptionFactory,
    ArticleFactory,
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    DesignationFactory,
    InitiativeFactory,
    MunicipalityChangeFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ParticipationFactory,
    PublishedCaseFactory,
    RegionFactory,
    SpeakerFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

REFERENCE = [
    Organisation,
    Municipality,
    Province,
    Region,
    Publication,
    Article,
    Person,
    Speaker,
    Initiative,
    Theme,
    Designation,
    Adoption,
    Synonym,
]
NAMED = [Organisation, Municipality, Province, Region, Publication, Article, Person, Speaker, Initiative, Theme]


@pytest.fixture
def client(client):
    client.force_login(UserFactory(is_superuser=True))
    return client


def url(page, row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def save(client, row, **changes):
    data = typed(client.get(url("change", row)), f"{row._meta.model_name}_form") | changes
    page = client.post(url("change", row), data, follow=True)
    assert page.redirect_chain, page.context["errors"]
    return page


def bulk_delete(client, rows):
    opts = rows[0]._meta
    return client.post(
        reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"),
        {"action": "delete_selected", "post": "yes", "_selected_action": [row.pk for row in rows]},
        follow=True,
    )


def messages_on(page):
    return " ".join(str(message) for message in page.context["messages"])


def version():
    return CatalogueState.objects.get().version


@pytest.mark.parametrize("model", REFERENCE, ids=lambda model: model.__name__)
def test_saving_a_reference_row_tells_the_caches(client, model):
    PublishedCaseFactory()
    row = FACTORIES[model]()
    before = version()

    save(client, row)

    assert isinstance(admin.site._registry[model], ReferenceAdmin)
    assert version() > before


@pytest.mark.parametrize("model", NAMED, ids=lambda model: model.__name__)
def test_what_names_a_row_in_addresses_is_fixed_once_it_is_saved(client, model):
    row = FACTORIES[model]()
    name = "key" if model is Speaker else "slug"
    before = getattr(row, name)

    assert f'name="{name}"' not in client.get(url("change", row)).content.decode()
    save(client, row, **{name: "iets-anders"})

    row.refresh_from_db()
    assert getattr(row, name) == before


def test_a_new_name_shows_in_every_public_case_that_shows_it(client):
    organisation = OrganisationFactory(name="Welzijn Oud")
    case = CaseFactory(with_source=True)
    ParticipationFactory(case=case, organisation=organisation)
    publishing.publish(case=case, by=None)
    PublishedCaseFactory()

    page = save(client, organisation, name="Welzijn Nieuw")

    assert PublishedCase.objects.get(pk=case.pk).record["deelnemers"][0]["naam"] == "Welzijn Nieuw"
    assert "Eén openbaar praktijkvoorbeeld is meteen bijgewerkt." in messages_on(page)


def test_a_rename_that_no_reader_sees_says_nothing_of_cases(client):
    page = save(client, ThemeFactory(), name="Iets anders")
    assert "openba" not in messages_on(page)


def test_a_new_member_of_a_region_is_found_under_it_at_once(client):
    region, municipality = RegionFactory(), MunicipalityFactory()
    case = CaseFactory(with_source=True, regions=[region])
    publishing.publish(case=case, by=None)

    save(client, region, members=[municipality.pk])

    assert PublishedPlace.objects.filter(published_case=case.pk, municipality=municipality, reason="regio").exists()


def test_a_reorganisation_puts_cases_under_the_new_municipality_and_deleting_it_takes_them_away(client):
    old = MunicipalityFactory(valid_until="2019-01-01")
    new = MunicipalityFactory()
    PublishedCaseFactory(case__municipalities=[old])
    found = PublishedPlace.objects.filter(municipality=new, reason="opvolger")

    client.post(
        reverse("admin:municipalities_municipalitychange_add"),
        {"date": "01-01-2019", "old": old.pk, "new": new.pk, "kind": "merge"},
    )
    assert found.exists()

    client.post(url("delete", MunicipalityChange.objects.get()), {"post": "yes"})
    assert not found.exists()


def test_a_speaker_gets_a_key_of_its_own(client):
    article = ArticleFactory()
    for _ in range(2):
        data = typed(client.get(reverse("admin:cases_speaker_add")), "speaker_form")
        data |= {"function": "volgens het CBS", "article": article.pk}
        client.post(reverse("admin:cases_speaker_add"), data)
    assert set(Speaker.objects.values_list("key", flat=True)) == {"volgens-het-cbs", "volgens-het-cbs-2"}


# --- Deleting ---------------------------------------------------------------------------------------------------


def theme_of_a_case():
    theme = ThemeFactory()
    CaseFactory(title="Gebruikt het", themes=[theme])
    return theme


def article_of_a_citation():
    article = ArticleFactory()
    CitationFactory(case__title="Gebruikt het", article=article)
    return article


def article_of_a_claim():
    article = ArticleFactory()
    ClaimFactory(case__title="Gebruikt het", article=article)
    return article


def speaker_of_a_claim():
    speaker = SpeakerFactory()
    ClaimFactory(case__title="Gebruikt het", speaker=speaker)
    return speaker


def municipality_of_a_case():
    municipality = MunicipalityFactory()
    CaseFactory(title="Gebruikt het", municipalities=[municipality])
    return municipality


def organisation_to_ask():
    organisation = OrganisationFactory()
    CaseFactory(title="Gebruikt het", contact=organisation)
    return organisation


def organisation_of_an_initiative():
    organisation = OrganisationFactory()
    InitiativeFactory(name="Gebruikt het", organisations=[organisation])
    return organisation


def municipality_of_a_region():
    municipality = MunicipalityFactory()
    RegionFactory(name="Gebruikt het", members=[municipality])
    return municipality


def theme_only_readers_still_see():
    theme = ThemeFactory()
    case = PublishedCaseFactory(case__title="Gebruikt het", case__themes=[theme]).case
    case.themes.set([ThemeFactory()])
    return theme


@pytest.mark.parametrize(
    "used",
    [
        theme_of_a_case,
        theme_only_readers_still_see,
        article_of_a_citation,
        article_of_a_claim,
        speaker_of_a_claim,
        municipality_of_a_case,
        municipality_of_a_region,
        organisation_to_ask,
        organisation_of_an_initiative,
    ],
    ids=lambda used: used.__name__,
)
def test_what_is_in_use_is_not_deleted_and_says_by_what(client, used):
    row = used()

    asked = client.get(url("delete", row)).content.decode()
    client.post(url("delete", row), {"post": "yes"})
    several = bulk_delete(client, [row, FACTORIES[type(row)]()]).content.decode()

    for page in (asked, several):
        assert "Gebruikt het" in page
        assert "/change/" in page
    assert "kan niet worden verwijderd, want dit verwijst er nog naar" in asked
    assert "Niets is verwijderd" in several
    assert type(row).objects.filter(pk=row.pk).exists()


def test_a_long_list_of_users_stops_at_ten(client):
    theme = ThemeFactory()
    for _ in range(12):
        CaseFactory(themes=[theme])
    page = client.get(url("delete", theme)).content.decode()
    assert page.count("Praktijkvoorbeeld:") == 10
    assert "… en meer." in page


@pytest.mark.parametrize("make", [ThemeFactory, OrganisationFactory, AdoptionFactory, DesignationFactory])
def test_what_nothing_uses_is_deleted_and_the_caches_know(client, make):
    PublishedCaseFactory()
    row, others = make(), [make(), make()]

    before = version()
    client.post(url("delete", row), {"post": "yes"})
    assert not type(row).objects.filter(pk=row.pk).exists()
    assert version() > before

    before = version()
    bulk_delete(client, others)
    assert not type(row).objects.filter(pk__in=[other.pk for other in others]).exists()
    assert version() > before


def test_an_adoption_that_readers_know_is_withdrawn_with_a_reason_and_not_deleted(client):
    case = PublishedCaseFactory().case
    row = AdoptionFactory(case=case)
    publishing.refresh(referring_to=row)

    refused = client.post(url("delete", row), {"post": "yes"}).content.decode()
    assert "Vul in plaats daarvan ‘ingetrokken, want’ in" in refused
    given = typed(client.get(url("change", row)), "adoption_form") | {"withdrawn_because": "Klopt niet."}
    client.post(url("change", row), given)

    row.refresh_from_db()
    assert row.withdrawn_because == "Klopt niet."
    assert PublishedCase.objects.get(case=case).record["navolgingen"] == []


def test_a_municipality_shows_what_it_came_from_and_went_into(client):
    change = MunicipalityChangeFactory()
    assert change.new.name in client.get(url("change", change.old)).content.decode()
    assert change.old.name in client.get(url("change", change.new)).content.decode()
