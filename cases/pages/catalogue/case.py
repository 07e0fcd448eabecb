"""The page of a case."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.views.generic import DetailView

from cases.desk import citing
from cases.fields import Section, Snapshot, definition
from cases.listing.municipality_match import best_matches
from cases.models import Adoption, Article, Designation, PublishedCase
from cases.outputs.citations import citation_files
from cases.outputs.social_cards.pictures import of_case
from cases.pages import linked_data
from cases.pages.catalogue.gone import gone
from cases.pages.finding.own_municipality import CASE, chosen_municipality, voor_context
from cases.pages.similar import similar
from cases.pages.term_links import TermLinks
from cases.pages.timeline import timeline
from cases.projection.records import CaseRecord, ParticipantRecord, PlaceRecord, SourceRecord, texts
from cases.publishing.addresses import trail
from cases.publishing.caching import KeptMixin
from cases.reading.brief import in_brief
from cases.reading.claims import ClaimEntry, ClaimGroup, grouped
from cases.reading.wording import checked_since, citation, has_ended, mailto, places
from gouden.web.http.links import absolute
from gouden.web.pages.linked_data import Node
from gouden.web.pages.mixins import Crumb, PageMixin
from gouden.web.text.dutch_text import shortened
from municipalities.models import Municipality
from municipalities.succession import current_successors

FIELDS = definition(Snapshot).values()
# By their key in a record: what a page calls sections and facts, and the kinds of claim that speak to a section.
SECTIONS = {field.part.public: capfirst(field.label) for field in FIELDS if isinstance(field.part, Section)}
SPEAKING = {field.part.public: field.part.claims for field in FIELDS if isinstance(field.part, Section)}
FACTS = {field.part.public: capfirst(field.label) for field in FIELDS if field.part.fact}
# From how many characters of sections and claims a reader is helped by a list of contents.
LONG = 2_000
# How much of its summary goes along where its address is shared.
SHARED = 200


class CaseDetailView(KeptMixin, PageMixin, DetailView):
    """A case, from its stored record; what is gone or moved says so."""

    queryset = PublishedCase.objects.defer("card")
    template_name = "cases/catalogue/case_detail.html"
    parameters = ("voor",)
    context_object_name = "case"
    section = "case-list"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            return gone_or_moved(request, kwargs["slug"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.object
        record = case.record
        address = absolute(case.get_absolute_url())
        claim_groups = grouped(record)
        voor = chosen_municipality(self.request.GET)
        adoptions = Adoption.objects.standing().filter(case=case.pk)
        context = super().get_context_data(
            record=record,
            brief=in_brief(record),
            checked_since=checked_since(record),
            sections=list(sections(record, claim_groups)),
            term_links=TermLinks.of_page(),
            facts=[(label, record[name]) for name, label in FACTS.items() if record[name]],
            claim_groups=claim_groups,
            claim_count=len(record["uitspraken"]),
            timeline=timeline(record, claim_groups, adoptions),
            municipalities=with_successors(record["gemeenten"]),
            participants=by_role(record["deelnemers"]),
            sources=with_originals(record["bronnen"]),
            family=family(case),
            similar=similar(case),
            adoptions=adoptions,
            designations=designations(record),
            more=more_from_here(record),
            address=address,
            citation=citation(record, address),
            picture=of_case(record),
            shared_as=shortened(record["samenvatting"], SHARED),
            meta_tags=citing.meta_tags(citing.citation(record)),
            citation_files=citation_files("case-citation", case.slug),
            share_url=mailto("", f"{case.title} (Gouden)", f"{record['samenvatting']}\n\n{address}"),
            fit=best_matches(voor, [case.slug]).get(case.slug) if voor else None,
            **voor_context(
                voor,
                choose=f"?{urlencode({CASE: case.slug} | ({'voor': voor.cbs_code} if voor else {}))}",
                without=case.get_absolute_url(),
            ),
            **kwargs,
        )
        return context | {"contents": contents(context) if is_long(record) else []}

    def get_linked_data(self, context: dict[str, Any]) -> list[Node]:
        record = self.object.record
        return [linked_data.article(record), *(linked_data.adoption(row, record) for row in context["adoptions"])]

    def get_title(self, context: dict[str, Any]) -> str:
        where = places(self.object.record)
        return f"{self.object.title} ({where})" if where else self.object.title

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        voor = context["voor_query"]
        crumbs = [Crumb("Praktijkvoorbeelden", reverse("case-list") + voor)]
        if portrait := self.object.record["onderdeelVan"]:
            crumbs.append(Crumb(portrait["titel"], reverse("case-detail", args=[portrait["slug"]]) + voor))
        return [*crumbs, Crumb(self.object.title)]


@dataclass(frozen=True)
class ShownSection:
    """A section of the story: its text, or else the claims that speak to it; neither: the sources are silent."""

    name: str
    label: str
    text: str
    entries: list[ClaimEntry]


def sections(record: CaseRecord, groups: Iterable[ClaimGroup]) -> Iterator[ShownSection]:
    """Yield the sections that there is something to say of; one that is empty for an unknown reason is left out."""
    silent = {row["onderdeel"] for row in record["zwijgtOver"]}
    for name, label in SECTIONS.items():
        (text,) = texts(record, [name])
        entries = [] if text else [entry for group in groups if group.key in SPEAKING[name] for entry in group.entries]
        if text or entries or name in silent:
            yield ShownSection(name, label, text, entries)


def is_long(record: CaseRecord) -> bool:
    """Whether a reader has to scroll so far that a list of contents helps."""
    story = sum(len(text) for text in texts(record, SECTIONS))
    return story + sum(len(claim["tekst"]) for claim in record["uitspraken"]) >= LONG


def contents(context: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the parts of the page that `context` fills: the name of each one's heading in the page, and its label."""
    parts: list[tuple[str, str, Any]] = [(one.name, one.label, True) for one in context["sections"]]
    parts += [
        ("navolging", "Navolging", context["adoptions"]),
        ("uitspraken", "Uitspraken en cijfers", context["claim_groups"]),
        ("tijdlijn", "Tijdlijn", context["timeline"]),
        (
            "familie",
            "Praktijken" if context["record"]["soort"] == "portret" else "Andere praktijken",
            context["family"],
        ),
        ("lijkt-erop", "Voorbeelden die hierop lijken", context["similar"]),
        ("gegevens", "Gegevens", True),
        ("bronnen", "Bronnen", True),
        ("verwijzen", "Verwijzen en delen", True),
    ]
    return [(name, label) for name, label, filled in parts if filled]


