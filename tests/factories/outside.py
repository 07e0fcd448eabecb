"""What comes from outside, and goes there."""

import datetime

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory, Trait

from cases import models as cases
from tests.factories.base import Factory
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.working import CaseFactory


class SubmissionFactory(Factory):
    """An example that waits for an editor; `started=True` is one that somebody is still writing."""

    class Meta:
        model = cases.Submission

    class Params:
        started = Trait(state=cases.Submission.State.STARTED, sent_at=None, email_confirmed_at=None)
        unconfirmed = Trait(state=cases.Submission.State.UNCONFIRMED, email_confirmed_at=None)
        nomination = Trait(
            kind=cases.Submission.Kind.NOMINATION, title="", summary="", approach="", message="Zij luistert."
        )
        mistake = Trait(
            kind=cases.Submission.Kind.MISTAKE,
            title="",
            summary="",
            approach="",
            municipality=None,
            message="Dit is gestopt.",
            case=SubFactory(CaseFactory),
        )
        case_question = Trait(
            kind=cases.Submission.Kind.CASE_QUESTION,
            title="",
            summary="",
            approach="",
            organisation="",
            municipality=None,
            message="Hoeveel uren kost dit?",
            case=SubFactory(CaseFactory),
        )

        board_question_sent = Trait(
            kind=cases.Submission.Kind.BOARD_QUESTION, title="Wie werkt met een buurtbus?", summary="", approach=""
        )
        board_answer_sent = Trait(
            kind=cases.Submission.Kind.BOARD_ANSWER,
            title="",
            summary="",
            approach="",
            municipality=None,
            message="Bij ons rijdt hij sinds mei.",
            board_question=SubFactory("tests.factories.BoardQuestionFactory"),
        )
        adoption_told = Trait(
            kind=cases.Submission.Kind.ADOPTION,
            title="",
            summary="",
            approach="",
            organisation="",
            case=SubFactory(CaseFactory),
            stage=cases.Adoption.Status.RUNNING,
            since=2024,
            message="Wij doen het met vrijwilligers.",
            mailbox="sociaaldomein@borne.example",
            function="beleidsadviseur",
        )

    kind = cases.Submission.Kind.EXAMPLE
    state = cases.Submission.State.WAITING
    title = Sequence(lambda n: f"Startgeld voor bewoners {n}")
    municipality = SubFactory(MunicipalityFactory)
    organisation = "Figulus Welzijn"
    summary = "Bewoners krijgen geld om zelf iets voor hun straat te doen."
    approach = "Wie een plan heeft, belt de gemeente en krijgt het geld dezelfde week."
    name = "An Jansen"
    email = "an@figulus.example"
    sent_at = LazyFunction(timezone.now)
    email_confirmed_at = LazyFunction(timezone.now)


class SubmissionNoteFactory(Factory):
    class Meta:
        model = cases.SubmissionNote

    submission = SubFactory(SubmissionFactory)
    text = "Gebeld; ze sturen nog een verslag."


class PassedQuestionFactory(Factory):
    """A question about a case that went to its contact, who did not answer yet."""

    class Meta:
        model = cases.PassedQuestion

    submission = SubFactory(SubmissionFactory, case_question=True, state=cases.Submission.State.TAKEN_UP)
    party = "Figulus Welzijn"
    mailbox = "info@figulus.example"


class BoardQuestionFactory(Factory):
    """An open question on the board."""

    class Meta:
        model = cases.BoardQuestion

    question = Sequence(lambda n: f"Wie werkt met een buurtbus {n}?")


class BoardAnswerFactory(Factory):
    class Meta:
        model = cases.BoardAnswer

    question = SubFactory(BoardQuestionFactory)
    text = "Bij ons rijdt hij sinds mei."


class MailboxFactory(Factory):
    """Of a municipality; for an organisation give `kind="organisatie"`, `municipality=None` and `organisation`."""

    class Meta:
        model = cases.Mailbox

    kind = cases.Mailbox.Kind.MUNICIPALITY
    municipality = SubFactory(MunicipalityFactory)
    address = Sequence(lambda n: f"gemeente{n}@aalten.example")
    source = "https://www.aalten.example/contact"
    checked_on = LazyFunction(timezone.localdate)


class InquiryRoundFactory(Factory):
    class Meta:
        model = cases.InquiryRound

    municipality = SubFactory(MunicipalityFactory)
    mailbox = "info@aalten.example"
    asked_on = LazyFunction(timezone.localdate)


class InquiryFactory(Factory):
    """Asked, and not answered; `answered=True` gives the answer that it still runs."""

    class Meta:
        model = cases.Inquiry

    class Params:
        answered = Trait(answer=cases.Inquiry.Answer.RUNS, answered_at=LazyFunction(timezone.now))

    case = SubFactory(CaseFactory)
    mailbox = "info@figulus.example"
    asked_on = LazyFunction(timezone.localdate)


class OutgoingMailFactory(Factory):
    class Meta:
        model = cases.OutgoingMail

    to = "an@gemeente.example"
    subject = "Bedankt voor uw voorbeeld"
    body = "We lezen het binnen twee weken.\n"


class FollowFactory(Factory):
    """Somebody who follows every case, each week; `unconfirmed=True` did not follow the link in the mail yet."""

    class Meta:
        model = cases.Follow

    class Params:
        unconfirmed = Trait(confirmed_at=None, looked_at=None, due_at=None)

    email = Sequence(lambda n: f"lezer{n}@gemeente.example")
    confirmed_at = LazyFunction(timezone.now)
    looked_at = LazyFunction(timezone.now)
    due_at = LazyFunction(timezone.now)


class ErasureFactory(Factory):
    class Meta:
        model = cases.Erasure

    what = "1 inzending"


class MissedSearchFactory(Factory):
    class Meta:
        model = cases.MissedSearch

    searched = "babbelbox"


class AskedInVainFactory(Factory):
    class Meta:
        model = cases.AskedInVain

    words = Sequence(lambda n: f"vergeefs {n}")
    week = datetime.date(2026, 11, 30)
    times = 5


class TallyFactory(Factory):
    class Meta:
        model = cases.Tally

    digest = Sequence(lambda n: f"{n:064x}")
    until = LazyFunction(timezone.now)
