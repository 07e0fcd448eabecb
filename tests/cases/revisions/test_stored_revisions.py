"""A version of every format that was ever stored can still be shown, compared, restored and known again.

data/revisions/ holds one of each; a new format, or a field that comes to mean something else, adds one.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from cases import publishing
from cases.fields import Snapshot
from cases.loading.fingerprints import digest, fingerprints
from cases.models import Article, Case, Initiative, Obstacle, Revision, Speaker, Theme
from cases.revisions.differences import differences
from cases.revisions.references import KEYS
from cases.revisions.snapshot import FORMAT, named_in, read, snapshot, stored
from municipalities.models import Municipality, Organisation, Region
from tests import factories

pytestmark = pytest.mark.django_db

FILES = sorted((Path(__file__).parent / "data" / "revisions").glob("*.json"))
FACTORIES: dict[type[Model], Any] = {
    Article: factories.ArticleFactory,
    Initiative: factories.InitiativeFactory,
    Municipality: factories.MunicipalityFactory,
    Obstacle: factories.ObstacleFactory,
    Organisation: factories.OrganisationFactory,
    Region: factories.RegionFactory,
    Speaker: factories.SpeakerFactory,
    Theme: factories.ThemeFactory,
}


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def content(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What a revision of an earlier release holds, with all that it names."""
    content: dict[str, Any] = json.loads(request.param.read_text())
    for model, key in set(named_in(read(content))):
        if model is Case:
            factories.CaseFactory(slug=key, portrait=True)
        else:
            FACTORIES[model](**{KEYS.get(model, "slug"): key})
    return content


@pytest.fixture
def revision(content: dict[str, Any]) -> Revision:
    case = factories.CaseFactory(slug=content["slug"])
    return Revision.objects.create(case=case, number=1, snapshot=content)


def test_there_is_an_example_of_every_format() -> None:
    assert {json.loads(path.read_text())["format"] for path in FILES} == set(range(1, FORMAT + 1))


def test_it_is_restored_whole_and_can_be_published(revision: Revision) -> None:
    publishing.restore(case=revision.case, revision=revision, by=None)

    case = Case.objects.for_snapshot().get(pk=revision.case_id)
    assert snapshot(case) == read(revision.snapshot)
    published = publishing.publish(case=case, by=None)
    assert [claim["tekst"] for claim in published.record["uitspraken"]] == [
        "Er zijn ruim veertig ideeën.",
        "Het duurde lang.",
    ]
    assert published.record["uitspraken"][0]["verbanden"][0]["uitspraak"] == "traag"
    assert [row["slug"] for row in published.record["deelnemers"]] == ["figulus", "0197", "achterhoek"]


def test_it_is_compared_with_what_is_there_now(revision: Revision, admin_client: Client) -> None:
    now = snapshot(Case.objects.for_snapshot().get(pk=revision.case_id))

    assert {one.name for one in differences(read(revision.snapshot), now)} >= {"title", "claims", "participations"}
    publishing.record_revision(case=revision.case, by=None)
    page = admin_client.get(reverse("admin:cases_case_versions", args=[revision.case_id]), {"van": 1, "tot": 2})
    assert page.status_code == 200
    assert "Er zijn ruim veertig ideeën." in page.content.decode()


def test_saving_what_it_says_makes_no_new_version(revision: Revision) -> None:
    publishing.restore(case=revision.case, revision=revision, by=None)
    number = publishing.latest_number(revision.case)

    publishing.record_revision(case=revision.case, by=None)

    assert publishing.latest_number(revision.case) == number


def test_what_its_release_loaded_is_known_again(content: dict[str, Any]) -> None:
    kept = digest({name: value for name, value in content.items() if name != "claim_links"})

    assert kept in fingerprints(read(content))


def test_a_field_added_later_changes_no_fingerprint(content: dict[str, Any]) -> None:
    data = read(content)
    without = {name: value for name, value in stored(data).items() if name != "place"}

    assert fingerprints(read(without | {"place": Snapshot.place}))[0] == fingerprints(read(without))[0]
