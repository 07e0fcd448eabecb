"""Erasing a sender: name, address, words and links, from all that is not public; what is public stays, or answers 410.

Done in one transaction under the lock of the catalogue: who is killed halfway has erased nothing, and who does it again
finds nothing. What readers see is left alone unless an editor withdraws it in the same act.
"""

import logging
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from cases import publishing
from cases.editorial import link_checking
from cases.fields import Snapshot
from cases.models import (
    Adoption,
    BoardQuestion,
    Case,
    Erasure,
    Follow,
    Inquiry,
    OutgoingMail,
    ProbableDuplicate,
    PublicationEvent,
    PublishedCase,
    Revision,
    Submission,
)
from cases.revisions.restoring import put_back
from cases.revisions.snapshot import read, snapshot, stored
from cases.submissions import adopting, board, passing_on, traces
from cases.submissions.traces import Traces
from gouden.web.operations.logs import event
from gouden.web.text.dutch_text import enumeration
from municipalities.models import Organisation

logger = logging.getLogger(__name__)

# What stands in the place of a version that is erased.
TITLE, SUMMARY = "Gewist", "Deze versie is gewist."
# How the note counts what was erased, one and many.
NAMES = {
    "submissions": ("inzending", "inzendingen"),
    "concepts": ("concept", "concepten"),
    "versions": ("versie die niet openbaar was", "versies die niet openbaar waren"),
    "withdrawn": ("openbaar voorbeeld ingetrokken", "openbare voorbeelden ingetrokken"),
    "inquiries": ("navraag", "navragen"),
    "passed": ("doorgestuurde vraag", "doorgestuurde vragen"),
    "adoptions": ("navolging bijgewerkt", "navolgingen bijgewerkt"),
    "follows": ("gevolgde keuze", "gevolgde keuzes"),
    "mails": ("mail", "mails"),
    "files": ("bestand", "bestanden"),
    "lines": ("regel in logboek, opdracht of notitie", "regels in logboek, opdrachten of notities"),
}


@dataclass(frozen=True)
class SenderFound:
    """What there is of one sender: what erasing takes away whole, and what readers go on seeing."""

    email: str
    submissions: list[Submission]
    # Made of a submission and never public: erased whole.
    concepts: list[Case]
    # Made of a submission and public, or public once: the version that readers see, or saw last, stays.
    public: list[Case]
    # Have the address as their mailbox, which is public.
    organisations: list[Organisation]
    # Made of a submission: they stay, without the address and the name.
    adoptions: list[Adoption]
    # Stand on the board, in an editor's words, and stay there.
    on_board: list[BoardQuestion]


def find(email: str) -> SenderFound:
    """Return what there is of the sender with this address."""
    submissions = list(Submission.objects.filter(email__iexact=email).order_by("pk")) if email else []
    made = Case.objects.filter(submissions__in=[one for one in submissions if one.kind in Submission.CASES_TO_BE])
    cases = list(made.distinct().order_by("pk"))
    known = set(PublicationEvent.objects.filter(case__in=cases).values_list("case", flat=True))
    return SenderFound(
        email,
        submissions,
        concepts=[case for case in cases if case.pk not in known],
        public=[case for case in cases if case.pk in known],
        organisations=list(Organisation.objects.filter(contact_mailbox__iexact=email)) if email else [],
        adoptions=adopting.made_of(submissions, email),
        on_board=list(board.placed_of(submissions)),
    )


def erase_sender(email: str, *, by: User | None, withdraw: Collection[int] = (), reason: str = "") -> Erasure | None:
    """Erase all of this sender that is not public; return the note of it, or None when there was nothing.

    `withdraw` holds the keys of public cases made of a submission that must go as well, with the `reason` that their
    addresses then give.
    """
    with transaction.atomic():
        publishing.lock()
        found = find(email.strip())
        if not found.email:
            return None
        known = Traces.of(found.email, found.submissions, found.concepts)
        count: Counter[str] = Counter()
        count["lines"] = traces.erase_rows_of_files([*found.concepts, *found.public])
        count["lines"] += traces.erase_steps_of([*found.concepts, *found.public])
        for case in found.public:
            if case.pk in withdraw and PublishedCase.objects.filter(pk=case.pk).exists():
                publishing.withdraw(case=case, by=None, reason=reason)
                count["withdrawn"] += 1
            count["versions"] += _empty(case, by, whole=case.pk in withdraw)
        for case in found.concepts:
            count["concepts"] += 1
            _erase_concept(case, by)
        count["adoptions"] = adopting.forget(known, found.adoptions, found.email)
        count["submissions"] = len(found.submissions)
        count["mails"] = passing_on.erase_mails(found.submissions)
        Submission.objects.filter(pk__in=[one.pk for one in found.submissions]).delete()
        count["inquiries"] = _erase_inquiries(found.email)
        count["passed"] = passing_on.take_back_from(found.email)
        count["follows"] = Follow.objects.filter(email__iexact=found.email).delete()[0]
        count["mails"] += OutgoingMail.objects.filter(pk__in=_mails(known)).delete()[0]
        count["files"] = traces.erase_files(known)
        count["lines"] += traces.erase_log_of(Submission, [one.pk for one in found.submissions])
        count["lines"] += traces.erase_log_of(Case, [case.pk for case in found.concepts])
        count["lines"] += traces.erase_written(known)
        link_checking.follow_catalogue()
        transaction.on_commit(_empty_log)
        return note(by, count)


