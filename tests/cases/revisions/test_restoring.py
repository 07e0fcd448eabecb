"""An older version comes back as a new one; what it names and no longer exists is told."""

from typing import Any

import pytest

from cases import publishing
from cases.fields import Snapshot
from cases.models import Case, ClaimLink, PublicationEvent, PublishedCase, Revision
from cases.publishing import NotAllowed
from cases.revisions.snapshot import read, snapshot
from tests.cases.revisions.test_snapshot import full_case
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    ClaimLinkFactory,
    ElementFactory,
    OrganisationFactory,
    PublishedCaseFactory,
    SpeakerFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def taken(case: Case) -> Snapshot:
    return snapshot(Case.objects.for_snapshot().get(pk=case.pk))


def saved(case: Case, **changes: Any) -> Revision:
    """Save `case` with these changes and return its version."""
    for name, value in changes.items():
        setattr(case, name, value)
    case.save()
    return publishing.record_revision(case=case, by=None)


def test_the_working_rows_are_as_they_were_and_a_new_version_says_so() -> None:
    case, editor = full_case(), UserFactory()
    first = publishing.record_revision(case=case, by=None)
    before = taken(case)
    case.claims.first().delete()
    case.themes.set([ThemeFactory()])
    saved(case, title="Heel anders", approach="")

    left_out = publishing.restore(case=case, revision=first, by=editor, seen=publishing.latest_number(case))

    assert left_out == []
    assert taken(case) == before
    latest = case.revisions.latest("number")
    assert (latest.number, latest.by, latest.note) == (3, editor, "Teruggezet naar versie 1")
    assert latest.snapshot == first.snapshot
    assert Case.objects.get(pk=case.pk).modified_by == editor


def test_readers_see_nothing_of_it() -> None:
    case = PublishedCaseFactory().case
    first = case.revisions.get()
    saved(case, title="Nieuwe titel")
    publishing.publish(case=case, by=None)
    public = list(PublishedCase.objects.values()), list(PublicationEvent.objects.values())

    publishing.restore(case=case, revision=first, by=None)

    assert (list(PublishedCase.objects.values()), list(PublicationEvent.objects.values())) == public
    assert Case.objects.get().title == first.snapshot["title"]


def test_what_no_longer_exists_is_left_out_and_listed() -> None:
    theme, organisation = ThemeFactory(slug="weg"), OrganisationFactory(slug="ook-weg")
    speaker = SpeakerFactory(key="verdwenen")
    case = CaseFactory(themes=[theme, ThemeFactory(slug="blijft")], contact=organisation, title="Eerst")
    element, kept = ElementFactory(slug="geen-element-meer"), ElementFactory(slug="blijft-ook")
    ClaimFactory(case=case, text="Iemand zei dit.", speaker=speaker, elements=[element, kept])
    first = saved(case)
    case.claims.all().delete()
    case.themes.remove(theme)
    saved(case, contact=None, title="Later")
    for row in (theme, organisation, speaker, element):
        row.delete()

    left_out = publishing.restore(case=case, revision=first, by=None)

    assert left_out == [
        "thema ‘weg’ bestaat niet meer",
        "organisatie ‘ook-weg’ bestaat niet meer",
        "spreker ‘verdwenen’ bestaat niet meer (bij de uitspraak ‘Iemand zei dit.’)",
        "werkzaam element ‘geen-element-meer’ bestaat niet meer (bij de uitspraak ‘Iemand zei dit.’)",
    ]
    now = taken(case)
    assert (now.title, now.themes, now.contact) == ("Eerst", ("blijft",), None)
    assert [(claim.text, claim.elements) for claim in now.claims] == [("Iemand zei dit.", ("blijft-ook",))]


def test_an_address_that_went_to_another_case_is_not_taken_back() -> None:
    case = CaseFactory(slug="mooi-adres")
    first = saved(case)
    saved(case, slug="ander-adres")
    CaseFactory(slug="mooi-adres")

    left_out = publishing.restore(case=case, revision=first, by=None)

    assert left_out == ["het adres ‘mooi-adres’ is nu van een ander voorbeeld; het blijft ‘ander-adres’"]
    assert Case.objects.get(pk=case.pk).slug == "ander-adres"


