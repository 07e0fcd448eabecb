"""What of the catalogue an address names that somebody typed: a public case, or one of its claims."""

from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve

from cases.models import PublishedCase, PublishedClaim


class NamedCase(NamedTuple):
    """A public case, and the claim of it that is meant; None: the case as a whole."""

    case: PublishedCase
    claim: PublishedClaim | None = None

    @property
    def claim_key(self) -> str:
        return self.claim.key if self.claim else ""


def named_in(text: str) -> NamedCase | None:
    """Return what the first word of `text` is the address of; None where that is nothing public of ours."""
    words = text.split()
    try:
        path = urlsplit(words[0]).path if words else ""
        match = resolve(path if path.startswith("/") else f"/{path}")
    except (ValueError, Resolver404):
        return None
    given = match.kwargs
    match match.url_name, given.get("kind"):
        case "case-detail", _:
            return _case(slug=given["slug"])
        case "statement-detail", _:
            return _claim(given["identifier"])
        case "identifier", "praktijkvoorbeeld":
            return _case(case__identifier=given["identifier"])
        case "identifier", "uitspraak":
            return _claim(given["identifier"])
    return None


def _case(**which: object) -> NamedCase | None:
    try:
        found = PublishedCase.objects.filter(**which).first()
    except ValidationError:
        return None
    return NamedCase(found) if found else None


def _claim(identifier: UUID | str) -> NamedCase | None:
    try:
        found = PublishedClaim.objects.select_related("published_case").filter(identifier=identifier).first()
    except ValidationError:
        return None
    return NamedCase(found.published_case, found) if found else None
