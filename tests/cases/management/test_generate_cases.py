"""The invented catalogue: in form like one that was published, and never where a real one is."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.management.synthetic.entries import Entries
from cases.management.synthetic.references import known, make_references
from cases.management.synthetic.words import Vocabulary
from cases.management.synthetic.writing import Family, WithoutCases
from cases.models import Case, CatalogueState, Claim, PublicationEvent, PublishedCase, Revision
from cases.revisions.references import References
from cases.revisions.snapshot import snapshot, stored
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db
COUNT = 60


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database is named, as the command asks."""
    monkeypatch.setenv("DATABASE_URL", "sqlite:////srv/speed.sqlite3")
    # The processes of a test share one connection, so it makes them all itself.
    monkeypatch.setattr("os.cpu_count", lambda: 1)


def generate(**options: Any) -> str:
    said = StringIO()
    call_command("generate_cases", count=COUNT, stdout=said, **options)
    return said.getvalue()


def content() -> list[dict[str, Any]]:
    return list(PublishedCase.objects.order_by("pk").values_list("record", flat=True))


@pytest.mark.usefixtures("named")
def test_what_it_makes_is_what_publishing_would_have_made() -> None:
    assert f"{COUNT} verzonnen voorbeelden gemaakt" in generate()

    assert Case.objects.count() == COUNT
    assert PublishedCase.objects.count() == COUNT - 1  # one is a draft
    assert Case.objects.get(state=Case.State.DRAFT).revisions.count() == 1
    for case in Case.objects.for_snapshot():
        assert stored(snapshot(case)) == Revision.objects.get(case=case).snapshot
    call_command("rebuild_published", check=True, stdout=StringIO())
    state = CatalogueState.objects.get()
    assert list(PublicationEvent.objects.order_by("number").values_list("number", flat=True)) == list(range(1, COUNT))
    assert (state.number, state.version) == (COUNT - 1, COUNT - 1)
    assert not publishing.is_outdated()


def test_a_case_is_made_without_a_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """The processes that make cases have no connection, and would not see what is not committed."""
    vocabulary = Vocabulary()
    make_references(COUNT, 1, vocabulary)
    references = WithoutCases()
    family = Family(references, Entries(1, known(references), vocabulary), COUNT)

    with django_assert_num_queries(0):
        for number in range(COUNT):
            family.make(number)


@pytest.mark.usefixtures("named")
def test_the_verbs_go_on_from_there() -> None:
    generate()

    published = publishing.publish(case=CaseFactory(with_source=True), by=None)
    publishing.withdraw(case=Case.objects.get(slug="verzonnen-0"), by=None, reason="Alleen om te meten.")

    assert published.pk > COUNT
    assert PublishedCase.objects.count() == COUNT - 1


@pytest.mark.usefixtures("named")
def test_the_relations_are_as_skewed_as_real_ones_and_texts_as_long() -> None:
    generate()

    words = [len(record["aanpak"].split()) for record in content()]
    assert 50 < sum(words) / len(words) < 130
    assert max(len(record["samenvatting"].split()) for record in content()) <= 60
    assert Claim.objects.count() > 4 * COUNT
    used = sorted((theme["slug"] for record in content() for theme in record["themas"]), key=str)
    commonest = max(used.count(theme) for theme in set(used))
    assert commonest > 4 * len(used) / len(set(used)) / 2


@pytest.mark.usefixtures("named")
def test_the_same_seed_gives_the_same_cases_and_another_seed_others() -> None:
    generate(seed=3)
    first = content()[1]

    keys = known(References())
    same, other = (Entries(seed, keys, Vocabulary()).snapshot(1) for seed in (3, 4))
    assert (same.title, same.approach) == (first["titel"], first["aanpak"])
    assert other.title != first["titel"]


def test_it_refuses_a_database_nobody_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)

    with pytest.raises(CommandError, match="Noem met DATABASE_URL de database"):
        generate()
    assert not Case.objects.exists()


@pytest.mark.usefixtures("named")
def test_it_refuses_a_database_with_a_catalogue() -> None:
    CaseFactory()

    with pytest.raises(CommandError, match="In deze database staat al een catalogus"):
        generate()
    assert Case.objects.count() == 1


@pytest.mark.usefixtures("named")
def test_it_refuses_no_cases() -> None:
    with pytest.raises(CommandError, match="aantal vanaf 1"):
        call_command("generate_cases", count=0)
