"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Return where the site lives and where to ask."""
    return {
        "base_url": settings.GOUDEN_BASE_URL,
        "contact_email": settings.GOUDEN_CONTACT_EMAIL,
    }
