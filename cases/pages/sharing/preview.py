"""A version of a case, to read along: the page behind a signed link. No search engine, cache or other site sees it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from cases.editorial import preview_links
from cases.pages.catalogue.case import CaseDetailView
from gouden.web.pages.mixins import Crumb


@method_decorator(never_cache, name="dispatch")
class ReadingView(View):
    """The page as readers would get it, with what this is and until when."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(request, *args, **kwargs)
        # The address is the key to the page: it goes to no other site, and into no index.
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        found = preview_links.by_token(token)
        if found is None:
            raise Http404("Deze link bestaat niet.")
        if not found.open:
            title = "Deze link werkt niet meer"
            context = {"title": title, "breadcrumb": [Crumb(title)], "section": "case-list"}
            return render(request, "cases/sharing/reading_closed.html", context, status=410)
        page = CaseDetailView()
        page.setup(request, slug=found.revision.snapshot["slug"])
        page.object = preview_links.unpublished(found.revision)
        context = page.get_context_data() | {
            "reading": found,
            "newer": found.revision.case.revisions.filter(number__gt=found.revision.number).exists(),
            # Machines read about what is public.
            "linked_data": "",
        }
        return render(request, "cases/sharing/reading.html", context)
