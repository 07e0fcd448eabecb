"""From a revision to the public row: everything PublishedCase holds is made here and nowhere else."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from cases.models import Case, Inquiry, PublicationEvent, PublishedCase, PublishedPlace, Revision
from cases.projection.public_serializers import CardSerializer, Presentation, RecordSerializer
from cases.revisions.references import References
from cases.revisions.resolution import ResolvedCase, resolve
from cases.revisions.snapshot import read
from cases.search import Document, document, index
from gouden.web.renderers import as_json
from municipalities.models import Municipality, Region
from municipalities.succession import current_successors

# The name under which a difference in what search looks in is reported.
SEARCH = "search"
RELATIONS = ("provinces", "regions", "organisations", "initiatives", "themes", "obstacles", "articles", "speakers")


@dataclass(frozen=True)
class Projection:
    """What the public row of a case should hold: its columns, its relations by id, and its places by reason."""

    fields: dict[str, Any]
    relations: dict[str, set[int]]
    places: dict[int, str]
    document: Document

    def differences(self, published: PublishedCase) -> list[str]:
        """Return the names of what `published` holds otherwise, and of what search does."""
        return self.row_differences(published) + ([SEARCH] if index.differs(published.pk, self.document) else [])

    def row_differences(self, published: PublishedCase) -> list[str]:
        """Return the names of what `published` holds otherwise."""
        names = [name for name, value in self.fields.items() if getattr(published, name) != value]
        for name, wanted in self.relations.items():
            if {row.pk for row in getattr(published, name).all()} != wanted:
                names.append(name)
        if {place.municipality_id: place.reason for place in published.places.all()} != self.places:
            names.append("places")
        return names

    def write(self, published: PublishedCase) -> None:
        """Save this projection as `published`, and what search looks in."""
        self.write_row(published)
        self.write_search(published)

    def write_row(self, published: PublishedCase) -> None:
        """Save this projection as `published`, relations and places included, and leave search alone."""
        for name, value in self.fields.items():
            setattr(published, name, value)
        published.save()
        for name, wanted in self.relations.items():
            getattr(published, name).set(wanted)
        published.places.exclude(municipality__in=self.places).delete()
        PublishedPlace.objects.bulk_create(
            [
                PublishedPlace(published_case=published, municipality_id=municipality, reason=reason)
                for municipality, reason in self.places.items()
            ],
            update_conflicts=True,
            unique_fields=["published_case", "municipality"],
            update_fields=["reason"],
        )

    def write_search(self, published: PublishedCase) -> None:
        """Save only what search looks in."""
        index.write({published.pk: self.document})


def unpublish(published: PublishedCase) -> None:
    """Take away everything `write` saved."""
    index.remove([published.pk])
    published.delete()


def public_at(slug: str | None) -> PublishedCase | None:
    """Return the public case at this address, or at the address it moved to; None when there is none."""
    if not slug:
        return None
    here = PublishedCase.objects.filter(slug=slug).first()
    if here:
        return here
    moved = PublicationEvent.objects.filter(slug=slug, kind=PublicationEvent.Kind.MOVED).first()
    return PublishedCase.objects.filter(case=moved.case_id).first() if moved else None


class Projector:
    """Makes projections as they are today; shares what it looked up between the cases of one run."""

    def __init__(self) -> None:
        self.day = timezone.localdate()
        self.references = References()
        self._successors: dict[int, set[int]] | None = None
        self._today: dict[int, Municipality] = {}
        self._regions: dict[int, set[int]] | None = None
        self._asked: dict[int, datetime.date] | None = None
        # Kept, because making their fields takes longer than using them.
        self._record, self._card = RecordSerializer(), CardSerializer()

    def project(
        self, revision: Revision, *, published_at: datetime.datetime, changed_at: datetime.datetime
    ) -> Projection:
        """Return what the public row of `revision` should hold, with these timestamps."""
        case = resolve(read(revision.snapshot), self.references)
        portrait = self.portrait(case.data.part_of)
        places = self._places(case)
        today = self._municipalities(set(places))
        shown = Presentation(
            case,
            portrait=portrait,
            published_at=published_at,
            changed_at=changed_at,
            asked_on=self._silent_since().get(revision.case_id),
        )
        fields = {
            "revision_id": revision.pk,
            "slug": case.data.slug,
            "title": case.data.title,
            "kind": case.data.kind,
            "lifecycle": case.data.lifecycle,
            "evidence": shown.evidence,
            "described_in": case.described_in,
            "started_year": case.data.started_year,
            "ended_year": case.data.ended_year,
            "featured": case.data.featured,
            "source_count": case.source_count,
            "part_of_id": portrait.pk if portrait else None,
            "published_at": published_at,
            "changed_at": changed_at,
            "record": as_json(self._record.to_representation(shown)),
            "card": as_json(self._card.to_representation(shown)),
        }
        existing = {pk for pk, municipality in today.items() if municipality.exists_on(self.day)}
        relations = {
            "provinces": {today[pk].province_id for pk in existing or set(places)},
            "regions": {region.pk for region in case.regions} | self._regions_with(existing),
            "organisations": {organisation.pk for organisation in case.all_organisations},
            "initiatives": {initiative.pk for initiative in case.initiatives},
            "themes": {theme.pk for theme in case.themes},
            "obstacles": {claim.obstacle.pk for claim in case.claims if claim.obstacle},
            "articles": {article.pk for article in case.articles},
            "speakers": {speaker.pk for speaker in case.speakers},
        }
        practices = self.practices(revision.case_id, case)
        return Projection(fields, relations, places, document(case, today.values(), practices))

    def document(self, revision: Revision) -> Document:
        """Return only what search looks in, of the public row of `revision`."""
        case = resolve(read(revision.snapshot), self.references)
        practices = self.practices(revision.case_id, case)
        return document(case, self._municipalities(set(self._places(case))).values(), practices)

    def practices(self, case_id: int, case: ResolvedCase) -> Iterable[PublishedCase]:
        """Return the public practices of a portrait; of a practice none."""
        if case.data.kind != Case.Kind.PORTRAIT:
            return []
        practices = PublishedCase.objects.filter(part_of=case_id)
        return practices.only("slug", "title", "card", "part_of").order_by("slug")

    def portrait(self, slug: str | None) -> PublishedCase | None:
        """Return the public portrait at this address; None when there is none."""
        found = public_at(slug)
        return found if found and found.kind == Case.Kind.PORTRAIT else None

    def _silent_since(self) -> dict[int, datetime.date]:
        """Return the cases whose contact did not answer, with the day they were last asked after."""
        if self._asked is None:
            unanswered = Inquiry.objects.filter(answer="").order_by("asked_on")
            self._asked = dict(unanswered.values_list("case", "asked_on"))
        return self._asked

    def _places(self, case: ResolvedCase) -> dict[int, str]:
        """Return each municipality under which the case is found today with the strongest reason for it."""
        reason = PublishedPlace.Reason
        begun = [(row, role) for row, role in case.municipalities if self._has_begun(row)]
        places = {municipality.pk: reason(role).value for municipality, role in begun}
        for municipality in list(places):
            for successor in self._successors_of(municipality):
                places.setdefault(successor, reason.SUCCESSOR.value)
        for region in case.regions:
            for member in filter(self._has_begun, region.members.all()):
                for municipality in {member.pk} | self._successors_of(member.pk):
                    places.setdefault(municipality, reason.REGION.value)
        return places

    def _has_begun(self, municipality: Municipality) -> bool:
        return municipality.valid_from is None or municipality.valid_from <= self.day

    def _successors_of(self, municipality: int) -> set[int]:
        if self._successors is None:
            self._successors = current_successors(self.day)
        return self._successors.get(municipality, set())

    def _municipalities(self, wanted: set[int]) -> dict[int, Municipality]:
        new = wanted - self._today.keys()
        if new:
            self._today |= Municipality.objects.in_bulk(new)
        return {pk: self._today[pk] for pk in wanted}

    def _regions_with(self, municipalities: set[int]) -> set[int]:
        """Return the regions of which any of these municipalities is a member today."""
        if self._regions is None:
            self._regions = {}
            for region, municipality in Region.members.through.objects.values_list("region_id", "municipality_id"):
                self._regions.setdefault(municipality, set()).add(region)
        return {region for municipality in municipalities for region in self._regions.get(municipality, set())}
