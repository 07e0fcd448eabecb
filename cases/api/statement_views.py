"""The API on statements: the claims of public cases, each by itself."""

from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from cases.api import history
from cases.api.views import DetailView, ListView, described
from cases.listing.statement_filters import StatementFilter
from cases.listing.statement_set import StatementKeys, StatementSet, raw_records
from cases.models import PublishedClaim
from cases.projection.public_serializers import PublishedClaimSerializer
from cases.publishing.addresses import claim_gone
from gouden.web.api.filtering import StrictFilterBackend
from gouden.web.api.pagination import HarvestPagination
from gouden.web.api.problems import Gone


@described(tags=["uitspraken"], operation_id="lijstUitspraken")
class StatementListAPIView(history.HistoryMixin, ListView):
    """De uitspraken die bij de parameters passen: met woorden de beste eerst, anders de nieuwste kennis eerst.

    Elke uitspraak is wat ook in `uitspraken` van haar praktijkvoorbeeld staat, met `voorbeeld` erbij. Verandert zij,
    dan is dat in de wijzigingen een wijziging van dat praktijkvoorbeeld.
    """

    queryset = PublishedClaim.objects.all()
    serializer_class = PublishedClaimSerializer
    filterset_class = StatementFilter
    pagination_class = HarvestPagination
    harvest_key = "pk"

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        filterset = StrictFilterBackend().validated(request, self.get_queryset(), self)
        if "cursor" in request.query_params:
            rows = self.paginate_queryset(filterset.qs.values_list("pk", "record")) or ()
            return self.get_paginated_response([record for _, record in rows])
        keys = self.paginate_queryset(StatementKeys(StatementSet.of(filterset))) or []
        return self.get_paginated_response(raw_records(keys))


@described(tags=["uitspraken"], operation_id="toonUitspraak")
class StatementDetailAPIView(DetailView):
    """Eén uitspraak, met het praktijkvoorbeeld waar zij bij hoort."""

    queryset = PublishedClaim.objects.only("record")
    serializer_class = PublishedClaimSerializer
    lookup_field = "identifier"

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        try:
            return Response(self.get_object().record)
        except Http404:
            if gone := claim_gone(kwargs["identifier"]):
                raise Gone(gone.reason) from None
            raise
