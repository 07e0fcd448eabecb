"""Addresses of our own pages, and the way from one to another."""

from django.conf import settings
from django.http import HttpResponseRedirect


def absolute(path: str) -> str:
    """Return the address at which the world reaches `path` (which starts with a slash)."""
    return f"{settings.GOUDEN_BASE_URL}{path}"


class SeeOther(HttpResponseRedirect):
    """Another address tells of what was asked: where a thing is read, and not the thing itself."""

    status_code = 303
