"""Asking a municipality in one mail whether all its cases still run: an inquiry for each, behind one link.

What becomes of an answer is the same as of one that was asked by itself: `cases.editorial.inquiries`.
"""

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from cases import publishing
from cases.editorial import inquiries, mail
from cases.models import Case, Inquiry, InquiryRound, Mailbox, PublishedCase
from gouden.web.http.links import absolute
from municipalities.models import Municipality


class NothingToAsk(Exception):
    """The municipality cannot be asked now; the text says why in Dutch."""


def askable(municipality: Municipality) -> QuerySet[Case]:
    """Return the public cases of a municipality that may still run or begin, and are not being asked after."""
    open_since = timezone.localdate() - inquiries.VALID
    waiting = Inquiry.objects.filter(Q(answer="", asked_on__gt=open_since) | Q(outcome="") & ~Q(answer=""))
    own = Q(case_municipalities__municipality=municipality, case_municipalities__role="eigen")
    cases = Case.objects.filter(own, state=Case.State.PUBLISHED).exclude(kind=Case.Kind.REFLECTION)
    cases = cases.exclude(lifecycle=Case.Lifecycle.ENDED).exclude(pk__in=waiting.order_by().values("case"))
    return cases.order_by("title")


def ask(*, municipality: Municipality, by: User | None) -> InquiryRound:
    """Mail the mailbox of `municipality` one link for all its cases. Raises NothingToAsk.

    Readers see at once that each of them was asked after.
    """
    today = timezone.localdate()
    with transaction.atomic():
        inquiries.lock()
        mailbox = Mailbox.objects.filter(municipality=municipality).first()
        cases = list(askable(municipality))
        if mailbox is None:
            raise NothingToAsk(f"Van {municipality} is geen mailbox bekend. Lees er een in bij Mailboxen.")
        if not cases or InquiryRound.objects.filter(municipality=municipality, asked_on=today).exists():
            raise NothingToAsk(f"Bij {municipality} is nu niets te vragen: alles is al gevraagd, of er loopt niets.")
        made = InquiryRound.objects.create(
            municipality=municipality, mailbox=mailbox.address, asked_on=today, asked_by=by
        )
        asked = [Inquiry(case=case, round=made, mailbox=mailbox.address, asked_on=today) for case in cases]
        Inquiry.objects.bulk_create(asked)
        _mail(made, "inquiry_round")
        publishing.refresh_cases([case.pk for case in cases])
    return made


def remind_due() -> int:
    """Remind, once, each municipality that answered nothing for two weeks; return how many."""
    today = timezone.localdate()
    silent = InquiryRound.objects.filter(reminded_on=None, asked_on__lte=today - inquiries.PATIENCE)
    silent = silent.filter(asked_on__gt=today - inquiries.VALID).exclude(inquiries__answer__gt="")
    done = 0
    for pk in list(silent.values_list("pk", flat=True)):
        with transaction.atomic():
            inquiries.lock()
            found = silent.filter(pk=pk).first()
            # The mailbox that was asked is still the one to ask.
            if found and Mailbox.objects.filter(municipality=found.municipality, address=found.mailbox).exists():
                found.reminded_on = today
                found.save(update_fields=["reminded_on"])
                found.inquiries.update(reminded_on=today)
                _mail(found, "inquiry_round_reminder")
                done += 1
    return done


def token(asked: InquiryRound) -> str:
    """Return what in an address stands for a round; nobody can make one up."""
    return _signer().sign(str(asked.pk))


def by_token(given: str) -> InquiryRound | None:
    """Return the round of this token; None when it was made up."""
    try:
        pk = _signer().unsign(given)
    except signing.BadSignature:
        return None
    return InquiryRound.objects.select_related("municipality").filter(pk=pk).first()


def open_inquiries(asked: InquiryRound) -> list[Inquiry]:
    """Return what of a round can still be answered."""
    rows = asked.inquiries.select_related("case").order_by("case__title")
    return [one for one in rows if inquiries.can_be_answered(one)]


def answer(*, asked: InquiryRound, answers: Mapping[int, tuple[str, str]]) -> int:
    """Keep the answers to inquiries of this round, by their keys; return how many there were."""
    with transaction.atomic():
        given = [(one, answers[one.pk]) for one in open_inquiries(asked) if one.pk in answers]
        for inquiry, (chosen, remark) in given:
            inquiries.answer(inquiry=inquiry, answer=chosen, remark=remark)
    return len(given)


def _mail(asked: InquiryRound, template: str) -> None:
    cases = PublishedCase.objects.filter(pk__in=asked.inquiries.values("case")).order_by("title")
    context = {
        "municipality": asked.municipality.name,
        "cases": [(case.title, absolute(case.get_absolute_url())) for case in cases],
        "link": absolute(reverse("inquiry-round", args=[token(asked)])),
        "asked_on": asked.asked_on,
        "valid_until": asked.asked_on + inquiries.VALID,
    }
    mail.send(to=asked.mailbox, text=mail.write(template, context))


def _signer() -> signing.Signer:
    return signing.Signer(salt="inquiry-round", sep=".")
