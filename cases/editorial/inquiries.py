"""'Bestaat dit nog?': asks the contact of a public case whether it still runs, and keeps the answer for an editor.

Everything is done under the lock of the verbs, so two runs at once ask and remind once. A mail is a row of the same
transaction (`cases.editorial.mail`): what is asked is mailed, and what is rolled back is not.
"""

import datetime
import logging
from collections.abc import Callable

from django.contrib.auth.models import User
from django.core import signing
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils import timezone

from cases import publishing
from cases.editorial import checking, mail
from cases.editorial.planning import YEAR, due
from cases.editorial.quality.conditions import NO_MAILBOX
from cases.models import Case, CatalogueState, Inquiry, Mailbox, PublishedCase
from gouden.web.http.links import absolute
from gouden.web.operations.logs import event
from gouden.web.text.dutch_text import day

logger = logging.getLogger(__name__)

# As many mails in an hour: nobody's mail server takes it for a flood, and a thousand cases are asked in two days.
A_RUN = 20
# After how long a contact that did not answer is asked once more.
PATIENCE = datetime.timedelta(days=14)
# How long the link in the mail works.
VALID = datetime.timedelta(days=90)

# How long an answer is kept.
KEPT = 2 * YEAR

# Where a contact is asked: at its public mailbox, or else at the one that editors read in.
ADDRESS = Coalesce(
    NullIf("contact__contact_mailbox", Value("")),
    Subquery(Mailbox.objects.filter(organisation=OuterRef("contact")).values("address")[:1]),
)

LIFECYCLES = {
    Inquiry.Answer.RUNS: Case.Lifecycle.RUNNING,
    Inquiry.Answer.CHANGED: Case.Lifecycle.CHANGED,
    Inquiry.Answer.ENDED: Case.Lifecycle.ENDED,
}


class AlreadyHandled(Exception):
    """The answer was taken over or laid aside before."""


# --- Asking -------------------------------------------------------------------------------------------------------


def ask_due() -> int:
    """Ask after the public cases that are due and have a mailbox, those longest unknown first; return how many.

    A case is asked after once a year, and a mailbox gets one question a day.
    """
    return _in_turn(_to_ask, _ask)


def remind_due() -> int:
    """Remind, once, who did not answer for two weeks; return how many."""
    return _in_turn(_to_remind, _remind)


def _in_turn(waiting: Callable[[datetime.date], QuerySet[Case]], do: Callable[[Case, datetime.date], None]) -> int:
    """Mail about the first A_RUN of the cases that wait, each in a transaction of its own; return how many."""
    today, done = timezone.localdate(), 0
    for pk in list(waiting(today).values_list("pk", flat=True)[:A_RUN]):
        with transaction.atomic():
            lock()
            # Another run may have been first, or an editor; and the mailbox may have had its question just now.
            case = waiting(today).filter(pk=pk).first()
            if case:
                do(case, today)
                done += 1
    return done


def _to_ask(today: datetime.date) -> QuerySet[Case]:
    recent = Inquiry.objects.filter(asked_on__gt=today - YEAR)
    asked_today = Inquiry.objects.filter(asked_on=today).order_by().values("mailbox")
    cases = Case.objects.filter(due(today)).exclude(NO_MAILBOX).exclude(pk__in=recent.order_by().values("case"))
    cases = cases.annotate(mailbox=ADDRESS).exclude(mailbox__in=asked_today)
    return cases.select_related("contact").order_by(F("lifecycle_checked_on").asc(nulls_first=True), "pk")


def _ask(case: Case, today: datetime.date) -> None:
    address = Case.objects.filter(pk=case.pk).values_list(ADDRESS, flat=True).get()
    inquiry = Inquiry.objects.create(case=case, mailbox=address, asked_on=today)
    _mail(inquiry, "inquiry")
    publishing.refresh(referring_to=inquiry)
    _log("ask whether it runs", case, "asked", None)


def _to_remind(today: datetime.date) -> QuerySet[Case]:
    # Who was asked for a whole municipality is reminded of that (`inquiry_rounds`).
    silent = Inquiry.objects.filter(answer="", reminded_on=None, round=None)
    silent = silent.filter(asked_on__lte=today - PATIENCE, asked_on__gt=today - VALID)
    # The mailbox that was asked is still the one to ask.
    silent = silent.filter(
        Q(mailbox=F("case__contact__contact_mailbox"))
        | Exists(Mailbox.objects.filter(organisation=OuterRef("case__contact"), address=OuterRef("mailbox")))
    )
    return Case.objects.filter(due(today), pk__in=silent.order_by().values("case")).order_by("pk")


def _remind(case: Case, today: datetime.date) -> None:
    inquiry = case.inquiries.order_by("-asked_on")[0]
    inquiry.reminded_on = today
    inquiry.save(update_fields=["reminded_on"])
    _mail(inquiry, "inquiry_reminder")
    _log("remind", case, "asked", None)


