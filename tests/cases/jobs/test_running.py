"""A job goes on batch by batch, each whole, whoever is at it and however often that one is gone."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import OperationalError
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from cases import jobs, publishing
from cases.jobs import asking, kinds, running
from cases.jobs.pace import Pace
from cases.management.commands.run_jobs import one_task_at_a_time
from cases.models import Case, CatalogueState, Job, PublicationEvent, PublishedCase, SearchEntry, SearchTerm
from municipalities.models import Municipality, Organisation
from tests.factories import CaseFactory, JobFactory, OrganisationFactory, ParticipationFactory, UserFactory

pytestmark = pytest.mark.django_db

RIGHT = "municipalities.change_organisation"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is many in real life, is few here; a batch is one step of one case."""
    monkeypatch.setattr(asking, "AT_ONCE", 2)
    monkeypatch.setattr(kinds, "TOGETHER", 1)
    monkeypatch.setattr(running, "A_BATCH", 0)


@pytest.fixture
def organisation() -> Organisation:
    """One that four public cases name."""
    organisation: Organisation = OrganisationFactory(name="Figulus")
    for _ in range(4):
        case = CaseFactory(with_source=True)
        ParticipationFactory(case=case, organisation=organisation)
        publishing.publish(case=case, by=None)
    return organisation


def renamed(organisation: Organisation) -> jobs.Refreshed:
    organisation.name = "Vincio"
    organisation.save()
    return jobs.refresh([organisation], by=None, subject="Vincio", permission=RIGHT)


def job_of(refreshed: jobs.Refreshed) -> Job:
    assert refreshed.job
    return refreshed.job


def reread(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def shown() -> list[str]:
    """Return the name that readers see in each case."""
    return [case.record["deelnemers"][0]["naam"] for case in PublishedCase.objects.order_by("pk")]


def silent(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - running.SILENT)


def waiting() -> int:
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY).count()


def work_once() -> None:
    """Be a worker for one task: all that its loop does, but for closing the connection of the test."""
    task = DBTaskResult.objects.ready()[0]
    task.claim("worker")
    one_task_at_a_time().run_task(task)


def work() -> None:
    """Be a worker until nothing waits."""
    while waiting():
        work_once()


