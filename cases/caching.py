"""Public pages and API answers are conditional on the catalogue's version."""

from typing import Any

from cases.models import CatalogueState
from gouden.web.conditional import conditional_on


def catalogue_version() -> int:
    """Return the version of the catalogue; 0 when nothing was ever published."""
    return CatalogueState.counters().version


class ConditionalMixin:
    """A view whose answer changes only with the catalogue: answers 304 where it can."""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        return conditional_on(catalogue_version)(super().as_view(**initkwargs))  # type: ignore[misc]
