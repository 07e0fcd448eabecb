"""Pages of the API: by number with the names of the NL API Design Rules' pagination module, or by what came last."""

import base64
import binascii
import re
from typing import Any, NamedTuple

from django.utils.http import urlencode
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination, PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

from gouden.web.http.cursor import PATTERN, Cursor
from gouden.web.http.links import absolute

PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
# Of events, which are short or come in the place of a request for each.
MAX_EVENTS = 500
WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
FIRST_CURSOR = "begin"

Errors = dict[str, list[str]]


def link_header(request: Request, pages: dict[str, dict[str, Any] | None]) -> str:
    """Return the `Link` header: by relation, the address of `request` with these parameters; None leaves one out."""
    address, asked = absolute(request.path), dict(request.query_params.lists())
    return ", ".join(
        f'<{address}?{urlencode(asked | changed, doseq=True)}>; rel="{relation}"'
        for relation, changed in pages.items()
        if changed is not None
    )


def whole_number(request: Request, name: str, *, lowest: int = 1, highest: int | None = None) -> Errors:
    """Return what is wrong with the parameter `name`: nothing when it is absent or a whole number in range."""
    value = request.query_params.get(name)
    if value is None or (
        WHOLE_NUMBER.fullmatch(value) and lowest <= int(value) and (highest is None or int(value) <= highest)
    ):
        return {}
    reach = f" tot en met {highest}" if highest else ""
    return {name: [f"Geef een geheel getal vanaf {lowest}{reach}."]}


def number_parameter(name: str, description: str, **schema: Any) -> dict[str, Any]:
    """Return the description of a query parameter that is a whole number, for the schema."""
    return {
        "name": name,
        "required": False,
        "in": "query",
        "description": description,
        "schema": {"type": "integer", **schema},
    }


def page_size_parameter(highest: int) -> dict[str, Any]:
    """Return the description of `pageSize`, for the schema."""
    said = f"Hoeveel resultaten op een bladzijde, 1 tot {highest}."
    return number_parameter("pageSize", said, minimum=1, maximum=highest, default=PAGE_SIZE)


class ListedPagination(BasePagination):
    """What every way of paging shares: the body is `aantal` and `resultaten`, the ways on are in `Link`."""

    parameters: tuple[str, ...] = ()

    def errors(self, request: Request) -> Errors:
        """Return what is wrong with the paging parameters of `request`, by name."""
        raise NotImplementedError

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["aantal", "resultaten"],
            "properties": {
                "aantal": {"type": "integer", "description": "Hoeveel er in totaal zijn."},
                "resultaten": schema,
            },
        }


class NumberedPagination(ListedPagination, PageNumberPagination):
    """`page` and `pageSize` (1 to 100, default 20).

    Anything but a whole number in range is refused with 400, a page past the end is 404.
    """

    page_size = PAGE_SIZE
    page_size_query_param = "pageSize"
    max_page_size = MAX_PAGE_SIZE
    parameters: tuple[str, ...] = ("page", "pageSize")

    def errors(self, request: Request) -> Errors:
        return whole_number(request, "page") | whole_number(request, "pageSize", highest=MAX_PAGE_SIZE)

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        if wrong := self.errors(request):
            raise ValidationError(wrong)
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data: Any) -> Response:
        assert self.page is not None  # noqa: S101  # paginate_queryset was called
        assert self.request is not None  # noqa: S101
        page, last = self.page, self.page.paginator.num_pages
        links = link_header(
            self.request,
            {
                "first": {"page": 1},
                "prev": {"page": page.number - 1} if page.has_previous() else None,
                "next": {"page": page.number + 1} if page.has_next() else None,
                "last": {"page": last},
            },
        )
        return Response({"aantal": page.paginator.count, "resultaten": data}, headers={"Link": links})

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        page = number_parameter("page", "Welke bladzijde, vanaf 1.", minimum=1, maximum=999_999_999, default=1)
        return [page, page_size_parameter(MAX_PAGE_SIZE)]


class Place(NamedTuple):
    """Where a walk is: after which key, and in which history it met that key."""

    key: int = 0
    met_in: Cursor = Cursor()

    def __str__(self) -> str:
        plain = f"{self.key}.{self.met_in}" if self.met_in.token else str(self.key)
        return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """Return the place that was written as `text`, or None for something we did not hand out.

        From before the history was in it, it is a key alone.
        """
        if text == FIRST_CURSOR:
            return cls()
        try:
            plain = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode("ascii")
        except (binascii.Error, UnicodeError, ValueError):
            return None
        key, _, rest = plain.partition(".")
        met_in = Cursor.read(rest or "0")
        if met_in is None or not re.fullmatch(r"[0-9]{1,18}", key):
            return None
        place = cls(int(key), met_in)
        return place if str(place) == text else None


