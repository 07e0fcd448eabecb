"""Whatever is moved, withdrawn, published, renamed and put back, in any order: ids and addresses lead right."""

import json
import os
import random
from typing import Any

import pytest
from django.test import Client

from cases import publishing
from cases.models import Case, PublicationEvent, PublishedCase, Revision
from tests.factories import CaseFactory, OrganisationFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
API = "/api/v1"
CHAINS = range(40 if os.environ.get("GOUDEN_DEEP") else 4)
ACTS = 30


class Life:
    """A case as somebody outside remembers it."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.identifier = case.identifier
        # Every address it was public at, the one of now, and why it is gone.
        self.addresses: set[str] = set()
        self.now: str | None = None
        self.reason: str | None = None


class Desk:
    """Editors who do anything to a portrait, two practices of it and a draft, in an order that the seed decides."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.organisation = OrganisationFactory()
        portrait = CaseFactory(with_source=True, portrait=True)
        rest = [CaseFactory(with_source=True, part_of=portrait), CaseFactory(with_source=True, part_of=portrait)]
        self.lives = [Life(case) for case in (portrait, *rest, CaseFactory(with_source=True))]
        for life in self.lives:
            ParticipationFactory(case=life.case, organisation=self.organisation)
        # A version from before anything happened, to go back to.
        for life in self.lives:
            publishing.record_revision(case=life.case, by=None)
        self.moves = 0

    def act(self) -> str:
        """Do one thing and return what it was."""
        acts = [self.move, self.move_back, self.publish, self.publish, self.withdraw, self.rename, self.restore]
        name, life = self.chance.choice(acts), self.chance.choice(self.lives)
        life.case.refresh_from_db()
        name(life)
        return f"{name.__name__} {self.lives.index(life)}"

    def move(self, life: Life) -> None:
        """Give a case a new address; readers see it when it is published."""
        self.moves += 1
        self._save(life, f"adres-{self.moves}")

    def move_back(self, life: Life) -> None:
        """Give a case an address that it had before."""
        self._save(life, self.chance.choice(sorted({life.case.slug, *life.addresses})))

    def _save(self, life: Life, slug: str) -> None:
        life.case.slug = slug
        life.case.save()
        publishing.record_revision(case=life.case, by=None)

    def publish(self, life: Life) -> None:
        publishing.publish(case=life.case, by=None)
        life.now = life.case.slug
        life.addresses.add(life.now)

    def withdraw(self, life: Life) -> None:
        if life.now:
            life.reason = f"Reden {self.chance.random()}"
            publishing.withdraw(case=life.case, by=None, reason=life.reason)
            life.now = None

    def rename(self, life: Life) -> None:
        """Give what all of them show another name, and this one another title."""
        self.organisation.name = f"Organisatie {self.chance.random()}"
        self.organisation.save()
        publishing.refresh(referring_to=self.organisation)
        life.case.title = f"Titel {self.chance.random()}"
        life.case.save()

    def restore(self, life: Life) -> None:
        """Put back any version, its address included."""
        versions = list(Revision.objects.filter(case=life.case).order_by("number"))
        publishing.restore(case=life.case, revision=self.chance.choice(versions), by=None)


def answer(client: Client, address: str, accept: str = "") -> tuple[int, str]:
    """Return the status, and where it leads."""
    response = client.get(address, headers={"accept": accept} if accept else {})
    return response.status_code, response.get("Location", "").removeprefix("https://gouden.test")


def assert_it_leads_right(client: Client, life: Life) -> None:
    lasting, json_ = f"/id/praktijkvoorbeeld/{life.identifier}", "application/json"
    assert Case.objects.get(pk=life.case.pk).identifier == life.identifier
    if not life.addresses:
        assert answer(client, lasting)[0] == answer(client, lasting, json_)[0] == 404
        return
    for address in life.addresses:
        page, data = f"/praktijkvoorbeelden/{address}/", f"{API}/praktijkvoorbeelden/{address}"
        if life.now is None:
            for asked, accept in ((page, ""), (data, json_), (lasting, ""), (lasting, json_)):
                gone = client.get(asked, headers={"accept": accept} if accept else {})
                assert gone.status_code == 410, asked
                assert str(life.reason) in gone.content.decode()
        elif address == life.now:
            assert answer(client, lasting) == (303, page)
            assert answer(client, lasting, json_) == (303, data)
            assert answer(client, page) == (200, "")
            assert json.loads(client.get(data).content)["id"] == str(life.identifier)
        else:
            assert answer(client, page) == (301, f"/praktijkvoorbeelden/{life.now}/")
            assert answer(client, data) == (301, f"{API}/praktijkvoorbeelden/{life.now}")


def assert_the_feed_says_where_each_is(client: Client, lives: list[Life]) -> None:
    now = {str(life.identifier): life.now for life in lives}
    copy_by_id: dict[str, Any] = {}
    copy_by_slug: dict[str, str] = {}
    number = 0
    while events := json.loads(client.get(f"{API}/wijzigingen?sinds={number}&pageSize=100").content)["resultaten"]:
        for event in events:
            assert event["huidigeSlug"] == now[event["id"]], event
            copy_by_id[event["id"]] = event["huidigeSlug"]
            # As the page for developers says for who keeps by slug.
            if event["soort"] in {"gepubliceerd", "gewijzigd"}:
                copy_by_slug[event["slug"]] = event["id"]
            else:
                del copy_by_slug[event["slug"]]
        number = events[-1]["nummer"]
    public = {life.now: str(life.identifier) for life in lives if life.now}
    assert {slug: identifier for identifier, slug in copy_by_id.items() if slug} == public
    assert copy_by_slug == public


@pytest.mark.parametrize("seed", CHAINS)
def test_any_chain_of_acts_leaves_every_id_and_address_right(client: Client, seed: int) -> None:
    desk = Desk(seed)
    done = []
    for _ in range(ACTS):
        done.append(desk.act())
        for life in desk.lives:
            assert_it_leads_right(client, life)
    assert_the_feed_says_where_each_is(client, desk.lives)
    assert publishing.differences() == [], done
    assert len({act.partition(" ")[0] for act in done}) >= 5


def test_moved_withdrawn_moved_and_published_again_it_is_found_under_every_address(client: Client) -> None:
    desk = Desk(0)
    portrait, practice = desk.lives[:2]
    desk.publish(portrait)
    desk.publish(practice)
    for act in (desk.move, desk.publish, desk.withdraw, desk.move, desk.publish):
        act(portrait)

    assert len(portrait.addresses) == 3
    assert_it_leads_right(client, portrait)
    assert_the_feed_says_where_each_is(client, desk.lives)
    # The practice's version names it by the first address of the three.
    record = PublishedCase.objects.get(pk=practice.case.pk).record
    assert record["onderdeelVan"]["slug"] == portrait.now
    kinds = PublicationEvent.objects.filter(case=portrait.case).order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["gepubliceerd", "gewijzigd", "verplaatst", "ingetrokken", "gepubliceerd"]


def test_a_version_that_names_a_portrait_by_an_address_it_left_while_withdrawn_finds_it(client: Client) -> None:
    desk = Desk(0)
    portrait, practice = desk.lives[:2]
    desk.publish(portrait)
    desk.publish(practice)
    desk.withdraw(portrait)
    assert PublishedCase.objects.get(pk=practice.case.pk).record["onderdeelVan"] is None
    desk.move(portrait)
    desk.publish(portrait)

    shown = PublishedCase.objects.get(pk=practice.case.pk).record["onderdeelVan"]

    assert shown["slug"] == portrait.now
    assert shown["id"] == str(portrait.identifier)
