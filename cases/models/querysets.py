"""How cases are asked for: working rows by editors, public rows by everyone."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db import connections, models, router
from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from cases.models import Adoption, Case, ClaimAddress, Job, PublishedCase, ReferenceRevision  # noqa: F401  # named in strings

# The order of cases when nothing else is asked.
NEWEST_KNOWLEDGE = ("-described_in", "title", "case_id")


class ClaimAtAddress(NamedTuple):
    """A claim that readers see: the slug and title of its case as they are now, and what its record says."""

    slug: str
    title: str
    claim: Any


def selected(statement: str, parameters: Iterable[Any] = (), *, to_write: bool = False) -> list[tuple[Any, ...]]:
    """Return the rows of a SELECT written by hand: for what is asked so often that Django's writing of it counts.

    `to_write`: they decide what is written, so they come from the database that is written.
    """
    database = router.db_for_write if to_write else router.db_for_read
    with connections[database(apps.get_model("cases", "PublishedCase"))].cursor() as cursor:
        cursor.execute(statement, list(parameters))
        return cursor.fetchall()


def placeholders(values: Sequence[Any]) -> str:
    """Return a placeholder for each value, for `IN (...)`."""
    return ", ".join(["%s"] * len(values))


def _with(rows: str, *related: str) -> Prefetch[str]:
    """Return how to load the rows that hang on cases by this name, each with what it refers to."""
    model: Any = apps.get_model("cases", "Case")._meta.get_field(rows).related_model
    return Prefetch(rows, model._default_manager.select_related(*related))


def _ties(path: str, other: str) -> Prefetch[str]:
    """Return how to load the ties of claims by this path: of the `other` claim and the article only what names them."""
    names = ("kind", "passage", "a_id", "b_id", "article__slug", f"{other}__key", f"{other}__case__slug")
    ties = apps.get_model("cases", "ClaimLink").objects.select_related(f"{other}__case", "article")
    return Prefetch(path, ties.only(*names))


class CaseQuerySet(models.QuerySet["Case"]):
    def in_use(self) -> CaseQuerySet:
        """Leave out what is in the bin."""
        return self.exclude(state="weggegooid")

    def with_pending_changes(self) -> CaseQuerySet:
        """Annotate `has_pending_changes`: public, and saved since with another content."""
        revisions = apps.get_model("cases", "Revision").objects.filter(case=OuterRef("pk")).order_by("-number")
        return self.annotate(
            latest_revision=Subquery(revisions.values("pk")[:1]),
            has_pending_changes=models.ExpressionWrapper(
                Q(published__isnull=False) & ~Q(published__revision=F("latest_revision")), models.BooleanField()
            ),
        )

    def tied_to(self, case: Case) -> CaseQuerySet:
        """Return the other cases with a claim that is tied to one of `case`."""
        tied = Q(claims__links_from__b__case=case) | Q(claims__links_to__a__case=case)
        return self.filter(tied).exclude(pk=case.pk).distinct().order_by("pk")

    def referring_to(self, case: Case) -> CaseQuerySet:
        """Return the other cases that name `case`: its practices, and those with a claim tied to one of its."""
        return self.tied_to(case) | self.filter(part_of=case).distinct()

    def once_at(self, *slugs: str) -> CaseQuerySet:
        """Return those that are or ever were public at these addresses; none for an address that never was one.

        An address stays of the case that was first public there, and whatever brought it there left an event.
        """
        events = apps.get_model("cases", "PublicationEvent").objects.filter(slug__in=slugs, case__isnull=False)
        return self.filter(pk__in=events.values("case"))

    def waiting_for_review(self) -> CaseQuerySet:
        """Return what was submitted and neither published nor sent back since, what waits longest first."""
        return self.filter(submitted_at__isnull=False).order_by("submitted_at")

    def for_snapshot(self) -> CaseQuerySet:
        """Load with each case everything `snapshot` reads, in a fixed number of queries."""
        return self.select_related("part_of", "contact").prefetch_related(
            "regions",
            "initiatives",
            "themes",
            "links",
            "silent_sections",
            _with("case_municipalities", "municipality__province"),
            _with("participations", "organisation", "municipality", "region"),
            _with("citations", "article"),
            _with("claims", "municipality", "obstacle", "speaker", "article"),
            "claims__elements",
            _ties("claims__links_from", "b"),
            _ties("claims__links_to", "a"),
        )

    def locked_whole(self) -> CaseQuerySet:
        """Lock each case and load with it everything `snapshot` reads."""
        return self.for_snapshot().select_for_update(of=("self",))


def practice_count(relation: str = "cases") -> models.Count:
    """Count the public cases by this relation, without reflections: they are nobody's practice."""
    return models.Count(relation, filter=Q(**{f"{relation}__kind__in": ("portret", "praktijk")}), distinct=True)