class HarvestPagination(NumberedPagination):
    """By number, or with `cursor` in the fixed order of the key: what is added or removed meanwhile shifts nothing.

    Whoever follows rel="next" from `cursor=begin` meets each row that is there all the while exactly once, or hears
    that the history in which the walk began is no longer ours. The view names the key in `harvest_key`, a whole number
    that never changes; its rows are tuples that start with it; it has `latest()` and `check(cursor, latest)`.
    """

    parameters = (*NumberedPagination.parameters, "cursor")
    following: Place | None = None

    def errors(self, request: Request) -> Errors:
        wrong = super().errors(request)
        if "cursor" in request.query_params:
            if Place.read(request.query_params["cursor"]) is None:
                wrong["cursor"] = [f"Begin met {FIRST_CURSOR} en volg daarna de Link-kop met rel=next."]
            for name in ("page", "sorteer"):
                if name in request.query_params:
                    wrong[name] = ["Deze parameter gaat niet samen met cursor: die heeft een vaste volgorde."]
        return wrong

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        if "cursor" not in request.query_params:
            return super().paginate_queryset(queryset, request, view)
        if wrong := self.errors(request):
            raise ValidationError(wrong)
        self.request, self.page = request, None
        self.number = queryset.count()
        size = self.get_page_size(request) or PAGE_SIZE
        place = Place.read(request.query_params["cursor"]) or Place()
        key = view.harvest_key
        rows = list(queryset.filter(**{f"{key}__gt": place.key}).order_by(key)[: size + 1])
        # Read last: the page holds nothing from after this moment.
        latest = view.latest()
        view.check(place.met_in, latest)
        self.following = Place(rows[size - 1][0], latest) if len(rows) > size else None
        return rows[:size]

    def get_paginated_response(self, data: Any) -> Response:
        if self.page is not None:
            return super().get_paginated_response(data)
        assert self.request is not None  # noqa: S101  # paginate_queryset was called
        following = None if self.following is None else {"cursor": str(self.following)}
        links = link_header(self.request, {"first": {"cursor": FIRST_CURSOR}, "next": following})
        return Response({"aantal": self.number, "resultaten": data}, headers={"Link": links})

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        description = (
            f"Haalt alles op in een vaste volgorde: begin met `{FIRST_CURSOR}` en volg daarna steeds de Link-kop met "
            "rel=next. Wat tijdens het ophalen verschijnt of verdwijnt, verschuift de rest niet. Niet samen met page "
            "of sorteer."
        )
        cursor = {"name": "cursor", "required": False, "in": "query", "description": description}
        schema = {"schema": {"type": "string", "pattern": f"^({FIRST_CURSOR}|[A-Za-z0-9_-]{{2,64}})$"}}
        page, size = super().get_schema_operation_parameters(view)
        # A client made from the schema sends what has a default, also beside a cursor, which is refused.
        del page["schema"]["default"]
        return [page | {"description": f"{page['description']} Zonder is het de eerste."}, size, cursor | schema]


class SincePagination(ListedPagination):
    """What came after `sinds` and is final, in order. The view has `latest()` and `check(cursor, latest)`.

    Its rows have a `number` and a `cursor`.
    """

    parameters = ("sinds", "pageSize")

    def errors(self, request: Request) -> Errors:
        wrong = whole_number(request, "pageSize", highest=MAX_EVENTS)
        if Cursor.read(request.query_params.get("sinds", "0")) is None:
            wrong["sinds"] = ["Geef een cursor die u van ons kreeg; 0 geeft alles."]
        return wrong

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        if wrong := self.errors(request):
            raise ValidationError(wrong)
        self.request = request
        self.since = Cursor.read(request.query_params.get("sinds", "0")) or Cursor()
        # Read first: what is appended after this moment is for the next page.
        self.latest = view.latest()
        view.check(self.since, self.latest)
        size = int(request.query_params.get("pageSize", PAGE_SIZE))
        new = queryset.filter(number__gt=self.since.number, number__lte=self.latest.number)
        self.number, self.rows = new.count(), list(new.order_by("number")[:size])
        # A page that is not full has all there is, also past what nobody asked for.
        self.upto = self.rows[-1].cursor if len(self.rows) == size else self.latest
        return self.rows

    def get_paginated_response(self, data: Any) -> Response:
        last = self.upto
        following = {"sinds": str(last)} if last.number < self.latest.number else None
        links = link_header(self.request, {"first": {"sinds": 0}, "next": following})
        body = {"aantal": self.number, "laatste": self.latest.number, "cursor": str(last), "resultaten": data}
        return Response(body, headers={"Link": links})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        listed = super().get_paginated_response_schema(schema)
        listed["properties"]["aantal"]["description"] = "Hoeveel gebeurtenissen er na `sinds` zijn."
        listed["properties"]["laatste"] = {
            "type": "integer",
            "description": "Het nummer van de laatste gebeurtenis in de catalogus.",
        }
        listed["properties"]["cursor"] = {
            "type": "string",
            "pattern": f"^{PATTERN}$",
            "description": "Tot waar u met dit antwoord bent. Onthoud hem, en geef hem de volgende keer als `sinds`.",
        }
        return listed | {"required": ["aantal", "laatste", "cursor", "resultaten"]}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        since = {
            "name": "sinds",
            "required": False,
            "in": "query",
            "description": "De `cursor` uit het vorige antwoord; 0 geeft alles. Een nummer zonder meer mag ook, zoals "
            "voor versie 1.2, maar daaraan is niet te zien of u dezelfde geschiedenis volgt.",
            "schema": {"type": "string", "pattern": f"^{PATTERN}$", "default": "0"},
        }
        return [since, page_size_parameter(MAX_EVENTS)]
