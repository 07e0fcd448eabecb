"""A case in every situation in which the verbs differ, and what each verb makes of it."""

from collections.abc import Callable
from typing import Any

from cases import publishing
from cases.models import Case
from tests.factories import CaseFactory


def reread(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def looked_at(case: Case) -> dict[str, Any]:
    """Return what a page of `case` as it is now sends along with a verb."""
    case = reread(case)
    return {"versie": publishing.latest_number(case), "stand": case.state}


def edited(case: Case, by: Any = None) -> Case:
    """Save another approach with its version, as the form does."""
    case = reread(case)
    case.approach += " En nog iets."
    case.save()
    publishing.record_revision(case=case, by=by)
    return case


def drafted() -> Case:
    case: Case = CaseFactory(with_source=True)
    publishing.record_revision(case=case, by=None)
    return case


def submitted() -> Case:
    return publishing.submit(case=drafted(), by=None)


def published() -> Case:
    return publishing.publish(case=drafted(), by=None).case


def changed() -> Case:
    return edited(published())


def changed_and_submitted() -> Case:
    return publishing.submit(case=changed(), by=None)


def withdrawn() -> Case:
    case = published()
    publishing.withdraw(case=case, by=None, reason="Dubbel.")
    return reread(case)


def withdrawn_and_submitted() -> Case:
    return publishing.submit(case=withdrawn(), by=None)


def archived() -> Case:
    return publishing.archive(case=drafted(), by=None)


def withdrawn_and_archived() -> Case:
    return publishing.archive(case=withdrawn(), by=None)


def binned() -> Case:
    return publishing.throw_away(case=drafted(), by=None)


# How a case gets into every situation in which the verbs differ.
SITUATIONS: dict[str, Callable[[], Case]] = {
    made.__name__: made
    for made in (
        drafted,
        submitted,
        published,
        changed,
        changed_and_submitted,
        withdrawn,
        withdrawn_and_submitted,
        archived,
        withdrawn_and_archived,
        binned,
    )
}
# What each verb makes of each situation: the state and whether it waits for review. Not listed: refused.
LEADS_TO: dict[tuple[str, str], tuple[str, bool]] = {
    ("submit", "drafted"): ("beoordeling", True),
    ("submit", "changed"): ("gepubliceerd", True),
    ("submit", "withdrawn"): ("beoordeling", True),
    ("send_back", "submitted"): ("concept", False),
    ("send_back", "changed_and_submitted"): ("gepubliceerd", False),
    ("send_back", "withdrawn_and_submitted"): ("ingetrokken", False),
    ("publish", "drafted"): ("gepubliceerd", False),
    ("publish", "submitted"): ("gepubliceerd", False),
    ("publish", "published"): ("gepubliceerd", False),
    ("publish", "changed"): ("gepubliceerd", False),
    ("publish", "changed_and_submitted"): ("gepubliceerd", False),
    ("publish", "withdrawn"): ("gepubliceerd", False),
    ("publish", "withdrawn_and_submitted"): ("gepubliceerd", False),
    ("withdraw", "published"): ("ingetrokken", False),
    ("withdraw", "changed"): ("ingetrokken", False),
    ("withdraw", "changed_and_submitted"): ("ingetrokken", False),
    ("archive", "drafted"): ("gearchiveerd", False),
    ("archive", "withdrawn"): ("gearchiveerd", False),
    ("throw_away", "drafted"): ("weggegooid", False),
    ("throw_away", "submitted"): ("weggegooid", False),
    ("throw_away", "archived"): ("weggegooid", False),
    ("take_back", "binned"): ("concept", False),
    # There is no case any more.
    ("erase", "binned"): ("", False),
    ("reopen", "archived"): ("concept", False),
    ("reopen", "withdrawn_and_archived"): ("ingetrokken", False),
}