class PublishedCaseQuerySet(models.QuerySet["PublishedCase"]):
    def cards(self) -> PublishedCaseQuerySet:
        """Load only what a list shows: the prepared card and what makes its address."""
        return self.only("case_id", "slug", "title", "card", "published_at", "changed_at")

    def claims_at(self, addresses: Iterable[ClaimAddress]) -> dict[ClaimAddress, ClaimAtAddress]:
        """Return those of these claims that are public, each with its case as it is called now; an address that moved
        leads on. One query, and two more where a case is not at the address that is named.
        """
        asked = list(addresses)
        rows: dict[str, dict[str, Any]] = {}
        if slugs := {address.slug for address in asked}:
            rows = {row["slug"]: row for row in self._claims().filter(slug__in=slugs)}
        if moved := slugs - rows.keys():
            events = apps.get_model("cases", "PublicationEvent").objects.filter(slug__in=moved, case__isnull=False)
            case_at = dict(events.values_list("slug", "case"))
            public = {row["pk"]: row for row in self._claims().filter(pk__in=case_at.values())}
            rows |= {slug: public[case] for slug, case in case_at.items() if case in public}
        claims = {(slug, claim["kenmerk"]): claim for slug, row in rows.items() for claim in row["record__uitspraken"]}
        return {
            address: ClaimAtAddress(rows[address.slug]["slug"], rows[address.slug]["title"], claims[key])
            for address in asked
            if (key := (address.slug, address.key)) in claims
        }

    def _claims(self) -> models.QuerySet[PublishedCase, dict[str, Any]]:
        return self.order_by().values("pk", "slug", "title", "record__uitspraken")

    def numbers(self) -> tuple[int, int]:
        """Return how many these are, and how many of them are reflections: nobody's practice."""
        found = self.aggregate(cases=models.Count("pk"), reflections=models.Count("pk", filter=Q(kind="beschouwing")))
        return found["cases"], found["reflections"]

    def practices_of(self, case_id: int) -> PublishedCaseQuerySet:
        """Return the public practices that are part of this portrait."""
        return self.filter(part_of=case_id).order_by("title")


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    def standing(self) -> AdoptionQuerySet:
        """Leave out what was withdrawn; by year, those of no year last, with who took over and where that stands."""
        in_time = Coalesce("since", "year").asc(nulls_last=True)
        rows = self.filter(withdrawn_because="").order_by(in_time, "pk")
        return rows.select_related("municipality__province", "region", "article__publication")

    def with_publishers(self) -> AdoptionQuerySet:
        """Load along the publishers of what says it, as far as readers see those."""
        organisations: Any = apps.get_model("municipalities", "Organisation")
        return self.prefetch_related(Prefetch("article__publication__publishers", organisations.objects.public()))

    def public(self) -> AdoptionQuerySet:
        """Return those that readers see: of a public case, and not withdrawn."""
        return self.standing().filter(case__published__isnull=False)


class ReferenceRevisionQuerySet(models.QuerySet["ReferenceRevision"]):
    def of(self, row: models.Model) -> ReferenceRevisionQuerySet:
        """Return the versions of a reference row, the newest first."""
        return self.filter(model=row._meta.label_lower, row=row.pk).order_by("-number")


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> JobQuerySet:
        """Return what is not done yet, whether somebody is at it or not."""
        return self.filter(ended_at=None)

    def silent_since(self, moment: datetime.datetime) -> JobQuerySet:
        """Return what is not done yet and gave no sign of life after `moment`."""
        return self.open().filter(heartbeat_at__lte=moment)
