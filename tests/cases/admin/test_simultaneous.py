"""Two editors who save at the very same moment, each with a connection of their own."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cases import publishing
from cases.models import Case
from tests.cases.admin.admin_forms import typed
from tests.factories import CaseFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_simultaneous_saves_exactly_one_wins_and_the_other_is_asked() -> None:
    case = CaseFactory(title="Zoals het was")
    publishing.record_revision(case=case, by=None)
    url = reverse("admin:cases_case_change", args=[case.pk])
    answers: dict[str, int] = {}
    start = threading.Barrier(2)

    def save(name: str) -> None:
        try:
            client = Client()
            client.force_login(UserFactory(is_superuser=True, username=name))
            data = typed(client.get(url), "case_form") | {"title": f"Van {name}", "_save": "1"}
            start.wait(timeout=30)
            answers[name] = client.post(url, data).status_code
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[name]) for name in ("mieke", "jan")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(answers.values()) == [200, 302]
    (winner,) = [name for name, status in answers.items() if status == 302]
    assert Case.objects.get().title == f"Van {winner}"
    assert case.revisions.count() == 2