def test_a_portrait_with_practices_stays_one_and_what_is_no_portrait_has_no_part() -> None:
    old_portrait = CaseFactory(portrait=True, title="Was een portret")
    case = CaseFactory(part_of=old_portrait)
    first = saved(case)
    saved(case, part_of=None)
    saved(old_portrait, kind="praktijk")

    assert publishing.restore(case=case, revision=first, by=None) == [
        "‘Was een portret’ is geen portret meer; dit is er geen onderdeel van"
    ]
    saved(case, kind="portret")
    CaseFactory(part_of=case)
    assert (
        publishing.restore(case=case, revision=first, by=None)[0]
        == "het blijft een portret, want er horen praktijken bij"
    )
    assert Case.objects.get(pk=case.pk).kind == "portret"


def test_ties_between_claims_come_back_and_later_ones_go() -> None:
    case, other = CaseFactory(), CaseFactory(slug="elders")
    a, b, c = (ClaimFactory(case=case, key=key) for key in "abc")
    elsewhere = ClaimFactory(case=other, key="d")
    ClaimLinkFactory(a=a, b=b)
    ClaimLinkFactory(a=elsewhere, b=a, kind="latere stand")
    passage = ClaimLinkFactory(a__case=case, answer=True)
    first = saved(case)
    ClaimLink.objects.all().delete()
    ClaimLinkFactory(a=b, b=c)
    saved(case, slug="nieuw-adres")
    publishing.record_revision(case=other, by=None)

    assert publishing.restore(case=case, revision=first, by=None) == []

    ties = set(ClaimLink.objects.values_list("a__key", "b__key", "kind", "article", "passage"))
    assert ties == {
        ("a", "b", "spreekt tegen", None, ""),
        ("d", "a", "latere stand", None, ""),
        (passage.a.key, passage.b.key, "aangepakt met", passage.article_id, "3e alinea"),
    }
    assert other.revisions.latest("number").snapshot["claim_links"] != []
    assert taken(case) == read(first.snapshot)


def test_a_tie_with_a_claim_that_is_gone_is_listed() -> None:
    case, other = CaseFactory(), CaseFactory(slug="elders")
    own, elsewhere = ClaimFactory(case=case, text="Eén"), ClaimFactory(case=other)
    ClaimLinkFactory(a=own, b=elsewhere)
    first = saved(case)
    elsewhere.delete()
    saved(case, title="Anders")

    left_out = publishing.restore(case=case, revision=first, by=None)

    assert left_out == ["het verband ‘spreekt tegen’ bij de uitspraak ‘Eén’ ging over een die er niet meer is"]


def test_what_no_version_held_yet_is_kept_first() -> None:
    case = CaseFactory(title="Eerste")
    first = saved(case)
    Case.objects.filter(pk=case.pk).update(title="Nooit bewaard als versie")

    publishing.restore(case=case, revision=first, by=None)

    assert [revision.snapshot["title"] for revision in case.revisions.order_by("number")] == [
        "Eerste",
        "Nooit bewaard als versie",
        "Eerste",
    ]


def test_it_is_refused_when_somebody_saved_in_the_meantime() -> None:
    case = CaseFactory(title="Eerste")
    first = saved(case)
    saved(case, title="Tweede")
    saved(case, title="Derde")

    with pytest.raises(NotAllowed, match="nieuwere versie"):
        publishing.restore(case=case, revision=first, by=None, seen=2)

    assert Case.objects.get(pk=case.pk).title == "Derde"


def test_it_is_refused_for_what_is_archived_and_for_a_version_of_another_case() -> None:
    case = CaseFactory()
    first = saved(case)
    publishing.archive(case=case, by=None)

    with pytest.raises(NotAllowed, match="heropenen"):
        publishing.restore(case=case, revision=first, by=None)
    with pytest.raises(ValueError, match="ander voorbeeld"):
        publishing.restore(case=CaseFactory(), revision=first, by=None)
