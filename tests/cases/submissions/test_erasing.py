"""A sender is erased: a dump of the whole database holds no trace, and what is public stays or answers 410."""

from itertools import pairwise
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.messages import constants
from django.test import Client
from django.urls import reverse

from cases import publishing
from cases.editorial import preview_links
from cases.editorial.mail import MailText
from cases.models import Case, Erasure, Inquiry, PublicationEvent, PublishedCase, Revision, Submission
from cases.publishing import NotAllowed
from cases.revisions.differences import differences
from cases.revisions.snapshot import read
from cases.submissions import concepts, erasing, verbs
from gouden.accounts.session_store import SessionStore
from tests.factories import (
    CaseFactory,
    CaseLinkFactory,
    FileImportFactory,
    FileImportRowFactory,
    FollowFactory,
    InquiryFactory,
    JobFactory,
    MissedSearchFactory,
    OutgoingMailFactory,
    ProbableDuplicateFactory,
    SubmissionFactory,
    SubmissionNoteFactory,
    ThemeFactory,
    UploadFactory,
    UserFactory,
)
from tests.stored_texts import tables_with

pytestmark = pytest.mark.django_db

EMAIL, NAME = "dorien.kweker@zaanlo.example", "Dorien Kweker"
TITLE = "Zaailing op het schoolplein"
WORDS = "Onze kinderen stekken zelf kalebassen."
LINK = "https://kweker.example/dorien"
TRACES = (EMAIL, NAME, TITLE, WORDS, LINK, "zaailing-op-het-schoolplein", "Zaanlo Kweekt")


def sent(**made: Any) -> Submission:
    """Return what this sender sent."""
    told = {"title": TITLE, "summary": WORDS, "approach": WORDS, "results": WORDS, "sources": f"Zie {LINK}"}
    submission: Submission = SubmissionFactory(
        **({"email": EMAIL, "name": NAME, "organisation": "Zaanlo Kweekt"} | told | made)
    )
    return submission


def taken_up(by: User) -> Case:
    """Return the concept made of it, with a theme, so that it can be published."""
    case = concepts.take_up(submission=sent(), by=by)
    case.themes.add(ThemeFactory())
    publishing.record_revision(case=case, by=by)
    return case


def rewritten(case: Case, by: User) -> Case:
    """Return the case in the words of the editors, and public."""
    case.title, case.slug = "Kinderen leren kweken", "kinderen-leren-kweken"
    case.summary = case.approach = case.results = "De school kweekt."
    case.save()
    case.links.all().delete()
    case.citations.update(passage="Ingezonden")
    publishing.record_revision(case=case, by=by)
    return publishing.publish(case=case, by=None, along=True).case


def leave_everywhere(submission: Submission, case: Case, by: User) -> str:
    """Leave what can lead to this sender wherever the house writes something; return a preview link."""
    verbs.note(submission=submission, by=by, text=f"{NAME} gebeld op 06.")
    SubmissionNoteFactory(text=f"Lijkt op die van {EMAIL}")
    verbs.accept(
        submission=submission,
        by=by,
        text=MailText("Uw inzending", f"Dag {NAME}, zie {submission.get_absolute_url()} over {TITLE}"),
    )
    FollowFactory(email=EMAIL.lower())
    OutgoingMailFactory(to="redactie@gouden.example", body=f"Antwoord van {EMAIL.upper()}")
    InquiryFactory(case=CaseFactory(), mailbox=EMAIL, answered=True, remark=WORDS)
    UploadFactory(by=by, content=f"titel;wie\n{TITLE};{EMAIL}".encode())
    MissedSearchFactory(message=f"Mail mij: {EMAIL}")
    JobFactory(
        subject=f"Publiceer: {TITLE}",
        arguments={
            "cases": [[case.pk, TITLE, 1, "concept"]],
            "verb": "withdraw",
            "said": {"reason": f"Van {NAME}"},
            "steps": [[case.pk, TITLE, [1, 0, 0, [WORDS]], [1, 0, 0, []]]],
        },
        failures=[[TITLE, "Kan niet."]],
    )
    for row in (submission, case):
        LogEntry.objects.log_actions(by.pk, [row], CHANGE, f"Teruggestuurd. Vraag {NAME}", single_object=True)
    file = FileImportFactory(name=f"Van {NAME}.csv", kind="cases.Case")
    FileImportRowFactory(file_import=file, key=case.pk, label=TITLE, before={"approach": ""}, after={"approach": WORDS})
    FileImportRowFactory(file_import=file, key=case.pk, line=9, cells={"aanpak": WORDS}, plan={"changes": [WORDS]})
    ProbableDuplicateFactory(a=case, b=CaseFactory(), reason=f"In beide staat: ‘{WORDS}’")
    CaseLinkFactory(case=case, url=f"{LINK}/2")
    session = SessionStore()
    session["_messages"] = [["__json_message", 0, constants.INFO, f"‘{TITLE}’ is overgenomen.", ""]]
    session.save()
    return reverse("reading", args=[preview_links.token(Revision.objects.filter(case=case).earliest("number"))])


