"""The lasting address of everything public, `/id/<soort>/<id>`: it leads to where that is now, as it is asked for."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.defaults import page_not_found
from django.views.generic import View

from cases.models import (
    Adoption,
    Element,
    Initiative,
    Obstacle,
    Publication,
    PublicationEvent,
    PublishedCase,
    PublishedClaim,
    Question,
    Term,
    Theme,
)
from cases.pages import linked_data
from cases.pages.catalogue.gone import gone, without_adoption, without_claim
from cases.publishing.addresses import AdoptionGone, ClaimGone, adoption_gone, claim_gone, trail_of, withdrawal_of_row
from cases.publishing.caching import ConditionalMixin
from gouden.web.api.problems import CONTENT_TYPE, DETAILS, problem
from gouden.web.http.links import SeeOther
from gouden.web.pages.linked_data import Node, document
from municipalities.models import Municipality, Organisation, Province, Region
from municipalities.querysets import public_rows

HTML, JSON, LINKED_DATA = "text/html", "application/json", "application/ld+json"
NOT_OFFERED = f"Vraag met de kop Accept om {HTML}, {JSON} of {LINKED_DATA}, of laat die weg."
RANDOM = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
CASE, CLAIM = "praktijkvoorbeeld", "uitspraak"


class PublicKind(NamedTuple):
    """A kind of public thing: its rows, what its page says in JSON-LD, and the name of its address in the API.

    Its identifiers look like `pattern`, and what that catches stands in `field`.
    """

    model: type[Model]
    node: Callable[[Any], Node]
    api: str
    field: str = "identifier"
    pattern: str = f"({RANDOM})"


KINDS = {
    "initiatief": PublicKind(Initiative, linked_data.initiative, "api-initiative-detail"),
    "thema": PublicKind(Theme, linked_data.theme, "api-theme-detail"),
    "obstakel": PublicKind(Obstacle, linked_data.obstacle, "api-obstacle-detail"),
    "element": PublicKind(Element, linked_data.element, "api-element-detail"),
    "begrip": PublicKind(Term, linked_data.term, "api-term-detail"),
    "vraag": PublicKind(Question, linked_data.question, "api-question-detail"),
    "publicatie": PublicKind(Publication, linked_data.publication, "api-publication-detail"),
    "organisatie": PublicKind(Organisation, linked_data.organisation, "api-organisation-detail"),
    "regio": PublicKind(Region, linked_data.region, "api-region-detail"),
    "gemeente": PublicKind(
        Municipality, linked_data.municipality, "api-municipality-detail", "cbs_code", "GM([0-9]{4})"
    ),
    "provincie": PublicKind(Province, linked_data.province, "api-province-detail", "code", "(PV[0-9]{2})"),
}


class Found(NamedTuple):
    """Where a public thing is now: its page, its address in the API, and what its page says of it."""

    page: str
    api: str
    node: Callable[[], Node]


# Why something that was public is not any more.
type Gone = PublicationEvent | ClaimGone | AdoptionGone


def find(kind: str, identifier: str) -> Found | Gone | None:
    """Return where this thing is; what it was withdrawn, deleted or left out by; None for what never was public."""
    if found := FINDERS.get(kind):
        return found(UUID(identifier)) if re.fullmatch(RANDOM, identifier) else None
    known = KINDS.get(kind)
    matched = re.fullmatch(known.pattern, identifier) if known else None
    if not known or not matched:
        return None
    row: Any = public_rows(known.model).filter(**{known.field: matched[1]}).first()
    if row is None:
        return withdrawal_of_row(known.model, identifier=identifier)
    key = row.slug if known.field == "identifier" else matched[1]
    return Found(row.get_absolute_url(), reverse(known.api, args=[key]), lambda: known.node(row))


def _case(identifier: UUID) -> Found | PublicationEvent | None:
    public, withdrawal = trail_of(identifier)
    if public is None:
        return withdrawal
    # The record, which is long, is read only when it is asked for.
    api = reverse("api-case-detail", args=[public.slug])
    return Found(public.get_absolute_url(), api, lambda: linked_data.article(public.record))


def _claim(identifier: UUID) -> Found | ClaimGone | None:
    claim = PublishedClaim.objects.filter(identifier=identifier).first()
    if claim is None:
        return claim_gone(identifier)
    api = reverse("api-statement-detail", args=[identifier])
    return Found(claim.get_absolute_url(), api, lambda: linked_data.claim(claim.record))


def _adoption(identifier: UUID) -> Found | AdoptionGone | None:
    adoption = Adoption.objects.public().filter(identifier=identifier).first()
    case = PublishedCase.objects.filter(pk=adoption.case_id).first() if adoption else None
    if adoption is None or case is None:
        return adoption_gone(identifier)
    api = reverse("api-adoption-detail", args=[identifier])
    page = f"{case.get_absolute_url()}#{adoption.anchor}"
    return Found(page, api, lambda: linked_data.adoption(adoption, case.record))


# What is found by more than its own row.
FINDERS: dict[str, Callable[[UUID], Found | Gone | None]] = {
    CASE: _case,
    CLAIM: _claim,
    Adoption.KIND: _adoption,
}


class IdentifierView(View):
    """Leads to the page, the JSON of the API or the JSON-LD, by what Accept asks; says so of what was withdrawn."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, kind: str, identifier: str) -> HttpResponse:
        response = self.answer(request, kind, identifier)
        patch_vary_headers(response, ["Accept"])
        # The next move or withdrawal contradicts it.
        response.headers["Cache-Control"] = "no-store"
        return response

    def answer(self, request: HttpRequest, kind: str, identifier: str) -> HttpResponse:
        found = find(kind, identifier)
        if not isinstance(found, Found):
            as_page = request.get_preferred_type([HTML, JSON, LINKED_DATA]) == HTML
            return self.absent(request, found) if as_page else refusal(found)
        data = reverse("identifier-data", args=[kind, identifier])
        ways = {HTML: found.page, JSON: found.api, LINKED_DATA: data}
        asked = request.get_preferred_type([*ways])
        if asked is None:
            return _problem(406, NOT_OFFERED)
        return SeeOther(ways[asked])

    def absent(self, request: HttpRequest, withdrawal: Gone | None) -> HttpResponse:
        """Return the page that says so."""
        if isinstance(withdrawal, ClaimGone):
            return without_claim(request, withdrawal)
        if isinstance(withdrawal, AdoptionGone):
            return without_adoption(request, withdrawal)
        return gone(request, withdrawal) if withdrawal else page_not_found(request, Http404())


class LinkedDataView(ConditionalMixin, View):
    """What the page of a public thing says of it in JSON-LD, as a document of its own."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, kind: str, identifier: str) -> HttpResponse:
        found = find(kind, identifier)
        if not isinstance(found, Found):
            return refusal(found)
        try:
            return HttpResponse(document([found.node()]), content_type=LINKED_DATA)
        except PublishedCase.DoesNotExist:
            # It was withdrawn just now: the catalogue changed, so this is asked once more.
            return refusal(None)


def refusal(withdrawal: Gone | None) -> JsonResponse:
    """Return the problem details for what was withdrawn, or never was public."""
    return _problem(410, withdrawal.reason) if withdrawal else _problem(404, DETAILS[404])


def _problem(status: int, detail: str) -> JsonResponse:
    return JsonResponse(problem(status, detail), status=status, content_type=CONTENT_TYPE)
