"""What the browser meets: the real catalogue, the longest names the database allows, and a withdrawn case."""

import datetime
import os
from pathlib import Path

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from cases import publishing
from cases.models import Case, PublishedCase, Theme
from municipalities.importers import renew_statistics
from municipalities.models import Municipality
from tests import factories
from tests.catalogue_copy import CatalogueCopy

UNCONFIRMED = 1_000_000
LONG, WITHDRAWN = "lange-namen", "ingetrokken-voorbeeld"
# The ids of an inquiry that waits for an answer, and of one that was answered.
ASKED, ANSWERED = 1, 2
# That of a question that was passed on to its contact.
PASSED = 1
# Questions that stand on the board, and do no longer.
ON_BOARD, OFF_BOARD = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
# No hyphen and no space: the word a narrow screen cannot break by itself.
WORD = "arbeidsongeschiktheidsverzekeringsmaatschappijen"


def prepare() -> None:
    """Fill an empty database and collect the static files; run once, in the process of `manage.py shell`."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        CatalogueCopy(Path(os.environ["GOUDEN_E2E_CATALOGUE"])).fill()
    renew_statistics()
    # Without what only the admin and the API's reference use.
    call_command(
        "collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin", "drf_spectacular*", "rest_framework"]
    )
    add_long_names()
    add_withdrawn()
    add_inquiries()
    add_submissions()


def add_long_names() -> None:
    """Publish a case whose every name is as long as it may be."""
    publication = factories.PublicationFactory(title=name(200), slug=LONG)
    article = factories.ArticleFactory(title=name(200), slug=LONG, publication=publication)
    case = factories.CaseFactory(
        title=name(160),
        slug=LONG,
        summary=name(280),
        themes=Theme.objects.all()[:4],
        municipalities=[Municipality.objects.get(name="Leerdam")],
        initiatives=[factories.InitiativeFactory(name=name(120), slug=LONG)],
    )
    factories.ParticipationFactory(case=case, organisation=factories.OrganisationFactory(name=name(150), slug=LONG))
    factories.CitationFactory(case=case, article=article)
    factories.ClaimFactory(case=case, text=name(280))
    factories.ClaimFactory(case=case, figure=True, article=article, unit=WORD, passage=name(100))
    publishing.publish(case=case, by=None)
    # Out of the way of screenshots of the home page: it is not the news.
    PublishedCase.objects.filter(pk=case.pk).update(published_at=datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC))


def add_withdrawn() -> None:
    """Publish a case and take it back."""
    case = factories.PublishedCaseFactory(case__title="Ingetrokken voorbeeld", case__slug=WITHDRAWN).case
    publishing.withdraw(case=case, by=None, reason="De bron bleek niet te kloppen.")


def add_inquiries() -> None:
    """Ask twice after a case: one waits for an answer, one was answered."""
    case = Case.objects.get(slug="startpunt-wageningen")
    factories.InquiryFactory(pk=ASKED, case=case)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    factories.InquiryFactory(pk=ANSWERED, case=case, asked_on=yesterday, answered=True)


def add_submissions() -> None:
    """Share something, each with a link and a number that the tests know: half written, checked, and waiting."""
    aalten = Municipality.objects.get(name="Aalten")
    shared = {"municipality": aalten, "email": "an@figulus.example"}
    factories.SubmissionFactory(token="begonnen", started=True, approach="", **shared)
    factories.SubmissionFactory(token="na-te-kijken", started=True, title=name(160), background=name(900), **shared)
    factories.SubmissionFactory(token="te-bevestigen", pk=UNCONFIRMED, unconfirmed=True, **shared)
    factories.SubmissionFactory(token="binnen", **shared)
    case = Case.objects.get(slug="startpunt-wageningen")
    asked = factories.BoardQuestionFactory(identifier=ON_BOARD, municipality=aalten, explanation=name(400))
    factories.BoardAnswerFactory(question=asked, case=case, by="Gemeente Aalten")
    factories.BoardQuestionFactory(state="gesloten", closed_on=timezone.localdate(), question=name(160))
    asker = factories.SubmissionFactory(board_question_sent=True, token="op-het-bord", state="in-behandeling", **shared)
    factories.BoardQuestionFactory(submission=asker)
    factories.BoardQuestionFactory(identifier=OFF_BOARD, state="van-bord", closed_on=timezone.localdate())
    factories.PassedQuestionFactory(pk=PASSED, submission__case=case, submission__token="doorgestuurd")


def name(length: int) -> str:
    """Return a name of exactly `length` characters, with a word in it that is wider than a phone."""
    return f"{WORD.capitalize()} en de {'gemeentelijke samenwerking ' * length}"[: length - 1] + "n"