def _mail(inquiry: Inquiry, template: str) -> None:
    published = PublishedCase.objects.get(pk=inquiry.case_id)
    context = {
        "title": published.title,
        "described_in": published.described_in,
        "page": absolute(published.get_absolute_url()),
        "link": absolute(reverse("inquiry", args=[token(inquiry)])),
        "asked_on": inquiry.asked_on,
        "valid_until": inquiry.asked_on + VALID,
    }
    mail.send(to=inquiry.mailbox, text=mail.write(template, context))


def erase_old() -> int:
    """Erase the answers of longer ago than they are kept, and return how many.

    What nobody answered stays: readers see since when, and it holds nothing of anyone.
    """
    return Inquiry.objects.filter(asked_on__lt=timezone.localdate() - KEPT).exclude(answer="").delete()[0]


# --- Answering ----------------------------------------------------------------------------------------------------


def token(inquiry: Inquiry) -> str:
    """Return what in an address stands for `inquiry`; nobody can make one up."""
    return _signer().sign(str(inquiry.pk))


def by_token(given: str) -> Inquiry | None:
    """Return the inquiry of this token; None when it was made up."""
    try:
        pk = _signer().unsign(given)
    except signing.BadSignature:
        return None
    return Inquiry.objects.select_related("case").filter(pk=pk).first()


def can_be_answered(inquiry: Inquiry) -> bool:
    """Whether the link still works: nobody answered, it is recent, and the case is still public."""
    recent = timezone.localdate() < inquiry.asked_on + VALID
    return not inquiry.answer and recent and inquiry.case.state == Case.State.PUBLISHED


def answer(*, inquiry: Inquiry, answer: str, remark: str) -> bool:
    """Keep what the contact answered; only the first answer counts: return whether this is it.

    Readers no longer see that there is none.
    """
    with transaction.atomic():
        lock()
        unanswered = Inquiry.objects.filter(pk=inquiry.pk, answer="")
        if not unanswered.update(answer=answer, remark=remark.strip(), answered_at=timezone.now()):
            return False
        publishing.refresh(referring_to=inquiry)
        _log("answer whether it runs", inquiry.case, answer, "visitor")
    return True


def accept(*, inquiry: Inquiry, by: User) -> Case:
    """Make the answer the dated lifecycle of the working case, as a new version; readers see it once that is published.

    Raises AlreadyHandled when an editor was first, and publishing.NotAllowed for what is archived.
    """
    with transaction.atomic():
        lock()
        inquiry = _handle(inquiry, Inquiry.Outcome.ACCEPTED, by)
        assert inquiry.answered_at is not None  # noqa: S101  # inquiry_answer_has_a_moment
        lifecycle = LIFECYCLES[Inquiry.Answer(inquiry.answer)]
        answered_on = timezone.localdate(inquiry.answered_at)
        note = f"Antwoord op de navraag van {day(inquiry.asked_on)}: {inquiry.get_answer_display()}."
        try:
            case = checking.record(case=inquiry.case_id, lifecycle=lifecycle, on=answered_on, by=by, note=note)
        except publishing.NotAllowed as why_not:
            raise publishing.NotAllowed(f"{why_not} Of leg het antwoord opzij.") from why_not
        _log("accept answer", case, inquiry.answer, by.get_username())
    return case


def accept_in_public(*, inquiry: Inquiry, by: User) -> tuple[Case, bool]:
    """Take the answer over and, where `by` may publish it and nothing else waits in the case, show it to readers.

    Returns the case and whether readers see it now. Raises what `accept` raises.
    """
    with transaction.atomic():
        lock()
        settled = checking.is_settled(inquiry.case_id)
        accepted = accept(inquiry=inquiry, by=by)
        return accepted, settled and checking.show(case=accepted, by=by, note="Antwoord op de navraag.")


def lay_aside(*, inquiry: Inquiry, by: User) -> None:
    """Leave the case as it is. Raises AlreadyHandled when an editor was first."""
    with transaction.atomic():
        lock()
        _handle(inquiry, Inquiry.Outcome.LAID_ASIDE, by)
        _log("lay answer aside", inquiry.case, inquiry.answer, by.get_username())


def _handle(inquiry: Inquiry, outcome: Inquiry.Outcome, by: User) -> Inquiry:
    waiting = Inquiry.objects.filter(pk=inquiry.pk, outcome="").exclude(answer="")
    if not waiting.update(outcome=outcome, handled_by=by):
        raise AlreadyHandled("Dit antwoord is al door een redacteur behandeld.")
    return Inquiry.objects.get(pk=inquiry.pk)


def lock() -> None:
    """Take the lock of the verbs before any row, as they do."""
    CatalogueState.objects.select_for_update().filter(pk=1).first()


def _signer() -> signing.Signer:
    return signing.Signer(salt="inquiry", sep=".")


def _log(action: str, case: Case, result: str, actor: str | None) -> None:
    extra = event(action, case.slug, result, actor)
    transaction.on_commit(lambda: logger.info("%s: %s", action, case.slug, extra=extra))
