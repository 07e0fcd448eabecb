"""/.well-known/api-catalog: where our API is, for programs that know only our name (RFC 9727)."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from gouden.web.http.links import absolute

PROFILE = "https://www.rfc-editor.org/info/rfc9727"


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def api_catalog(request: HttpRequest) -> HttpResponse:
    """Answer with the API, its description for machines and for people, and whether it works now."""
    links = {
        "anchor": absolute(reverse("api-root")),
        "service-desc": [{"href": absolute(reverse("api-schema")), "type": "application/json"}],
        "service-doc": [{"href": absolute(reverse("developers")), "type": "text/html", "hreflang": ["nl"]}],
        "service-meta": [{"href": absolute(reverse("dcat")), "type": "text/turtle"}],
        "status": [{"href": absolute("/readyz"), "type": "application/json"}],
    }
    return JsonResponse(
        {"linkset": [links]},
        content_type=f'application/linkset+json; profile="{PROFILE}"',
        headers={"Link": f'<{absolute(request.path)}>; rel="api-catalog"'},
    )
