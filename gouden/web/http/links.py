"""Absolute addresses of our own pages."""

from django.conf import settings


def absolute(path: str) -> str:
    """Return the address at which the world reaches `path` (which starts with a slash)."""
    return f"{settings.GOUDEN_BASE_URL}{path}"
