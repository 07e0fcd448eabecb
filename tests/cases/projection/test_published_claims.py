"""The claims of a public case as rows of their own: written, changed and gone with it, in few queries."""

import io
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.models import ClaimIdentity, ClaimSearchEntry, PublishedCase, PublishedClaim, claim_identifier
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    ClaimFactory,
    ElementFactory,
    ObstacleFactory,
    PublishedClaimFactory,
    SpeakerFactory,
)

pytestmark = pytest.mark.django_db


def test_a_claim_has_a_row_with_what_the_record_of_its_case_says_of_it() -> None:
    obstacle, element = ObstacleFactory(), ElementFactory()
    source = {"article": ArticleFactory(), "passage": "1e alinea"}
    claim = ClaimFactory(
        case__with_source=True, kind="obstakel", obstacle=obstacle, elements=[element], key="wachten", **source
    )
    ClaimFactory(case=claim.case, figure=True, position=1)

    publishing.publish(case=claim.case, by=None)

    published = PublishedCase.objects.get()
    first, second = published.claims.order_by("position")
    case = {name: published.record[name] for name in ("id", "slug", "url", "soort", "titel")}
    assert [first.record, second.record] == [one | {"voorbeeld": case} for one in published.record["uitspraken"]]
    assert (first.key, first.kind, first.evidence, first.has_figure) == (
        "wachten",
        "obstakel",
        "eigen verklaring",
        False,
    )
    assert (first.obstacle, [*first.elements.all()]) == (obstacle, [element])
    assert (second.kind, second.evidence, second.has_figure, second.obstacle) == ("bereik", "telling", True, None)
    assert first.identifier == claim_identifier(claim.case.identifier, "wachten") == UUID(first.record["id"])
    assert first.record["url"] == f"https://gouden.test/uitspraken/{first.identifier}/"


def test_what_changes_of_a_claim_changes_in_its_row_which_stays_the_same_one() -> None:
    kept = PublishedClaimFactory(
        claim__text="Oude tekst.",
        claim__elements=[ElementFactory()],
        claim__article=ArticleFactory(),
        claim__passage="1e alinea",
    )
    case = kept.published_case.case
    gone = ClaimFactory(case=case, position=1)
    publishing.publish(case=case, by=None)
    claim = case.claims.exclude(pk=gone.pk).get()
    claim.text = "Nieuwe tekst over schulden."
    claim.save()
    claim.elements.set([other := ElementFactory()])
    gone.delete()

    publishing.publish(case=case, by=None)

    row = PublishedClaim.objects.get()
    assert (row.pk, row.identifier, row.record["tekst"]) == (kept.pk, kept.identifier, "Nieuwe tekst over schulden.")
    assert [*row.elements.all()] == [other]
    assert "schuld" in ClaimSearchEntry.objects.get().said.split()
    assert "verschillen" not in check()


def test_the_title_of_a_case_follows_in_its_claims() -> None:
    case = PublishedClaimFactory().published_case.case
    case.title, case.slug = "Anders genoemd", "anders"
    case.save()

    publishing.publish(case=case, by=None)

    row = PublishedClaim.objects.get()
    assert row.record["voorbeeld"]["titel"] == "Anders genoemd"
    assert row.record["voorbeeld"]["url"].endswith("/praktijkvoorbeelden/anders/")


def test_the_claims_of_a_withdrawn_case_are_gone_and_known_and_come_back_as_the_same_ones() -> None:
    published = PublishedClaimFactory()
    case, identifier = published.published_case.case, published.identifier

    publishing.withdraw(case=case, by=None, reason="Klopt niet.")

    assert not PublishedClaim.objects.exists()
    assert not ClaimSearchEntry.objects.exists()
    assert ClaimIdentity.objects.get().identifier == identifier

    publishing.publish(case=case, by=None)

    assert PublishedClaim.objects.get().identifier == identifier
    assert "gelijk" in check()


def test_search_is_made_anew_for_a_case_of_before_claims_had_rows() -> None:
    published = PublishedClaimFactory()
    ClaimSearchEntry.objects.all().delete()
    published.delete()

    call_command("rebuild_search", stdout=io.StringIO())
    call_command("rebuild_published", "--all", stdout=io.StringIO())

    assert "gelijk" in check()
    assert PublishedClaim.objects.get().record["id"]
    assert ClaimSearchEntry.objects.exists()


def check() -> str:
    out = io.StringIO()
    call_command("rebuild_published", "--check", stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.parametrize("tampered", ["row", "column", "element", "words"])
def test_the_check_finds_and_a_rebuild_mends_what_was_changed_behind_the_verbs(tampered: str) -> None:
    row = PublishedClaimFactory()
    match tampered:
        case "row":
            row.delete()
        case "column":
            PublishedClaim.objects.update(kind="plan")
        case "element":
            row.elements.add(ElementFactory())
        case "words":
            ClaimSearchEntry.objects.all().delete()
    err = io.StringIO()

    with pytest.raises(CommandError):
        call_command("rebuild_published", "--check", stderr=err)

    assert "search" in err.getvalue() if tampered == "words" else "claims" in err.getvalue()
    call_command("rebuild_published", "--all", stdout=io.StringIO())
    assert "gelijk" in check()
    assert ClaimSearchEntry.objects.count() == 1


def test_a_hundred_cases_take_as_many_queries_as_one(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(12):
        case = CaseFactory(with_source=True)
        for position in range(3):
            source = {"article": ArticleFactory(), "passage": "1e alinea"}
            ClaimFactory(case=case, position=position, speaker=SpeakerFactory(), elements=[ElementFactory()], **source)
        publishing.publish(case=case, by=None)
    PublishedClaim.objects.all().delete()
    cases = list(PublishedCase.objects.values_list("pk", flat=True))

    with django_assert_max_num_queries(75):
        publishing.refresh_cases(cases)

    assert PublishedClaim.objects.count() == ClaimSearchEntry.objects.count() == 36
