"""oEmbed (oembed.com): who pastes the address of a case into an editor gets its card there."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.views.generic import View

from cases.models import PublishedCase
from cases.publishing.addresses import trail
from cases.publishing.caching import ConditionalMixin
from gouden.web.http.links import absolute

# In pixels: as wide as a card is read well, and as high as the longest is in a narrow frame (static/css/embed.css).
WIDTH, HEIGHT = 640, 540
PAGES = {"case-detail", "case-embed"}


class OEmbedView(ConditionalMixin, View):
    """The card of the case at `url`, as a frame to put into a page."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.GET.get("format", "json") != "json":
            # The specification's own answer to a format that is not offered.
            return HttpResponse(status=501, content="Alleen format=json.", content_type="text/plain; charset=utf-8")
        case = _case(request.GET.get("url", ""))
        width, height = (_at_most(request, name, size) for name, size in (("maxwidth", WIDTH), ("maxheight", HEIGHT)))
        frame = format_html(
            '<iframe src="{}" title="{} (Gouden)" width="{}" height="{}" loading="lazy"></iframe>',
            *(absolute(reverse("case-embed", args=[case.slug])), case.title, width, height),
        )
        return JsonResponse(
            {
                "version": "1.0",
                "type": "rich",
                "title": case.title,
                "provider_name": "Gouden",
                "provider_url": absolute("/"),
                "html": frame,
                "width": width,
                "height": height,
            },
            json_dumps_params={"ensure_ascii": False},
        )


def _case(address: str) -> PublishedCase:
    """Return the case whose page this is. Raises Http404 for any other address, and for a case that is not public."""
    try:
        parts = urlsplit(address)
        found = resolve(parts.path)
    except (ValueError, Resolver404):
        raise Http404 from None
    if f"{parts.scheme}://{parts.netloc}" != settings.GOUDEN_BASE_URL:
        raise Http404
    public = trail(found.kwargs["slug"]).public if found.url_name in PAGES else None
    if public is None:
        raise Http404
    return public


def _at_most(request: HttpRequest, name: str, size: int) -> int:
    asked = request.GET.get(name, str(size))
    if not re.fullmatch("[1-9][0-9]{0,8}", asked):
        raise BadRequest(f"{name} moet een getal zijn.")
    return min(int(asked), size)