def _empty_log() -> None:
    """Let SQLite put its log of writes into the database now: until then the file beside it holds what was."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def note(by: User | None, count: Counter[str]) -> Erasure | None:
    """Leave a note of what was erased, when and by whom; None: nothing was."""
    parts = [f"{count[name]} {one if count[name] == 1 else many}" for name, (one, many) in NAMES.items() if count[name]]
    if not parts:
        return None
    logger.info("sender erased", extra=event("erase sender", "submissions", "erased", by or "visitor"))
    return Erasure.objects.create(by=by, what=enumeration(parts))


def _erase_concept(case: Case, by: User | None) -> None:
    """Erase a case that never was public; where another one refers to it, an empty one stays."""
    try:
        with transaction.atomic():
            if case.state != Case.State.BINNED:
                case = publishing.throw_away(case=case, by=None)
            publishing.erase(case=case, by=None)
    except publishing.NotAllowed:
        _empty(Case.objects.get(pk=case.pk), by, whole=True)


def _empty(case: Case, by: User | None, *, whole: bool) -> int:
    """Erase every version of `case` but the one readers see or saw last, or `whole` also that one; return how many.

    What editors work on then is that version again, or nothing.
    """
    kept = None if whole else _seen_by_readers(case)
    slug = _address(case)
    now = snapshot(Case.objects.for_snapshot().get(pk=case.pk))
    wanted = read(kept.snapshot) if kept else _emptied(now, slug)
    versions = Revision.objects.filter(case=case, erased_at=None)
    # What says the same as the version that stays, stays.
    revisions = [one for one in versions if not kept or read(one.snapshot) != wanted]
    for revision in revisions:
        revision.snapshot = stored(_emptied(read(revision.snapshot), slug))
        revision.note, revision.erased_at = "", timezone.now()
        revision.save(update_fields=["snapshot", "note", "erased_at"])
    if now != wanted:
        _rest(case)
        put_back(case, wanted)
        publishing.record_revision(case=case, by=by, note="Wat niet openbaar was, is gewist")
    ProbableDuplicate.objects.filter(a=case).delete()
    ProbableDuplicate.objects.filter(b=case).delete()
    return len(revisions)


def _rest(case: Case) -> None:
    """Take `case` out of a review of what is erased."""
    if case.submitted_at:
        publishing.send_back(case=case, by=None, note="Wat was ingeleverd, is gewist.")
    case.refresh_from_db()
    case.review_note, case.review_note_by = "", None
    case.save(update_fields=["review_note", "review_note_by"])


def _emptied(data: Snapshot, slug: str) -> Snapshot:
    """Return what stands in the place of an erased version: its sources, without their passages, and no word more."""
    sources = tuple(replace(one, passage="") for one in data.citations)
    return Snapshot(title=TITLE, slug=slug, kind=data.kind, summary=SUMMARY, citations=sources)


def _seen_by_readers(case: Case) -> Revision | None:
    published = PublishedCase.objects.filter(pk=case.pk).select_related("revision").first()
    if published:
        return published.revision
    return Revision.objects.filter(case=case, number=case.last_public_number or 0).first()


def _address(case: Case) -> str:
    """Return the address that `case` has, where readers know that; a concept's holds the words of its title."""
    known = PublicationEvent.objects.filter(case=case, slug=case.slug).exists()
    last = PublicationEvent.objects.filter(case=case).order_by("-number").values_list("slug", flat=True).first()
    return case.slug if known else last or f"gewist-{case.pk}"


def _erase_inquiries(email: str) -> int:
    """Erase what this mailbox was asked and what it answered; readers no longer see that it was asked."""
    inquiries = Inquiry.objects.filter(mailbox__iexact=email)
    cases = set(inquiries.values_list("case", flat=True))
    number = inquiries.delete()[0]
    if cases:
        publishing.refresh_cases(sorted(cases))
    return number


def _mails(known: Traces) -> list[int]:
    """Return the keys of the mails to this person, and of those about what this person sent."""
    return [row.pk for row in OutgoingMail.objects.iterator() if known.are_in(f"{row.to}\n{row.subject}\n{row.body}")]
