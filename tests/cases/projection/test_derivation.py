"""What was made by another version of Gouden is made anew, once, and by itself."""

import io
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django import Settings

from cases import publishing
from cases.models import CatalogueState, PublicationEvent, PublishedCase, SearchEntry, SearchTerm
from cases.projection import derivation, rows
from cases.projection.projector import Projector
from cases.publishing import public, rebuilding
from cases.search.indexing import index
from tests.factories import CaseFactory, PublishedCaseFactory, RegionFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def rebuild(*arguments: str) -> str:
    out = io.StringIO()
    call_command("rebuild_published", *arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def other_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on another version of Gouden is at work."""
    for module in (public, rebuilding):
        monkeypatch.setattr(module, "fingerprint", lambda: "another version")


# --- The fingerprint --------------------------------------------------------------------------------------------


def test_every_module_of_ours_that_makes_a_projection_counts() -> None:
    ran: set[Path] = set()

    def note(frame: FrameType, event: str, argument: Any) -> None:
        ran.add(Path(frame.f_code.co_filename))

    portrait = PublishedCaseFactory(case__portrait=True).case
    PublishedCaseFactory(case__part_of=portrait, case__regions=[RegionFactory()], case__themes=[ThemeFactory()])
    published = list(PublishedCase.objects.select_related("revision"))
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        for row in published:
            made = Projector().project(row.revision, published_at=row.published_at, changed_at=row.changed_at)
            held = rows.Held.by({row.pk: made})
            rows.write({row.pk: made}, held)
            index.write({row.pk: made.document})
    finally:
        sys.setprofile(before)

    # The clock on PostgreSQL runs along and decides nothing of what is made.
    ours = {path for path in ran if path.is_relative_to(settings.BASE_DIR) and path.name != "deadlines.py"}
    within = {path.relative_to(settings.BASE_DIR).parts[0] for path in ours}
    assert {"cases", "gouden", "municipalities"} <= within
    assert {path for path in ours if path.relative_to(settings.BASE_DIR).parts[0] in derivation.OURS} - set(
        derivation.sources()
    ) == set()
    assert settings.BASE_DIR / "cases" / "search" / "language" / "words.py" in derivation.sources()


def test_another_text_or_another_address_of_the_site_is_another_fingerprint(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def now() -> str:
        return derivation.fingerprint.__wrapped__()

    first = now()
    assert now() == first == derivation.fingerprint()

    settings.GOUDEN_BASE_URL = "https://elders.example"
    assert now() != first
    settings.GOUDEN_BASE_URL = "https://gouden.test"
    assert now() == first

    sources = derivation.sources()
    path = settings.BASE_DIR / "cases" / "projection" / "public_serializers.py"
    monkeypatch.setattr(derivation, "sources", lambda: sources | {path: sources[path] + "\n"})
    assert now() != first


def test_pages_and_admin_do_not_count() -> None:
    for name in ("cases/pages/catalogue/case.py", "cases/admin/case/admin.py", "cases/publishing/verbs.py"):
        assert settings.BASE_DIR / name not in derivation.sources()


# --- Making anew ------------------------------------------------------------------------------------------------


def test_what_this_version_made_is_left_alone_without_a_word() -> None:
    PublishedCaseFactory()
    before = CatalogueState.objects.values().get()

    assert rebuild() == ""

    assert CatalogueState.objects.values().get() == before


def test_an_empty_database_has_nothing_to_make() -> None:
    assert rebuild() == ""


@pytest.mark.usefixtures("other_version")
def test_the_next_version_makes_all_of_it_anew_and_tells_of_what_changed_only() -> None:
    same, old = PublishedCaseFactory(), PublishedCaseFactory(case__slug="oud")
    CatalogueState.objects.update(derived_by="an earlier version")
    # As an earlier version left it: another record, other terms, and a count it did not make.
    PublishedCase.objects.filter(pk=old.pk).update(record={"titel": "Zo was het"})
    SearchEntry.objects.update(names="zeppelin", labels=[])
    SearchTerm.objects.update(prominent=0)
    before, version = PublicationEvent.objects.count(), CatalogueState.counters().version

    assert rebuild() == "  2 voorbeelden en de zoekindex opnieuw gemaakt; 1 voorbeelden veranderd\n"

    assert PublicationEvent.objects.count() == before + 1
    assert PublicationEvent.objects.get(number=before + 1).slug == "oud"
    assert CatalogueState.counters().version > version
    assert PublishedCase.objects.get(pk=same.pk).changed_at == same.changed_at
    assert "gelijk aan hun bron" in rebuild("--check")
    assert rebuild() == ""


def test_what_two_versions_wrote_is_made_anew_by_whichever_looks(request: pytest.FixtureRequest) -> None:
    PublishedCaseFactory()
    assert not publishing.is_outdated()

    request.getfixturevalue("other_version")
    assert publishing.is_outdated()
    publishing.publish(case=CaseFactory(with_source=True), by=None)
    request.getfixturevalue("monkeypatch").undo()

    assert publishing.is_outdated()
    assert "opnieuw gemaakt" in rebuild()
    assert not publishing.is_outdated()


def test_a_practice_has_its_portrait_and_the_portrait_its_practices_whatever_was_left() -> None:
    portrait = PublishedCaseFactory(case__portrait=True, case__slug="portret").case
    practice = PublishedCaseFactory(case__part_of=portrait, case__summary="Leerwerkplekken voor jongeren.")
    PublishedCase.objects.filter(pk=practice.pk).update(card={"samenvatting": "Anders"}, title="Anders")
    PublishedCase.objects.filter(pk=portrait.pk).update(title="Anders")

    rebuild("--all")

    assert "gelijk aan hun bron" in rebuild("--check")
