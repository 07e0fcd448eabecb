"""What a municipality told of itself and a case becomes an adoption, or a check of the case where that is its own."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from cases import publishing
from cases.editorial import checking
from cases.editorial.mail import MailText
from cases.models import Adoption, Case, PublishedCase, PublishedPlace, Submission
from cases.submissions import verbs
from cases.submissions.traces import Traces
from gouden.web.admin.who_may import may, who_may
from gouden.web.text.dutch_text import day

ADD = "cases.add_adoption"
# What of an adoption is in the words of who sent it.
TEXTS = ("differently", "confirmed_by")
# How a case of one's own stands, by how far one says to be.
LIFECYCLES: dict[str, Case.Lifecycle] = {
    Adoption.Status.EXPLORING: Case.Lifecycle.PLANNED,
    Adoption.Status.STARTED: Case.Lifecycle.RUNNING,
    Adoption.Status.RUNNING: Case.Lifecycle.RUNNING,
    Adoption.Status.ENDED: Case.Lifecycle.ENDED,
}


@dataclass(frozen=True)
class Accepted:
    """What an editor makes of what was sent: as it was, or put otherwise."""

    status: Adoption.Status
    since: int | None
    differently: str
    confirmed_by: str
    may_be_asked: bool


def is_own(submission: Submission) -> bool:
    """Whether the case is found under this municipality: then what it says is a check of the case."""
    return PublishedPlace.objects.filter(
        published_case=submission.case_id, municipality=submission.municipality_id
    ).exists()


def known_adoption(submission: Submission) -> Adoption | None:
    """Return the adoption that this municipality has of the case already, withdrawn or not."""
    return Adoption.objects.filter(case=submission.case_id, municipality=submission.municipality_id).first()


def confirmer(submission: Submission) -> str:
    """Return who confirmed it, as readers may know: the function and the municipality, and no name."""
    of = f"gemeente {submission.municipality}"
    return f"{submission.function}, {of}"[:150] if submission.function else of


def why_not(submission: Submission, by: User) -> str:
    """Return why `by` cannot accept it; empty: nothing keeps from it."""
    if not PublishedCase.objects.filter(pk=submission.case_id).exists():
        return "Het voorbeeld is niet openbaar. Wijs dit af, of laat het voorbeeld eerst publiceren."
    if not is_own(submission) and not may(by, ADD):
        return f"Lezers zien een navolging meteen. {who_may(by, ADD, 'dit overnemen')}"
    return ""


def adopt(*, submission: Submission, accepted: Accepted, by: User, text: MailText | None = None) -> Adoption:
    """Make it an adoption of the case that readers see at once, or bring the one that is there up to date.

    Raises verbs.WrongState when it was decided on already, and publishing.NotAllowed where `why_not` says so. `text`
    is mailed to the sender.
    """
    with transaction.atomic():
        publishing.lock()
        submission = _accept(submission, by, text)
        assert submission.case_id is not None  # noqa: S101  # `why_not` looked for it
        adoption = known_adoption(submission) or Adoption(
            case_id=submission.case_id, municipality_id=submission.municipality_id
        )
        adoption.status, adoption.since = accepted.status, accepted.since
        adoption.differently = accepted.differently
        adoption.confirmed_by = accepted.confirmed_by
        adoption.confirmed_on = _confirmed_on(submission)
        adoption.mailbox = submission.mailbox if accepted.may_be_asked else ""
        adoption.withdrawn_because, adoption.added_on = "", timezone.localdate()
        adoption.save()
        submission.adoption = adoption
        submission.save(update_fields=["adoption", "changed_at"])
        publishing.refresh(referring_to=adoption)
    return adoption


def check(
    *, submission: Submission, lifecycle: Case.Lifecycle, by: User, text: MailText | None = None
) -> tuple[Case, bool]:
    """Record it as a check of the case, and show that where `by` may publish it and nothing else waits in the case.

    Returns the case and whether readers see it now. Raises what `adopt` raises.
    """
    with transaction.atomic():
        publishing.lock()
        submission = _accept(submission, by, text)
        assert submission.case_id is not None  # noqa: S101  # `why_not` looked for it
        settled = checking.is_settled(submission.case_id)
        on = _confirmed_on(submission)
        said = f"Gemeld door {confirmer(submission)} op {day(on)}."
        case = checking.record(case=submission.case_id, lifecycle=lifecycle, on=on, by=by, note=said)
        return case, settled and checking.show(case=case, by=by, note=said)


def made_of(submissions: Iterable[Submission], email: str) -> list[Adoption]:
    """Return the adoptions made of these submissions, and those that can be asked at this address."""
    made = Adoption.objects.filter(
        pk__in=[one.adoption_id for one in submissions if one.kind == Submission.Kind.ADOPTION]
    )
    return list((made | Adoption.objects.filter(mailbox__iexact=email).exclude(mailbox="")).order_by("pk"))


def forget(known: Traces, adoptions: Iterable[Adoption], email: str) -> int:
    """Take out of these adoptions the mailbox that is this address, and what leads to the sender; return of how many.

    The rest is public, and of the municipality: it stays. The caller holds the lock of the verbs.
    """
    changed = []
    for adoption in adoptions:
        before = [getattr(adoption, name) for name in TEXTS] + [adoption.mailbox]
        for name in TEXTS:
            setattr(adoption, name, known.out_of(getattr(adoption, name)))
        if adoption.mailbox.casefold() == email.casefold():
            adoption.mailbox = ""
        if before != [getattr(adoption, name) for name in TEXTS] + [adoption.mailbox]:
            adoption.save(update_fields=[*TEXTS, "mailbox"])
            changed.append(adoption)
    publishing.refresh_cases(sorted({adoption.case_id for adoption in changed}))
    return len(changed)


def _accept(submission: Submission, by: User, text: MailText | None) -> Submission:
    if refusal := why_not(submission, by):
        raise publishing.NotAllowed(refusal)
    return verbs.accept(submission=submission, by=by, text=text)


def _confirmed_on(submission: Submission) -> datetime.date:
    """Return the day on which the sender confirmed what was sent."""
    assert submission.email_confirmed_at is not None  # noqa: S101  # before that it waits for no editor
    return timezone.localdate(submission.email_confirmed_at)
