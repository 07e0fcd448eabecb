"""Who learned from whom: what was taken over elsewhere, as far as a source tells."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.views.generic import TemplateView

from cases.models import Adoption, PublishedCase
from cases.pages.catalogue.learning import drawing
from cases.projection.records import Card
from cases.publishing.caching import KeptMixin
from gouden.web.pages.mixins import PageMixin


class AdoptedCase(NamedTuple):
    """An adoption, with the card of the case that was taken over."""

    adoption: Adoption
    card: Card


class AdoptionListView(KeptMixin, PageMixin, TemplateView):
    """All adoptions of public cases, by year."""

    template_name = "cases/catalogue/adoption_list.html"
    title = "Navolging"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = followed(adoptions())
        return super().get_context_data(followed=rows, drawing=drawing(rows), **kwargs)


def adoptions() -> QuerySet[Adoption]:
    """Return the adoptions of public cases, by year; those of no known year last."""
    in_order = (Coalesce("since", "year").asc(nulls_last=True), "case__published__title", "pk")
    return Adoption.objects.public().order_by(*in_order)


def followed(rows: Iterable[Adoption]) -> list[AdoptedCase]:
    """Return adoptions with the cards of their cases, in two queries. Of a working case nothing is read but its key."""
    found = list(rows)
    cases = PublishedCase.objects.filter(pk__in={row.case_id for row in found})
    cards: dict[int, Card] = dict(cases.values_list("pk", "card"))
    # A case that was withdrawn between the two is no longer there.
    return [AdoptedCase(row, cards[row.case_id]) for row in found if row.case_id in cards]
