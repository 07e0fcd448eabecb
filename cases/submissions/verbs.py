"""What happens to a submission: the verbs, and from which state each may start."""

import logging

from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases.editorial import mail
from cases.models import Case, Submission, SubmissionNote
from cases.submissions.questions import unanswered
from gouden.web.http.links import absolute
from gouden.web.operations.logs import event

logger = logging.getLogger(__name__)

State = Submission.State
Kind = Submission.Kind

# From which state a verb may start, and to which it leads.
TRANSITIONS: dict[str, dict[State, State]] = {
    # A second time: to a better address.
    "send": {State.STARTED: State.UNCONFIRMED, State.UNCONFIRMED: State.UNCONFIRMED},
    "report": {State.STARTED: State.WAITING},
    # The link works as often as it is followed; of a mistake that was reported it says only that the address is right.
    "confirm": {State.UNCONFIRMED: State.WAITING}
    | {state: state for state in (State.WAITING, State.TAKEN_UP, State.ACCEPTED, State.REFUSED)},
    "take_up": {State.WAITING: State.TAKEN_UP},
    "accept": {State.WAITING: State.ACCEPTED, State.TAKEN_UP: State.ACCEPTED},
    "refuse": {State.WAITING: State.REFUSED, State.TAKEN_UP: State.REFUSED},
    # Of a question about a case (`passing_on`); a second time to another mailbox.
    "pass_on": {State.WAITING: State.TAKEN_UP, State.TAKEN_UP: State.TAKEN_UP},
    "remind": {State.TAKEN_UP: State.TAKEN_UP},
    "answer": {State.TAKEN_UP: State.ACCEPTED},
    # Of a question for the board, and of an answer (`board`): readers see it.
    "place": {State.WAITING: State.TAKEN_UP},
    "close": {State.TAKEN_UP: State.ACCEPTED},
    "place_answer": {State.WAITING: State.ACCEPTED},
}
# What can be done with every kind, and with some only.
SHARED = {"send", "report", "confirm", "refuse"}
OF_KIND: dict[str, set[str]] = {
    Kind.EXAMPLE: {"accept", "take_up"},
    Kind.NOMINATION: {"accept", "take_up"},
    Kind.MISTAKE: {"accept"},
    Kind.ADOPTION: {"accept"},
    Kind.CASE_QUESTION: {"accept", "pass_on", "remind", "answer"},
    Kind.BOARD_QUESTION: {"place", "close"},
    Kind.BOARD_ANSWER: {"place_answer"},
}
DECISIONS = {State.ACCEPTED, State.REFUSED}

# The mail that asks to confirm, where it is not that of something shared.
CONFIRMING: dict[str, str] = {
    Kind.CASE_QUESTION: "case_question_confirm",
    Kind.ADOPTION: "adoption_confirm",
    Kind.BOARD_QUESTION: "board_question_confirm",
    Kind.BOARD_ANSWER: "board_answer_confirm",
}

_signer = Signer(salt="cases.submissions.confirm")


class WrongState(Exception):
    """The submission is in a state from which this verb cannot start; the text says so in Dutch."""


def send(*, submission: Submission) -> Submission:
    """Send it off: the editors get it when the sender has followed the link in the mail.

    Raises WrongState when it was confirmed already, or while a question that needs an answer has none; TooOften when
    its mailbox, or all together, had as much mail as they may.
    """
    if unanswered(submission):
        raise WrongState("Beantwoord eerst de vragen die nog openstaan.")
    with transaction.atomic():
        submission = step(submission, "send", by=None, sent_at=timezone.now())
        _mail_link(submission)
    return submission


def send_at_once(*, submission: Submission) -> Submission:
    """Keep what was asked on one page, and send it off. Raises what `send` raises, and then keeps nothing."""
    with transaction.atomic():
        submission.save()
        return send(submission=submission)


def report(*, submission: Submission) -> Submission:
    """Put a mistake that somebody noticed in the queue at once; an address, when given, is checked meanwhile.

    Raises TooOften, and then keeps nothing, when that address had as much mail as it may.
    """
    with transaction.atomic():
        submission.save()
        submission = step(submission, "report", by=None, sent_at=timezone.now())
        if submission.email:
            _mail_link(submission)
    return submission


