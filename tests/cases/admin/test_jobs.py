"""What takes long is left to a job: the page that asked for it says so, and a page of its own tells how far it is."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import publishing
from cases.editorial.roles import ROLES
from cases.jobs import asking, running, workers
from cases.models import Job, PublishedCase
from gouden.accounts import groups
from tests.cases.admin.admin_forms import confirmed, typed
from tests.cases.admin.test_bulk import act, said
from tests.cases.situations import submitted
from tests.factories import CaseFactory, JobFactory, OrganisationFactory, ParticipationFactory, UserFactory

pytestmark = pytest.mark.django_db


def signed_in(group: str) -> Client:
    groups.grant(apps, ROLES)
    user = UserFactory(username=group)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def chief(monkeypatch: pytest.MonkeyPatch) -> Client:
    """A reviewer, for whom two is many."""
    monkeypatch.setattr(asking, "AT_ONCE", 1)
    monkeypatch.setattr("cases.jobs.AT_ONCE", 1)
    return signed_in("eindredacteur")


def address(job: Job) -> str:
    return reverse("admin:cases_job_change", args=[job.pk])


def rename(client: Client) -> Any:
    """Give an organisation that two public cases name another name, by its form."""
    organisation = OrganisationFactory(name="Figulus")
    for _ in range(2):
        case = CaseFactory(with_source=True)
        ParticipationFactory(case=case, organisation=organisation)
        publishing.publish(case=case, by=None)
    form = reverse("admin:municipalities_organisation_change", args=[organisation.pk])
    return client.post(form, typed(client.get(form), "organisation_form", name="Vincio") | {"_save": "1"}, follow=True)


def test_a_renaming_that_many_cases_show_leads_to_its_job(chief: Client) -> None:
    workers.seen()

    page = rename(chief)

    job = Job.objects.get()
    assert f'2 voorbeelden worden nu een voor een gedaan: volg <a href="{address(job)}">' in said(page)
    assert "Wacht op zijn beurt" in chief.get(address(job)).content.decode()
    running.run(job.pk)
    text = chief.get(address(job)).content.decode()
    assert "Gedaan: 2 van 2" in text
    assert "2 openbare voorbeelden nagelopen; 2 zijn veranderd." in text
    assert "Ververs" not in text
    assert {case.record["deelnemers"][0]["naam"] for case in PublishedCase.objects.all()} == {"Vincio"}


def test_without_a_worker_it_says_that_it_waits_and_for_what(chief: Client) -> None:
    page = rename(chief)

    assert "2 voorbeelden wachten. Er is nu geen werker die het doet (manage.py run_jobs" in said(page)
    text = chief.get(address(Job.objects.get())).content.decode()
    assert "Wacht, bij 0 van 2. Er is nu geen werker" in text
    assert "Ververs" in text


def test_many_cases_are_published_by_a_job_that_tells_what_was_refused(chief: Client) -> None:
    workers.seen()
    cases = [submitted(), submitted()]
    page = act(chief, "publish_selected", cases)
    publishing.send_back(case=cases[0], by=None, note="Nog niet.")

    done = confirmed(chief, page)

    job = Job.objects.get()
    assert f'href="{address(job)}"' in said(done)
    assert not PublishedCase.objects.exists()
    running.run(job.pk)
    assert set(PublishedCase.objects.values_list("pk", flat=True)) == {cases[1].pk}
    assert f"<li>{cases[0].title}: Dit is intussen concept." in chief.get(address(job)).content.decode()


def test_what_readers_do_not_see_is_done_at_once_however_many(chief: Client) -> None:
    page = act(chief, "send_back_selected", [submitted(), submitted()])

    done = confirmed(chief, page, note="Noem de bron.")

    assert "Teruggestuurd (2)" in said(done)
    assert not Job.objects.exists()


def test_who_may_do_the_work_starts_it_again_and_others_look(chief: Client) -> None:
    job = JobFactory(failed=True)
    writer = signed_in("redacteur")

    assert "Start opnieuw" not in writer.get(address(job)).content.decode()
    assert "Start opnieuw" in chief.get(address(job)).content.decode()
    page = chief.post(reverse("admin:cases_job_restart", args=[job.pk]), follow=True)

    assert "De opdracht gaat verder waar die gebleven was." in said(page)
    again = chief.post(reverse("admin:cases_job_restart", args=[job.pk]), follow=True)
    assert "er is niets gestart" in said(again)
    assert Job.objects.get(pk=job.pk).ended_at is None


def test_a_silent_job_says_since_when(chief: Client) -> None:
    workers.seen()
    job = JobFactory(heartbeat_at=timezone.now() - timedelta(minutes=5), claim="gone", started_at=timezone.now())

    text = chief.get(address(job)).content.decode()

    assert "Stil sinds" in text
    assert "Start opnieuw" in text
