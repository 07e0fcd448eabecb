"""What the pages of the site share: a title, a place in the site, and lists in numbered pages."""

from typing import Any, NamedTuple

from django.core.exceptions import BadRequest
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from gouden.web.api.pagination import MAX_PAGE_SIZE, PAGE_SIZE
from gouden.web.pages.linked_data import Node, breadcrumb, script

# More digits than any list has pages.
MAX_DIGITS = 9


class Crumb(NamedTuple):
    """A step of the breadcrumb; the page itself has no address."""

    label: str
    url: str = ""


class PageLink(NamedTuple):
    """A page of a list; a gap between two numbers has no address."""

    label: str
    url: str = ""
    current: bool = False


class PageMixin:
    """A page with a title of its own (`title` or `get_title`), in a `section` of the main menu."""

    title = ""
    section = ""

    def get_title(self, context: dict[str, Any]) -> str:
        """Return what the browser's tab says, without the name of the site; unique in the site."""
        return self.title

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        """Return the way to this page, the page itself last; the home page goes without saying."""
        return [Crumb(self.get_title(context))]

    def get_linked_data(self, context: dict[str, Any]) -> list[Node]:
        """Return what this page is about, for machines; the way to it comes by itself."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context["section"] = self.section
        context["title"] = self.get_title(context)
        context["breadcrumb"] = self.get_breadcrumb(context)
        way = [breadcrumb(context["breadcrumb"])] if context["breadcrumb"] else []
        context["linked_data"] = script([*self.get_linked_data(context), *way])
        return context


class FoundMixin:
    """A list that says how many it `found` in its head too, so that a form can ask for no more (static/js/facet.js)."""

    # As many as were found can be counted.
    found: Any

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        context["total"] = len(self.found)
        response: HttpResponse = super().render_to_response(context, **kwargs)  # type: ignore[misc]
        response.headers["X-Total-Count"] = str(context["total"])
        return response


class NumberedPagesMixin:
    """A list in pages, by `page` and `pageSize`: 400 for what is no page number, 404 past the end."""

    request: HttpRequest

    def get_paginate_by(self, queryset: Any) -> int:
        asked = whole_number(self.request.GET, "pageSize", PAGE_SIZE)
        if asked > MAX_PAGE_SIZE:
            raise BadRequest(f"pageSize moet een geheel getal zijn van 1 tot en met {MAX_PAGE_SIZE}.")
        return asked

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        number = whole_number(self.request.GET, "page", 1)
        paginator = self.get_paginator(queryset, page_size)  # type: ignore[attr-defined]
        if number > paginator.num_pages:
            raise Http404(f"Deze lijst heeft {paginator.num_pages} bladzijden.")
        page = paginator.page(number)
        return paginator, page, page.object_list, page.has_other_pages()


def whole_number(query: QueryDict, name: str, default: int) -> int:
    """Return the parameter `name` as a number from 1; raises BadRequest with a sentence for anything else."""
    value = query.get(name)
    if value is None:
        return default
    if not (value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS and int(value) >= 1):
        raise BadRequest(f"{name} moet een geheel getal zijn, vanaf 1.")
    return int(value)


def pagination(page: Page[Any], query: QueryDict) -> dict[str, Any]:
    """Return what `components/pagination.html` shows: links to the pages around `page`, the rest of `query` as it is.

    Empty for a list of one page; gaps between numbers are an ellipsis.
    """
    if not page.has_other_pages():
        return {}
    links = [
        PageLink(str(number), address(query, page=number), number == page.number)
        if isinstance(number, int)
        else PageLink(str(number))
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page_links": links,
        "previous_url": address(query, page=page.number - 1) if page.has_previous() else "",
        "next_url": address(query, page=page.number + 1) if page.has_next() else "",
    }


def address(query: QueryDict, **changes: str | int | None) -> str:
    """Return the query string of `query` with these parameters set, or taken away by None; first pages go unsaid."""
    changed = query.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value is not None and (name, value) != ("page", 1):
            changed[name] = str(value)
    return "?" + changed.urlencode()


def without(query: QueryDict, name: str, value: str) -> str:
    """Return the query string of `query` with one value of `name` taken away, at its first page."""
    changed = query.copy()
    changed.pop("page", None)
    changed.setlist(name, [other for other in query.getlist(name) if other != value])
    return "?" + changed.urlencode()
