"""Which verb of `cases.publishing` starts from which state, where it leads, and who may use it. Writes nothing."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet

from cases.models import Case, ReferenceRevision, Revision
from cases.models.querysets import CaseQuerySet
from cases.revisions.recording import latest_number
from gouden.web.admin.who_may import who_may
from gouden.web.text.dutch_text import enumeration

State = Case.State

# Back to rest: withdrawn when readers have known the case, or else a draft.
AT_REST = None


class NotAllowed(Exception):
    """The verb cannot start now, or not by this editor; the text says why in Dutch."""


@dataclass(frozen=True)
class Transition:
    """What a verb takes: a permission, and one of the states it starts from, each with the state it leads to."""

    permission: str
    # What who may can do, after 'kan'.
    doing: str
    steps: Mapping[State, State | None]
    # A person says which version was looked at: what was saved since is never done along unseen.
    looked_at: bool = True
    # With four eyes: only what was submitted, and not by who wrote or submitted it.
    four_eyes: bool = False
    # From these states to one case at a time, never to many that were chosen together.
    alone: frozenset[State] = frozenset()


TRANSITIONS: dict[str, Transition] = {
    "submit": Transition(
        "cases.submit_case",
        "het ter beoordeling inleveren",
        # What is public stays so while its changes wait.
        {State.DRAFT: State.IN_REVIEW, State.WITHDRAWN: State.IN_REVIEW, State.PUBLISHED: State.PUBLISHED},
    ),
    "send_back": Transition(
        "cases.publish_case", "het terugsturen", {State.IN_REVIEW: AT_REST, State.PUBLISHED: State.PUBLISHED}
    ),
    "publish": Transition(
        "cases.publish_case",
        "het publiceren",
        dict.fromkeys((State.DRAFT, State.IN_REVIEW, State.PUBLISHED, State.WITHDRAWN), State.PUBLISHED),
        four_eyes=True,
        # Nobody called these finished. What was withdrawn and submitted again is in review.
        alone=frozenset({State.DRAFT, State.WITHDRAWN}),
    ),
    "withdraw": Transition("cases.withdraw_case", "het intrekken", {State.PUBLISHED: State.WITHDRAWN}),
    "archive": Transition(
        "cases.archive_case", "het archiveren", {State.DRAFT: State.ARCHIVED, State.WITHDRAWN: State.ARCHIVED}
    ),
    # What is archived is not edited, so there is nothing newer to have missed.
    "reopen": Transition("cases.archive_case", "het heropenen", {State.ARCHIVED: AT_REST}, looked_at=False),
    # Only what never was public: an address that readers knew goes on answering.
    "throw_away": Transition(
        "cases.delete_case",
        "het weggooien",
        dict.fromkeys((State.DRAFT, State.IN_REVIEW, State.ARCHIVED), State.BINNED),
    ),
    "take_back": Transition(
        "cases.delete_case", "het uit de prullenbak halen", {State.BINNED: State.DRAFT}, looked_at=False
    ),
    # Leads nowhere: there is no case any more.
    "erase": Transition("cases.erase_case", "het voorgoed wissen", {State.BINNED: State.BINNED}, looked_at=False),
}


def allowed(*, case: Case, by: User) -> set[str]:
    """Return the verbs that `by` may use on `case` as it is now."""
    held = {verb for verb, transition in TRANSITIONS.items() if by.has_perm(transition.permission)}
    return {verb for verb in held if not refusal(case=case, verb=verb, by=by)}


def refusal(*, case: Case, verb: str, by: User | None, many: bool = False) -> str:
    """Return why `verb` cannot start on `case` now, in Dutch; empty: it can. `by` None is the system.

    `many`: the case was chosen together with others. Asks nothing about permissions: whoever calls for an editor does
    (`allowed`).
    """
    state, transition = State(case.state), TRANSITIONS[verb]
    if verb == "throw_away" and case.events.exists():
        return _was_public(case, by)
    if state not in transition.steps:
        return put_away(case, by) or f"Dit kan niet met een voorbeeld dat {state.label} is."
    if why_not := _nothing_to_review(case, verb) or _referred_to(case, verb, by):
        return why_not
    if transition.four_eyes and (why_not := four_eyes(case=case, by=by)):
        return why_not
    if many and state in transition.alone:
        return f"Dit is {state.label} en nog niet ingeleverd. Publiceer het apart, op zijn eigen formulier."
    return ""


def _nothing_to_review(case: Case, verb: str) -> str:
    """Return why there is nothing to submit or to send back; empty for every other verb."""
    if verb == "submit" and case.submitted_at:
        return "Dit wacht al op beoordeling."
    if verb == "submit" and case.state == State.PUBLISHED and not _changed_since_publication(case):
        return "Er is niets veranderd sinds de publicatie; er valt niets te beoordelen."
    if verb == "send_back" and not case.submitted_at:
        return "Dit is niet ter beoordeling ingeleverd."
    return ""


def who_can(verb: str, by: User | None) -> str:
    """Return in Dutch that `by` may use `verb`, or else which group may."""
    transition = TRANSITIONS[verb]
    return who_may(by, transition.permission, transition.doing)


def put_away(case: Case, by: User | None) -> str:
    """Return why nobody works on `case` now, and who can change that; empty: it is neither archived nor in the bin."""
    verb = {State.ARCHIVED: "reopen", State.BINNED: "take_back"}.get(State(case.state))
    return f"Dit is {case.get_state_display()}. {who_can(verb, by)}" if verb else ""


def _was_public(case: Case, by: User | None) -> str:
    """Return that `case` cannot be thrown away because readers have known it, and what can be done with it."""
    if case.state == State.ARCHIVED:
        return "Dit is openbaar geweest: het blijft in het archief, zodat het oude adres kan zeggen waarom het weg is."
    verb = next(verb for verb in ("withdraw", "archive", "send_back") if case.state in TRANSITIONS[verb].steps)
    return f"Dit is openbaar geweest en kan niet worden weggegooid. {who_can(verb, by)}"


def _referred_to(case: Case, verb: str, by: User | None) -> str:
    """Return what keeps `case` out of the bin, in it, or from being erased; empty: nothing does."""
    if verb == "take_back" and case.part_of and case.part_of.state == State.BINNED:
        return f"Het hoort bij ‘{case.part_of}’, dat ook in de prullenbak ligt. Zet dat eerst terug."
    if verb not in {"throw_away", "erase"}:
        return ""
    if case.adoptions.exists():
        return f"Hierbij staat een navolging. {who_may(by, 'cases.delete_adoption', 'die eerst weghalen')}"
    others = Case.objects.referring_to(case)
    return _named("Hiernaar verwijst nog", others.in_use() if verb == "throw_away" else others)


def _named(text: str, cases: CaseQuerySet) -> str:
    titles = [f"‘{case}’" for case in cases[:4]]
    return f"{text}: {enumeration(titles[:3])}{' en meer' if len(titles) > 3 else ''}." if titles else ""


def destination(*, case: Case, verb: str) -> State:
    """Return the state that `verb` leads to from that of `case`."""
    step = TRANSITIONS[verb].steps[State(case.state)]
    if step is not AT_REST:
        return step
    return State.WITHDRAWN if case.events.exists() else State.DRAFT


def four_eyes(*, case: Case, by: User | None) -> str:
    """Return why `by` may not publish what now stands in `case`; empty: others wrote and submitted it.

    Counts every version since the one readers saw last; without a newer one there is nothing to read again. The system
    (`by` None) publishes what came from a file.
    """
    if by is None or not four_eyes_on():
        return ""
    seen = _seen_by_readers(case)
    if seen and seen == latest_number(case):
        return ""
    return not_by(by, Revision.objects.filter(case=case, number__gt=seen), case)


def four_eyes_on() -> bool:
    """Whether this installation has nobody publish what they wrote or submitted."""
    return bool(settings.GOUDEN_FOUR_EYES)


class Reviewed(Protocol):
    """What may wait for a review."""

    submitted_at: datetime.datetime | None
    submitted_by_id: int | None


def not_by(by: User, unseen: "QuerySet[Revision] | QuerySet[ReferenceRevision]", row: Reviewed) -> str:
    """Return why `by` may not publish `row`, of which readers did not see these versions; empty: others made them."""
    written: dict[User, list[int]] = {}
    for revision in unseen.filter(by__isnull=False).select_related("by").order_by("number"):
        written.setdefault(revision.by, []).append(revision.number)  # type: ignore[arg-type]
    if by in written:
        who = ", ".join(f"{_versions(numbers)} van {name_of(author)}" for author, numbers in written.items())
        return f"Wie een wijziging schrijft, publiceert haar niet zelf. Nog niet openbaar: {who}. Vraag een collega."
    if not row.submitted_at:
        return "Dit is nog niet ingeleverd. Wie eraan schrijft, doet dat als het af is; dan kan het openbaar worden."
    if row.submitted_by_id == by.pk:
        return "Wie iets inlevert, publiceert het niet zelf. Vraag een collega."
    return ""


def name_of(user: User) -> str:
    """Return what an editor is called on the screens of colleagues."""
    return user.get_full_name() or user.get_username()


def _seen_by_readers(case: Case) -> int:
    """Return the number of the version that readers see, or saw last; 0: none, or nobody knows which."""
    published = getattr(case, "published", None)
    return published.revision.number if published else case.last_public_number or 0


def _versions(numbers: list[int]) -> str:
    return f"versie {enumeration(numbers)}"


def _changed_since_publication(case: Case) -> bool:
    return Case.objects.with_pending_changes().get(pk=case.pk).has_pending_changes  # type: ignore[attr-defined]
