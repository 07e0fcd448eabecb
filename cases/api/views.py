"""The API on what is in the catalogue: prepared cases, and the rows they refer to."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Prefetch
from drf_spectacular.utils import extend_schema, extend_schema_view
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from cases.api.serializers import (
    InitiativeSerializer,
    PublicationDetailSerializer,
    PublicationSerializer,
    ThemeSerializer,
)
from cases.caching import ConditionalMixin
from cases.filters import CaseFilter
from cases.models import Initiative, Publication, PublishedCase, Theme
from cases.records import CardSerializer, RecordSerializer
from gouden.web.filtering import StrictFilterBackend
from gouden.web.renderers import OrjsonRenderer


def described(*, tags: list[str], operation_id: str) -> Callable[[type], type]:
    """Return the decorator that names a view's one operation in the schema."""
    return extend_schema_view(get=extend_schema(tags=tags, operation_id=operation_id))


class ListView(ConditionalMixin, ListAPIView[Any]):
    """A list that refuses parameters it does not know."""

    filter_backends = [StrictFilterBackend]


class DetailView(ConditionalMixin, RetrieveAPIView[Any]):
    """One row by its slug."""

    lookup_field = "slug"
    filter_backends = [StrictFilterBackend]


@described(tags=["praktijkvoorbeelden"], operation_id="lijstPraktijkvoorbeelden")
class CaseListView(ListView):
    """De praktijkvoorbeelden die bij de parameters passen, als kaartjes."""

    queryset = PublishedCase.objects.all()
    serializer_class = CardSerializer
    filterset_class = CaseFilter

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        cards = self.filter_queryset(self.get_queryset()).values_list("card", flat=True)
        return self.get_paginated_response(self.paginate_queryset(cards))


@described(tags=["praktijkvoorbeelden"], operation_id="toonPraktijkvoorbeeld")
class CaseDetailView(DetailView):
    """Eén praktijkvoorbeeld, compleet."""

    queryset = PublishedCase.objects.only("record")
    serializer_class = RecordSerializer

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.get_object().record)


INITIATIVES = (
    Initiative.objects.annotate(case_count=Count("cases"))
    .prefetch_related("municipalities__province", "organisations", "links")
    .order_by("name")
)
THEMES = Theme.objects.annotate(case_count=Count("cases")).order_by("position", "name")
PUBLICATIONS = (
    Publication.objects.annotate(case_count=Count("articles__cases", distinct=True))
    .prefetch_related("publishers")
    .order_by("-year", "title")
)


@described(tags=["initiatieven"], operation_id="lijstInitiatieven")
class InitiativeListView(ListView):
    """Alle initiatieven, op naam."""

    queryset = INITIATIVES
    serializer_class = InitiativeSerializer


@described(tags=["initiatieven"], operation_id="toonInitiatief")
class InitiativeDetailView(DetailView):
    """Eén initiatief."""

    queryset = INITIATIVES
    serializer_class = InitiativeSerializer


@described(tags=["themas"], operation_id="lijstThemas")
class ThemeListView(ListView):
    """Alle thema's: werkwijzen, onderwerpen en doelgroepen."""

    queryset = THEMES
    serializer_class = ThemeSerializer


@described(tags=["themas"], operation_id="toonThema")
class ThemeDetailView(DetailView):
    """Eén thema."""

    queryset = THEMES
    serializer_class = ThemeSerializer


@described(tags=["publicaties"], operation_id="lijstPublicaties")
class PublicationListView(ListView):
    """Alle publicaties, de nieuwste eerst."""

    queryset = PUBLICATIONS
    serializer_class = PublicationSerializer


@described(tags=["publicaties"], operation_id="toonPublicatie")
class PublicationDetailView(DetailView):
    """Eén publicatie, met haar artikelen en wat daarop teruggaat."""

    queryset = PUBLICATIONS.prefetch_related(
        "articles__reprint_of",
        Prefetch("articles__cases", PublishedCase.objects.only("slug")),
    )
    serializer_class = PublicationDetailSerializer


class SchemaView(ConditionalMixin, SpectacularJSONAPIView):
    """De beschrijving van deze API."""

    renderer_classes = [OrjsonRenderer]
