"""Which verb of `cases.workflow` starts from which state, where it leads, and who may use it. Writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User

from cases.models import Case, Revision

State = Case.State

# Back to rest: withdrawn when readers have known the case, or else a draft.
AT_REST = None


class NotAllowed(Exception):
    """The verb cannot start now, or not by this editor; the text says why in Dutch."""


@dataclass(frozen=True)
class Transition:
    """What a verb takes: a permission, and one of the states it starts from, each with the state it leads to."""

    permission: str
    steps: Mapping[State, State | None]


TRANSITIONS: dict[str, Transition] = {
    "submit": Transition(
        "cases.submit_case",
        # What is public stays so while its changes wait.
        {State.DRAFT: State.IN_REVIEW, State.WITHDRAWN: State.IN_REVIEW, State.PUBLISHED: State.PUBLISHED},
    ),
    "send_back": Transition("cases.publish_case", {State.IN_REVIEW: AT_REST, State.PUBLISHED: State.PUBLISHED}),
    "publish": Transition(
        "cases.publish_case",
        dict.fromkeys((State.DRAFT, State.IN_REVIEW, State.PUBLISHED, State.WITHDRAWN), State.PUBLISHED),
    ),
    "withdraw": Transition("cases.withdraw_case", {State.PUBLISHED: State.WITHDRAWN}),
    "archive": Transition("cases.archive_case", {State.DRAFT: State.ARCHIVED, State.WITHDRAWN: State.ARCHIVED}),
    "reopen": Transition("cases.archive_case", {State.ARCHIVED: AT_REST}),
}


def allowed(*, case: Case, by: User) -> set[str]:
    """Return the verbs that `by` may use on `case` as it is now."""
    held = {verb for verb, transition in TRANSITIONS.items() if by.has_perm(transition.permission)}
    return {verb for verb in held if not refusal(case=case, verb=verb, by=by)}


def refusal(*, case: Case, verb: str, by: User | None) -> str:
    """Return why `verb` cannot start on `case` now, in Dutch; empty: it can. `by` None is the system.

    Asks nothing about permissions: whoever calls for an editor does (`allowed`).
    """
    state = State(case.state)
    if state not in TRANSITIONS[verb].steps:
        return f"Dit kan niet met een voorbeeld dat {state.label} is."
    if verb == "submit" and case.submitted_at:
        return "Dit wacht al op beoordeling."
    if verb == "submit" and state == State.PUBLISHED and not _changed_since_publication(case):
        return "Er is niets veranderd sinds de publicatie; er valt niets te beoordelen."
    if verb == "send_back" and not case.submitted_at:
        return "Dit is niet ter beoordeling ingeleverd."
    return four_eyes(case=case, by=by) if verb == "publish" else ""


def destination(*, case: Case, verb: str) -> State:
    """Return the state that `verb` leads to from that of `case`."""
    step = TRANSITIONS[verb].steps[State(case.state)]
    if step is not AT_REST:
        return step
    return State.WITHDRAWN if case.events.exists() else State.DRAFT


def four_eyes(*, case: Case, by: User | None) -> str:
    """Return why `by` may not publish what now stands in `case`; empty: somebody else wrote it.

    Counts every version since the one readers saw last. The system (`by` None) publishes what came from a file.
    """
    if by is None or not settings.GOUDEN_FOUR_EYES:
        return ""
    written = _written_since_publication(case)
    if by not in written:
        return ""
    who = ", ".join(f"{_versions(numbers)} van {name_of(author)}" for author, numbers in written.items())
    return f"Wie een wijziging schrijft, publiceert haar niet zelf. Nog niet openbaar: {who}. Vraag een collega."


def name_of(user: User) -> str:
    """Return what an editor is called on the screens of colleagues."""
    return user.get_full_name() or user.get_username()


def _written_since_publication(case: Case) -> dict[User, list[int]]:
    """Return who wrote which versions since the one readers saw last."""
    published = getattr(case, "published", None)
    seen = published.revision.number if published else case.last_public_number or 0
    revisions = Revision.objects.filter(case=case, number__gt=seen, by__isnull=False)
    written: dict[User, list[int]] = {}
    for revision in revisions.select_related("by").only("number", "by").order_by("number"):
        written.setdefault(revision.by, []).append(revision.number)  # type: ignore[arg-type]
    return written


def _versions(numbers: list[int]) -> str:
    *first, last = map(str, numbers)
    return f"versie {', '.join(first)} en {last}" if first else f"versie {last}"


def _changed_since_publication(case: Case) -> bool:
    return Case.objects.with_pending_changes().get(pk=case.pk).has_pending_changes  # type: ignore[attr-defined]
