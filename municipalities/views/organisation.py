"""The pages of organisations."""

from itertools import groupby
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.views.generic import DetailView, ListView

from cases.listing.sentence import counted_cards
from cases.models import Designation, Initiative, Publication
from cases.models.querysets import practice_count
from cases.pages import linked_data
from cases.pages.catalogue.gone import WithdrawnMixin
from cases.publishing.caching import KeptMixin
from gouden.web.pages.linked_data import Node
from gouden.web.pages.mixins import Crumb, PageMixin
from gouden.web.text.sorting import initial, name_key
from municipalities.map import where_map
from municipalities.models import Organisation

# What a line about an honorary title names.
NAMED = ("municipality", "region", "article__publication")


class OrganisationListView(KeptMixin, PageMixin, ListView):
    """All organisations by letter, with their number of cases."""

    template_name = "municipalities/organisation_list.html"
    title = "Organisaties"
    section = "organisation-list"

    def get_queryset(self) -> QuerySet[Organisation]:
        return Organisation.objects.public().annotate(case_count=practice_count())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = sorted(self.object_list, key=lambda organisation: name_key(organisation.name))
        letters = groupby(rows, key=lambda organisation: initial(organisation.name))
        return super().get_context_data(letters=[(letter, list(group)) for letter, group in letters], **kwargs)


class OrganisationDetailView(KeptMixin, WithdrawnMixin, PageMixin, DetailView):
    """An organisation: how it is called, how to reach it, and what it does in which cases."""

    row_model = Organisation
    template_name = "municipalities/organisation_detail.html"
    context_object_name = "organisation"
    section = "organisation-list"

    def get_queryset(self) -> QuerySet[Organisation]:
        initiatives = Prefetch("initiatives", Initiative.objects.public())
        return Organisation.objects.public().prefetch_related("municipalities__province", initiatives)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        organisation = self.object
        cards = cards_with_roles(organisation)
        return super().get_context_data(
            map=where_map(f"Kaart van Nederland: waar {organisation.name} werkt", organisation.municipalities.all()),
            cards=cards,
            counted=counted_cards(card for card, _ in cards),
            publications=Publication.objects.public().filter(publishers=self.object),
            nominations=self.object.nominations.select_related(*NAMED),
            awards=Designation.objects.filter(awarded_by=self.object).select_related(*NAMED),
            **kwargs,
        )

    def get_linked_data(self, context: dict[str, Any]) -> list[Node]:
        return [linked_data.organisation(self.object)]

    def get_title(self, context: dict[str, Any]) -> str:
        return f"Organisatie: {self.object.name}"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Organisaties", reverse("organisation-list")), Crumb(self.object.name)]


def cards_with_roles(organisation: Organisation) -> list[tuple[dict[str, Any], str]]:
    """Return the cards of its cases with what it does in each; without a role, its people speak there."""
    rows = organisation.cases.order_by("kind", "title").values_list("card", "record__deelnemers")
    found = []
    for card, participants in rows:
        roles = [
            row["rol"] for row in participants if row["soort"] == "organisatie" and row["slug"] == organisation.slug
        ]
        found.append((card, ", ".join(dict.fromkeys(roles)) or "komt aan het woord of weet er meer van"))
    return found