def confirm(*, submission: Submission) -> Submission:
    """The address is the sender's: who holds the link from the mail says so."""
    confirmed = submission.email_confirmed_at or timezone.now()
    return step(submission, "confirm", by=None, email_confirmed_at=confirmed)


def take_up(*, submission: Submission, case: Case, by: User) -> Submission:
    """An editor works on it, in `case`."""
    with transaction.atomic():
        submission = step(submission, "take_up", by=by, case=case)
        note(submission=submission, by=by, text=f"Concept gemaakt: {case.title}")
    return submission


def allowed(submission: Submission) -> set[str]:
    """Return the verbs that can start from the state it is in, and are for its kind."""
    known = SHARED | OF_KIND[submission.kind]
    if submission.kind == Kind.BOARD_QUESTION and submission.state == State.TAKEN_UP:
        # Readers see it: it is closed, or taken off the board.
        known = known - {"refuse"}
    return {verb for verb, steps in TRANSITIONS.items() if submission.state in steps and verb in known}


def accept(*, submission: Submission, by: User, text: mail.MailText | None = None) -> Submission:
    """Close it: what was sent is, or will be, in the catalogue. `text` is mailed to the sender."""
    return _decide(submission, "accept", by=by, text=text)


def refuse(*, submission: Submission, by: User, text: mail.MailText | None = None) -> Submission:
    """Close it without using it. `text` is mailed to the sender."""
    return _decide(submission, "refuse", by=by, text=text)


def note(*, submission: Submission, by: User | None, text: str) -> SubmissionNote:
    """Write down something about it, for editors only."""
    return SubmissionNote.objects.create(submission=submission, by=by, text=text)


def can_answer(submission: Submission) -> bool:
    """Whether there is an address to write to that was checked."""
    return bool(submission.email and submission.email_confirmed_at)


def confirmation_link(submission: Submission) -> str:
    """Return the address of the page that confirms the sender's mail address, and no other one."""
    return absolute(reverse("share-confirm", args=[_signer.sign_object([submission.pk, submission.email])]))


def to_be_confirmed(signed: str) -> Submission | None:
    """Return the submission whose link this is; None for what is no link of ours, or is out of date."""
    try:
        pk, email = _signer.unsign_object(signed)
    except BadSignature:
        return None
    return Submission.objects.filter(pk=pk, email=email).exclude(email="").first()


def _mail_link(submission: Submission) -> None:
    template = CONFIRMING.get(submission.kind, "submission_confirm")
    link = confirmation_link(submission)
    mail.ask_to_confirm(to=submission.email, kind=submission.kind, link=link, template=template)


def _decide(submission: Submission, verb: str, *, by: User, text: mail.MailText | None) -> Submission:
    with transaction.atomic():
        submission = step(submission, verb, by=by, decided_at=timezone.now())
        said = "zonder mail"
        if text and can_answer(submission):
            mail.send(to=submission.email, text=text)
            said = f"met deze mail:\n\n{text.body}"
        note(submission=submission, by=by, text=f"{submission.standing.capitalize()}, {said}")
    return submission


def step(submission: Submission, verb: str, *, by: User | None, **changes: object) -> Submission:
    """Take the step that `verb` is, with `changes`, and return the submission as it then is."""
    with transaction.atomic():
        submission = Submission.objects.select_for_update().get(pk=submission.pk)
        to = TRANSITIONS[verb].get(State(submission.state))
        if to is None or verb not in allowed(submission):
            raise WrongState(f"Dit kan niet meer: de inzending is {submission.standing}.")
        submission.state = to
        for name, value in changes.items():
            setattr(submission, name, value)
        submission.save(update_fields=["state", "changed_at", *changes])
        extra = event(verb, f"submission {submission.pk}", submission.state, by or "visitor")
        transaction.on_commit(lambda: logger.info("submission: %s", verb, extra=extra))
    return submission
