"""/.well-known/security.txt (RFC 9116): where to report a weakness."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from gouden.web.http.links import absolute

# Whoever runs the site confirms the contact with each start; the RFC advises less than a year.
VALID = timedelta(days=180)


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Answer with the contact from the settings and the key to write with, good for half a year from today."""
    expires = datetime.combine(datetime.now(UTC).date(), time(), UTC) + VALID
    lines = [
        f"Contact: {settings.GOUDEN_SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        *([f"Encryption: {settings.GOUDEN_SECURITY_KEY}"] if settings.GOUDEN_SECURITY_KEY else []),
        "Preferred-Languages: nl, en",
        f"Canonical: {absolute(request.path)}",
    ]
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
