"""'Vraag het na': a question about a case goes to the mailbox of its contact, and the answer to who asked.

Neither sees the address of the other: the contact answers behind a link. Where no mailbox is known the question waits
for an editor, who passes it on or answers it (`verbs.accept`, `verbs.refuse`).
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases.editorial import mail
from cases.models import Adoption, Mailbox, OutgoingMail, PassedQuestion, PublishedCase, Submission
from cases.submissions import verbs
from cases.submissions.verbs import State
from gouden.web.guard import quota
from gouden.web.guard.quota import DAY, Limit, TooOften
from gouden.web.http.links import absolute

_signer = signing.Signer(salt="cases.submissions.passing_on", sep=".")


class Party(NamedTuple):
    """Who can be asked about a case: how readers know it, and its mailbox, which they do not see."""

    name: str
    mailbox: str


def parties(case: int | None) -> list[Party]:
    """Return who can be asked about the public case with this key, its contact first; empty: no mailbox is known.

    Its contact, its own municipalities, and who took it over and may be asked.
    """
    adopters = [adopter_of(one) for one in Adoption.objects.public().filter(case=case).exclude(mailbox="")]
    found = [*_own_parties(case), *adopters]
    return list({quota.mailbox(party.mailbox): party for party in reversed(found)}.values())[::-1]


def _own_parties(case: int | None) -> list[Party]:
    published = PublishedCase.objects.filter(pk=case).only("record").first()
    if published is None:
        return []
    contact, own = published.record["navragenBij"], _own_municipalities(published)
    found = [Party(contact["naam"], contact["mailbox"])] if contact and contact["mailbox"] else []
    if contact:
        boxes = Mailbox.objects.filter(organisation__slug=contact["slug"])
        found += [Party(contact["naam"], box.address) for box in boxes]
    boxes = Mailbox.objects.filter(municipality__cbs_code__in=own).select_related("municipality")
    return found + [Party(f"gemeente {box.municipality}", box.address) for box in boxes.order_by("municipality__name")]


def adopter_of(adoption: Adoption) -> Party:
    """Return who took a case over, to be asked."""
    return Party(f"gemeente {adoption.municipality}" if adoption.municipality else adoption.party, adoption.mailbox)


def asked_of(submission: Submission) -> Party | None:
    """Return to whom a question goes by itself: whom its asker chose, or else the contact; None: an editor chooses."""
    if submission.adoption_id is None:
        return contact_of(submission.case_id)
    adoption = Adoption.objects.public().filter(pk=submission.adoption_id).exclude(mailbox="").first()
    return adopter_of(adoption) if adoption else None


def contact_of(case: int | None) -> Party | None:
    """Return to whom a question goes by itself: the contact that the case names, or else its one own municipality.

    None: an editor must choose.
    """
    published = PublishedCase.objects.filter(pk=case).only("record").first()
    if published is None or (not published.record["navragenBij"] and len(_own_municipalities(published)) != 1):
        return None
    known = _own_parties(case)
    named = published.record["navragenBij"]
    return next((party for party in known if not named or party.name == named["naam"]), None)


def confirm(*, submission: Submission) -> Submission:
    """Confirm the sender's address (`verbs.confirm`); a question then goes to the contact, where that has a mailbox.

    A mailbox gets so many of these a day; what comes above that waits for an editor.
    """
    with transaction.atomic():
        submission = verbs.confirm(submission=submission)
        if submission.kind != Submission.Kind.CASE_QUESTION or submission.state != State.WAITING:
            return submission
        party = asked_of(submission)
        if party and _may_have_more(party.mailbox):
            return pass_on(submission=submission, mailbox=party.mailbox, party=party.name, by=None)
    return submission


def pass_on(*, submission: Submission, mailbox: str, party: str, by: User | None) -> Submission:
    """Mail the question to `mailbox` with a link to answer it, and tell who asked that it went to `party`.

    Once more sends it to another one; the link of the first works no longer. Raises verbs.WrongState.
    """
    with transaction.atomic():
        submission = verbs.step(submission, "pass_on", by=by)
        PassedQuestion.objects.filter(submission=submission).delete()
        passed = PassedQuestion.objects.create(submission=submission, mailbox=mailbox, party=party, passed_on_by=by)
        _mail_contact(passed, "case_question")
        _mail_asker(passed, "case_question_passed")
        if by:
            verbs.note(submission=submission, by=by, text=f"Doorgestuurd aan {mailbox}")
    return submission


def remind(*, submission: Submission, by: User) -> Submission:
    """Mail the contact once more. Raises verbs.WrongState."""
    with transaction.atomic():
        submission = verbs.step(submission, "remind", by=by)
        passed = PassedQuestion.objects.get(submission=submission)
        passed.reminded_at = timezone.now()
        passed.save(update_fields=["reminded_at"])
        _mail_contact(passed, "case_question_reminder")
        verbs.note(submission=submission, by=by, text=f"Herinnerd: {passed.mailbox}")
    return submission


def answer(*, passed: PassedQuestion, text: str) -> None:
    """Keep what the contact answers, and mail it to who asked; the first answer counts. Raises verbs.WrongState."""
    with transaction.atomic():
        verbs.step(passed.submission, "answer", by=None, decided_at=timezone.now())
        passed.answer, passed.answered_at = text, timezone.now()
        passed.save(update_fields=["answer", "answered_at"])
        _mail_asker(passed, "case_question_answered")


def token(passed: PassedQuestion) -> str:
    """Return what in an address stands for `passed`; nobody can make one up."""
    return _signer.sign(str(passed.pk))


def by_token(given: str) -> PassedQuestion | None:
    """Return the question of this token; None when it was made up, or went to another or was erased since."""
    try:
        pk = _signer.unsign(given)
    except signing.BadSignature:
        return None
    return PassedQuestion.objects.select_related("submission__case").filter(pk=pk).first()


def can_be_answered(passed: PassedQuestion) -> bool:
    """Whether the link still works: nobody answered, and the editors did not close it."""
    return not passed.answer and passed.submission.state == State.TAKEN_UP


def take_back_from(mailbox: str) -> int:
    """Erase that questions went to this mailbox, and return how many; an open one waits for an editor again."""
    found = PassedQuestion.objects.filter(mailbox__iexact=mailbox)
    Submission.objects.filter(passed__in=found, state=State.TAKEN_UP).update(state=State.WAITING)
    number: int = found.count()
    found.delete()
    return number


def erase_mails(submissions: Iterable[Submission]) -> int:
    """Erase the mails to contacts that wait with one of these questions in them, and return how many."""
    links = [token(passed) for passed in PassedQuestion.objects.filter(submission__in=submissions)]
    return sum(OutgoingMail.objects.filter(body__contains=f"/{link}/").delete()[0] for link in links)


def _own_municipalities(published: PublishedCase) -> list[str]:
    return [place["code"] for place in published.record["gemeenten"] if place["rol"] == "eigen"]


def _may_have_more(mailbox: str) -> bool:
    times = settings.GOUDEN_MAILBOX_DAY_LIMIT
    try:
        quota.count([Limit("contact", quota.mailbox(mailbox), times, DAY, "")])
    except TooOften:
        return False
    return True


def _mail_contact(passed: PassedQuestion, template: str) -> None:
    link = absolute(reverse("case-question-answer", args=[token(passed)]))
    mail.send(to=passed.mailbox, text=mail.write(template, _context(passed) | {"link": link}))


def _mail_asker(passed: PassedQuestion, template: str) -> None:
    if verbs.can_answer(passed.submission):
        link = absolute(passed.submission.get_absolute_url())
        mail.send(to=passed.submission.email, text=mail.write(template, _context(passed) | {"link": link}))


def _context(passed: PassedQuestion) -> dict[str, object]:
    public = PublishedCase.objects.filter(pk=passed.submission.case_id).only("slug", "title").first()
    return {
        "passed": passed,
        "question": passed.submission,
        "title": public.title if public else "een praktijkvoorbeeld",
        "page": absolute(public.get_absolute_url()) if public else "",
    }
