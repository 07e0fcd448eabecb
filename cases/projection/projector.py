"""From a revision to the public row: everything PublishedCase holds is made here and nowhere else."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from uuid import UUID

from django.utils import timezone

from cases.fields import Snapshot
from cases.models import Adoption, Case, Inquiry, PublishedCase, PublishedPlace, Revision
from cases.projection.claim_rows import ClaimProjection
from cases.projection.presentation import Presentation
from cases.projection.public_serializers import CardSerializer, CaseReferenceSerializer, RecordSerializer
from cases.revisions.references import References
from cases.revisions.resolution import ResolvedCase, look_up, resolve
from cases.revisions.snapshot import Json, read
from cases.search import Document, document
from gouden.compiled_query import CompiledQuery
from gouden.web.api.renderers import as_json
from municipalities.models import Municipality, Region
from municipalities.succession import ends, steps_by

identifiers_of = CompiledQuery[tuple[int, UUID]](
    lambda cases: Case.objects.filter(pk__in=cases).order_by().values_list("pk", "identifier")
)
# The case and the day; of more than one the last.
unanswered_of = CompiledQuery[tuple[int, datetime.date]](
    lambda cases: Inquiry.objects.filter(case__in=cases, answer="").order_by("asked_on").values_list("case", "asked_on")
)
adoptions_of = CompiledQuery[Adoption](
    lambda cases: Adoption.objects.standing().with_publishers().filter(case__in=cases)
)
portraits_once_at = CompiledQuery[PublishedCase](
    lambda slugs: (
        PublishedCase.objects.filter(kind=Case.Kind.PORTRAIT, case__in=Case.objects.once_at(*slugs))
        .select_related("case")
        .only("slug", "title", "case__identifier")
    )
)
practices_of = CompiledQuery[PublishedCase](
    lambda portraits: (
        PublishedCase.objects.filter(part_of__in=portraits).only("slug", "title", "card", "part_of").order_by("slug")
    )
)
municipalities_by_key = CompiledQuery[Municipality](lambda keys: Municipality.objects.filter(pk__in=keys))
# Public regions, each with a municipality that is a member of it.
regions_with = CompiledQuery[tuple[int, int]](
    lambda municipalities: (
        Region.members.through.objects.filter(municipality__in=municipalities, region__published_at__isnull=False)
    ).values_list("region_id", "municipality_id")
)


@dataclass(frozen=True)
class Projection:
    """What the public row of a case should hold: its columns, its relations by id, its places by reason, its claims
    by identifier.
    """

    fields: dict[str, object]
    relations: dict[str, set[int]]
    places: dict[int, str]
    claims: dict[UUID, ClaimProjection]
    document: Document

    def changed(self, at: datetime.datetime) -> "Projection":
        """Return the same, changed `at` this moment."""
        stamp = {"gewijzigdOp": as_json(_serializer().fields["gewijzigdOp"].to_representation(at))}
        shown = {name: stored | stamp for name in ("record", "card") if isinstance(stored := self.fields[name], dict)}
        return replace(self, fields=self.fields | {"changed_at": at} | shown)


class Projector:
    """Makes projections as they are today; shares what it looked up between the cases of one run.

    What readers get shows no row that they do not see; a preview for editors (`drafts`) does.
    """

    def __init__(self, *, drafts: bool = False) -> None:
        self.day = timezone.localdate()
        self.references = References(public=not drafts)
        self._steps: dict[int, set[int]] | None = None
        self._today: dict[int, Municipality] = {}
        self._regions: dict[int, set[int]] = {}
        self._asked: dict[int, datetime.date | None] = {}
        self._adoptions: dict[int, list[Adoption]] = {}
        self._identifiers: dict[int, UUID] = {}
        # By version, of those prepared last.
        self._snapshots: dict[int, Snapshot] = {}

    def prepare(self, revisions: Iterable[Revision], cases: Iterable[Case] = ()) -> None:
        """Look up all that these revisions name, in a few queries together; `cases` are those at hand already."""
        revisions = list(revisions)
        found = [(revision.pk, read(revision.snapshot)) for revision in revisions]
        look_up(self.references, *(data for _, data in found))
        self._snapshots = {version: data for version, data in found if version}
        self._identifiers |= {case.pk: case.identifier for case in cases}
        self._look_up({revision.case_id for revision in revisions})

    def _look_up(self, cases: set[int]) -> None:
        """Look up what belongs to these cases and to no version of them."""
        if unknown := cases - self._identifiers.keys():
            self._identifiers |= dict(identifiers_of(unknown))
        if new := cases - self._asked.keys():
            self._asked |= dict.fromkeys(new) | dict(unanswered_of(new))
            self._adoptions |= {case: [] for case in new}
            for adoption in adoptions_of(new):
                self._adoptions[adoption.case_id].append(adoption)

    def project(
        self, revision: Revision, *, published_at: datetime.datetime, changed_at: datetime.datetime
    ) -> Projection:
        """Return what the public row of `revision` should hold, with these timestamps."""
        case = self._resolved(revision)
        self._look_up({revision.case_id})
        portrait = self.portrait(case.data.part_of)
        self._today |= {municipality.pk: municipality for municipality, _ in case.municipalities}
        self._today |= {member.pk: member for region in case.regions for member in region.members.all()}
        places = self._places(case)
        today = self._municipalities(set(places))
        shown = Presentation(
            case,
            identifier=self._identifiers[revision.case_id],
            portrait=portrait,
            published_at=published_at,
            changed_at=changed_at,
            asked_on=self._asked[revision.case_id],
            adoptions=self._adoptions[revision.case_id],
        )
        record = as_json(_serializer().to_representation(shown))
        fields = {
            "revision_id": revision.pk,
            "slug": case.data.slug,
            "title": case.data.title,
            "kind": case.data.kind,
            "lifecycle": case.data.lifecycle,
            "evidence": shown.evidence,
            "result_evidence": shown.result_evidence,
            "described_in": case.described_in,
            "started_year": case.data.started_year,
            "ended_year": case.data.ended_year,
            "featured": case.data.featured,
            "source_count": case.source_count,
            "part_of_id": portrait.pk if portrait else None,
            "portrait_slug": case.data.part_of or "",
            "published_at": published_at,
            "changed_at": changed_at,
            "checked_since": _checked_since(case),
            "record": record,
            "card": {name: record[name] for name in _card_fields()},
        }
        existing = {pk for pk, municipality in today.items() if municipality.exists_on(self.day)}
        relations = {
            "provinces": {today[pk].province_id for pk in existing or set(places)},
            "regions": {region.pk for region in case.regions} | self._regions_with(existing),
            "organisations": {organisation.pk for organisation in case.all_organisations},
            "initiatives": {initiative.pk for initiative in case.initiatives},
            "themes": {theme.pk for theme in case.themes},
            "obstacles": {obstacle.pk for obstacle in case.obstacles},
            "elements": {element.pk for element in case.elements},
            "articles": {article.pk for article in case.articles},
            "speakers": {speaker.pk for speaker in case.speakers},
            "named_municipalities": {municipality.pk for municipality in case.named_municipalities},
            "named_regions": {region.pk for region in case.named_regions},
        }
        practices = self.practices(revision.case_id, case)
        claims = _claims(shown, record)
        return Projection(fields, relations, places, claims, document(case, today.values(), practices))

    def document(self, revision: Revision) -> Document:
        """Return only what search looks in, of the public row of `revision`."""
        case = self._resolved(revision)
        practices = self.practices(revision.case_id, case)
        return document(case, self._municipalities(set(self._places(case))).values(), practices)

    def _resolved(self, revision: Revision) -> ResolvedCase:
        data = self._snapshots.get(revision.pk) if revision.pk else None
        return resolve(data or read(revision.snapshot), self.references)

    def practices(self, case_id: int, case: ResolvedCase) -> Iterable[PublishedCase]:
        """Return the public practices of a portrait; of a practice none."""
        if case.data.kind != Case.Kind.PORTRAIT:
            return []
        return practices_of([case_id])

    def portrait(self, slug: str | None) -> PublishedCase | None:
        """Return the public portrait whose address this is or was; None when there is none."""
        return portraits_once_at.first(slug) if slug else None

    def _places(self, case: ResolvedCase) -> dict[int, str]:
        """Return each municipality under which the case is found today with the strongest reason for it."""
        reason = PublishedPlace.Reason
        begun = [(row, role) for row, role in case.municipalities if self._has_begun(row)]
        places = {municipality.pk: reason(role).value for municipality, role in begun}
        for row, _ in begun:
            for successor in self._successors_of(row):
                places.setdefault(successor, reason.SUCCESSOR.value)
        for region in case.regions:
            for member in filter(self._has_begun, region.members.all()):
                for municipality in {member.pk} | self._successors_of(member):
                    places.setdefault(municipality, reason.REGION.value)
        return places

    def _has_begun(self, municipality: Municipality) -> bool:
        return municipality.valid_from is None or municipality.valid_from <= self.day

    def _successors_of(self, municipality: Municipality) -> set[int]:
        if municipality.valid_until is None or municipality.valid_until > self.day:
            return set()
        if self._steps is None:
            self._steps = steps_by(self.day)
        return ends(municipality.pk, self._steps) if municipality.pk in self._steps else set()

    def _municipalities(self, wanted: set[int]) -> dict[int, Municipality]:
        new = wanted - self._today.keys()
        if new:
            self._today |= {row.pk: row for row in municipalities_by_key(new)}
        return {pk: self._today[pk] for pk in wanted}

    def _regions_with(self, municipalities: set[int]) -> set[int]:
        """Return the regions of which any of these municipalities is a member today."""
        new = municipalities - self._regions.keys()
        if new:
            self._regions |= {pk: set() for pk in new}
            for region, municipality in regions_with(new):
                self._regions[municipality].add(region)
        return {region for municipality in municipalities for region in self._regions[municipality]}


def _claims(shown: Presentation, record: Mapping[str, Json]) -> dict[UUID, ClaimProjection]:
    """Return what the rows of the claims of a case hold, of which this is the record."""
    case = {name: record[name] for name in _reference_fields()}
    said_of = record["uitspraken"]
    assert isinstance(said_of, list)  # noqa: S101  # as its serializer gives it
    found = {}
    for position, (claim, said) in enumerate(zip(shown.claims, said_of, strict=True)):
        assert isinstance(said, dict)  # noqa: S101  # likewise
        assert claim.identifier is not None  # noqa: S101  # given by the presentation
        columns = {
            "key": claim.data.key,
            "position": position,
            "kind": claim.data.kind,
            "evidence": claim.data.evidence,
            "has_figure": claim.data.value is not None,
            "obstacle_id": claim.obstacle.pk if claim.obstacle else None,
            "record": said | {"voorbeeld": case},
        }
        found[claim.identifier] = ClaimProjection(columns, {element.pk for element in claim.elements})
    return found


def _checked_since(case: ResolvedCase) -> datetime.date | None:
    """Return when somebody looked how it stands, if that was after the year in which it was described."""
    checked = case.data.lifecycle_checked_on
    return datetime.date.fromisoformat(checked) if checked and int(checked[:4]) > case.described_in else None


@cache
def _serializer() -> RecordSerializer:
    """Return the one serializer of this process: making its fields takes longer than using them."""
    return RecordSerializer()


@cache
def _card_fields() -> tuple[str, ...]:
    """Return what a card shows; a record shows all of it."""
    return tuple(CardSerializer().fields)


@cache
def _reference_fields() -> tuple[str, ...]:
    """Return what a claim by itself shows of its case; a record shows all of it."""
    return tuple(CaseReferenceSerializer().fields)
