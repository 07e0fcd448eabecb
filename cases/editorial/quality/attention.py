"""What waits for an editor: each row of the start page, which is also a choice of the list it leads to."""

import datetime
from collections.abc import Callable
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db.models import Model, Q

from cases.editorial.planning import YEAR, due
from cases.editorial.quality.conditions import (
    BOTH_IN_USE,
    EMPTY_SECTION,
    FIGURE_WITHOUT_ARTICLE,
    LINK_FAILS,
    NO_MAILBOX,
    NO_SOURCE,
    PUT_AWAY,
)
from cases.jobs import STOPPED, unattended
from cases.models import (
    BoardAnswer,
    BoardQuestion,
    Case,
    CitingRow,
    Inquiry,
    Job,
    LinkCheck,
    Mending,
    MissedSearch,
    ProbableDuplicate,
    Question,
    Submission,
    Theme,
)
from cases.publishing.citing import out_of_date


class Viewpoint(NamedTuple):
    """Who asks what waits, and on which day."""

    user: User
    today: datetime.date

    @property
    def monday(self) -> datetime.date:
        return self.today - datetime.timedelta(days=self.today.weekday())


class Attention(NamedTuple):
    """A reason for an editor to look at rows of a model: how the address and the page call it, and which rows."""

    name: str
    label: str
    group: str
    condition: Callable[[Viewpoint], Q]


Kind = Submission.Kind
# So long a contact may take to answer a reader's question.
PATIENCE = datetime.timedelta(weeks=3)
# The parameter of a list by which one of these is chosen.
PARAMETER = "wacht"

MINE, CAME_IN, TO_CHECK = "Voor u", "Binnengekomen", "Loopt het nog?"
INCOMPLETE, NOTICED = "Nog niet rond", "Opgemerkt"
# As the start page shows them.
GROUPS = (MINE, CAME_IN, TO_CHECK, INCOMPLETE, NOTICED)


def _kept(condition: Q) -> Callable[[Viewpoint], Q]:
    """Return the condition for cases that readers see or may come to see."""
    return lambda moment: condition & ~PUT_AWAY


def _to_review(moment: Viewpoint) -> Q:
    """What others submitted, for who may publish it."""
    may_publish = moment.user.has_perm("cases.publish_case")
    waiting = Case.objects.waiting_for_review().exclude(submitted_by=moment.user)
    return Q(pk__in=waiting.order_by().values("pk")) if may_publish else Q(pk__in=[])


def _sent_back(moment: Viewpoint) -> Q:
    """What a colleague sent back, until it is submitted again: any writer may go on with it."""
    return Q(submitted_at=None) & ~Q(review_note="") & ~Q(review_note_by=moment.user.pk)


def _silent(moment: Viewpoint) -> Q:
    """Cases that are still to be looked into, because their contact kept silent."""
    asked = Inquiry.objects.filter(answer="", reminded_on__isnull=False, asked_on__gt=moment.today - YEAR)
    return due(moment.today) & Q(pk__in=asked.order_by().values("case"))


def _waiting(*kinds: Submission.Kind) -> Callable[[Viewpoint], Q]:
    """Return the condition for submissions of these kinds that no editor took up or decided on yet."""
    return lambda moment: Q(state=Submission.State.WAITING, kind__in=kinds)


def _unanswered_on_board(moment: Viewpoint) -> Q:
    """Questions that readers see and nobody answered: an editor may know the case that does."""
    return Q(state=BoardQuestion.State.OPEN) & ~Q(pk__in=BoardAnswer.objects.order_by().values("question"))


def _overdue(moment: Viewpoint) -> Q:
    """Questions that went to a contact, which kept silent since that or since the reminder."""
    patience = moment.today - PATIENCE
    reminded = Q(passed__reminded_at=None) | Q(passed__reminded_at__date__lte=patience)
    open_question = Q(state=Submission.State.TAKEN_UP, kind=Submission.Kind.CASE_QUESTION)
    return open_question & Q(passed__passed_on_at__date__lte=patience) & reminded


