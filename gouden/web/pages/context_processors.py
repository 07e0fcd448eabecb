"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Return where the site lives, where to ask, and how accessible it was found to be."""
    return {
        "base_url": settings.GOUDEN_BASE_URL,
        "contact_email": settings.GOUDEN_CONTACT_EMAIL,
        "accessibility_status": settings.GOUDEN_ACCESSIBILITY_STATUS,
        "accessibility_url": settings.GOUDEN_ACCESSIBILITY_URL,
    }
