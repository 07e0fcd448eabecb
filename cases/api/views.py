"""The API on what is in the catalogue: prepared cases, and the rows they refer to."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import F, OuterRef, Prefetch, Subquery
from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_view
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView, ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from cases.api import history
from cases.api.events import EventFilter, put_current_cases, put_current_slugs
from cases.api.pagination import CasePagination
from cases.api.reference_serializers import (
    ElementSerializer,
    EventSerializer,
    InitiativeSerializer,
    ObstacleSerializer,
    PublicationDetailSerializer,
    PublicationSerializer,
    ThemeSerializer,
)
from cases.api.selection import CARD, OF_EVENTS, PARAMETER, FieldSelection, select
from cases.listing import Cards, RawCards, ResultSet
from cases.listing.partner_filter import PartnerCaseFilter
from cases.models import Article, Element, Initiative, Obstacle, Publication, PublicationEvent, PublishedCase, Theme
from cases.models.querysets import practice_count
from cases.projection.public_serializers import CardSerializer, RecordSerializer
from cases.publishing.addresses import trail, withdrawal_of_row
from cases.publishing.caching import ConditionalMixin
from gouden.web.api.filtering import StrictFilterBackend
from gouden.web.api.pagination import SincePagination
from gouden.web.api.problems import Gone
from gouden.web.api.renderers import OrjsonRenderer
from gouden.web.http.conditional import conditional_on
from gouden.web.http.links import absolute
from municipalities.models import Organisation


def described(*, tags: list[str], operation_id: str, **more: Any) -> Callable[[type], type]:
    """Return the decorator that names a view's one operation in the schema."""
    return extend_schema_view(get=extend_schema(tags=tags, operation_id=operation_id, **more))


class ReadView(ConditionalMixin, GenericAPIView[Any]):
    """A view that is only read, and refuses parameters it does not know."""

    http_method_names = ["get", "head"]
    filter_backends = [StrictFilterBackend]
    # What reads parameters beside the filter and the paginator.
    parameter_readers: tuple[FieldSelection, ...] = ()
    mark = staticmethod(history.mark)


class ListView(ReadView, ListAPIView[Any]):
    """A list."""


class DetailView(ReadView, RetrieveAPIView[Any]):
    """One row by its slug."""

    lookup_field = "slug"
    pagination_class = None


class RowDetailView(DetailView):
    """A reference row by its slug; 410 for one that was withdrawn or deleted, with why."""

    def get_object(self) -> Any:
        try:
            return super().get_object()
        except Http404:
            if withdrawal := withdrawal_of_row(self.get_queryset().model, slug=self.kwargs["slug"]):
                raise Gone(withdrawal.reason) from None
            raise


@described(tags=["praktijkvoorbeelden"], operation_id="lijstPraktijkvoorbeelden", parameters=[PARAMETER])
class CaseListAPIView(history.HistoryMixin, ListView):
    """De praktijkvoorbeelden die bij de parameters passen, als kaartjes."""

    queryset = PublishedCase.objects.all()
    serializer_class = CardSerializer
    filterset_class = PartnerCaseFilter
    pagination_class = CasePagination
    harvest_key = "case_id"
    selection = FieldSelection()
    parameter_readers = (selection,)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        filterset = StrictFilterBackend().validated(request, self.get_queryset(), self)
        names = self.selection.of(request)
        column = "card" if names is None or CARD.issuperset(names) else "record"
        if "cursor" in request.query_params:
            rows = self.paginate_queryset(filterset.qs.values_list("case_id", column)) or ()
            shown = [row[1] for row in rows]
        else:
            cards = RawCards if names is None else Cards
            shown = self.paginate_queryset(cards(ResultSet.of(filterset), column)) or []
        return self.get_paginated_response(shown if names is None else [select(row, names) for row in shown])


@described(tags=["praktijkvoorbeelden"], operation_id="toonPraktijkvoorbeeld", parameters=[PARAMETER])
class CaseDetailAPIView(DetailView):
    """Eén praktijkvoorbeeld, compleet."""

    queryset = PublishedCase.objects.only("record")
    serializer_class = RecordSerializer
    selection = FieldSelection()
    parameter_readers = (selection,)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        try:
            record = self.get_object().record
        except Http404:
            return self.gone_or_moved(request, kwargs["slug"])
        names = self.selection.of(request)
        return Response(record if names is None else select(record, names))

    def gone_or_moved(self, request: Request, slug: str) -> Response:
        """Answer for an address that shows no case: 301 when its case moved, 410 when withdrawn, or else 404."""
        public, withdrawal = trail(slug)
        if public:
            query = request.META["QUERY_STRING"]
            path = reverse("api-case-detail", args=[public.slug])
            return Response(status=301, headers={"Location": absolute(f"{path}?{query}" if query else path)})
        if withdrawal:
            raise Gone(withdrawal.reason)
        raise Http404


