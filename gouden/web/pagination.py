"""Pages by number, with the names of the NL API Design Rules' pagination module."""

import re
from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")


class NumberedPagination(PageNumberPagination):
    """`page` and `pageSize` (1 to 100, default 20); the body is `aantal` and `resultaten`.

    Anything but a whole number in range is refused with 400, a page past the end is 404.
    """

    page_size = PAGE_SIZE
    page_size_query_param = "pageSize"
    page_size_query_description = f"Hoeveel resultaten op een bladzijde, 1 tot {MAX_PAGE_SIZE}."
    page_query_description = "Welke bladzijde, vanaf 1."
    max_page_size = MAX_PAGE_SIZE
    parameters = (PageNumberPagination.page_query_param, page_size_query_param)

    def errors(self, request: Request) -> dict[str, list[str]]:
        """Return what is wrong with the paging parameters of `request`, by name."""
        wrong = {}
        for name, highest in (("page", None), ("pageSize", MAX_PAGE_SIZE)):
            value = request.query_params.get(name)
            if value is None:
                continue
            number = int(value) if WHOLE_NUMBER.fullmatch(value) else 0
            if number < 1 or (highest and number > highest):
                reach = f" tot en met {highest}" if highest else ""
                wrong[name] = [f"Geef een geheel getal vanaf 1{reach}."]
        return wrong

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        if wrong := self.errors(request):
            raise ValidationError(wrong)
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data: Any) -> Response:
        assert self.page is not None  # noqa: S101  # paginate_queryset was called
        return Response({"aantal": self.page.paginator.count, "resultaten": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["aantal", "resultaten"],
            "properties": {
                "aantal": {"type": "integer", "description": "Hoeveel er in totaal zijn.", "example": 86},
                "resultaten": schema,
            },
        }
