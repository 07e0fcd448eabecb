"""Two runs at once ask once, and an answer that comes in meanwhile is kept."""

import threading

import pytest
from django.db import connection

from cases.editorial import inquiries, mail
from cases.models import CatalogueState, Inquiry
from tests.factories import CaseFactory, OrganisationFactory, PublishedCaseFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Do `acts` in threads that start together; return what each returned, and fail when one did."""
    start, results, errors = threading.Barrier(len(acts)), [], []

    def run(act):
        try:
            start.wait()
            results.append(act())
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert errors == []
    return results


def test_two_runs_at_once_ask_and_remind_each_case_once(mailoutbox):
    for number in range(4):
        contact = OrganisationFactory(contact_mailbox=f"info@{number}.example", contact_checked_on="2026-01-01")
        PublishedCaseFactory(case=CaseFactory(with_source=True, running=True, contact=contact))

    assert sum(at_once(inquiries.ask_due, inquiries.ask_due)) == 4
    assert mail.deliver_due() == 4
    assert Inquiry.objects.count() == len(mailoutbox) == 4

    for inquiry in Inquiry.objects.all():
        inquiry.asked_on -= inquiries.PATIENCE
        inquiry.save()
    assert sum(at_once(inquiries.remind_due, inquiries.remind_due)) == 4
    assert mail.deliver_due() == 4
    assert len(mailoutbox) == 8
    # Published, and since asked after.
    assert CatalogueState.objects.get().number == 8


def test_of_two_answers_at_once_one_is_kept_whole():
    contact = OrganisationFactory(contact_mailbox="info@figulus.example", contact_checked_on="2026-01-01")
    PublishedCaseFactory(case=CaseFactory(with_source=True, running=True, contact=contact))
    inquiries.ask_due()
    inquiry = Inquiry.objects.get()

    at_once(
        lambda: inquiries.answer(inquiry=inquiry, answer="loopt", remark="het loopt"),
        lambda: inquiries.answer(inquiry=inquiry, answer="gestopt", remark="het is gestopt"),
    )

    inquiry.refresh_from_db()
    assert (inquiry.answer, inquiry.remark) in {("loopt", "het loopt"), ("gestopt", "het is gestopt")}
