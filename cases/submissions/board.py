"""The board of questions on `/vragen/`: what an editor puts there of what readers ask and answer, and who hears of it.

Nothing that somebody sends is public by itself: what readers see is the editor's version. A question stays until it is
closed; so long its asker's address is kept, to tell of each answer.
"""

import datetime
from collections.abc import Iterable
from contextlib import suppress

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cases import publishing
from cases.editorial import mail
from cases.models import BoardAnswer, BoardQuestion, Submission
from cases.submissions import verbs
from cases.submissions.named import NamedCase
from gouden.web.http.links import absolute
from municipalities.models import Municipality

State = BoardQuestion.State
# So long a question stands open at most; then it closes by itself, and its asker's address goes in time.
OPEN_FOR = datetime.timedelta(days=365)


class NotOpen(Exception):
    """The question is closed already; the text says so in Dutch."""


def shown() -> QuerySet[BoardQuestion]:
    """Return the questions that readers see."""
    return BoardQuestion.objects.exclude(state=State.WITHDRAWN)


def placed_of(submissions: Iterable[Submission]) -> QuerySet[BoardQuestion]:
    """Return the questions that readers see which these asked, or answered."""
    keys = [one.pk for one in submissions]
    return shown().filter(Q(submission__in=keys) | Q(answers__submission__in=keys)).distinct().order_by("pk")


def place_question(
    *, submission: Submission, question: str, explanation: str, municipality: Municipality | None, by: User
) -> BoardQuestion:
    """Put a question on the board in these words, and tell who asked. Raises verbs.WrongState."""
    with transaction.atomic():
        publishing.lock()
        submission = verbs.step(submission, "place", by=by)
        placed = BoardQuestion.objects.create(
            question=question,
            explanation=explanation,
            municipality=municipality,
            asked_on=timezone.localdate(submission.sent_at) if submission.sent_at else timezone.localdate(),
            submission=submission,
            placed_by=by,
        )
        publishing.refresh(referring_to=placed)
        _tell(submission, "board_question_placed", placed)
        verbs.note(submission=submission, by=by, text=f"Op het vragenbord gezet: {question}")
    return placed


def place_answer(*, submission: Submission, text: str, named: NamedCase | None, giver: str, by: User) -> BoardAnswer:
    """Put an answer on the board, and tell who asked, and who answered. Raises verbs.WrongState and NotOpen."""
    with transaction.atomic():
        publishing.lock()
        question = BoardQuestion.objects.select_for_update().filter(submitted_answers=submission).first()
        if question is None or question.state != State.OPEN:
            raise NotOpen("De vraag is gesloten; er komt geen antwoord meer bij.")
        submission = verbs.step(submission, "place_answer", by=by, decided_at=timezone.now())
        placed = BoardAnswer.objects.create(
            question=question,
            text=text,
            case_id=named.case.pk if named else None,
            claim_key=named.claim_key if named else "",
            by=giver,
            submission=submission,
            placed_by=by,
        )
        publishing.refresh(referring_to=placed)
        if question.submission:
            _tell(question.submission, "board_question_answered", question)
        _tell(submission, "board_answer_placed", question)
        verbs.note(submission=submission, by=by, text="Op het vragenbord gezet.")
    return placed


def close(*, question: BoardQuestion, by: User | None) -> None:
    """Take no more answers, and tell who asked. Raises NotOpen."""
    _end(question, State.CLOSED, "board_question_closed", by)


def withdraw(*, question: BoardQuestion, by: User) -> None:
    """Take a question off the board with its answers, and tell who asked. Raises NotOpen when it was already."""
    _end(question, State.WITHDRAWN, "board_question_withdrawn", by)


def close_old() -> int:
    """Close what is open for a year, and return how many."""
    old = BoardQuestion.objects.filter(state=State.OPEN, asked_on__lte=timezone.localdate() - OPEN_FOR)
    number = 0
    for question in old:
        # An editor may have closed it meanwhile.
        with suppress(NotOpen):
            close(question=question, by=None)
            number += 1
    return number


def _end(question: BoardQuestion, state: BoardQuestion.State, template: str, by: User | None) -> None:
    with transaction.atomic():
        publishing.lock()
        question = BoardQuestion.objects.select_for_update().get(pk=question.pk)
        if question.state in {State.WITHDRAWN, state}:
            raise NotOpen(f"Dit kan niet meer: de vraag is {question.get_state_display()}.")
        was_open = question.state == State.OPEN
        question.state, question.closed_on = state, question.closed_on or timezone.localdate()
        question.save(update_fields=["state", "closed_on"])
        publishing.refresh(referring_to=question)
        if question.submission and was_open:
            submission = verbs.step(question.submission, "close", by=by, decided_at=timezone.now())
            _tell(submission, template, question)


def _tell(submission: Submission, template: str, question: BoardQuestion) -> None:
    if verbs.can_answer(submission):
        context = {
            "submission": submission,
            "question": question,
            "answers": question.answers.count(),
            "page": absolute(question.get_absolute_url()),
            "link": absolute(submission.get_absolute_url()),
        }
        mail.send(to=submission.email, text=mail.write(template, context))