@described(tags=["wijzigingen"], operation_id="lijstWijzigingen", parameters=[OF_EVENTS])
class EventListView(history.HistoryMixin, ListView):
    """Wat er met de praktijkvoorbeelden gebeurde, in volgorde en zonder herhalingen.

    Hiermee houdt u een kopie bij. Onthoud `cursor` en vraag met `sinds` wat daarna kwam. Met `velden=*` staat bij elke
    gebeurtenis het praktijkvoorbeeld zoals het nu is: bewaar het onder `id`, of gooi weg wat daaronder stond als het
    null is. Zonder `velden` haalt u het zelf op onder `huidigeSlug`; is die null, of is het antwoord 404 of 410, dan
    gooit u het weg. Verandert de naam van een gemeente of organisatie, dan is dat een wijziging van elk
    praktijkvoorbeeld dat haar noemt. Met `betreft` volgt u ook thema's, obstakels, werkzame elementen, begrippen,
    vragen, initiatieven, publicaties, organisaties, regio's, gemeenten en provincies zelf, met dezelfde cursor. Een
    thema of vraag staat er ook in als een uitspraak verandert of verdwijnt waarop haar tekst teruggaat. Is de catalogus
    teruggezet uit een reservekopie van voor uw cursor, dan is het antwoord 410, met waar u opnieuw begint.
    """

    queryset = PublicationEvent.objects.annotate(
        case_identifier=F("case__identifier"),
        current_slug=Subquery(PublishedCase.objects.filter(pk=OuterRef("case_id")).values("slug")),
    )
    serializer_class = EventSerializer
    filterset_class = EventFilter
    pagination_class = SincePagination
    selection = FieldSelection()
    parameter_readers = (selection,)

    def paginate_queryset(self, queryset: Any) -> Any:
        events = super().paginate_queryset(queryset) or []
        put_current_slugs(events)
        if (names := self.selection.of(self.request)) is not None:
            put_current_cases(events, names)
        return events


INITIATIVES = (
    Initiative.objects.public()
    .annotate(case_count=practice_count())
    .prefetch_related("municipalities__province", Prefetch("organisations", Organisation.objects.public()), "links")
    .order_by("name", "slug")
)
THEMES = Theme.objects.public().annotate(case_count=practice_count()).order_by("position", "name", "slug")
OBSTACLES = Obstacle.objects.public().annotate(case_count=practice_count()).order_by("position", "name", "slug")
ELEMENTS = Element.objects.public().annotate(case_count=practice_count()).order_by("position", "name", "slug")
PUBLICATIONS = (
    Publication.objects.public()
    .annotate(case_count=practice_count("articles__cases"))
    .prefetch_related(Prefetch("publishers", Organisation.objects.public()))
    .order_by("-year", "title", "slug")
)


@described(tags=["initiatieven"], operation_id="lijstInitiatieven")
class InitiativeListAPIView(ListView):
    """Alle initiatieven, op naam."""

    queryset = INITIATIVES
    serializer_class = InitiativeSerializer


@described(tags=["initiatieven"], operation_id="toonInitiatief")
class InitiativeDetailAPIView(RowDetailView):
    """Eén initiatief."""

    queryset = INITIATIVES
    serializer_class = InitiativeSerializer


@described(tags=["themas"], operation_id="lijstThemas")
class ThemeListAPIView(ListView):
    """Alle thema's: werkwijzen, onderwerpen en doelgroepen."""

    queryset = THEMES
    serializer_class = ThemeSerializer


@described(tags=["obstakels"], operation_id="lijstObstakels")
class ObstacleListAPIView(ListView):
    """Alle soorten obstakels."""

    queryset = OBSTACLES
    serializer_class = ObstacleSerializer


@described(tags=["obstakels"], operation_id="toonObstakel")
class ObstacleDetailAPIView(RowDetailView):
    """Eén soort obstakel."""

    queryset = OBSTACLES
    serializer_class = ObstacleSerializer


@described(tags=["elementen"], operation_id="lijstElementen")
class ElementListAPIView(ListView):
    """Alle werkzame elementen."""

    queryset = ELEMENTS
    serializer_class = ElementSerializer


@described(tags=["elementen"], operation_id="toonElement")
class ElementDetailAPIView(RowDetailView):
    """Eén werkzaam element."""

    queryset = ELEMENTS
    serializer_class = ElementSerializer


@described(tags=["publicaties"], operation_id="lijstPublicaties")
class PublicationListAPIView(ListView):
    """Alle publicaties, de nieuwste eerst."""

    queryset = PUBLICATIONS
    serializer_class = PublicationSerializer


@described(tags=["publicaties"], operation_id="toonPublicatie")
class PublicationDetailAPIView(RowDetailView):
    """Eén publicatie, met haar artikelen en wat daarop teruggaat."""

    queryset = PUBLICATIONS.prefetch_related(
        Prefetch("articles", Article.objects.public().select_related("reprint_of")),
        Prefetch("articles__cases", PublishedCase.objects.only("slug")),
    )
    serializer_class = PublicationDetailSerializer


class SchemaView(SpectacularJSONAPIView):
    """De beschrijving van deze API. Verandert alleen met de software, dus vraagt de database niets."""

    http_method_names = ["get", "head"]
    renderer_classes = [OrjsonRenderer]
    authentication_classes = []

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        return conditional_on(lambda: None, lambda _: settings.GOUDEN_RELEASE)(super().as_view(**initkwargs))

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.query_params:
            raise ValidationError({name: ["Deze parameter bestaat niet."] for name in request.query_params})
