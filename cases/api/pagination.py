"""The pages of the list of cases: how many hold what was asked, and how many come after those."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from cases.listing import ResultSet
from cases.listing.result_set import StoredCases
from gouden.web.api.pagination import HarvestPagination

HOLDS_ALL, NEAR = "bevatAlles", "aantalDichtbij"


class CasePagination(HarvestPagination):
    """As elsewhere, and by number with `zoek` it tells apart what holds all that was asked and what is near it."""

    found: ResultSet | None = None

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        if isinstance(queryset, StoredCases) and "zoek" in queryset.cases.parts:
            self.found = queryset.cases
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data: Any) -> Response:
        response = super().get_paginated_response(data)
        if self.found is not None:
            response.data = {
                "aantal": len(self.found),
                HOLDS_ALL: self.found.holds_all,
                NEAR: self.found.near_count,
                "resultaten": data,
            }
        return response

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        listed = super().get_paginated_response_schema(schema)
        listed["properties"]["aantal"]["description"] = (
            "Hoeveel er in totaal zijn. Met `zoek`: hoeveel er alles inhouden wat is gevraagd of, is er zo geen, "
            "hoeveel daar dicht bij komen. Die staan vooraan, in elke volgorde."
        )
        listed["properties"][HOLDS_ALL] = {
            "type": "boolean",
            "description": "Of die alles inhouden wat is gevraagd. Staat er met `zoek`, en zonder `cursor`.",
        }
        listed["properties"][NEAR] = {
            "type": "integer",
            "description": (
                "Hoeveel er na `aantal` nog volgen, op dezelfde en latere bladzijden: die houden een deel in van wat "
                "is gevraagd, of iets wat er dicht bij ligt. Staat er met `zoek`; met `cursor` komen die niet mee."
            ),
        }
        return listed
