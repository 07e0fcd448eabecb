"""What was just done is taken back: everything is as before, by new events, unless anything happened since."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from cases import publishing
from cases.models import Case, PublicationEvent, PublishedCase, Revision
from cases.publishing import NotAllowed, undoing
from cases.publishing.undoing import Standing
from tests.cases.situations import LEADS_TO, SITUATIONS, changed, edited, published, reread
from tests.factories import CaseFactory, UserFactory

pytestmark = pytest.mark.django_db

SAID: dict[str, dict[str, str]] = {"send_back": {"note": "Noem de bron."}, "withdraw": {"reason": "Klopt niet."}}
# What readers then know for the first time, or again, is withdrawn: readers have known it, so it is no draft any more.
FIRST = {
    ("publish", "drafted"): Case.State.WITHDRAWN,
    ("publish", "submitted"): Case.State.IN_REVIEW,
    ("publish", "withdrawn"): Case.State.WITHDRAWN,
    ("publish", "withdrawn_and_submitted"): Case.State.IN_REVIEW,
}
NOTHING_CHANGES = {("publish", "published")}


def done(verb: str, case: Case, by: User) -> tuple[Standing, Standing]:
    """Do `verb` as an editor and return where the case stood before and after."""
    before = Standing.of(case.pk)
    said: dict[str, Any] = SAID.get(verb, {})
    publishing.act(verb, case.pk, by=by, version=before.version, state=case.state, logged="Gedaan.", said=said)
    return before, Standing.of(case.pk) if verb != "erase" else before


def public(case: Case) -> list[Any]:
    """Return what readers see of `case`, but for when."""
    times = {"published_at", "changed_at", "record", "card"}
    rows = PublishedCase.objects.filter(pk=case.pk).values()
    shown = [row["record"] | {"gepubliceerdOp": "", "gewijzigdOp": ""} for row in rows]
    return [shown, *({name: value for name, value in row.items() if name not in times} for row in rows)]


@pytest.mark.parametrize(("verb", "situation"), sorted(LEADS_TO))
def test_every_verb_is_taken_back_or_says_that_it_is_not(verb: str, situation: str) -> None:
    editor = UserFactory()
    case = SITUATIONS[situation]()
    row, seen = Case.objects.filter(pk=case.pk).values().get(), public(case)
    events = list(PublicationEvent.objects.order_by("number").values())

    before, after = done(verb, case, editor)
    possible = (verb, situation) not in NOTHING_CHANGES and verb != "erase"
    assert undoing.undoable(verb, before, after) == possible
    if not possible:
        return
    undoing.undo(verb, case.pk, before=before, after=after, by=editor)

    same = {"modified_at": None}
    if (verb, situation) in FIRST:
        row["state"], same["last_public_number"] = FIRST[verb, situation], None
        assert reread(case).last_public_number
    assert Case.objects.filter(pk=case.pk).values().get() | same == row | same
    assert public(case) == seen
    # Nothing of the feed is lost: what readers saw is told anew.
    now = list(PublicationEvent.objects.order_by("number").values())
    assert now[: len(events)] == events
    assert publishing.differences() == []


def test_a_first_publication_taken_back_says_so_at_its_address_and_a_later_one_why_it_was_withdrawn(
    client: Client,
) -> None:
    editor = UserFactory()
    case = SITUATIONS["submitted"]()
    before, after = done("publish", case, editor)
    undoing.undo("publish", case.pk, before=before, after=after, by=editor)

    page = client.get(f"/praktijkvoorbeelden/{case.slug}/")
    assert (page.status_code, undoing.FIRST_UNDONE in page.content.decode()) == (410, True)
    assert Case.objects.waiting_for_review().get() == case

    case = SITUATIONS["withdrawn"]()
    reason = case.events.latest("number").reason
    before, after = done("publish", case, editor)
    undoing.undo("publish", case.pk, before=before, after=after, by=editor)

    assert reason in client.get(f"/praktijkvoorbeelden/{case.slug}/").content.decode()


def test_a_portrait_and_its_practice_that_became_public_together_are_taken_back_together() -> None:
    editor = UserFactory()
    portrait = CaseFactory(with_source=True, portrait=True)
    steps = []
    for case in (portrait, CaseFactory(with_source=True, part_of=portrait)):
        publishing.record_revision(case=case, by=None)
        steps.append((case, *done("publish", case, editor)))

    for case, before, after in reversed(steps):
        undoing.undo("publish", case.pk, before=before, after=after, by=editor)

    assert not PublishedCase.objects.exists()
    assert publishing.differences() == []


def test_a_publication_taken_back_leaves_the_change_to_publish_and_tells_partners_both() -> None:
    editor = UserFactory()
    case = published()
    record = PublishedCase.objects.get().record
    case.title, case.slug = "Nieuwe titel", "nieuw-adres"
    case.save()
    publishing.record_revision(case=case, by=None)
    before, after = done("publish", case, editor)

    undoing.undo("publish", case.pk, before=before, after=after, by=editor)

    shown = PublishedCase.objects.get()
    assert (shown.record["titel"], shown.slug) == (record["titel"], record["slug"])
    assert reread(case).title == "Nieuwe titel"
    assert Case.objects.with_pending_changes().get().has_pending_changes  # type: ignore[attr-defined]
    kinds = list(PublicationEvent.objects.order_by("number").values_list("kind", "slug"))
    assert kinds[1:] == [
        ("gewijzigd", "nieuw-adres"),
        ("verplaatst", record["slug"]),
        ("gewijzigd", record["slug"]),
        ("verplaatst", "nieuw-adres"),
    ]
    assert publishing.differences() == []


def test_going_back_to_a_version_is_taken_back_by_going_to_the_one_before() -> None:
    editor = UserFactory()
    case = changed()
    before = Standing.of(case.pk)
    publishing.restore(case=case, revision=Revision.objects.get(number=1), by=editor, seen=2)

    undoing.undo("restore", case.pk, before=before, after=Standing.of(case.pk), by=editor)

    assert reread(case).approach == case.approach
    assert Revision.objects.count() == 4


@pytest.mark.parametrize("meanwhile", ["edited", "done again", "erased", "thrown away"])
def test_what_happened_since_is_never_lost(meanwhile: str) -> None:
    editor = UserFactory()
    case = changed() if meanwhile != "thrown away" else CaseFactory()
    before, after = done("publish" if meanwhile != "thrown away" else "archive", case, editor)
    verb = "publish" if meanwhile != "thrown away" else "archive"
    if meanwhile == "edited":
        edited(case)
    elif meanwhile == "done again":
        publishing.withdraw(case=case, by=None, reason="Dubbel.")
    elif meanwhile == "erased":
        Revision.objects.filter(number=1).update(erased_at="2026-01-01T00:00Z")
    else:
        publishing.throw_away(case=reread(case), by=None)
    row = Case.objects.filter(pk=case.pk).values().get()

    with pytest.raises(NotAllowed):
        undoing.undo(verb, case.pk, before=before, after=after, by=editor)
    assert Case.objects.filter(pk=case.pk).values().get() == row
