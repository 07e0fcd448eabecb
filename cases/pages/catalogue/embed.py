"""A case as a card in the page of another site."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.generic import DetailView

from cases.models import PublishedCase
from cases.publishing.addresses import trail
from cases.publishing.caching import KeptMixin

# As everywhere, but that any site may show it within a page of its own, that it has no form, and no script but the one
# that tells that page how high the card is.
POLICY: dict[str, Any] = {
    **settings.SECURE_CSP,
    "frame-ancestors": ["*"],
    "form-action": [CSP.NONE],
    "script-src": [CSP.SELF],
}


class EmbedView(KeptMixin, DetailView):
    """The card of a case, for a frame; what is gone or moved says so there too."""

    queryset = PublishedCase.objects.cards()
    template_name = "cases/catalogue/embed.html"
    context_object_name = "case"

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """Let other sites frame every answer of this view, its 304 included: browsers take the headers of that too."""
        return xframe_options_exempt(csp_override(POLICY)(super().as_view(**initkwargs)))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            return gone_or_moved(request, kwargs["slug"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(card=self.object.card, **kwargs)


def gone_or_moved(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer for an address that shows no case: 301 when its case moved, or a notice that fits in the frame."""
    public, withdrawal = trail(slug)
    if public:
        return HttpResponsePermanentRedirect(reverse("case-embed", args=[public.slug]))
    return render(
        request, "cases/catalogue/embed_gone.html", {"withdrawal": withdrawal}, status=410 if withdrawal else 404
    )
