"""The cases that a reader's address names."""

import pytest
from django.http import QueryDict

from cases import publishing
from cases.desk.dossier import as_query, read_dossier
from cases.models import Case
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db


def public_case(slug: str) -> Case:
    case: Case = CaseFactory(with_source=True, slug=slug, title=f"Titel van {slug}")
    publishing.publish(case=case, by=None)
    return case


def move(case: Case, slug: str) -> None:
    case.slug = slug
    case.save(update_fields=["slug"])
    publishing.publish(case=case, by=None)


def test_it_holds_the_cases_in_the_order_of_the_address() -> None:
    public_case("een")
    public_case("twee")

    dossier = read_dossier(QueryDict("v=twee&v=een"))

    assert dossier.slugs == ["twee", "een"]
    assert (dossier.withdrawn, dossier.unknown, dossier.too_many) == ([], [], 0)


def test_the_same_case_twice_is_once() -> None:
    public_case("een")

    assert read_dossier(QueryDict("v=een&v=een")).slugs == ["een"]


def test_a_former_address_is_that_of_today() -> None:
    case = public_case("vroeger")
    move(case, "nu")

    dossier = read_dossier(QueryDict("v=vroeger&v=nu"))

    assert dossier.slugs == ["nu"]
    assert as_query(dossier.slugs).urlencode() == "v=nu"


def test_a_withdrawn_case_is_told_apart_with_its_reason() -> None:
    case = public_case("weg")
    publishing.withdraw(case=case, by=None, reason="Klopt niet meer.")

    dossier = read_dossier(QueryDict("v=weg"))

    assert dossier.cases == []
    (withdrawn,) = dossier.withdrawn
    assert (withdrawn.slug, withdrawn.event.title, withdrawn.event.reason) == (
        "weg",
        "Titel van weg",
        "Klopt niet meer.",
    )


def test_a_draft_is_unknown_like_what_never_was() -> None:
    CaseFactory(with_source=True, slug="concept")

    dossier = read_dossier(QueryDict("v=concept&v=bestaat-niet&v=%00&v="))

    assert dossier.cases == []
    assert dossier.unknown == ["concept", "bestaat-niet", "\x00"]


def test_it_holds_twenty_and_counts_the_rest() -> None:
    query = QueryDict(mutable=True)
    query.setlist("v", [f"nummer-{number}" for number in range(23)])
    public_case("nummer-19")
    public_case("nummer-20")

    dossier = read_dossier(query)

    assert dossier.slugs == ["nummer-19"]
    assert dossier.too_many == 3


def test_it_takes_as_many_queries_for_twenty_as_for_two(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    case = public_case("vroeger")
    move(case, "nu")
    gone = public_case("weg")
    publishing.withdraw(case=gone, by=None, reason="Klopt niet meer.")
    query = QueryDict("v=vroeger&v=weg&" + "&".join(f"v=onbekend-{number}" for number in range(18)))

    # The cases asked for, the events of the rest, the cases and withdrawals of those, and the moved ones whole.
    with django_assert_num_queries(5):
        dossier = read_dossier(query)

    assert dossier.slugs == ["nu"]
    assert len(dossier.unknown) == 18
