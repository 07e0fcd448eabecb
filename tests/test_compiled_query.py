"""A compiled query finds what its queryset finds, with what is loaded along, and is composed once."""

from operator import attrgetter
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.db.models import Prefetch, QuerySet
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from cases.models import Article, Case, CaseLink, Claim, Theme
from cases.revisions.recording import locked_whole
from cases.revisions.snapshot import snapshot
from gouden.compiled_query import MOST, CompiledQuery, LoadedRows
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    CaseLinkFactory,
    ClaimFactory,
    ClaimLinkFactory,
    ElementFactory,
    OrganisationFactory,
    ParticipationFactory,
    PublicationFactory,
    RegionFactory,
    SilentSectionFactory,
    SpeakerFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

links_of = CompiledQuery[CaseLink](lambda cases: CaseLink.objects.filter(case__in=cases).order_by("label"))


def test_it_finds_what_hangs_on_each_number_of_keys() -> None:
    links = [CaseLinkFactory(label=f"{number:02}") for number in range(9)]
    for number in range(1, 10):
        assert links_of([link.case_id for link in links[:number]]) == links[:number]


def test_it_keeps_the_order_and_the_slice_of_its_queryset() -> None:
    last = CompiledQuery[CaseLink](lambda cases: CaseLink.objects.filter(case__in=cases).order_by("-label")[:1])
    case = CaseFactory()
    _, b = CaseLinkFactory(case=case, label="a"), CaseLinkFactory(case=case, label="b")
    assert last.first(case.pk) == b
    assert last.first(CaseFactory().pk) is None


def test_it_finds_columns_without_rows_as_well() -> None:
    labels = CompiledQuery[tuple[int, str]](
        lambda cases: CaseLink.objects.filter(case__in=cases).values_list("case", "label")
    )
    flat = CompiledQuery[str](
        lambda slugs: Case.objects.filter(slug__in=slugs).order_by("title").values_list("title", flat=True)
    )
    link = CaseLinkFactory(label="Lees dit")
    assert labels([link.case_id]) == [(link.case_id, "Lees dit")]
    assert flat([link.case.slug, CaseFactory(title="Aap", slug="aap").slug]) == ["Aap", link.case.title]


def test_it_asks_nothing_without_keys(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert links_of([]) == []


def test_it_raises_what_the_model_raises() -> None:
    case = CaseFactory()
    cases = CompiledQuery[Case](lambda keys: Case.objects.filter(pk__in=keys))
    assert cases.get(case.pk) == case
    with pytest.raises(Case.DoesNotExist):
        cases.get(case.pk + 1)


def test_it_is_composed_once_for_each_power_of_two() -> None:
    composed = []

    def compose(cases: list[Any]) -> QuerySet[CaseLink]:
        composed.append(len(cases))
        return CaseLink.objects.filter(case__in=cases)

    links = CompiledQuery[CaseLink](compose)
    for number in (1, 1, 2, 3, 4, 5, 8, 3):
        links(range(1, number + 1))
    assert composed == [1, 2, 4, 8]


def test_it_asks_for_very_many_keys_as_ever() -> None:
    link = CaseLinkFactory()
    assert links_of(range(link.case_id, link.case_id + MOST + 1)) == [link]


def whole_catalogue() -> list[int]:
    """Make cases with all that can hang on one, of which some share rows, and return their keys."""
    theme, region, element = ThemeFactory(), RegionFactory(), ElementFactory()
    cases = [CaseFactory(with_source=True, themes=[theme, ThemeFactory()], regions=[region]) for _ in range(3)]
    for case in cases:
        CaseLinkFactory(case=case)
        SilentSectionFactory(case=case)
        ParticipationFactory(case=case)
        for position in range(3):
            source = {"article": ArticleFactory(), "speaker": SpeakerFactory()}
            ClaimFactory(case=case, position=position, elements=[element, ElementFactory()], **source)
    ClaimLinkFactory(a=cases[0].claims.first(), b=cases[1].claims.first(), article=ArticleFactory())
    return [case.pk for case in cases]


def test_what_is_loaded_along_is_what_django_loads() -> None:
    keys = whole_catalogue()
    ever = {case.pk: snapshot(case) for case in Case.objects.for_snapshot().filter(pk__in=keys)}

    assert {case.pk: snapshot(case) for case in locked_whole(keys)} == ever
    assert {key: snapshot(locked_whole.get(key)) for key in keys} == ever


def test_it_asks_as_many_questions_as_django_and_none_later(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    keys = whole_catalogue()
    locked_whole(keys)
    with CaptureQueriesContext(connection) as ever:
        list(Case.objects.for_snapshot().filter(pk__in=keys))

    with django_assert_num_queries(len(ever)):
        cases = locked_whole(keys)
    with django_assert_num_queries(0):
        for case in cases:
            snapshot(case)
            assert all(claim.case is case for claim in case.claims.all())


def test_a_row_is_loaded_along_with_each_row_that_it_hangs_on() -> None:
    articles_at = CompiledQuery[Article](
        lambda slugs: (
            Article.objects.filter(slug__in=slugs)
            .select_related("publication")
            .prefetch_related(Prefetch("publication__publishers", OrganisationFactory._meta.model.objects.public()))
        )
    )
    publisher = OrganisationFactory()
    publication = PublicationFactory(publishers=[publisher, OrganisationFactory(published_at=None)])
    articles = [ArticleFactory(publication=publication) for _ in range(2)]
    found = articles_at([article.slug for article in articles])
    assert [list(article.publication.publishers.all()) for article in found] == [[publisher], [publisher]]


def test_what_was_loaded_along_is_not_asked_further() -> None:
    """It would answer of all rows there are, whatever they hang on."""
    case = locked_whole.get(CaseFactory(with_source=True).pk)
    assert isinstance(case.themes.all(), LoadedRows)
    assert len(case.themes.all()) == case.themes.count() == 1
    assert case.themes.exists()
    with pytest.raises(TypeError, match="loaded along"):
        case.themes.filter(slug="anders")


def test_what_changed_since_is_found_anew() -> None:
    claim = ClaimFactory()
    assert [one.text for one in locked_whole.get(claim.case_id).claims.all()] == [claim.text]
    Claim.objects.filter(pk=claim.pk).update(text="Anders.")
    claim.case.themes.set([ThemeFactory(name="Nieuw")])
    again = locked_whole.get(claim.case_id)
    assert [one.text for one in again.claims.all()] == ["Anders."]
    assert [*map(attrgetter("name"), again.themes.all())] == ["Nieuw"]
    assert Theme.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_within_a_transaction_only() -> None:
    """Also when the question was compiled within one before."""
    case = CaseFactory()
    with transaction.atomic():
        assert locked_whole.get(case.pk) == case
    with pytest.raises(transaction.TransactionManagementError):
        locked_whole.get(case.pk)


@pytest.mark.django_db(transaction=True)
def test_it_asks_the_connection_that_is_there_now() -> None:
    """One that was made anew, as where another database came in the place of the first."""
    link = CaseLinkFactory()
    assert links_of([link.case_id]) == [link]
    former = connections["default"]
    former.close()
    connections["default"] = former.copy()
    try:
        with CaptureQueriesContext(connections["default"]) as asked:
            assert links_of([link.case_id]) == [link]
        assert len(asked) == 1
    finally:
        connections["default"].close()
        connections["default"] = former
