"""Addresses with a parameter that another took the place of, led to the other."""

from functools import wraps
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    QueryDict,
)

from cases.listing.filters import LIST_FILTERS
from gouden.web.http.conditional import View

SUPERSEDED = {name: one.superseded_by for name, one in LIST_FILTERS.items() if one.superseded_by}


def with_current_parameters(view: View) -> View:
    """Return `view`, asked by today's parameters alone: a 301 leads there, and keeps what else was asked.

    But for the page of the list: another question finds another list.
    """

    @wraps(view)
    def leading_on(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if SUPERSEDED.keys().isdisjoint(request.GET):
            return view(request, *args, **kwargs)
        return HttpResponsePermanentRedirect(f"{request.path}?{_renamed(request.GET).urlencode()}")

    return leading_on


def without_empty_parameters(view: View) -> View:
    """Return `view`, asked by parameters that say something: a form without a script sends its empty fields too.

    A redirect leads to the same question without them, so that no link and no bookmark carries them on.
    """

    @wraps(view)
    def leading_on(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if all(value for _, values in request.GET.lists() for value in values):
            return view(request, *args, **kwargs)
        said = request.GET.copy()
        for name, values in request.GET.lists():
            said.setlist(name, [value for value in values if value])
        query = said.urlencode()
        return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)

    return leading_on


def _renamed(query: QueryDict) -> QueryDict:
    renamed = QueryDict(mutable=True)
    for name, values in query.lists():
        if name == "page":
            continue
        current = SUPERSEDED.get(name, name)
        # Once each: the address must not grow past what is read of one.
        renamed.setlist(current, list(dict.fromkeys([*renamed.getlist(current), *values])))
    return renamed
