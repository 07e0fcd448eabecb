"""Pages by number, with the names of the NL API Design Rules' pagination module."""

from collections import OrderedDict
from typing import Any

from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response

PAGE_SIZE = 20
MAX_PAGE_SIZE = 100


class NumberedPagination(PageNumberPagination):
    """`page` and `pageSize` (1 to 100, default 20); the body is `aantal` and `resultaten`."""

    page_size = PAGE_SIZE
    page_size_query_param = "pageSize"
    max_page_size = MAX_PAGE_SIZE

    def get_paginated_response(self, data: Any) -> Response:
        assert self.page is not None  # noqa: S101  # paginate_queryset was called
        return Response({"aantal": self.page.paginator.count, "resultaten": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["aantal", "resultaten"],
            "properties": OrderedDict(
                aantal={"type": "integer", "description": "Hoeveel er in totaal zijn.", "example": 86},
                resultaten=schema,
            ),
        }
