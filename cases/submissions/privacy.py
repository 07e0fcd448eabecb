"""How long what people sent is kept, and what they can ask of it: to see all of it, and to have it erased."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases import publishing
from cases.desk.following import verbs as following
from cases.models import Adoption, OutgoingMail, PassedQuestion, Submission
from cases.submissions import adopting, erasing, passing_on, verbs
from cases.submissions.traces import Traces

# How long what was never sent, or never confirmed, is kept after the last change.
UNFINISHED = timedelta(days=30)

State = Submission.State


def kept() -> timedelta:
    """Return how long a submission is kept after the decision on it."""
    return timedelta(days=settings.GOUDEN_SUBMISSION_DAYS)


def erase_old() -> int:
    """Erase what was never finished, and what was decided on longer ago than it is kept; return how many."""
    now = timezone.now()
    unfinished = Q(state__in=[State.STARTED, State.UNCONFIRMED], changed_at__lt=now - UNFINISHED)
    decided = Q(state__in=verbs.DECISIONS, decided_at__lt=now - kept())
    found = Submission.objects.filter(unfinished | decided)
    count = found.count()
    found.delete()
    return count


def erase(submission: Submission) -> None:
    """Erase one submission with its notes, and the mail to its sender that waits, as asked by the own link.

    An adoption that was made of it stays, without what leads to its sender.
    """
    with transaction.atomic():
        publishing.lock()
        mails = OutgoingMail.objects.filter(to=submission.email).exclude(to="").delete()[0]
        mails += passing_on.erase_mails([submission])
        adoptions = 0
        if submission.adoption and submission.kind == Submission.Kind.ADOPTION:
            known = Traces.of(submission.email, [submission], [])
            adoptions = adopting.forget(known, [submission.adoption], submission.email)
        submission.delete()
        erasing.note(None, Counter(submissions=1, adoptions=adoptions, mails=mails))


def everything_of(email: str) -> list[dict[str, Any]]:
    """Return all that is kept of one sender, as data to hand over; also what that address follows."""
    found = Submission.objects.filter(email__iexact=email) if email else Submission.objects.none()
    sent = [
        export(submission)
        for submission in found.select_related("municipality", "case", "board_question").order_by("id")
    ]
    asked = Adoption.objects.filter(mailbox__iexact=email).exclude(mailbox="").order_by("pk")
    sent += [{"soort": "navolging", "door": one.party, "mailbox voor vragen": one.mailbox} for one in asked]
    return sent + [{"soort": "volgen"} | one for one in following.everything_of(email)]


def export(submission: Submission) -> dict[str, Any]:
    """Return all that is kept of one submission, by its Dutch names; not what editors noted among themselves."""
    left_out = {"id", "token", "case", "board_question", "adoption"}
    fields = [field for field in Submission._meta.concrete_fields if field.name not in left_out]
    found = {str(field.verbose_name): getattr(submission, field.name) for field in fields}
    found |= {"soort": submission.get_kind_display(), "stand": submission.standing}
    found["gemeente"] = submission.municipality.name if submission.municipality else None
    found |= {"voorbeeld": submission.case.title if submission.case else None}
    found |= {"vraag op het vragenbord": str(submission.board_question) if submission.board_question else None}
    passed = PassedQuestion.objects.filter(submission=submission).first()
    return found | (_export_passed(passed) if passed else {})


def _export_passed(passed: PassedQuestion) -> dict[str, Any]:
    """Return what became of a question; not the mailbox it went to, which is that of somebody else."""
    names = ("party", "passed_on_at", "reminded_at", "answer", "answered_at")
    fields = [field for field in PassedQuestion._meta.concrete_fields if field.name in names]
    return {str(field.verbose_name): getattr(passed, field.name) for field in fields}
