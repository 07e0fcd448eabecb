"""The bin: what never was public is thrown away, taken back, and erased for good after thirty days."""

import datetime
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from cases import publishing
from cases.editorial import link_checking
from cases.editorial.quality import duplicates
from cases.editorial.roles import ROLES
from cases.models import Case, CaseLink, Claim, ClaimLink, LinkCheck, ProbableDuplicate, Revision, Theme
from cases.publishing import BIN_KEPT, NotAllowed
from gouden.accounts import groups
from municipalities.models import Organisation
from tests.cases.situations import binned, changed, drafted, published, reread, withdrawn, withdrawn_and_archived
from tests.editors import member_of
from tests.factories import (
    AdoptionFactory,
    CaseFactory,
    CaseLinkFactory,
    ClaimFactory,
    ClaimLinkFactory,
    OrganisationFactory,
    SubmissionFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def aged(case: Case, days: float) -> Case:
    Case.objects.filter(pk=case.pk).update(binned_at=timezone.now() - datetime.timedelta(days=days))
    return reread(case)


def test_it_says_since_when_and_by_whom_and_comes_back_as_a_draft() -> None:
    mieke = UserFactory()

    case = publishing.throw_away(case=drafted(), by=mieke, seen=1)
    assert (case.binned_by, case.state) == (mieke, "weggegooid")
    assert case.binned_at is not None
    assert case not in Case.objects.in_use()

    case = publishing.take_back(case=case, by=None)
    assert (case.binned_at, case.binned_by, case.state) == (None, None, "concept")
    assert Revision.objects.filter(case=case).count() == 1


def test_what_changed_since_it_was_looked_at_is_not_thrown_away() -> None:
    with pytest.raises(NotAllowed, match="nieuwere versie"):
        publishing.throw_away(case=changed_draft(), by=UserFactory(), seen=1)


def changed_draft() -> Case:
    case = drafted()
    case.title = "Anders"
    case.save()
    publishing.record_revision(case=case, by=None)
    return case


@pytest.mark.parametrize(
    ("made", "writer", "chief"),
    [
        (published, "Een eindredacteur kan het intrekken.", "U kunt het intrekken."),
        (changed, "Een eindredacteur kan het intrekken.", "U kunt het intrekken."),
        (withdrawn, "Een eindredacteur kan het archiveren.", "U kunt het archiveren."),
        (withdrawn_and_archived, "het blijft in het archief", "het blijft in het archief"),
    ],
)
def test_what_was_public_stays_and_the_refusal_says_what_this_editor_can_do(made: Any, writer: str, chief: str) -> None:
    groups.grant(apps, ROLES)
    case = made()
    for group, said in (("redacteur", writer), ("eindredacteur", chief)):
        with pytest.raises(NotAllowed, match="Dit is openbaar geweest") as refused:
            publishing.throw_away(case=case, by=member_of(group), seen=publishing.latest_number(case))
        assert said in str(refused.value)
    assert reread(case).state == case.state


def test_what_others_refer_to_stays_and_says_by_which() -> None:
    portrait = CaseFactory(portrait=True, title="Portret van Waterland")
    practice = CaseFactory(title="De praktijk", part_of=portrait)
    tied = ClaimLinkFactory(a__case=CaseFactory(title="Elders"), b__case=CaseFactory(title="Hier"))

    with pytest.raises(NotAllowed, match="Hiernaar verwijst nog: ‘De praktijk’"):
        publishing.throw_away(case=portrait, by=None)
    with pytest.raises(NotAllowed, match="Hiernaar verwijst nog: ‘Elders’"):
        publishing.throw_away(case=tied.b.case, by=None)
    with pytest.raises(NotAllowed, match="navolging"):
        publishing.throw_away(case=AdoptionFactory(case=CaseFactory()).case, by=None)

    # Both at once can, the practice first; and the portrait comes back first.
    publishing.throw_away(case=practice, by=None)
    publishing.throw_away(case=portrait, by=None)
    with pytest.raises(NotAllowed, match="dat ook in de prullenbak ligt"):
        publishing.take_back(case=practice, by=None)
    publishing.take_back(case=portrait, by=None)
    assert publishing.take_back(case=practice, by=None).state == "concept"


def test_after_thirty_days_it_is_erased_with_all_that_hangs_on_it(
    lines: Any, django_capture_on_commit_callbacks: Any
) -> None:
    case, young, other = binned(), binned(), published()
    ClaimFactory(case=case)
    CaseLinkFactory(case=case)
    made_of = SubmissionFactory(case=case)
    aged(case, BIN_KEPT.days + 0.1)
    aged(young, BIN_KEPT.days - 0.1)

    with django_capture_on_commit_callbacks(execute=True):
        assert publishing.erase_old() == 1

    assert set(Case.objects.all()) == {young, other}
    assert not Revision.objects.filter(case=case.pk).exists()
    assert not Claim.objects.exists()
    assert not CaseLink.objects.exists()
    made_of.refresh_from_db()
    assert made_of.case is None
    assert [line["object"] for line in lines() if line.get("action") == "erase"] == [case.slug]
    assert publishing.erase_old() == 0


def test_what_another_case_refers_to_by_then_is_kept_and_goes_after_it() -> None:
    case, other = binned(), drafted()
    link = ClaimLinkFactory(a__case=other, b__case=case)
    aged(case, 31)

    assert publishing.erase_old() == 0
    assert reread(case).state == "weggegooid"
    assert ClaimLink.objects.filter(pk=link.pk).exists()

    link.delete()
    assert publishing.erase_old() == 1


def test_a_portrait_goes_with_its_practices_in_one_round() -> None:
    portrait = CaseFactory(portrait=True)
    practice = CaseFactory(part_of=portrait)
    for case in (practice, portrait):
        aged(publishing.throw_away(case=case, by=None), 31)

    assert publishing.erase_old() == 2
    assert not Case.objects.exists()


def test_nobody_looks_for_duplicates_of_it_or_visits_its_links() -> None:
    one, two = (CaseFactory(title="Precies dezelfde titel", slug=slug) for slug in ("een", "twee"))
    CaseLinkFactory(case=two, url="https://weggegooid.example/")
    publishing.throw_away(case=two, by=None)

    duplicates.refresh()
    link_checking.follow_catalogue()

    assert not ProbableDuplicate.objects.filter(a=one, b=two).exists()
    assert not LinkCheck.objects.filter(url="https://weggegooid.example/").exists()


def test_an_upgrade_takes_what_readers_see_out_of_the_bin(unconstrained: None) -> None:
    now, mieke = timezone.now(), UserFactory()
    seen = [ThemeFactory(binned_at=now, binned_by=mieke), OrganisationFactory(binned_at=now, binned_by=mieke)]
    unseen = ThemeFactory(published_at=None, binned_at=now, binned_by=mieke)

    for migration in (
        "cases.migrations.0085_take_public_rows_from_the_bin",
        "municipalities.migrations.0010_take_public_rows_from_the_bin",
    ):
        import_module(migration).take_back(apps, None)

    for row in (*seen, unseen):
        row.refresh_from_db()
    assert [(row.is_public, row.binned_at, row.binned_by) for row in seen] == [(True, None, None)] * 2
    assert (unseen.binned_at, unseen.binned_by) == (now, mieke)


@pytest.fixture
def unconstrained() -> Iterator[None]:
    """A database of before its constraints on the bin, until the test ends."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            for model in (Theme, Organisation):
                name = f"{model._meta.model_name}_in_the_bin_is_not_public"
                cursor.execute(f"ALTER TABLE {model._meta.db_table} DROP CONSTRAINT {name}")
        yield
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
