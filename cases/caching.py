"""Public pages and API answers are conditional on the catalogue: which one it is, not only how far it is."""

from typing import Any

from django.conf import settings
from django.http import HttpResponseBase

from cases.models import CatalogueState, Counters
from gouden.web.conditional import View, conditional_on


def catalogue_tag(catalogue: Counters) -> str:
    """Return what names the content of every public answer: the catalogue, and the code that shows it."""
    return f"{catalogue.token}-{settings.GOUDEN_RELEASE}"


def when_changed(view: View) -> View:
    """Return `view`, whose answer changes only with the catalogue: answers 304 where it can."""
    return conditional_on(CatalogueState.counters, catalogue_tag)(view)


class ConditionalMixin:
    """A view whose answer changes only with the catalogue."""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        return conditional_on(CatalogueState.counters, catalogue_tag, cls.mark)(super().as_view(**initkwargs))  # type: ignore[misc]

    @staticmethod
    def mark(response: HttpResponseBase, catalogue: Counters) -> None:
        """Write in an answer of which catalogue it is: pages have no need of that."""
