"""Public answers are conditional on the catalogue (which one it is, not only how far it is) and on the day."""

import datetime
from typing import Any, ClassVar, NamedTuple

from django.conf import settings
from django.http import HttpResponseBase
from django.utils import timezone

from cases.models import CatalogueState, Counters
from gouden.web.http.conditional import View, conditional_on


class PublicState(NamedTuple):
    """What every public answer is made of: the catalogue, and the day, on which something may begin or end."""

    catalogue: Counters
    day: datetime.date

    @property
    def tag(self) -> str:
        """What names the content of an answer, with the code that shows it."""
        return f"{self.catalogue.token}-{settings.GOUDEN_RELEASE}-{self.day:%Y%m%d}"


def now() -> PublicState:
    """Return the catalogue as it is, today."""
    return PublicState(CatalogueState.counters(), timezone.localdate())


def when_changed(view: View) -> View:
    """Return `view`, whose answer changes only with the catalogue and the day: answers 304 where it can."""
    return conditional_on(now, lambda moment: moment.tag)(view)


class ConditionalMixin:
    """A view whose answer changes only with the catalogue and the day."""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        view = super().as_view(**initkwargs)  # type: ignore[misc]
        return conditional_on(now, lambda moment: moment.tag, lambda answer, at: cls.mark(answer, at.catalogue))(view)

    @staticmethod
    def mark(response: HttpResponseBase, catalogue: Counters) -> None:
        """Write in an answer of which catalogue it is: pages have no need of that."""


class KeptMixin(ConditionalMixin):
    """A page for readers, kept as it was rendered for all who ask the same (gouden.web.http.kept_pages)."""

    # What it reads of the query: it is kept by these, and gets no others.
    parameters: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        view = super(ConditionalMixin, cls).as_view(**initkwargs)  # type: ignore[misc]
        return conditional_on(now, lambda moment: moment.tag, kept_by=cls.parameters)(view)