def test_of_who_asks_to_be_forgotten_nothing_is_left_in_any_table() -> None:
    editor = UserFactory()
    case = taken_up(editor)
    token = case.submissions.get().token
    leave_everywhere(case.submissions.get(), case, editor)
    sent(started=True)
    other = SubmissionFactory(email="piet@zaanlo.example", name="Piet Pen")
    assert len(tables_with(*TRACES)) > 10

    note = erasing.erase_sender(EMAIL.title(), by=editor)

    assert tables_with(*TRACES, token) == {}
    assert not Case.objects.filter(pk=case.pk).exists()
    assert other in Submission.objects.all()
    assert note is not None
    assert note.by == editor
    assert note.what.startswith("2 inzendingen, 1 concept, 1 navraag, ")


def test_the_version_that_readers_see_stays_and_every_other_one_says_that_it_is_erased() -> None:
    editor = UserFactory()
    case = rewritten(taken_up(editor), editor)
    record, events = PublishedCase.objects.get().record, PublicationEvent.objects.count()
    link = leave_everywhere(case.submissions.get(), case, editor)
    case.approach = WORDS
    case.save()
    publishing.record_revision(case=case, by=editor)
    publishing.submit(case=case, by=None, note=f"Overgenomen van {NAME}")

    erasing.erase_sender(EMAIL, by=editor)

    assert tables_with(*TRACES) == {}
    assert (PublishedCase.objects.get().record, PublicationEvent.objects.count()) == (record, events)
    assert publishing.differences() == []
    case = Case.objects.get(pk=case.pk)
    assert (case.approach, case.submitted_at, case.state) == ("De school kweekt.", None, "gepubliceerd")
    assert Client().get(link).status_code in {404, 410}
    usable(case)


def usable(case: Case) -> None:
    """Every version still projects, compares and restores, or says that it is erased."""
    revisions = list(Revision.objects.filter(case=case).order_by("number"))
    assert any(revision.erased_at for revision in revisions)
    for one, two in pairwise(revisions):
        differences(read(one.snapshot), read(two.snapshot))
    for revision in revisions:
        preview_links.unpublished(revision)
        if revision.erased_at:
            with pytest.raises(NotAllowed, match="Deze versie is gewist"):
                publishing.restore(case=case, revision=revision, by=None)


def test_what_must_go_too_is_withdrawn_in_the_same_act_and_answers_410(client: Client) -> None:
    editor = UserFactory()
    case = taken_up(editor)
    publishing.publish(case=case, by=None, along=True)
    address = PublishedCase.objects.get().get_absolute_url()

    erasing.erase_sender(EMAIL, by=editor, withdraw=[case.pk], reason="Ingetrokken op verzoek.")

    answer = client.get(address)
    assert answer.status_code == 410
    assert "Ingetrokken op verzoek." in answer.content.decode()
    # What partners were told of it stays told: its address and its title.
    assert set(tables_with(EMAIL, NAME, WORDS, LINK, "Zaanlo Kweekt")) == set()
    assert set(tables_with(TITLE)) == {"cases_publicationevent"}
    case = Case.objects.get(pk=case.pk)
    assert (case.title, case.state) == ("Gewist", "ingetrokken")
    assert publishing.differences() == []


def test_a_concept_that_another_case_refers_to_stays_without_a_word_of_it() -> None:
    editor = UserFactory()
    case = concepts.take_up(submission=sent(nomination=True, title=TITLE, message=WORDS), by=editor)
    practice = CaseFactory(part_of=case)
    publishing.record_revision(case=practice, by=editor)

    erasing.erase_sender(EMAIL, by=editor)

    assert Case.objects.get(pk=practice.pk).part_of.title == "Gewist"
    left = tables_with(EMAIL, NAME, TITLE, WORDS, LINK, "Zaanlo Kweekt")
    assert left == {}


def test_a_second_time_there_is_nothing_to_erase_and_no_note_of_it() -> None:
    editor = UserFactory()
    case = rewritten(taken_up(editor), editor)
    assert erasing.erase_sender(EMAIL, by=editor)
    before = list(Revision.objects.filter(case=case).values())

    assert erasing.erase_sender(EMAIL, by=editor) is None
    assert erasing.erase_sender("", by=editor) is None
    assert erasing.erase_sender("niemand@zaanlo.example", by=editor) is None
    assert list(Revision.objects.filter(case=case).values()) == before
    assert Erasure.objects.count() == 1


def test_readers_no_longer_see_that_a_mailbox_was_asked() -> None:
    case = publishing.publish(case=CaseFactory(with_source=True), by=None).case
    inquiry = InquiryFactory(case=case, mailbox=EMAIL)
    publishing.refresh(referring_to=inquiry)

    erasing.erase_sender(EMAIL, by=None)

    assert not Inquiry.objects.exists()
    assert publishing.differences() == []


@pytest.mark.parametrize("broken", ["erase_written", "erase_files"])
def test_what_breaks_off_halfway_erased_nothing(monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    editor = UserFactory()
    case = taken_up(editor)

    def stop(*given: Any) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(erasing.traces, broken, stop)
        with pytest.raises(KeyboardInterrupt):
            erasing.erase_sender(EMAIL, by=editor)
    assert case.submissions.exists()
    assert Case.objects.filter(pk=case.pk).exists()
    assert not Erasure.objects.exists()