def _cites_otherwise(model: type[CitingRow]) -> Callable[[Viewpoint], Q]:
    """Return the condition for public texts that cite a claim which changed or went since."""
    return lambda moment: Q(pk__in=out_of_date(model))


ATTENTION: dict[type[Model], list[Attention]] = {
    Case: [
        Attention("te-beoordelen", "Te beoordelen", MINE, _to_review),
        Attention("teruggestuurd", "Teruggestuurd met een opmerking", MINE, _sent_back),
        Attention(
            "mijn-concepten",
            "Mijn concepten",
            MINE,
            lambda moment: Q(state=Case.State.DRAFT, modified_by=moment.user.pk),
        ),
        Attention("nagaan", "Na te gaan", TO_CHECK, lambda moment: due(moment.today)),
        Attention(
            "nagaan-zonder-mailbox",
            "Na te gaan, zonder mailbox om te vragen",
            TO_CHECK,
            lambda moment: due(moment.today) & NO_MAILBOX,
        ),
        Attention("zonder-antwoord", "Gevraagd en herinnerd, geen antwoord", TO_CHECK, _silent),
        Attention("zonder-bron", "Zonder bron", INCOMPLETE, _kept(NO_SOURCE)),
        Attention("cijfer-zonder-artikel", "Cijfers zonder artikel", INCOMPLETE, _kept(FIGURE_WITHOUT_ARTICLE)),
        Attention("leeg-kopje", "Met een leeg kopje", INCOMPLETE, _kept(EMPTY_SECTION)),
    ],
    Submission: [
        Attention("inzendingen", "Inzendingen die wachten", CAME_IN, _waiting(*Submission.CASES_TO_BE)),
        Attention("fouten", "Gemelde fouten", CAME_IN, _waiting(Kind.MISTAKE)),
        Attention("navolgingen", "Gemeenten die dit ook doen", CAME_IN, _waiting(Kind.ADOPTION)),
        Attention(
            "vragen-door-te-sturen",
            "Vragen om door te sturen of te beantwoorden",
            CAME_IN,
            _waiting(Kind.CASE_QUESTION),
        ),
        Attention("vragen-zonder-antwoord", "Doorgestuurde vragen, drie weken zonder antwoord", CAME_IN, _overdue),
        Attention("bordvragen", "Vragen voor het vragenbord", CAME_IN, _waiting(Kind.BOARD_QUESTION)),
        Attention("bordantwoorden", "Antwoorden voor het vragenbord", CAME_IN, _waiting(Kind.BOARD_ANSWER)),
    ],
    BoardQuestion: [
        Attention("zonder-antwoord", "Open op het vragenbord, nog geen antwoord", CAME_IN, _unanswered_on_board),
    ],
    Inquiry: [
        Attention("antwoord", "Antwoorden op ‘Loopt dit nog?’", CAME_IN, lambda moment: Q(outcome="") & ~Q(answer="")),
    ],
    ProbableDuplicate: [
        Attention("open", "Mogelijk dubbel", NOTICED, lambda moment: Q(dismissed_on=None) & BOTH_IN_USE),
    ],
    LinkCheck: [
        Attention("mislukt", "Links die niet werken", NOTICED, lambda moment: LINK_FAILS),
    ],
    Theme: [
        Attention("aangehaald", "‘De redactie leest’ met een andere uitspraak", NOTICED, _cites_otherwise(Theme)),
    ],
    Question: [
        Attention("aangehaald", "Antwoorden met een andere uitspraak", NOTICED, _cites_otherwise(Question)),
    ],
    Job: [
        Attention("gestopt", "Opdrachten die halverwege stopten", NOTICED, lambda moment: STOPPED),
        Attention("wachten", "Opdrachten waar nu niemand aan werkt", NOTICED, lambda moment: unattended()),
    ],
    Mending: [
        Attention("hersteld", "Deze week zelf hersteld", NOTICED, lambda moment: Q(at__date__gte=moment.monday)),
    ],
    MissedSearch: [
        Attention("deze-week", "Deze week vergeefs gezocht", NOTICED, lambda moment: Q(sent_on__gte=moment.monday)),
    ],
}
