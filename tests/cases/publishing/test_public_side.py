"""A draft, an unpublished edit and a withdrawn case are on no page, in no feed and in no sitemap."""

from collections.abc import Iterator

import pytest
from django.test import Client

from cases import publishing
from cases.models import Case
from tests.factories import (
    AdoptionFactory,
    ArticleFactory,
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    ClaimLinkFactory,
    DesignationFactory,
    InitiativeFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ParticipationFactory,
    RegionFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
SECRET = "Geheimzinnig"


class World:
    """One of everything a case can hang on, with a public portrait that shows them all."""

    def __init__(self) -> None:
        self.municipality = MunicipalityFactory(cbs_code="0197", name="Aalten")
        self.region = RegionFactory(members=[self.municipality])
        self.organisation, self.initiative = OrganisationFactory(), InitiativeFactory()
        self.theme, self.article = ThemeFactory(name="Preventie", kind="werkwijze"), ArticleFactory()
        DesignationFactory(municipality=self.municipality, article=self.article)
        self.portrait = self.case(title="Het portret", kind=Case.Kind.PORTRAIT)
        publishing.publish(case=self.portrait, by=None)

    def case(self, **given: object) -> Case:
        """Return a case tied to all of it."""
        case = CaseFactory(
            municipalities=[self.municipality],
            regions=[self.region],
            initiatives=[self.initiative],
            themes=[self.theme],
            featured=True,
            with_source=True,
            **given,
        )
        CitationFactory(case=case, article=self.article)
        ParticipationFactory(case=case, organisation=self.organisation)
        return case

    def pages(self) -> Iterator[str]:
        """Yield the address of every page and feed that could show such a case."""
        yield from ("/", "/praktijkvoorbeelden/", "/praktijkvoorbeelden/?zoek=geheimzinnig")
        yield from ("/praktijkvoorbeelden/feed.atom", "/sitemap.xml")
        yield from ("/gouden-gemeenten/", "/navolging/", "/witte-vlekken/")
        for index in ("themas", "gemeenten", "regios", "provincies", "organisaties", "initiatieven", "publicaties"):
            yield f"/{index}/"
        rows = (self.portrait, self.municipality, self.municipality.province, self.region, self.organisation)
        for row in (*rows, self.initiative, self.theme, self.article.publication):
            yield row.get_absolute_url()


@pytest.fixture
def world() -> World:
    return World()


def surfaces_with(client: Client, world: World, words: str) -> list[str]:
    """Return where `words`, or an address made of them, can be read. The search form may repeat what was asked."""
    found = []
    for page in world.pages():
        body = client.get(page).content.decode().replace("geheimzinnig&quot;", "").replace('value="geheimzinnig"', "")
        if words in body or f"{words.lower()}-" in body:
            found.append(page)
    return found


def test_what_is_public_is_on_all_of_them(client: Client, world: World) -> None:
    """Without this the other tests would prove nothing."""
    case = world.case(title=f"{SECRET} voorbeeld", part_of=world.portrait)
    publishing.publish(case=case, by=None)

    found = surfaces_with(client, world, SECRET)

    assert set(world.pages()) - set(found) == {
        "/gouden-gemeenten/",
        "/navolging/",
        "/witte-vlekken/",
        *(f"/{index}/" for index in ("themas", "gemeenten", "regios", "provincies")),
        *(f"/{index}/" for index in ("organisaties", "initiatieven", "publicaties")),
    }


def test_a_draft_is_nowhere(client: Client, world: World) -> None:
    case = world.case(title=f"{SECRET} voorbeeld", part_of=world.portrait)
    ClaimLinkFactory(a=ClaimFactory(case=world.portrait), b=ClaimFactory(case=case, text=f"{SECRET} cijfer"))
    publishing.publish(case=world.portrait, by=None)

    assert surfaces_with(client, world, SECRET) == []
    assert client.get(case.get_absolute_url()).status_code == 404
    assert "1 voorbeeld" in client.get("/themas/").content.decode()


def test_an_unpublished_edit_is_nowhere(client: Client, world: World) -> None:
    case = world.case(title="Gewoon voorbeeld", part_of=world.portrait)
    publishing.publish(case=case, by=None)
    case.title = case.summary = case.background = f"{SECRET} bewerkt"
    case.slug = "geheimzinnig-adres"
    case.save()
    ClaimFactory(case=case, text=f"{SECRET} cijfer")
    publishing.record_revision(case=case, by=None)

    assert surfaces_with(client, world, SECRET) == []
    assert SECRET not in client.get("/praktijkvoorbeelden/gewoon-voorbeeld/").content.decode()
    assert client.get("/praktijkvoorbeelden/geheimzinnig-adres/").status_code == 404


def test_a_withdrawn_case_is_nowhere_but_at_its_own_address(client: Client, world: World) -> None:
    case = world.case(title=f"{SECRET} voorbeeld", part_of=world.portrait)
    AdoptionFactory(case=case)
    publishing.publish(case=case, by=None)
    publishing.withdraw(case=case, by=None, reason="Klopte niet.")

    assert surfaces_with(client, world, SECRET) == []
    assert client.get(case.get_absolute_url()).status_code == 410