def dying_after(number: int, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Let the worker break off in the middle of the batch after `number` whole ones, its work done and not saved."""
    step, done = kinds.STEPS[Job.Kind.REFRESH], iter(range(number))

    def dies(job: Job, pace: Pace) -> None:
        step(job, pace)
        if next(done, None) is None:
            raise error

    monkeypatch.setitem(kinds.STEPS, Job.Kind.REFRESH, dies)


# --- What a request does itself --------------------------------------------------------------------------------


def test_few_cases_are_made_anew_at_once(organisation: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "AT_ONCE", 4)

    assert renamed(organisation) == (4, None)

    assert shown() == ["Vincio"] * 4
    assert not Job.objects.exists()


def test_many_are_left_to_a_job_and_caches_are_told_at_once(organisation: Organisation) -> None:
    before = CatalogueState.objects.get()

    job = job_of(renamed(organisation))

    assert (job.position, job.total, job.subject) == (0, 4, "Vincio")
    assert shown() == ["Figulus"] * 4
    assert CatalogueState.objects.get().version == before.version + 1
    work()
    job = reread(job)
    assert shown() == ["Vincio"] * 4
    assert (job.result, job.position, job.changed) == ("gedaan", 4, 4)
    assert job.outcome == "4 openbare voorbeelden nagelopen; 4 zijn veranderd."
    assert publishing.differences() == []


def test_all_cases_together_are_left_to_a_job_too(organisation: Organisation) -> None:
    organisation.name = "Vincio"
    organisation.save()

    job = job_of(jobs.refresh_everywhere(by=None, subject="Herindeling", permission=RIGHT))
    work()

    assert (reread(job).changed, shown()) == (4, ["Vincio"] * 4)


def test_where_no_worker_ever_is_the_request_does_all_of_it(organisation: Organisation, settings: Settings) -> None:
    settings.GOUDEN_WORKER = False
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}

    job = job_of(renamed(organisation))

    assert (job.result, shown()) == ("gedaan", ["Vincio"] * 4)


def test_what_was_withdrawn_meanwhile_stays_away(organisation: Organisation) -> None:
    job = job_of(renamed(organisation))
    case = Case.objects.earliest("pk")
    publishing.withdraw(case=case, by=None, reason="Klopt niet.")

    work()

    assert (reread(job).result, reread(job).changed) == ("gedaan", 3)
    assert not PublishedCase.objects.filter(pk=case.pk).exists()


def test_the_hourly_comparison_leaves_alone_what_a_job_is_still_at(organisation: Organisation) -> None:
    renamed(organisation)

    assert publishing.mend_next() == []

    assert shown() == ["Figulus"] * 4


# --- Breaking off and going on ---------------------------------------------------------------------------------


@pytest.mark.parametrize("whole", range(4))
def test_a_worker_that_dies_leaves_whole_batches_and_the_next_goes_on_there(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch, whole: int
) -> None:
    job = job_of(renamed(organisation))
    with monkeypatch.context() as patch:
        dying_after(whole, patch, OperationalError("the database is gone"))
        with pytest.raises(OperationalError):
            running.run(job.pk)

    assert reread(job).position == whole
    assert sorted(shown()) == ["Figulus"] * (4 - whole) + ["Vincio"] * whole
    work()
    assert reread(job).position == whole, "it is not this worker's yet"
    silent(job)
    assert jobs.take_up_silent() == 1
    work()

    assert (reread(job).result, reread(job).changed, shown()) == ("gedaan", 4, ["Vincio"] * 4)
    assert PublicationEvent.objects.filter(kind="gewijzigd").count() == 4


def test_a_fault_of_ours_ends_the_job_and_starting_again_goes_on(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = job_of(renamed(organisation))
    with monkeypatch.context() as patch:
        dying_after(2, patch, KeyError("geheim"))
        work()

    job = reread(job)
    assert (job.result, job.position) == ("mislukt", 2)
    assert "geheim" not in job.outcome
    assert sorted(shown()) == ["Figulus", "Figulus", "Vincio", "Vincio"]
    assert jobs.restart(job=job, by=UserFactory())
    work()
    assert (reread(job).result, shown()) == ("gedaan", ["Vincio"] * 4)
    assert not jobs.restart(job=job, by=UserFactory())


def test_a_job_is_done_once_however_often_it_is_queued(organisation: Organisation) -> None:
    job = job_of(renamed(organisation))
    for _ in range(3):
        running.tasks.enqueue(job)

    work()
    events = PublicationEvent.objects.count()
    running.run(job.pk)

    assert (reread(job).changed, PublicationEvent.objects.count()) == (4, events)


def test_a_second_worker_keeps_off_until_the_first_is_silent_and_then_the_first_does(
    organisation: Organisation,
) -> None:
    job = job_of(renamed(organisation))
    assert running._claimed(job.pk, "first")
    assert running._batch(job.pk, "first")

    assert not running._claimed(job.pk, "second")
    silent(job)
    assert running._claimed(job.pk, "second")

    assert not running._batch(job.pk, "first")
    assert reread(job).position == 1
    assert running._batch(job.pk, "second")
    assert reread(job).position == 2


def test_a_batch_ends_by_the_clock_before_a_step_for_which_no_time_is_left(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = job_of(renamed(organisation))
    monkeypatch.setattr(running, "A_BATCH", 0.6)
    step, passed = kinds.STEPS[Job.Kind.REFRESH], [0.0]

    def takes_a_quarter(job: Job, pace: Pace) -> None:
        step(job, pace)
        passed[0] += 0.25

    monkeypatch.setitem(kinds.STEPS, Job.Kind.REFRESH, takes_a_quarter)
    running._claimed(job.pk, "here")

    assert running._batch(job.pk, "here", lambda: passed[0])

    assert (reread(job).position, passed[0]) == (2, 0.5)


def test_a_worker_gives_others_their_turn(organisation: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "A_TURN", 0.0001)
    first, second = job_of(renamed(organisation)), job_of(renamed(organisation))

    work_once()
    work_once()

    assert (reread(first).position, reread(second).position) == (1, 1)
    work()
    assert {reread(first).result, reread(second).result} == {"gedaan"}


def test_what_is_silent_is_queued_once(organisation: Organisation) -> None:
    job = job_of(renamed(organisation))
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    assert jobs.take_up_silent() == 0

    silent(job)
    assert jobs.take_up_silent() == 1
    silent(job)
    assert jobs.take_up_silent() == 0

    assert waiting() == 1


def test_what_comes_no_further_is_given_up(organisation: Organisation) -> None:
    job = job_of(renamed(organisation))
    for _ in range(running.ATTEMPTS):
        assert running._claimed(job.pk, "dies")
        silent(job)
        assert not Job.objects.filter(pk=job.pk, result="mislukt").exists()

    jobs.take_up_silent()

    job = reread(job)
    assert (job.result, job.outcome) == ("mislukt", "Afgebroken: 5 keer begonnen zonder verder te komen.")
    assert jobs.restartable(job)


def test_what_is_old_is_erased() -> None:
    JobFactory(failed=True, ended_at=timezone.now() - running.KEPT - timedelta(days=1))
    open_, recent = JobFactory(made_at=timezone.now() - running.KEPT * 2), JobFactory(failed=True)

    jobs.erase_old()

    assert set(Job.objects.all()) == {open_, recent}


# --- Making everything anew ------------------------------------------------------------------------------------


def outdated(organisation: Organisation) -> None:
    """Leave the public cases as an earlier release made them: with another record, other terms and other counts."""
    CatalogueState.objects.update(derived_by="an earlier version")
    PublishedCase.objects.update(record={"deelnemers": [{"naam": "Zo was het"}]})
    SearchEntry.objects.update(names="zeppelin", labels=[])
    SearchTerm.objects.update(prominent=0)


def test_a_rebuilding_that_is_broken_off_goes_on_where_it_was(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    outdated(organisation)
    events = PublicationEvent.objects.count()
    job = jobs.rebuild()
    assert (job.total, waiting()) == (5, 0)
    for _ in range(2):
        running._claimed(job.pk, "killed")
        assert running._batch(job.pk, "killed")
        silent(job)
    assert (reread(job).position, publishing.is_outdated()) == (2, True)
    assert sorted(shown()) == ["Figulus", "Figulus", "Zo was het", "Zo was het"]

    assert jobs.rebuild() == job
    told: list[tuple[int, int]] = []
    job = jobs.finish(job, say=lambda done, total: told.append((done, total)))

    assert told == [(3, 5), (4, 5)]
    assert job.outcome == "4 openbare voorbeelden en de zoekindex opnieuw gemaakt; 4 zijn veranderd."
    assert PublicationEvent.objects.count() == events + 4
    assert (publishing.is_outdated(), publishing.differences()) == (False, [])


def test_a_worker_takes_up_a_rebuilding_whose_command_was_killed(organisation: Organisation) -> None:
    outdated(organisation)
    job = jobs.rebuild()
    running._claimed(job.pk, "killed")
    silent(job)

    assert jobs.take_up_silent() == 1
    work()

    assert (reread(job).result, publishing.is_outdated()) == ("gedaan", False)


def test_a_rebuilding_that_another_release_began_is_begun_again(organisation: Organisation) -> None:
    outdated(organisation)
    job = jobs.rebuild()
    job.arguments["derivation"], job.position = "another release", 3
    job.save()

    job = jobs.finish(job)

    assert (job.position, job.changed, publishing.differences()) == (5, 4, [])
    assert not publishing.is_outdated()


def test_what_another_release_writes_meanwhile_is_made_anew_at_the_next_start(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    outdated(organisation)
    job = jobs.rebuild()
    running._claimed(job.pk, "first")
    running._batch(job.pk, "first")
    with monkeypatch.context() as patch:
        patch.setattr("cases.publishing.public.fingerprint", lambda: "b" * 64)
        publishing.forget_cached()
    silent(job)

    assert jobs.finish(job).result == "gedaan"
    assert publishing.is_outdated()


def test_what_a_date_changes_in_many_cases_is_left_to_a_job(organisation: Organisation) -> None:
    old = Municipality.objects.filter(published_places__isnull=False).distinct()[0]
    for case in PublishedCase.objects.all():
        case.places.update_or_create(municipality=old, defaults={"reason": "eigen"})
    old.valid_until = timezone.localdate()
    old.save()
    CatalogueState.objects.update(made_for=timezone.localdate() - timedelta(days=2))

    job = job_of(jobs.follow_day())

    assert (job.total, CatalogueState.objects.get().made_for) == (4, timezone.localdate())
    assert jobs.follow_day() == (0, None)
    assert jobs.finish(job).result == "gedaan"
    assert publishing.differences() == []


# --- A verb on many cases --------------------------------------------------------------------------------------


def act(verb: str, cases: list[Case], by: Any, **said: Any) -> Job:
    looked_at = [(case, publishing.latest_number(case), case.state) for case in cases]
    return jobs.act_on_many(verb, looked_at, by=by, subject="Samen", logged="Samen gedaan.", said=said)


@pytest.fixture
def drafts() -> list[Case]:
    cases = [CaseFactory(with_source=True) for _ in range(3)]
    for case in cases:
        publishing.record_revision(case=case, by=None)
    return [publishing.submit(case=case, by=None) for case in cases]


def test_each_case_is_done_as_it_was_looked_at_and_refusals_are_told(drafts: list[Case]) -> None:
    by = UserFactory(is_superuser=True)
    job = act("publish", drafts, by, many=True)
    drafts[1].approach = "Anders."
    drafts[1].save()
    publishing.record_revision(case=drafts[1], by=None)

    work()

    job = reread(job)
    assert set(PublishedCase.objects.values_list("pk", flat=True)) == {drafts[0].pk, drafts[2].pk}
    assert job.failures == [[drafts[1].title, "Er is intussen een nieuwere versie. Bekijk die eerst."]]
    assert job.outcome == "2 van 3 voorbeelden gedaan; 1 niet, de redenen staan hieronder."
    assert not jobs.restartable(job)


def test_each_case_has_it_in_its_history(drafts: list[Case]) -> None:
    by = UserFactory(is_superuser=True)
    act("publish", drafts, by, many=True)
    work()
    act("withdraw", [Case.objects.get(pk=case.pk) for case in drafts], by, reason="Klopt niet.")
    work()

    assert not PublishedCase.objects.exists()
    said = LogEntry.objects.filter(object_id=drafts[0].pk, user=by).values_list("change_message", flat=True)
    assert list(said) == ["Samen gedaan."] * 2


def test_what_was_public_in_that_form_already_is_counted_apart(drafts: list[Case]) -> None:
    by = UserFactory(is_superuser=True)
    job = act("publish", drafts, by, many=True)
    act("publish", drafts[:1], by, many=True)
    again = act("publish", [Case.objects.get(pk=drafts[0].pk)], by, many=True)
    Job.objects.filter(pk=again.pk).update(
        arguments=job.arguments | {"cases": [[drafts[0].pk, "x", 1, "gepubliceerd"]]}
    )

    work()

    assert reread(job).outcome == "3 van 3 voorbeelden gedaan."
    job = reread(again)
    assert (job.changed, job.outcome) == (0, "0 van 1 voorbeelden gedaan; 1 stond er al zo.")


@pytest.mark.parametrize("lost", ["right", "account", "person"])
def test_who_may_not_any_more_publishes_nothing(drafts: list[Case], lost: str) -> None:
    by = UserFactory(is_superuser=True)
    job = act("publish", drafts, by, many=True)
    if lost == "person":
        by.delete()
    else:
        by.is_superuser, by.is_active = lost != "right", lost != "account"
        by.save()

    work()

    assert not PublishedCase.objects.exists()
    assert (reread(job).result, reread(job).position) == ("mislukt", 0)
    assert "mag het niet meer" in reread(job).outcome
