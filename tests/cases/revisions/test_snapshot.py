"""snapshot and restore are each other's inverse."""

import datetime
from dataclasses import replace
from decimal import Decimal

import orjson
import pytest

from cases.fields import ClaimData, Snapshot, definition
from cases.models import Case, Claim, ClaimLink
from cases.revisions.references import References, UnresolvedReference
from cases.revisions.snapshot import read, restore, snapshot, stored
from tests.factories import (
    CaseFactory,
    CaseLinkFactory,
    CaseMunicipalityFactory,
    ClaimFactory,
    ClaimLinkFactory,
    ElementFactory,
    InitiativeFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ParticipationFactory,
    RegionFactory,
    SilentSectionFactory,
    SpeakerFactory,
)

pytestmark = pytest.mark.django_db


def full_case() -> Case:
    """Return a case in which everything is filled in."""
    case = CaseFactory(
        with_source=True,
        part_of=CaseFactory(portrait=True),
        contact=OrganisationFactory(),
        background="Eerst dit.",
        approach="Toen dat.",
        results="En kijk.",
        lessons="Niet vanzelf.",
        transferability="Overal.",
        place="De Pol",
        started_year=2014,
        ended_year=2016,
        lifecycle="gestopt",
        lifecycle_checked_on=datetime.date(2017, 10, 1),
        featured=True,
        initiatives=[InitiativeFactory()],
        regions=[RegionFactory()],
        municipalities=[MunicipalityFactory()],
    )
    CaseMunicipalityFactory(case=case, role="betrokken")
    CaseLinkFactory(case=case, last_checked=datetime.date(2026, 1, 1))
    ParticipationFactory(case=case)
    ParticipationFactory(case=case, organisation=None, municipality=MunicipalityFactory(), role="opdrachtgever")
    ParticipationFactory(case=case, organisation=None, region=RegionFactory(), role="financier")
    SilentSectionFactory(case=case, section="overdraagbaarheid")
    claim = ClaimFactory(
        case=case,
        figure=True,
        value=Decimal("4.60"),
        value_until=Decimal(7),
        qualifier="ruim",
        year=2016,
        speaker=SpeakerFactory(),
        municipality=MunicipalityFactory(),
        elements=[ElementFactory(), ElementFactory()],
    )
    ClaimLinkFactory(a=claim, b=ClaimFactory(case=case))
    return case


def test_a_snapshot_restored_into_a_new_case_gives_the_same_snapshot() -> None:
    case = full_case()
    data = snapshot(case)
    case.slug = "ander-adres"
    case.save()

    copy = Case()
    restore(copy, data, References())

    assert replace(snapshot(copy), claim_links=()) == replace(data, claim_links=())
    assert case.claims.count() == copy.claims.count() == 2


def test_a_snapshot_says_nothing_that_json_cannot_hold() -> None:
    data = snapshot(full_case())

    assert read(orjson.loads(orjson.dumps(stored(data)))) == data
    assert data.claims[0].value == "4.6"


def test_every_field_of_a_case_travels() -> None:
    left_out = {"id", "state", "created_at", "modified_at", "modified_by", "published", "last_public_number"}
    left_out |= {"identifier", "submitted_at", "submitted_by", "review_note", "review_note_by", "next_check_on"}
    left_out |= {"binned_at", "binned_by"}
    relations = {"practices", "revisions", "events", "adoptions", "inquiries", "submissions", "case_municipalities"}
    fields = {field.name for field in Case._meta.get_fields()} - left_out - relations

    assert fields == set(definition(Snapshot)) - {"claim_links"}


def test_every_field_of_a_claim_travels() -> None:
    fields = {field.name for field in (*Claim._meta.fields, *Claim._meta.many_to_many)} - {"id", "case", "position"}

    assert fields == set(definition(ClaimData))


def test_restoring_an_older_state_keeps_the_links_of_claims_that_stay() -> None:
    case = full_case()
    data = snapshot(case)
    ClaimFactory(case=case, key="later-erbij")
    case.claims.get(key=data.claims[0].key).elements.clear()
    case.title = "Anders"
    case.save()

    restore(case, data, References())

    assert snapshot(Case.objects.get(pk=case.pk)) == data
    assert ClaimLink.objects.count() == 1


def test_what_no_longer_exists_is_named_and_nothing_is_written() -> None:
    case = CaseFactory(with_source=True, title="Blijft zo")
    data = replace(snapshot(case), title="Mag niet", themes=("weg",), contact="ook-weg")

    with pytest.raises(UnresolvedReference) as unresolved:
        restore(case, data, References())

    assert unresolved.value.missing == ["thema weg", "organisatie ook-weg"]
    case.refresh_from_db()
    assert case.title == "Blijft zo"


def test_what_an_older_version_does_not_tell_is_read_as_its_default() -> None:
    data = snapshot(full_case())
    old = stored(data) | {"format": 1}
    old["claims"] = [{name: value for name, value in claim.items() if name != "obstacle"} for claim in old["claims"]]
    del old["place"]

    assert read(old) == replace(data, place="")


def test_a_version_without_what_every_case_has_is_refused() -> None:
    old = stored(snapshot(CaseFactory()))
    del old["title"]

    with pytest.raises(KeyError, match="title"):
        read(old)