def more_from_here(record: CaseRecord) -> list[tuple[str, str]]:
    """Return the lists of cases from the same municipalities and regions: the name of the place and the address."""
    here = reverse("case-list")
    own = [row for row in record["gemeenten"] if row["rol"] == "eigen"]
    return [(row["naam"], f"{here}?gemeente={row['code']}") for row in own] + [
        (row["naam"], f"{here}?regio={row['slug']}") for row in record["regios"]
    ]


def gone_or_moved(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer for an address that shows no case: 301 when its case moved, 410 when it was withdrawn, or else 404."""
    public, withdrawal = trail(slug)
    if public:
        return HttpResponsePermanentRedirect(public.get_absolute_url())
    if withdrawal is None:
        raise Http404("Dit praktijkvoorbeeld bestaat niet.")
    return gone(request, withdrawal)


def with_successors(rows: list[PlaceRecord]) -> list[tuple[PlaceRecord, list[Municipality]]]:
    """Return the municipalities of a record, those that ended with the ones of today in their place."""
    codes = [row["code"] for row in rows if has_ended(row)]
    ended = Municipality.objects.filter(cbs_code__in=codes)
    successors = current_successors(timezone.localdate()) if codes else {}
    became = {municipality.cbs_code: successors.get(municipality.pk, set()) for municipality in ended}
    found = Municipality.objects.select_related("province").in_bulk(set().union(*became.values()))
    named = {code: sorted((found[pk] for pk in ids), key=str) for code, ids in became.items()}
    return [(row, named.get(row["code"], [])) for row in rows]


def by_role(participants: list[ParticipantRecord]) -> list[tuple[str, list[ParticipantRecord]]]:
    """Return the participants by role, in the order of the record."""
    roles: dict[str, list[ParticipantRecord]] = {}
    for participant in participants:
        roles.setdefault(participant["rol"], []).append(participant)
    return list(roles.items())


def with_originals(sources: list[SourceRecord]) -> list[tuple[SourceRecord, str]]:
    """Return the sources of a record, each with the title of the article it reprints, or nothing."""
    slugs = [source["herdrukVan"] for source in sources if source["herdrukVan"]]
    titles = dict(Article.objects.filter(slug__in=slugs).values_list("slug", "title")) if slugs else {}
    return [(source, titles.get(source["herdrukVan"] or "", "")) for source in sources]


def family(case: PublishedCase) -> QuerySet[PublishedCase, Any]:
    """Return the cards of a portrait's practices, or of the other practices of a practice's portrait."""
    practices = PublishedCase.objects.practices_of(case.part_of_id or case.pk)
    return practices.exclude(pk=case.pk).values_list("card", flat=True)


def designations(record: CaseRecord) -> QuerySet[Designation]:
    """Return the honorary titles of the record's own municipalities and its regions."""
    codes = [row["code"] for row in record["gemeenten"] if row["rol"] == "eigen"]
    slugs = [row["slug"] for row in record["regios"]]
    return Designation.objects.filter(Q(municipality__cbs_code__in=codes) | Q(region__slug__in=slugs)).select_related(
        "municipality", "region", "article__publication"
    )
